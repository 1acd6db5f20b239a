import { expect, test } from "@jest/globals";
import { listed } from "./listed.ts";

test.each<[names: string[], text: string]>([
  [[], ""],
  [["MU"], "MU"],
  [["MU", "U2"], "MU and U2"],
  [["MU", "U2", "VY"], "MU, U2 and VY"],
  [["MU", "U2", "VY", "G3"], "MU, U2, VY and 1 more"],
])("of %j three are named", (names, text) => {
  expect(listed(names, 3)).toBe(text);
  expect(listed(names, 3, "others")).toBe(text.replace("more", "others"));
});
