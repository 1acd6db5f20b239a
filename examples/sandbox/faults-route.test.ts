import { expect, test } from "@jest/globals";
import { isLoopback } from "./faults-route.ts";

test.each([
  ["127.0.0.1", true],
  ["127.8.9.10", true],
  ["::ffff:127.0.0.1", true],
  ["::1", true],
  ["10.0.0.7", false],
  ["::ffff:10.0.0.7", false],
  ["fe80::127.0.0.1", false],
  ["2001:db8::1", false],
  [undefined, false],
])("faults may be changed from %s: %s", (address, isAllowed) => {
  expect(isLoopback(address)).toBe(isAllowed);
});
