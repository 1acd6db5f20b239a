import { describe, expect, test } from "@jest/globals";
import { languageOf, parseSource } from "./syntax-tree.ts";
import { typeImports } from "./type-imports.ts";

const typeImportsIn = (path: string, text: string) =>
  typeImports(path, text, parseSource(text, languageOf(path)));

describe("a type that the layers do not see is found", () => {
  test.each([
    [
      "gateway/auction/a.ts",
      'type A = import("../scatter/roster.ts").Roster;',
      "../scatter/roster.ts",
    ],
    ["gateway/web/src/a.tsx", 'let a = <b c={1 as import("../d.ts").D} />;', "../d.ts"],
    ["proto/a.ts", 'let a: typeof import("nats");', "nats"],
    ["proto/a.ts", 'let a: Map<string, import("./b.ts").B[]>;', "./b.ts"],
    ["gateway/web/a.js", '/** @type {import("../app.ts").App} */', "../app.ts"],
    [
      "gateway/web/shared/a.js",
      "/** @type {import('../../../common/a.ts').A} */",
      "../../../common/a.ts",
    ],
    [
      "examples/bidder-javascript/a.js",
      '/** @type {import("../../proto/messages.ts").Bid} */',
      "../../proto/messages.ts",
    ],
  ])("in %s: %s", (path, text, from) => {
    expect(typeImportsIn(path, `\n${text}`)).toEqual([{ line: 2, from }]);
  });
});

describe("what they see, or need not see, may stay", () => {
  test.each([
    ["gateway/auction/a.ts", 'import type { Roster } from "./roster.ts";'],
    ["bench/a.ts", 'const a = await import("./b.ts");'],
    ["bench/a.ts", '// as import("./b.ts").B'],
    ["gateway/web/a.js", '/** @type {import("./view.js").Itinerary} */'],
    ["gateway/web/a.js", '/** @type {import("../../proto/messages.ts").Money} */'],
    ["jest.config.js", "/** @type {import('jest').Config} */"],
  ])("in %s: %s", (path, text) => {
    expect(typeImportsIn(path, text)).toEqual([]);
  });
});
