import { expect, test } from "@jest/globals";
import { unservedCountry } from "./unserved-countries.ts";

test.each([
  ["Yemen", "YE"],
  ["jemen", "YE"],
  ["Syria", "SY"],
  ["Andorra", "AD"],
  ["Vatikanstadt", "VA"],
])("no airport of '%s' has flights: it is known as %s (UNSERVED-1)", (text, code) =>
  expect(unservedCountry(text)).toMatchObject({ code }));

test.each([
  "Portugal",
  "Yem",
  "Nowhere",
  "",
])("'%s' is a country with flights, or none by its whole name (UNSERVED-1)", (text) =>
  expect(unservedCountry(text)).toBeUndefined());
