import { join } from "node:path";
import { runInContext } from "node:vm";
import { expect, test } from "@jest/globals";
import config from "../../jest.config.js";
import type * as longFiles from "./long-files.ts";
import PlainEnvironment from "./plain-environment.ts";

type Config = ConstructorParameters<typeof PlainEnvironment>[0];

const environment = (options: object = {}) =>
  new PlainEnvironment({
    projectConfig: { globals: {}, testEnvironmentOptions: {}, fakeTimers: {}, ...options },
  } as unknown as Config);

const inside = (code: string, one: PlainEnvironment): unknown =>
  runInContext(code, one.getVmContext() as object);

test("the global object is an ordinary one, here and in every environment: no interceptor answers for it", () => {
  const one = environment();
  // What an interceptor answers for cannot be frozen.
  const isFrozen = inside("Object.isFrozen(Object.freeze(globalThis))", one);
  expect({ configured: config.testEnvironment, isFrozen }).toEqual({
    configured: "<rootDir>/script/test-run/plain-environment.ts",
    isFrozen: true,
  });
});

test("it has every global of Node, and works with what is there only when it is first read", () => {
  const one = environment();
  const names = inside("Object.getOwnPropertyNames(globalThis)", one) as string[];
  const missing = Object.getOwnPropertyNames(globalThis).filter((name) => !names.includes(name));
  const used = inside(
    `({
      url: new URL("/b", "http://a").href,
      clone: structuredClone({ a: 1 }).a,
      id: crypto.randomUUID().length,
      isLater: performance.now() > 0,
      isFunction: typeof fetch,
      isOne: globalThis.crypto === crypto && global === globalThis,
      bytes: new TextEncoder().encode("é") instanceof Uint8Array,
    })`,
    one,
  );
  expect({ missing, used }).toEqual({
    missing: [],
    used: {
      url: "http://a/b",
      clone: 1,
      id: 36,
      isLater: true,
      isFunction: "function",
      isOne: true,
      bytes: true,
    },
  });
});

test("what a test file sets in it is not there in the next one, nor outside", () => {
  const [first, second] = [environment(), environment()];
  inside("performance = fetch = process.env = 'replaced'; Math.max = () => 'replaced'", first);
  inside("globalThis.kept = true; Array.prototype.kept = true", first);
  const seen = "[performance, fetch, process.env, Math.max(1), globalThis.kept, [].kept]";
  const replaced = inside(seen, first);
  const { length } = (inside(seen, second) as unknown[]).filter(
    (value) => value === "replaced" || value === true,
  );
  const outside = [performance, fetch, process.env, Math.max(1)].includes("replaced" as never);
  expect({ replaced: [...(replaced as unknown[])], inNext: length, outside }).toEqual({
    replaced: ["replaced", "replaced", "replaced", "replaced", true, true],
    inNext: 0,
    outside: false,
  });
});

test("the configuration's globals and options are in it, and its end leaves no context", async () => {
  const one = environment({
    globals: { given: { by: "globals" } },
    testEnvironmentOptions: { option: 1 },
  });
  const given = inside("given.by + option", one);
  await one.teardown();
  expect({ given, context: one.getVmContext() }).toEqual({ given: "globals1", context: null });
});

test("a module that is loaded outside is another one than in a test file, and one for all of them", async () => {
  const { importOutside } = globalThis as unknown as {
    importOutside(path: string): Promise<typeof longFiles>;
  };
  const path = join(import.meta.dirname, "long-files.ts");
  const [once, again] = [await importOutside(path), await importOutside(path)];
  const inside = await import("./long-files.ts");
  expect({
    isOne: once.longFirst === again.longFirst,
    isAnother: once.longFirst !== inside.longFirst,
    isOutside: !(once.longFirst instanceof Function),
  }).toEqual({ isOne: true, isAnother: true, isOutside: true });
});
