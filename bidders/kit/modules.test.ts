import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { bidderKinds, loadBidder } from "./modules.ts";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "scatter-bidders-"));
  const bidders = {
    mine: "export async function* search() {} export const concurrency = 2;",
    "another-one": "export const search = () => []; export const open = async () => 1;",
    searchless: "export const find = () => [];",
    closed: "export const search = () => []; export const open = true;",
    idle: "export const search = () => []; export const concurrency = 0;",
    broken: 'throw new Error("broken as it loads");',
    "not a token": "export const search = () => [];",
  };
  for (const [kind, text] of Object.entries(bidders)) {
    await mkdir(join(folder, kind));
    await writeFile(join(folder, kind, "index.ts"), text);
  }
  await mkdir(join(folder, "no-index"));
  await writeFile(join(folder, "index.ts"), "");
});

afterAll(() => rm(folder, { recursive: true }));

describe("a bidder is a folder with an index.ts", () => {
  test("and that is all: nothing is registered", () => {
    expect(bidderKinds(folder)).toEqual(["another-one", "broken", "closed", "idle", "mine", "searchless"]);
  });

  test.each(["mine", "another-one"])("%s is loaded", async (kind) => {
    expect(typeof (await loadBidder(kind, folder)).search).toBe("function");
  });

  test.each([
    ["searchless", "bidders/searchless/index.ts must export a function search(request, context)"],
    ["closed", "bidders/closed/index.ts exports 'open', but it is no function"],
    ["idle", "bidders/idle/index.ts exports 'concurrency', but it is no whole number from 1 on"],
    ["broken", "broken as it loads"],
  ])("%s is refused with its reason", async (kind, message) => {
    await expect(loadBidder(kind, folder)).rejects.toThrow(message);
  });
});
