import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { DrivenClock } from "../../test/harness/driven-clock.ts";
import { openTokens } from "./open-tokens.ts";

/** It is asked, and answers nothing. */
let silent: Server;
beforeAll(async () => {
  silent = createServer(() => {}).listen(0, "127.0.0.1");
  await once(silent, "listening");
});
afterAll(() => {
  silent.closeAllConnections();
  silent.close();
});

test("an issuer that does not answer is asked at the start, and not waited for (ISSUER-3)", async () => {
  const asked = once(silent, "request");
  const issuer = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  const settings = { issuer, audience: "flights", tenantClaim: "tenant", scopeClaim: "scope" };
  const open = openTokens(settings, {
    tenants: { tenantNamed: () => undefined },
    clock: new DrivenClock(),
    events: { issuerFailed: () => {} },
  });
  expect({ warnings: open.warnings() }).toEqual({
    warnings: [
      {
        code: "issuer",
        detail: expect.stringContaining(`${issuer} cannot be read: its keys are not read yet.`),
      },
    ],
  });
  const [{ url }] = (await asked) as [{ url: string }];
  expect({ url }).toEqual({ url: "/.well-known/openid-configuration" });
  open.close();
});
