/**
 * Names in one line, so many of them at most: `MU`, `MU and U2`, `WN, 6E, AD and 26 more`.
 *
 * @param rest how those that are not named are called
 */
export function listed(names: readonly string[], namedMax: number, rest = "more"): string {
  const more = names.length - namedMax;
  if (more > 0) return `${names.slice(0, namedMax).join(", ")} and ${more} ${rest}`;
  const last = names.at(-1) ?? "";
  return names.length < 2 ? last : `${names.slice(0, -1).join(", ")} and ${last}`;
}
