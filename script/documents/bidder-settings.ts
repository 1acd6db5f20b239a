/**
 * The table of docs/configuration.md with the settings of single bidders, from the schemas that the
 * folders of bidders/ export. `npx node script/documents/bidder-settings.ts` writes it, with all
 * bidders; a test fails while it is not up to date for those that it names. So adding a bidder
 * changes no document, unless its author wants it there.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  type SettingDescription,
  settingDescriptions,
} from "../../bidders/kit/setting-descriptions.ts";
import { readKinds, type SettingsByKind } from "../start/kinds.ts";
import { ROOT, readRepositoryFile } from "./files.ts";

export const DOCUMENT = "docs/configuration.md";
const BEGIN = "<!-- written by npx node script/documents/bidder-settings.ts: begin -->";
const END = "<!-- end -->";

/** The table's rows, by kind and then in the order of the schema; what several have stands once. */
export function settingsTable(kinds: SettingsByKind): string {
  const rows = new Map<string, { setting: SettingDescription; of: string[] }>();
  for (const [kind, schema] of kinds) {
    for (const setting of settingDescriptions(schema)) {
      // Two bidders may have a setting of one name with different meanings.
      const key = JSON.stringify(setting);
      const row = rows.get(key) ?? { setting, of: [] };
      rows.set(key, row);
      row.of.push(`\`${kind}\``);
    }
  }
  const lines = Array.from(
    rows.values(),
    ({ setting: { name, type, fallback, bounds, meaning }, of }) =>
      `| \`${name}\` | ${of.join(", ")} | ${type} | ${fallback} | ${bounds} | ${meaning} |`,
  );
  return [
    "| variable | of | type | default | bounds | meaning |",
    "| --- | --- | --- | --- | --- | --- |",
    ...lines,
  ].join("\n");
}

/** The kinds of which the document's table has a row. */
export function documentedKinds(kinds: SettingsByKind, document: string): SettingsByKind {
  const table = document.split(BEGIN)[1]?.split(END)[0] ?? "";
  const owners = table.split("\n").map((line) => line.split(" | ")[1] ?? "");
  return new Map([...kinds].filter(([kind]) => owners.some((all) => all.includes(`\`${kind}\``))));
}

/**
 * The document with this table between its two marks.
 * @throws Error when the marks are missing
 */
export function withSettingsTable(document: string, table: string): string {
  const [before, rest = ""] = document.split(BEGIN);
  const after = rest.split(END).slice(1).join(END);
  if (before === undefined || after === "")
    throw new Error(`${DOCUMENT}: the marks of the table are missing`);
  return `${before}${BEGIN}\n${table}\n${END}${after}`;
}

if (import.meta.main) {
  const table = settingsTable(await readKinds());
  writeFileSync(join(ROOT, DOCUMENT), withSettingsTable(readRepositoryFile(DOCUMENT), table));
  console.log(`${DOCUMENT}: the settings of the bidders are written`);
}
