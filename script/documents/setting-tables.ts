/**
 * The tables of docs/configuration.md and docs/command-line.md that follow from code. `npx node
 * script/documents/setting-tables.ts` writes them; a test fails while they are not up to date.
 *
 * Of a setting, type, default and bounds come from the schema that reads it, or from
 * single-settings.ts where none does. What it means is
 * written in the document, in the last cell of its row, and stays as it is; a new setting gets a
 * row that an author must complete. Of the commands, everything comes from their programs.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { commonSettingsSchema } from "../../bidders/config.ts";
import type { SettingsSchema } from "../../bidders/kit/bidder.ts";
import {
  type SettingDescription,
  settingDescriptions,
} from "../../bidders/kit/setting-descriptions.ts";
import { sandboxSettingsSchema } from "../../examples/sandbox/config.ts";
import { configSchema } from "../../gateway/config-schema.ts";
import { COMMANDS } from "../cli/commands.ts";
import { type CompletedOption, completionTree } from "../cli/completion-tree.ts";
import { ROOT, readRepositoryFile } from "./files.ts";
import { kindSetting, sharedSettings, startSettings } from "./single-settings.ts";

/** Stands where an author has not said yet what a setting means. */
export const UNKNOWN_MEANING = "**?**";
const END = "<!-- end of the table -->";

interface SettingTable {
  readonly of: string;
  readonly settings: readonly SettingDescription[];
}

/** In the table of all processes: not in others again. */
const SHARED = ["LOG_LEVEL", "OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_TRACES_SAMPLER_ARG"];

const without = (schema: SettingsSchema<unknown>, names: readonly string[]) =>
  settingDescriptions(schema).filter(({ name }) => !names.includes(name));

const TABLES: readonly SettingTable[] = [
  { of: "gateway and bidders", settings: sharedSettings() },
  { of: "the gateway", settings: without(configSchema, SHARED) },
  {
    of: "all bidders",
    settings: [...kindSetting(), ...without(commonSettingsSchema, SHARED)],
  },
  {
    of: "the sandbox",
    settings: without(sandboxSettingsSchema, ["LOG_LEVEL", "TIMETABLE"]),
  },
  { of: "npm start and commands", settings: startSettings() },
];

const beginOf = (of: string) =>
  `<!-- settings of ${of}; npx node script/documents/setting-tables.ts writes all but the meanings -->`;
const COMMANDS_BEGIN = "<!-- npx node script/documents/setting-tables.ts writes this table -->";

/** docs/configuration.md with its tables as the schemas have them. */
export function withSettingTables(document: string): string {
  return TABLES.reduce((text, table) => {
    const begin = beginOf(table.of);
    return replaced(text, begin, (before) => settingRows(table, before).join("\n"));
  }, document);
}

/** docs/command-line.md with the table of all options. */
export async function withCommandTable(document: string): Promise<string> {
  const rows = await optionRows();
  return replaced(document, COMMANDS_BEGIN, () => rows.join("\n"));
}

/** @throws Error when the marks are missing */
function replaced(document: string, begin: string, table: (before: string) => string): string {
  const at = document.indexOf(begin);
  const end = document.indexOf(END, at);
  if (at < 0 || end < 0) throw new Error(`the marks of a table are missing: ${begin}`);
  const start = at + begin.length;
  const text = table(document.slice(start, end));
  return `${document.slice(0, start)}\n${text}\n${document.slice(end)}`;
}

function settingRows({ settings }: SettingTable, before: string): string[] {
  const lines = before.split("\n").filter((line) => line.startsWith("| `"));
  const nameOf = (line: string) => /^\| `([A-Z0-9_]+)`/.exec(line)?.[1] ?? "";
  const meanings = new Map(lines.map((line) => [nameOf(line), meaningIn(line)]));
  // As the document has them, so that what belongs together stands together; new ones at the end.
  const order = lines.map(nameOf);
  const place = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);
  return [
    "| variable | type | default | bounds | meaning |",
    "| --- | --- | --- | --- | --- |",
    ...settings
      .toSorted((a, b) => place(a.name) - place(b.name))
      .map(({ name, type, fallback, bounds, meaning }) => {
        const said = meaning || meanings.get(name) || UNKNOWN_MEANING;
        return `| \`${name}\` | ${type} | ${fallback} | ${bounds} | ${said} |`;
      }),
  ];
}

/** The last cell of a row. A cell may contain `\|`. */
function meaningIn(line: string): string {
  return /(?<!\\)\|((?:[^|\\]|\\.)*)\|$/.exec(line.trim())?.[1]?.trim() ?? "";
}

async function optionRows(): Promise<string[]> {
  const commands = (await completionTree(COMMANDS)).filter(({ options }) => options.length > 1);
  return [
    "| command | option | takes | does |",
    "| --- | --- | --- | --- |",
    ...commands.flatMap(({ path, options }) =>
      options
        .filter(({ flags }) => !flags.includes("--help"))
        .map(
          (option) => `| \`${path}\` | ${flagsOf(option)} | ${takes(option)} | ${about(option)} |`,
        ),
    ),
  ];
}

const flagsOf = ({ flags }: CompletedOption) => flags.map((flag) => `\`${flag}\``).join(", ");
const about = ({ about }: CompletedOption) => about.replaceAll("|", "\\|");
const takes = ({ value }: CompletedOption) =>
  typeof value === "string"
    ? value === "none"
      ? ""
      : value
    : value.map((word) => `\`${word}\``).join(", ");

const CONFIGURATION = "docs/configuration.md";
export const COMMAND_LINE = "docs/command-line.md";

if (import.meta.main) {
  const write = (path: string, text: string) => writeFileSync(join(ROOT, path), text);
  write(CONFIGURATION, withSettingTables(readRepositoryFile(CONFIGURATION)));
  write(COMMAND_LINE, await withCommandTable(readRepositoryFile(COMMAND_LINE)));
  console.log(`${CONFIGURATION} and ${COMMAND_LINE}: the tables are written`);
}
