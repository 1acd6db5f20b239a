/** A new bidder is a folder and a user in nats.conf: `npm start` finds both. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { settingsTable } from "../documents/bidder-settings.ts";
import { processEnvironment } from "./environment.ts";
import { faultsOfKinds, readKinds, type SettingsByKind } from "./kinds.ts";

const zod = pathToFileURL(join(import.meta.dirname, "../../node_modules/zod/index.js")).href;
const files = {
  "tolls/index.ts": 'throw new Error("a bidder is not loaded for its settings");',
  "tolls/settings.ts": `import { z } from "${zod}";
export const settings = z
  .object({
    TOLL_TOKEN: z.string().optional().meta({ description: "the token of the toll service" }),
    TIMETABLE: z.string().default("mine"),
    HOST: z.string().optional(),
    RATES: z.string().optional(),
  })
  .transform((all) => all);`,
  "plain/index.ts": "export const search = () => [];",
  "helpers/file.ts": "",
};

let folder: string;
let kinds: SettingsByKind;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "scatter-kinds-"));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  kinds = await readKinds(folder);
});
afterAll(() => rmSync(folder, { recursive: true }));

test("each folder with an index.ts is started; where it has a settings.ts, that alone is read", () => {
  expect([...kinds.keys()]).toEqual(["plain", "tolls"]);
});

test.each([
  ["tolls", { TOLL_TOKEN: "secret", TIMETABLE: "t", HOST: "h", RATES: "r" }],
  ["plain", { RATES: "r" }],
  ["gateway", { HOST: "h", RATES: "r" }],
  ["sandbox", { TIMETABLE: "t" }],
])("%s gets its own settings and what it reads itself, and no secret of another process", (name, expected) => {
  const environment = { TOLL_TOKEN: "secret", TIMETABLE: "t", HOST: "h", RATES: "r" };
  const access = { url: "nats://h", passwords: undefined };
  const { NATS_URL: _, ...own } = processEnvironment(name, { environment, kinds }, access);
  expect(own).toEqual(expected);
});

test("the document has a row for each setting", () => {
  expect(settingsTable(kinds).split("\n").slice(2)).toEqual([
    "| `TOLL_TOKEN` | `tolls` | text | none |  | the token of the toll service |",
    "| `TIMETABLE` | `tolls` | text | `mine` |  |  |",
    "| `HOST` | `tolls` | text | none |  |  |",
    "| `RATES` | `tolls` | text | none |  |  |",
  ]);
});

test("a bidder without a user in nats.conf is named, and so is a name that is in use", () => {
  const some: SettingsByKind = new Map([...kinds, ["gateway", undefined]]);
  const users = new Map([
    ["gateway", "G"],
    ["tolls", "T"],
  ]);
  expect(faultsOfKinds(some, users)).toEqual([
    { path: "bidders/plain", message: expect.stringContaining("has no user in nats.conf") },
    { path: "bidders/gateway", message: expect.stringContaining("not for bidders") },
  ]);
});
