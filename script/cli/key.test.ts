import { expect, test } from "@jest/globals";
import { hashBytes, isKey, keyIdOf } from "../../gateway/tenants/api-keys.ts";
import { tenantsIn } from "../../gateway/tenants/tenants-file.ts";
import { CommandFailure } from "./failure.ts";
import { keyCommand } from "./key.ts";

async function printed(...args: string[]): Promise<string> {
  const texts: string[] = [];
  await keyCommand(args, "scatter key", (text) => void texts.push(text));
  return texts.join("\n");
}

test("a new key is printed once, with an entry that knows it (APIKEY-1)", async () => {
  const text = await printed("new");
  const [key = "", ...rest] = text.split("\n");
  const entry = JSON.parse(rest.at(-1) as string);
  expect({ id: keyIdOf(key), times: text.split(key).length - 1 }).toEqual({
    id: entry.id,
    times: 1,
  });
  expect({ isKey: isKey(key, hashBytes(entry.hash)) }).toEqual({ isKey: true });
  expect({ scopes: entry.scopes }).toEqual({ scopes: ["search"] });
});

test("its entry is one of a tenants file, with scopes and an expiry", async () => {
  const { entry } = JSON.parse(
    await printed("new", "--json", "--scopes", "search, calendar", "--days", "30"),
  );
  const { tenants, faults } = tenantsIn(JSON.stringify({ tenants: [{ id: "a", keys: [entry] }] }));
  expect({ faults, scopes: tenants[0]?.keys[0]?.scopes }).toEqual({
    faults: [],
    scopes: ["search", "calendar"],
  });
  const inDays = (Date.parse(entry.expiresAt) - Date.now()) / 86_400_000;
  expect({ isInDays: inDays > 29 && inDays <= 30 }).toEqual({ isInDays: true });
});

test.each([
  [["new", "--scopes", "all"], /'all' is no scope; there are search/],
  [["new", "--days", "0"], /whole number from 1/],
  [[], /one of these is needed: new/],
] as const)("%j is asked wrongly", async (args, right) => {
  const failure = await printed(...args).catch((thrown) => thrown);
  expect({ isFailure: failure instanceof CommandFailure, message: failure.message }).toEqual({
    isFailure: true,
    message: expect.stringMatching(right),
  });
});
