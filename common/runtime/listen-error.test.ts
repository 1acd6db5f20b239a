import { expect, test } from "@jest/globals";
import { listenError } from "./listen-error.ts";

const NAMES = { host: "OPERATIONS_HOST", port: "OPERATIONS_PORT" };
const faultOf = (code: string) =>
  listenError(
    Object.assign(new Error("of the system"), { code }),
    { host: "10.9.9.9", port: 80 },
    NAMES,
  );

test.each([
  ["EADDRINUSE", /^OPERATIONS_PORT=80 is taken at 10\.9\.9\.9 \(EADDRINUSE\): another port/],
  ["EACCES", /^OPERATIONS_PORT=80 may not be used by this user/],
  [
    "ENOTFOUND",
    /^OPERATIONS_HOST='10\.9\.9\.9' is not an address of this machine \(ENOTFOUND\): 127\.0\.0\.1/,
  ],
  ["EADDRNOTAVAIL", /^OPERATIONS_HOST='10\.9\.9\.9' is not an address/],
])("%s names the setting, and what would be right", (code, message) => {
  expect(faultOf(code)).toMatchObject({
    message: expect.stringMatching(message),
    cause: { message: "of the system" },
  });
});

test("another fault comes back as it is", () => {
  const other = new Error("other");
  expect(listenError(other, { host: "::", port: 0 }, NAMES)).toBe(other);
});
