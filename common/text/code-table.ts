/** Tables by hand list codes after what these have in common: `{ EUR: "LH AF", GBP: "BA VS" }`. */

/** What each code stands after; of one that stands twice, the last. */
export function keysByCode<Key extends string>(
  table: Readonly<Record<Key, string>>,
): Map<string, Key> {
  return new Map(
    (Object.keys(table) as Key[]).flatMap((key) =>
      table[key].split(" ").map((code) => [code, key] as const),
    ),
  );
}
