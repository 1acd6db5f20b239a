import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { getJson } from "./get-json.ts";
import { hasKey, isKeyText, keepKey, keyHeaders, keyWanted } from "./own-key.ts";
import { endSignIn, keepToken, ownToken, signIn } from "./own-token.ts";
import { Refusal } from "./refusal.ts";

const kept = new Map<string, string>();
const storage = {
  getItem: (name: string) => kept.get(name) ?? null,
  setItem: (name: string, value: string) => void kept.set(name, value),
  removeItem: (name: string) => void kept.delete(name),
};

const before = {
  fetch: globalThis.fetch,
  storage: Object.getOwnPropertyDescriptor(globalThis, "sessionStorage"),
};
let asked: [string, RequestInit | undefined][] = [];
let answer: () => Response = () => Response.json({});

beforeEach(() => {
  kept.clear();
  asked = [];
  keyWanted.value = null;
  Object.defineProperty(globalThis, "sessionStorage", { value: storage, configurable: true });
  globalThis.fetch = async (path, init) => {
    asked.push([String(path), init]);
    return answer();
  };
});
afterEach(() => {
  globalThis.fetch = before.fetch;
  if (before.storage !== undefined)
    Object.defineProperty(globalThis, "sessionStorage", before.storage);
});

const ask = () => getJson("/v1/coverage", new AbortController().signal);

describe("the key of this tab", () => {
  test("is a header of each request, and in no address (OWNKEY-1)", async () => {
    answer = () => Response.json({});
    await ask();
    expect({ kept: keepKey("sba_x"), hasKey: hasKey.value }).toEqual({ kept: true, hasKey: true });
    await ask();
    keepKey(null);
    await ask();
    const sent = asked.map(([, init]) => new Headers(init?.headers).get("authorization"));
    expect({ sent, paths: new Set(asked.map(([path]) => path)) }).toEqual({
      sent: [null, "Bearer sba_x", null],
      paths: new Set(["/v1/coverage"]),
    });
  });

  test("is asked for when a request is refused for want of it, with the reason (OWNKEY-2)", async () => {
    const detail = "this gateway needs a key";
    answer = () => Response.json({ detail, code: "unauthorized" }, { status: 401 });
    await expect(ask()).rejects.toBeInstanceOf(Refusal);
    expect({ wanted: keyWanted.value }).toEqual({ wanted: detail });
  });

  test.each([
    400, 403, 404, 500,
  ])("is not asked for after a refusal with %d (OWNKEY-2)", async (status) => {
    answer = () => Response.json({ detail: "no" }, { status });
    await expect(ask()).rejects.toBeInstanceOf(Refusal);
    expect({ wanted: keyWanted.value }).toEqual({ wanted: null });
  });

  test("is not there where the browser keeps nothing", () => {
    Object.defineProperty(globalThis, "sessionStorage", {
      get: () => {
        throw new DOMException("denied");
      },
      configurable: true,
    });
    expect({ headers: keyHeaders(), kept: keepKey("a") }).toEqual({ headers: {}, kept: false });
  });
});

describe("the token of who has signed in", () => {
  afterEach(endSignIn);

  test("is a header of each request, before a key, and in no storage (OWNTOKEN-1)", async () => {
    answer = () => Response.json({});
    keepKey("sba_x");
    keepToken("a.b.c");
    await ask();
    const sent = asked.map(([, init]) => new Headers(init?.headers).get("authorization"));
    expect({ sent, kept: [...kept.values()], signIn: signIn.value }).toEqual({
      sent: ["Bearer a.b.c"],
      kept: ["sba_x"],
      signIn: "held",
    });
  });

  test("is forgotten when the gateway refuses it, and by no other refusal (OWNTOKEN-2)", async () => {
    keepToken("a.b.c");
    answer = () => Response.json({ detail: "no" }, { status: 403 });
    await expect(ask()).rejects.toBeInstanceOf(Refusal);
    expect({ token: ownToken(), signIn: signIn.value }).toEqual({ token: "a.b.c", signIn: "held" });
    answer = () => Response.json({ detail: "it has expired" }, { status: 401 });
    for (let i = 0; i < 2; i++) await expect(ask()).rejects.toBeInstanceOf(Refusal);
    expect({ token: ownToken(), signIn: signIn.value, wanted: keyWanted.value }).toEqual({
      token: null,
      signIn: "ended",
      wanted: "it has expired",
    });
  });
});

test.each<[string, boolean]>([
  ["sba_0123456789ab_x-Y", true],
  ["a.b.c", true],
  ["", false],
  ["a b", false],
  ["é", false],
  ["a\nb", false],
])("'%s' can be a header: %s", (text, expected) => {
  expect({ is: isKeyText(text) }).toEqual({ is: expected });
});
