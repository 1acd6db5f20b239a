/** Redacts all texts and names within a JSON value. */

/** Deeper values are cut off. The adapters read no deeper. */
const DEPTH_MAX = 64;
export const MASK = "***";

/** Redacts a JSON value in place. `text` redacts one text. */
export function redactJson(value: unknown, text: (text: string) => string, depth = 0): unknown {
  if (typeof value === "string") return text(value);
  if (typeof value !== "object" || value === null) return value;
  if (depth >= DEPTH_MAX) return MASK;
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) value[i] = redactJson(value[i], text, depth + 1);
    return value;
  }
  const fields = value as Record<string, unknown>;
  for (const [name, before] of Object.entries(fields)) {
    const shown = text(name);
    const after = redactJson(before, text, depth + 1);
    if (shown !== name) delete fields[name];
    // Not by assignment: a field may be called __proto__.
    if (shown !== name || after !== before) {
      Object.defineProperty(fields, shown, {
        value: after,
        enumerable: true,
        configurable: true,
        writable: true,
      });
    }
  }
  return fields;
}
