import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "@jest/globals";
import { newKey } from "./api-keys.ts";
import { readTenantsFile, tenantsIn } from "./tenants-file.ts";

const key = newKey(randomBytes);
const anyRate = () => true;
const keyEntry = { id: key.id, hash: key.hash, scopes: ["search"] };

const pathsOf = (value: unknown) =>
  tenantsIn(typeof value === "string" ? value : JSON.stringify(value)).faults.map(
    ({ path, message }) => `${path} ${message}`,
  );

test("a file that is right is what it says, with its defaults", () => {
  const { tenants, faults } = tenantsIn(
    JSON.stringify({ tenants: [{ id: "acme", keys: [keyEntry] }, { id: "zeta" }] }),
  );
  expect({ faults }).toEqual({ faults: [] });
  expect(tenants).toEqual([
    { id: "acme", keys: [keyEntry], natsUsers: [], limits: {}, policy: {}, markUp: [], params: {} },
    { id: "zeta", keys: [], natsUsers: [], limits: {}, policy: {}, markUp: [], params: {} },
  ]);
});

describe("what is wrong is named, with its path (TENANTFILE-1)", () => {
  test.each<[string, unknown, RegExp]>([
    ["no JSON", "{", /^ is not JSON$/],
    ["no list", {}, /^tenants must be a list of tenants$/],
    [
      "an unknown field",
      { tenants: [{ id: "a", key: [] }] },
      /^tenants\[0\]\.key is not a known field; known here are id, keys/,
    ],
    ["a wrong id", { tenants: [{ id: "a b" }] }, /^tenants\[0\]\.id must be 1-64 of/],
    [
      "a scope that there is not",
      { tenants: [{ id: "a", keys: [{ ...keyEntry, scopes: ["all"] }] }] },
      /^tenants\[0\]\.keys\[0\]\.scopes\[0\] must be one of search, calendar/,
    ],
    [
      "no scope",
      { tenants: [{ id: "a", keys: [{ ...keyEntry, scopes: [] }] }] },
      /scopes must have at least one of/,
    ],
    [
      "an expiry without a zone",
      { tenants: [{ id: "a", keys: [{ ...keyEntry, expiresAt: "2027-01-01" }] }] },
      /expiresAt must be an instant/,
    ],
    [
      "two tenants of one id",
      { tenants: [{ id: "a" }, { id: "a" }] },
      /^tenants\[1\]\.id a is a tenant already$/,
    ],
    [
      "a user of the broker that may not search",
      { tenants: [{ id: "a", natsUsers: [{ user: "nonstop", scopes: ["search"] }] }] },
      /^tenants\[0\]\.natsUsers\[0\]\.user must be client, client-NAME, or \*/,
    ],
    [
      "a user of two tenants",
      {
        tenants: ["a", "b"].map((id) => ({
          ...{ id, natsUsers: [{ user: "client-a", scopes: ["search"] }] },
        })),
      },
      /^tenants\[1\]\.natsUsers\[0\]\.user client-a is of a tenant already$/,
    ],
    [
      "one key of two tenants",
      {
        tenants: [
          { id: "a", keys: [keyEntry] },
          { id: "b", keys: [keyEntry] },
        ],
      },
      /^tenants\[1\]\.keys\[0\]\.id [0-9a-f]{12} is a key already$/,
    ],
    [
      "a burst of nothing",
      { tenants: [{ id: "a", limits: { burst: 5 } }] },
      /^tenants\[0\]\.limits\.burst is of requestsPerSecond/,
    ],
    [
      "a required bidder that is not allowed",
      { tenants: [{ id: "a", bidders: ["stops"], policy: { required: ["nonstop"] } }] },
      /^tenants\[0\]\.policy\.required\[0\] nonstop is not among/,
    ],
    [
      "a quorum of more than are allowed",
      { tenants: [{ id: "a", bidders: ["stops"], policy: { quorum: 2 } }] },
      /^tenants\[0\]\.policy\.quorum must be at most 1/,
    ],
    [
      "a mark-up of nothing",
      { tenants: [{ id: "a", markUp: [{ bidder: "stops" }] }] },
      /^tenants\[0\]\.markUp\[0\] must have basisPoints/,
    ],
    [
      "a mark-up that is not whole",
      { tenants: [{ id: "a", markUp: [{ basisPoints: 1.5 }] }] },
      /basisPoints must be a whole number from 0 to 10000/,
    ],
    [
      "a discount",
      { tenants: [{ id: "a", markUp: [{ basisPoints: -1 }] }] },
      /basisPoints must be a whole number from 0/,
    ],
    [
      "a fee in no currency",
      { tenants: [{ id: "a", markUp: [{ fixed: { XXQ: 1 } }] }] },
      /markUp\[0\]\.fixed\.XXQ must be an ISO 4217 currency/,
    ],
    [
      "params that are too long",
      { tenants: [{ id: "a", params: { partners: { text: "x".repeat(4_096) } } }] },
      /^tenants\[0\]\.params\.partners must be at most 4096 bytes/,
    ],
  ])("%s", (_what, value, right) => {
    expect(pathsOf(value)).toEqual([expect.stringMatching(right)]);
  });

  test("a fee in a currency that has no rate here (MARKUPS-1)", () => {
    const text = JSON.stringify({
      tenants: [{ id: "a", markUp: [{ fixed: { USD: 1, CHF: 2 } }] }],
    });
    expect(tenantsIn(text, (currency) => currency === "USD").faults).toEqual([
      { path: "tenants[0].markUp[0].fixed.CHF", message: "has no exchange rate here" },
    ]);
  });

  test("all faults at once", () => {
    const wrong = { tenants: [{ id: "" }, { id: "b", limits: { requestsPerSecond: 0 } }] };
    expect(pathsOf(wrong)).toEqual([
      expect.stringMatching(/^tenants\[0\]\.id/),
      expect.stringMatching(/^tenants\[1\]\.limits\.requestsPerSecond/),
    ]);
  });

  test("a key in the place of a hash is not repeated", () => {
    const faults = pathsOf({ tenants: [{ id: "a", keys: [{ ...keyEntry, hash: key.key }] }] });
    expect(faults).toEqual([expect.stringMatching(/never the key itself$/)]);
    expect({ isShown: faults.join().includes(key.key) }).toEqual({ isShown: false });
    const asId = pathsOf({ tenants: [{ id: "a", keys: [{ ...keyEntry, id: key.key }] }] });
    expect({ isShown: asId.join().includes(key.key) }).toEqual({ isShown: false });
  });

  test("A6: so many faults at most", () => {
    const many = { tenants: Array.from({ length: 900 }, () => ({ id: "" })) };
    expect({ faults: pathsOf(many).length }).toEqual({ faults: 50 });
  });
});

describe("the file", () => {
  const folder = mkdtempSync(join(tmpdir(), "tenants-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  test("that is not there has a fault that says so", () => {
    const [fault] = readTenantsFile(join(folder, "none.json"), anyRate).faults;
    expect({ fault }).toEqual({
      fault: { path: "", message: expect.stringMatching(/^cannot be read: .*ENOENT/) },
    });
  });

  test("may begin with a byte order mark", () => {
    const path = join(folder, "bom.json");
    writeFileSync(path, `\uFEFF${JSON.stringify({ tenants: [{ id: "a" }] })}`);
    expect({ ids: readTenantsFile(path, anyRate).tenants.map(({ id }) => id) }).toEqual({
      ids: ["a"],
    });
  });

  test("A6: is not read where it is too large", () => {
    const path = join(folder, "large.json");
    writeFileSync(path, " ".repeat(4 * 1024 * 1024 + 1));
    expect(readTenantsFile(path, anyRate).faults).toEqual([
      { path: "", message: expect.stringMatching(/^has 4194305 bytes/) },
    ]);
  });
});
