/**
 * A pure function of a header's text that remembers what it gave. Most callers send the same few
 * texts again and again, and reading one by its grammar costs 1 to 5 µs.
 */

/** A6: texts that are remembered. When there are more, all are forgotten. */
const TEXTS_MAX = 64;

/** A6: a longer text is read each time. */
const TEXT_LENGTH_MAX = 256;

/** `read` must be pure. What it throws is not remembered. */
export function remembered<T extends string | number | boolean>(
  read: (text: string) => T,
): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const value = read(text);
    if (text.length <= TEXT_LENGTH_MAX) {
      if (known.size >= TEXTS_MAX) known.clear();
      known.set(text, value);
    }
    return value;
  };
}
