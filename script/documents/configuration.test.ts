/**
 * docs/configuration.md has every variable of gateway, bidders and sandbox, and no other. Of single
 * bidders it has those that its table names: a new one need not be in it.
 */
import { describe, expect, test } from "@jest/globals";
import { readKinds } from "../start/kinds.ts";
import { DOCUMENT, documentedKinds, settingsTable, withSettingsTable } from "./bidder-settings.ts";
import { filesBelow, readRepositoryFile } from "./files.ts";

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

  test("have the same bounds and defaults of whole numbers", () => {
    const numbers = /^\s+([A-Z0-9_]+): wholeNumber\(([\d_]+), ([\d_]+), ([\d_]+)\)/gm;
    const rows = [...documented.gateway, ...documented.bidders];
    const plain = (text: string | undefined) => (text ?? "").replaceAll("_", "");
    const all = [...FILES.gateway, ...FILES.bidders].flatMap((file) => [
      ...readRepositoryFile(file).matchAll(numbers),
    ]);
    expect(all.length).toBeGreaterThan(10);
    for (const [, name, min, max, initial] of all) {
      const text = rows.find((row) => row.name === name)?.text ?? "";
      expect({ name, text }).toEqual({
        name,
        text: expect.stringContaining(`${plain(min)}–${plain(max)}`),
      });
      // CONCURRENCY_MAX: 0 stands for "as suits the bidder".
      if (plain(initial) !== "0" && name !== "CONCURRENCY_MAX")
        expect({ name, text }).toEqual({
          name,
          text: expect.stringContaining(`\`${plain(initial)}\``),
        });
    }
  });
});
