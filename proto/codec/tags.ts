/** The tag before a field's value: its number, and how the value is written. */

/** A field of one number. */
export const varint = (number: number) => number << 3;
/** A field of eight bytes. */
export const fixed64 = (number: number) => (number << 3) | 1;
/** A field with its length before it: a text, bytes, a message, packed numbers. */
export const delimited = (number: number) => (number << 3) | 2;
