import { randomBytes } from "node:crypto";
import { describe, expect, test } from "@jest/globals";
import { AuctionError, type Fault } from "../../proto/errors.ts";
import { newKey } from "./api-keys.ts";
import type { Scope } from "./scopes.ts";
import { Tenants } from "./tenants.ts";
import { type ReadTenants, tenantsIn } from "./tenants-file.ts";

const key = newKey(randomBytes);
const next = newKey(randomBytes);

interface KeyTerms {
  readonly scopes?: readonly Scope[];
  readonly expiresAt?: string;
}

const entry = (one: typeof key, { scopes = ["search"], expiresAt }: KeyTerms = {}) => ({
  ...{ id: one.id, hash: one.hash, scopes },
  ...(expiresAt === undefined ? {} : { expiresAt }),
});

const fileOf = (...tenants: unknown[]) => tenantsIn(JSON.stringify({ tenants }));

function tenantsOf(first: ReadTenants) {
  let file = first;
  let wallMs = Date.parse("2026-12-01T00:00:00Z");
  const read: number[][] = [];
  const refused: (readonly Fault[])[] = [];
  const tenants = new Tenants("tenants.json", first.tenants, {
    listener: {
      tenantsRead: (count, keys) => void read.push([count, keys]),
      tenantsRefused: (faults) => void refused.push(faults),
    },
    nowMs: () => 0,
    wallMs: () => wallMs,
    read: () => file,
  });
  return {
    ...{ tenants, read, refused },
    at: (text: string) => {
      wallMs = Date.parse(text);
    },
    reload: (other: ReadTenants) => {
      file = other;
      tenants.reload();
    },
    asked: (headers: Record<string, string>, scope: Scope = "search") => {
      try {
        return tenants.keyOf(headers, scope).tenant.id;
      } catch (thrown) {
        const { code, message } = AuctionError.from(thrown);
        return `${code}: ${message}`;
      }
    },
  };
}

const bearer = (text: string) => ({ authorization: `Bearer ${text}` });

describe("a request is of the tenant whose key it has (TENANT-1)", () => {
  const { asked } = tenantsOf(fileOf({ id: "acme", keys: [entry(key)] }));

  test.each<[string, Record<string, string>, string | RegExp]>([
    ["as a bearer token", bearer(key.key), "acme"],
    ["the word in any case", { authorization: `bearer ${key.key}` }, "acme"],
    ["in a header of its own", { "x-api-key": key.key }, "acme"],
    ["none", {}, /^unauthorized: this gateway needs a key: .*X-Api-Key/],
    ["an empty one", { "x-api-key": "" }, /^unauthorized: this gateway needs a key/],
    ["two", { ...bearer(key.key), "x-api-key": key.key }, /^unauthorized: a request has one key/],
    ["another scheme", { authorization: `Basic ${key.key}` }, /^unauthorized: .* has no key/],
    ["one that is not known", bearer(next.key), "unauthorized: the key is not known here"],
    [
      "its id with another secret",
      bearer(key.key.slice(0, 17) + next.key.slice(17)),
      "unauthorized: the key is not known here",
    ],
    ["its hash", bearer(key.hash), "unauthorized: the key is not known here"],
    ["a name of Object", bearer("__proto__"), "unauthorized: the key is not known here"],
  ])("%s", (_what, headers, right) => {
    expect(asked(headers)).toEqual(
      typeof right === "string" ? right : expect.stringMatching(right),
    );
  });

  test("and has only its scopes: the refusal names the one that it lacks", () => {
    expect(asked(bearer(key.key), "calendar")).toBe(
      `forbidden: the key ${key.id} lacks the scope 'calendar'`,
    );
  });
});

test("a key counts until it expires: two overlap while one replaces the other (TENANT-1)", () => {
  const { asked, at } = tenantsOf(
    fileOf({
      id: "acme",
      keys: [entry(key, { expiresAt: "2026-12-02T00:00:00Z" }), entry(next)],
    }),
  );
  expect([asked(bearer(key.key)), asked(bearer(next.key))]).toEqual(["acme", "acme"]);
  at("2026-12-02T00:00:00Z");
  expect([asked(bearer(key.key)), asked(bearer(next.key))]).toEqual([
    `unauthorized: the key ${key.id} expired at 2026-12-02T00:00:00.000Z`,
    "acme",
  ]);
});

describe("a file that is read again", () => {
  const first = fileOf({ id: "acme", keys: [entry(key)], limits: { searchesAtOnce: 1 } });

  test("counts at once: keys come and go (TENANT-2)", () => {
    const { asked, reload, read } = tenantsOf(first);
    reload(fileOf({ id: "acme", keys: [entry(next)] }, { id: "zeta" }));
    expect([asked(bearer(key.key)), asked(bearer(next.key))]).toEqual([
      "unauthorized: the key is not known here",
      "acme",
    ]);
    expect({ read }).toEqual({
      read: [
        [1, 1],
        [2, 1],
      ],
    });
  });

  test("with a fault changes nothing, and is told (TENANT-2)", () => {
    const { asked, reload, read, refused } = tenantsOf(first);
    reload(tenantsIn("{"));
    reload(fileOf({ id: "acme", keys: [entry(next)] }, { id: "" }));
    expect({ old: asked(bearer(key.key)) }).toEqual({ old: "acme" });
    expect({ new: asked(bearer(next.key)) }).toEqual({
      new: "unauthorized: the key is not known here",
    });
    expect({ read, refused: refused.map((faults) => faults.length) }).toEqual({
      read: [[1, 1]],
      refused: [1, 1],
    });
  });

  test("keeps what a tenant uses, under the new limits (TENANT-2)", async () => {
    const { tenants, reload } = tenantsOf(first);
    const ends = Promise.withResolvers<void>();
    const { usage } = tenants.keyOf(bearer(key.key), "search").tenant;
    const running = usage.during(() => ends.promise);
    reload(fileOf({ id: "acme", keys: [entry(key)], limits: { searchesAtOnce: 2 } }));
    const { usage: after } = tenants.keyOf(bearer(key.key), "search").tenant;
    expect({ searches: after.searches }).toEqual({ searches: 1 });
    const second = after.during(() => ends.promise);
    await expect(after.during(async () => {})).rejects.toMatchObject({ code: "rate-limited" });
    ends.resolve();
    await Promise.all([running, second]);
    expect({ searches: after.searches }).toEqual({ searches: 0 });
  });
});
