/** Columns in shared memory: a thread that receives one reads the same bytes. */

type ArrayType<A> = { readonly BYTES_PER_ELEMENT: number; new (buffer: SharedArrayBuffer): A };

/** A column of zeros in shared memory. */
export function shared<A>(kind: ArrayType<A>, length: number): A {
  return new kind(new SharedArrayBuffer(length * kind.BYTES_PER_ELEMENT));
}

/** A column of `length` values in shared memory. */
export function sharedOf<A extends { [index: number]: number }>(
  kind: ArrayType<A>,
  length: number,
  value: (index: number) => number,
): A {
  const column = shared(kind, length);
  for (let i = 0; i < length; i++) column[i] = value(i);
  return column;
}

/** A column of these values in shared memory. */
export function sharedFrom<A extends { [index: number]: number }>(
  kind: ArrayType<A>,
  values: ArrayLike<number>,
): A {
  return sharedOf(kind, values.length, (i) => values[i] as number);
}

/**
 * The index at which each key's run begins in values sorted by key: `first[key]` to before
 * `first[key + 1]`. Keys are 0 to before `keys`.
 */
export function firstOf(values: Uint16Array, keys: number): Uint32Array {
  const first = shared(Uint32Array, keys + 1);
  for (const value of values) first[value + 1] = (first[value + 1] as number) + 1;
  for (let key = 1; key <= keys; key++)
    first[key] = (first[key] as number) + (first[key - 1] as number);
  return first;
}
