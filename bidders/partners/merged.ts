/**
 * The values of several generators that never throw, in the order in which they arrive. Each
 * generator is asked for its next value as soon as it has yielded one.
 */
export async function* merged<T>(
  generators: readonly AsyncGenerator<T, void, undefined>[],
): AsyncGenerator<T> {
  const next = async (i: number) => ({
    i,
    result: await (generators[i] as AsyncGenerator<T, void, undefined>).next(),
  });
  const out = new Map(generators.map((_, i) => [i, next(i)]));
  while (out.size > 0) {
    const { i, result } = await Promise.race(out.values());
    if (result.done) {
      out.delete(i);
    } else {
      out.set(i, next(i));
      yield result.value;
    }
  }
}
