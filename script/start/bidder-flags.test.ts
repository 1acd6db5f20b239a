import { readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { BIDDER_FLAGS } from "./bidder-flags.ts";

test("`npm run bidder` starts a bidder as `npm start` does", () => {
  const { scripts } = JSON.parse(
    readFileSync(new URL("../../package.json", import.meta.url), "utf8"),
  ) as { scripts: { bidder: string } };
  expect(scripts.bidder).toBe(`exec node ${BIDDER_FLAGS.join(" ")} bidders/main.ts`);
});
