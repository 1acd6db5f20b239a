/** Columns in shared memory: whoever is sent one, in another thread, reads the same bytes. */

type Kind<A> = { readonly BYTES_PER_ELEMENT: number; new (buffer: SharedArrayBuffer): A };

/** A column of zeros in shared memory. */
export function shared<A>(kind: Kind<A>, length: number): A {
  return new kind(new SharedArrayBuffer(length * kind.BYTES_PER_ELEMENT));
}

/** A column of these values in shared memory. */
export function sharedFrom<A extends { [index: number]: number }>(kind: Kind<A>, values: ArrayLike<number>): A {
  const column = shared(kind, values.length);
  for (let i = 0; i < values.length; i++) column[i] = values[i] as number;
  return column;
}
