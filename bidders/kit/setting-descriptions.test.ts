import { describe, expect, test } from "@jest/globals";
import { z } from "zod";
import { wholeNumber } from "../../common/runtime/config.ts";
import { settings as partners } from "../partners/settings.ts";
import { settingDescriptions } from "./setting-descriptions.ts";

const described = z.object({
  FARE_CENTS: z
    .string()
    .default("100")
    .meta({ bounds: "1–999", shownDefault: "one dollar", description: "the fare" }),
  PLAIN: z.string().default("x"),
  OPTIONAL: z.string().optional(),
  NEEDED: z.string(),
  COUNT: wholeNumber(1, 9, 5),
  COUNT_OR_NONE: wholeNumber(1, 9, -1),
  WORD: z.enum(["a", "b"]).default("a"),
  FILE: z
    .string()
    .meta({ type: "file", description: "a file" })
    .optional()
    .transform((path) => path ?? null),
});

const row = (name: string, fallback: string, type = "text", bounds = "", meaning = "") => ({
  ...{ name, fallback, type, bounds, meaning },
});

const expected = [
  row("FARE_CENTS", "one dollar", "text", "1–999", "the fare"),
  row("PLAIN", "`x`"),
  row("OPTIONAL", "none"),
  row("NEEDED", "must be set"),
  row("COUNT", "`5`", "whole number", "1–9"),
  row("COUNT_OR_NONE", "none", "whole number", "1–9"),
  row("WORD", "`a`", "one of", "`a`, `b`"),
  row("FILE", "none", "file", "", "a file"),
];

describe("the variables of a schema", () => {
  test.each([
    ["an object", described, expected],
    ["an object and a transform", described.transform(() => 1), expected],
    ["a schema that names none", z.record(z.string(), z.string()), []],
    ["no schema", undefined, []],
  ])("%s", (_, schema, rows) => expect(settingDescriptions(schema)).toEqual(rows));

  test("an object that passes other variables on names its own alone", () => {
    expect(settingDescriptions(partners).map(({ name }) => name)).toEqual([
      "PARTNERS",
      "DUFFEL_TOKEN",
    ]);
  });
});
