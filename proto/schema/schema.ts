/**
 * The vocabulary in which messages are described once (`offer.ts`, `result.ts`). From a description
 * come: the TypeScript type (`ValueOf`), the .proto text (`proto-text.ts`), the codec
 * (`proto/codec/generic.ts`) and the OpenAPI schema (`gateway/http/message-schema.ts`).
 *
 * A field is always there, or null when it has no value (`nullable`), or left out (`leftOut`). On
 * the wire, null and left out are the same: the field is absent.
 */

/** What the wire carries for a value, and which rule the value must keep when it is decoded. */
export type FieldType<T = unknown> = Scalar<T> | (Words & { readonly value?: T }) | Message<T>;

interface Scalar<T = unknown> {
  readonly kind: "text" | "bool" | "uint32" | "int64" | "double" | "instant" | "epoch";
  /** Largest number, or most characters of a text. */
  readonly max?: number;
  /** Carries the type; has no value. */
  readonly value?: T;
}

/** One word of a closed set. On the wire: an enum whose number 0 is "not stated". */
export interface Words<T extends string = string> {
  readonly kind: "words";
  readonly name: string;
  readonly doc: string;
  readonly words: readonly T[];
  /** Carries the type; has no value. */
  readonly value?: T;
}

export interface Message<T = unknown> {
  readonly kind: "message";
  /** The name in the .proto file, without the package. */
  readonly name: string;
  /** The name with its article, for errors: `a fare`. */
  readonly title: string;
  readonly doc: string;
  readonly fields: Readonly<Record<string, Field>>;
  /** Carries the type; has no value. */
  readonly value?: T;
}

type Presence = "always" | "nullable" | "left-out";

export interface Field<T = unknown, P extends Presence = Presence> {
  /** The number on the wire. It never changes, and is never used again. */
  readonly number: number;
  readonly type: FieldType;
  readonly presence: P;
  /** Set for a list: how many entries are right. */
  readonly list?: { readonly min: number; readonly max: number };
  readonly doc: string;
  /** The name in the .proto file, where that is not the name in snake case. */
  readonly wireName?: string;
  /** Carries the type; has no value. */
  readonly value?: T;
}

type FieldValue<F> = F extends Field<infer T> ? T : never;
type FieldKeys<F, P extends Presence> = {
  [K in keyof F]: F[K] extends Field<unknown, P> ? K : never;
}[keyof F];

/** The plain value of a message with these fields. */
type FieldsValue<F> = {
  readonly [K in FieldKeys<F, "always">]: FieldValue<F[K]>;
} & {
  readonly [K in FieldKeys<F, "nullable">]: FieldValue<F[K]> | null;
} & {
  readonly [K in FieldKeys<F, "left-out">]?: FieldValue<F[K]>;
} extends infer V
  ? { [K in keyof V]: V[K] }
  : never;

/** The plain value of a message. */
export type ValueOf<M> = M extends Message<infer T> ? T : never;

/** @param max the most characters that are read; none: only the message's limit in bytes */
export const text = (max?: number): Scalar<string> => ({
  kind: "text",
  ...(max === undefined ? {} : { max }),
});
export const bool: Scalar<boolean> = { kind: "bool" };
/** @param max the largest that is read; none: what 32 bits hold */
export const uint32 = (max?: number): Scalar<number> => ({
  kind: "uint32",
  ...(max === undefined ? {} : { max }),
});
/** An integer that a number holds exactly. */
export const int64: Scalar<number> = { kind: "int64" };
export const double: Scalar<number> = { kind: "double" };
/** ISO 8601 UTC in the value, epoch milliseconds on the wire. */
export const instant: Scalar<string> = { kind: "instant" };
/** Epoch milliseconds in the value too. */
export const epoch: Scalar<number> = { kind: "epoch" };

/** One word of a closed set; the enum has the words in the same order. */
export function words<const T extends string>(
  name: string,
  doc: string,
  set: readonly T[],
): Words<T> {
  return { kind: "words", name, doc, words: set };
}

export function message<const F extends Readonly<Record<string, Field>>>(
  name: string,
  title: string,
  doc: string,
  fields: F,
): Message<FieldsValue<F>> {
  return { kind: "message", name, title, doc, fields };
}

/** A field that is always there. */
export function field<T>(number: number, type: FieldType<T>, doc = ""): Field<T, "always"> {
  return { number, type: type as FieldType, presence: "always", doc };
}

/** Any number of values between two bounds, always there, perhaps empty. */
export function list<T>(
  number: number,
  type: FieldType<T>,
  doc = "",
  { min = 0, max = Number.POSITIVE_INFINITY } = {},
): Field<readonly T[], "always"> {
  return { number, type: type as FieldType, presence: "always", list: { min, max }, doc };
}

/** The same field, null when it has no value. */
export function nullable<T>(of: Field<T, "always">): Field<T, "nullable"> {
  return { ...of, presence: "nullable" };
}

/** The same field, left out when it has no value; a list: when it is empty. */
export function leftOut<T>(of: Field<T, "always">): Field<T, "left-out"> {
  return { ...of, presence: "left-out" };
}

/** The same field with another name in the .proto file than in code. */
export function named<T, P extends Presence>(wireName: string, of: Field<T, P>): Field<T, P> {
  return { ...of, wireName };
}

/** The name of a field in the .proto file. */
export function wireNameOf(name: string, { wireName }: Field): string {
  return wireName ?? name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
