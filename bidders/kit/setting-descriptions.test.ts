import { describe, expect, test } from "@jest/globals";
import { z } from "zod";
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
});

const expected = [
  { name: "FARE_CENTS", fallback: "one dollar", bounds: "1–999", meaning: "the fare" },
  { name: "PLAIN", fallback: "`x`", bounds: "", meaning: "" },
  { name: "OPTIONAL", fallback: "none", bounds: "", meaning: "" },
  { name: "NEEDED", fallback: "must be set", bounds: "", meaning: "" },
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
