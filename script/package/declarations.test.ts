import { expect, test } from "@jest/globals";
import { neededDeclarations } from "./declarations.ts";

const FILES: Readonly<Record<string, string>> = {
  "gateway/index.d.ts": 'export { type Gateway } from "./app.ts";\nexport * from "./config.ts";',
  "gateway/app.d.ts":
    'import type { Clock } from "../common/clock.ts";\nimport { pino } from "pino";\nexport declare const a: import("./b.ts").B;',
  "gateway/config.d.ts": 'import "./app.ts";\nimport type {\n  Bid,\n} from "../proto/bid.js";',
  "gateway/b.d.ts": "export interface B {}",
  "gateway/events.d.ts": 'import type { B } from "./b.ts";',
  "common/clock.d.ts": "/** from here on */ export interface Clock {}",
  "proto/bid.d.ts": 'export type Bid = "./events.ts";',
};

test("what an entry point refers to is needed, and nothing else (PACKAGE-2)", () => {
  const needed = neededDeclarations(["gateway/index.d.ts"], (path) => FILES[path]);
  expect([...needed].sort()).toEqual([
    "common/clock.d.ts",
    "gateway/app.d.ts",
    "gateway/b.d.ts",
    "gateway/config.d.ts",
    "gateway/index.d.ts",
    "proto/bid.d.ts",
  ]);
});
