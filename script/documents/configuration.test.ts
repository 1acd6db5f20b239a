/**
 * docs/configuration.md has every variable of gateway, bidders and sandbox, and no other. Of single
 * bidders it has those that its table names: a new one need not be in it.
 */
import { relative } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { readBroker, runFolderOf, SIGN_IN_SETTINGS } from "../../common/runtime/config.ts";
import type { Fault } from "../../proto/errors.ts";
import { widthOf } from "../cli/layout.ts";
import { readKinds } from "../start/kinds.ts";
import { DOCUMENT, documentedKinds, settingsTable, withSettingsTable } from "./bidder-settings.ts";
import { filesBelow, ROOT, readRepositoryFile } from "./files.ts";
import {
  COMMAND_LINE,
  UNKNOWN_MEANING,
  withCommandTable,
  withSettingTables,
} from "./setting-tables.ts";

const document = readRepositoryFile(DOCUMENT);
const kinds = await readKinds();
const documentedBidders = documentedKinds(kinds, document);
const others = [...kinds.keys()].filter((kind) => !documentedBidders.has(kind));

interface SettingRow {
  readonly name: string;
  readonly text: string;
}

/** The rows of the tables under one heading, by the variable in the first cell. */
function rowsUnder(heading: string): SettingRow[] {
  const section = document.split(/^## /m).find((one) => one.startsWith(heading)) ?? "";
  return [...section.matchAll(/^\| `([A-Z0-9_]+)` \|(.*)$/gm)].map(([, name = "", text = ""]) => ({
    name,
    text,
  }));
}

const isCode = (path: string) => path.endsWith(".ts") && !path.endsWith(".test.ts");
const isSettings = (path: string) =>
  isCode(path) && /(config|settings)[^/]*\.ts$|^bidders\/[a-z]+\/index\.ts$/.test(path);

/** Where settings are read. A bidder may have a file of settings of its own. */
const FILES = {
  gateway: filesBelow("gateway", isCode),
  bidders: filesBelow("bidders", isCode).filter(
    (path) => !others.some((kind) => path.startsWith(`bidders/${kind}/`)),
  ),
  shared: filesBelow("common/runtime", isCode),
  sandbox: filesBelow("examples/sandbox", isCode),
};

/** Keys of a schema (`PORT: wholeNumber(…)`) and names that are read (`environment["KIND"]`). */
function namesIn(files: readonly string[]): Set<string> {
  const find = (some: readonly string[], pattern: RegExp) =>
    some.flatMap((file) =>
      [...readRepositoryFile(file).matchAll(pattern)].map(([, name = ""]) => name),
    );
  return new Set([
    ...find(files.filter(isSettings), /^\s+([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*):\s/gm),
    ...find(files.filter(isSettings), /\.object\(\{ ([A-Z][A-Z0-9_]*):/g),
    ...find(files, /environment\["([A-Z0-9_]+)"\]/g),
    ...find(files, /"(NATS_[A-Z_]+)"/g),
  ]);
}

const code = {
  gateway: namesIn(FILES.gateway),
  bidders: namesIn(FILES.bidders),
  shared: namesIn(FILES.shared),
  sandbox: namesIn(FILES.sandbox),
};
const documented = {
  gateway: rowsUnder("Gateway"),
  bidders: rowsUnder("Bidders"),
  shared: rowsUnder("Broker"),
  sandbox: rowsUnder("Sandbox"),
};

test("the settings of single bidders are up to date; npx node script/documents/bidder-settings.ts writes them", () => {
  expect(document).toBe(withSettingsTable(document, settingsTable(documentedBidders)));
});

test("the table names the bidders that ship", () => {
  expect([...documentedBidders.keys()]).toEqual(
    expect.arrayContaining(["nonstop", "partners", "stops"]),
  );
});

test("every setting of a bidder that is documented has a description", () => {
  const rows = settingsTable(documentedBidders).split("\n");
  expect(rows.length).toBeGreaterThan(5);
  expect(rows.filter((row) => row.endsWith("|  |"))).toEqual([]);
});

describe("docs/configuration.md and the code", () => {
  const sharedNames = documented.shared.map(({ name }) => name);

  test.each(["gateway", "bidders"] as const)("have the same variables for the %s", (side) => {
    const inTable = documented[side].map(({ name }) => name);
    const inCode = [...code[side]].filter((name) => !sharedNames.includes(name));
    expect(inTable.toSorted()).toEqual(inCode.toSorted());
  });

  test("have the same variables for the broker", () => {
    const inCode = new Set([...code.shared, "LOG_LEVEL"]);
    expect(sharedNames.toSorted()).toEqual([...inCode].toSorted());
  });

  test("have the same variables for the sandbox", () => {
    const names = documented.sandbox.map(({ name }) => name);
    expect([...names, "LOG_LEVEL", "TIMETABLE"].toSorted()).toEqual([...code.sandbox].toSorted());
  });

  test("name each variable once in a table", () => {
    for (const rows of Object.values(documented)) {
      const names = rows.map(({ name }) => name);
      expect(names).toEqual([...new Set(names)]);
    }
  });

  test("say the same of types, defaults and bounds; npx node script/documents/setting-tables.ts writes them", () => {
    expect(document).toBe(withSettingTables(document));
  });

  test("say of every setting what it means", () => {
    const unsaid = document.split("\n").filter((line) => line.includes(UNKNOWN_MEANING));
    expect(unsaid).toEqual([]);
    expect(document).toMatch(
      /^\| `AUCTIONS_MAX` \| whole number \| `1000` \| 1–1000000 \| the most/m,
    );
  });

  test("name the variables that npm start and the commands read themselves", () => {
    const section = document.split(/^## /m).find((one) => one.startsWith("`npm start`")) ?? "";
    const files = [
      ...filesBelow("script/start", isCode),
      ...filesBelow("script/cli", isCode),
      ...filesBelow("script/doctor", isCode),
    ];
    const read = files.flatMap((file) =>
      Array.from(
        readRepositoryFile(file).matchAll(/environment\["([A-Z0-9_]+)"\]/g),
        ([, name = ""]) => name,
      ),
    );
    expect(read.length).toBeGreaterThan(5);
    expect([...new Set(read)].filter((name) => !section.includes(`\`${name}\``))).toEqual([]);
  });
});

describe("what the tables say of settings without a schema is what the code does", () => {
  const row = (name: string) => new RegExp(`^\\| \`${name}\` .*`, "m").exec(document)?.[0];
  const faultsOf = (environment: Readonly<Record<string, string>>) => {
    const faults: Fault[] = [];
    const broker = readBroker(environment, "stops", faults);
    return { broker, faults: faults.map(({ path }) => path) };
  };
  const url = "tls://127.0.0.1:4222";

  test("defaults of the broker's", () => {
    const { broker, faults } = faultsOf({ NATS_URL: url });
    expect({ broker, faults }).toEqual({
      broker: { url, credentials: { kind: "none" }, tls: { handshakeFirst: false } },
      faults: [],
    });
    for (const name of SIGN_IN_SETTINGS) expect(row(name)).toMatch(/^\| `\w+` \| \w+ \| none \|/);
    expect(row("NATS_TLS_FIRST")).toContain("| `false` | `true`, `false` |");
    expect(relative(ROOT, runFolderOf({}))).toBe(".run");
    expect(row("RUN_FOLDER")).toContain("| `.run` of this project |");
  });

  test.each([
    ["NATS_URL", "http://127.0.0.1:4222", "| `nats://` or `tls://` |"],
    ["NATS_TLS_FIRST", "yes", "| `true`, `false` |"],
    ["NATS_NKEY_SEED", `SU${"A".repeat(55)}`, "| `SU` and 56 letters or digits |"],
  ])("bounds: %s=%s is a mistake", (name, value, bounds) => {
    expect(faultsOf({ NATS_URL: url, [name]: value }).faults).toEqual([name]);
    expect(row(name)).toContain(bounds);
  });

  test("the width of commands", () => {
    const widths = ["", "1", "99999"].map((COLUMNS) => widthOf({}, { COLUMNS }));
    expect(widths).toEqual([80, 40, 200]);
    expect(row("COLUMNS")).toContain("| `80` | 40–200 |");
  });

  test("every row has all cells", () => {
    const tables = document.split("<!-- settings of ").slice(1);
    expect(tables).toHaveLength(5);
    for (const table of tables)
      for (const line of table
        .split("<!-- end")[0]
        ?.split("\n")
        .filter((l) => l.startsWith("|")) ?? [])
        expect({ line, cells: line.split(/(?<!\\)\|/).length - 2 }).toEqual({ line, cells: 5 });
  });
});

describe("a table that is out of date", () => {
  test("a bound, a default or a row that the schema has not is found", () => {
    for (const [from, to] of [
      ["| 1–1000000 | the most", "| 1–1000 | the most"],
      ["| `1000` | 1–1000000 | the most", "| `999` | 1–1000000 | the most"],
      ["| `HEDGE_PERCENT` |", "| `HEDGE_SHARE` |"],
      ["| `NATS_TLS_FIRST` | one of | `false` |", "| `NATS_TLS_FIRST` | one of | `true` |"],
      ["| `COLUMNS` | whole number | `80` |", "| `COLUMNS` | whole number | `100` |"],
    ] as const) {
      const stale = document.replace(from, to);
      expect({ from, isChanged: stale !== document }).toEqual({ from, isChanged: true });
      expect(withSettingTables(stale)).not.toBe(stale);
    }
  });

  test("a setting that is new has a row that its author must complete", () => {
    const [row = ""] = /^\| `KEEP_ALIVE_S` .*\n/m.exec(document) ?? [];
    expect(withSettingTables(document.replace(row, ""))).toContain(
      `| \`KEEP_ALIVE_S\` | whole number | \`20\` | 1–3600 | ${UNKNOWN_MEANING} |`,
    );
  });
});

test("the options of all commands are up to date in docs/command-line.md", async () => {
  const text = readRepositoryFile(COMMAND_LINE);
  expect(text).toBe(await withCommandTable(text));
  expect(text).toContain("| `scatter bidders` | `--watch` |");
});
