import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "@jest/globals";
import type { CommandFailure } from "./failure.ts";
import { keyHeadersOf } from "./own-key.ts";

const folder = mkdtempSync(join(tmpdir(), "own-key-"));
afterAll(() => rmSync(folder, { recursive: true }));

const file = (text: string) => {
  const path = join(folder, "key");
  writeFileSync(path, text);
  return path;
};

const headersOf = (environment: Record<string, string>, path?: string) => {
  try {
    return keyHeadersOf(environment, path);
  } catch (thrown) {
    return (thrown as CommandFailure).message;
  }
};

describe("the key of a command (CLIKEY-1)", () => {
  test.each<[string, Record<string, string>, string | undefined, object]>([
    ["nowhere", {}, undefined, {}],
    ["nowhere, with an empty variable", { SCATTER_KEY: "" }, undefined, {}],
    ["in the environment", { SCATTER_KEY: "sba_a" }, undefined, { authorization: "Bearer sba_a" }],
    ["in a file, with a line end", {}, "sba_b\n", { authorization: "Bearer sba_b" }],
    ["in both: the file counts", { SCATTER_KEY: "a" }, "b", { authorization: "Bearer b" }],
  ])("%s", (_where, environment, text, expected) => {
    const path = text === undefined ? undefined : file(text);
    expect({ headers: headersOf(environment, path) }).toEqual({ headers: expected });
  });

  test.each<[string, string]>([
    ["empty", " \n"],
    ["two lines", "a\nb"],
    ["too long", "a".repeat(8_193)],
    ["another character", "é"],
  ])("a file that is %s is refused, and not quoted (CLIKEY-2)", (_what, text) => {
    const path = file(text);
    expect({ said: headersOf({}, path) }).toEqual({
      said: `what ${path} has is no key: it must be one text of letters, digits and signs, at most 8192 long`,
    });
  });

  test("a file that is not there is named", () => {
    expect(headersOf({}, join(folder, "none"))).toMatch(/none cannot be read: .*ENOENT/);
  });
});
