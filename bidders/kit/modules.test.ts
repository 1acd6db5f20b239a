import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { CONCURRENCY_DEFAULT } from "./bidder.ts";
import { bidderKinds, concurrencyOf, loadBidder } from "./modules.ts";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "scatter-bidders-"));
  const bidders = {
    mine: "export async function* search() {} export const concurrency = 2;",
    "another-one": "export const search = () => []; export const open = async () => 1;",
    searchless: "export const find = () => [];",
    closed: "export const search = () => []; export const open = true;",
    idle: "export const search = () => []; export const concurrency = 0;",
    settled:
      "export const search = () => []; export const concurrency = ({ threads }) => 2 * threads;",
    unread: "export const search = () => []; export const settings = { THREADS: 1 };",
    cold: "export const search = () => []; export const warmUp = [];",
    curt: 'export const search = () => []; export const whyEmpty = "nobody";',
    uncounted: "export const search = () => []; export const coverage = {};",
    broken: 'throw new Error("broken as it loads");',
    "not a token": "export const search = () => [];",
  };
  for (const [kind, text] of Object.entries(bidders)) {
    await mkdir(join(folder, kind));
    await writeFile(join(folder, kind, "index.ts"), text);
  }
  await mkdir(join(folder, "no-index"));
  await mkdir(join(folder, "plain"));
  await writeFile(join(folder, "plain", "index.js"), "export const search = 1;");
  await writeFile(join(folder, "index.ts"), "");
});

afterAll(() => rm(folder, { recursive: true }));

describe("a bidder is a folder with an index.ts", () => {
  test("and nothing else: there is no list of bidders", () => {
    expect(bidderKinds(folder)).toEqual([
      "another-one",
      "broken",
      "closed",
      "cold",
      "curt",
      "idle",
      "mine",
      "plain",
      "searchless",
      "settled",
      "uncounted",
      "unread",
    ]);
  });

  test.each(["mine", "another-one", "settled"])("%s is loaded", async (kind) => {
    expect(typeof (await loadBidder(kind, folder)).search).toBe("function");
  });

  test.each([
    ["searchless", "bidders/searchless/index.ts must export a function search(request, context)"],
    ["closed", "bidders/closed/index.ts exports 'open', but it is not a function"],
    ["curt", "bidders/curt/index.ts exports 'whyEmpty', but it is not a function"],
    ["uncounted", "bidders/uncounted/index.ts exports 'coverage', but it is not a function"],
    ["cold", "bidders/cold/index.ts exports 'warmUp', but it is not a function"],
    [
      "idle",
      "bidders/idle/index.ts exports 'concurrency', but it is neither a whole number from 1 on nor a function of the settings",
    ],
    ["unread", "bidders/unread/index.ts exports 'settings', but it is not a zod schema"],
    ["broken", "broken as it loads"],
    ["plain", "bidders/plain/index.js must export a function search(request, context)"],
    ["no-index", "no-index has neither index.ts nor index.js"],
  ])("%s is refused with its reason", async (kind, message) => {
    await expect(loadBidder(kind, folder)).rejects.toThrow(message);
  });
});

describe("how many searches at once", () => {
  const settings = { threads: 3 };

  test.each<[string, Parameters<typeof concurrencyOf<typeof settings>>[0], number]>([
    ["it does not say", {}, CONCURRENCY_DEFAULT],
    ["a number", { concurrency: 2 }, 2],
    ["its settings say", { concurrency: ({ threads }) => 2 * threads }, 6],
  ])("%s", (_, module, expected) => {
    expect(concurrencyOf(module, settings)).toBe(expected);
  });

  test.each([0, 1.5, Number.NaN])("%d is refused", (stated) => {
    expect(() => concurrencyOf({ concurrency: () => stated }, settings)).toThrow(
      `the bidder's concurrency is ${stated}; a whole number from 1 on`,
    );
  });
});
