import { describe, expect, test } from "@jest/globals";
import { AuctionError } from "../../proto/errors.ts";
import { Tenants } from "./tenants.ts";
import { tenantsIn } from "./tenants-file.ts";

function tenantsOf(list: readonly object[]): Tenants {
  const { tenants, faults } = tenantsIn(JSON.stringify({ tenants: list }));
  expect({ faults }).toEqual({ faults: [] });
  return new Tenants("", tenants, {
    listener: { tenantsRead: () => {}, tenantsRefused: () => {} },
    nowMs: () => 0,
    wallMs: () => 0,
    read: () => ({ tenants, faults }),
  });
}

const user = (name: string, scopes = ["search"]) => ({ user: name, scopes });
const acme = { id: "acme", natsUsers: [user("client-acme"), user("client-a", ["offers"])] };
const rest = { id: "rest", natsUsers: [user("*", ["search", "offers"])] };

const who = (tenants: Tenants, reply: string, scope: "search" | "offers" = "search") => {
  try {
    return tenants.tenantOfUser(reply, scope)?.id ?? "nobody";
  } catch (thrown) {
    const { code, message } = AuctionError.from(thrown);
    return `${code}: ${message}`;
  }
};

describe("a caller over NATS is of the tenant that names its user (NATSUSER-1)", () => {
  test.each<[string, string, readonly object[], string]>([
    ["its own", "_INBOX.client-acme.x.1", [acme, rest], "acme"],
    ["all that none names", "_INBOX.client-acm.x", [acme, rest], "rest"],
    ["all that none names, the plain user too", "_INBOX.client.x", [acme, rest], "rest"],
    [
      "none",
      "_INBOX.client.client-acme",
      [acme],
      "forbidden: no tenant has the user 'client' of the broker",
    ],
    ["nobody, where no tenant names users", "_INBOX.client.x", [{ id: "zeta" }], "nobody"],
  ])("%s", (_what, reply, tenants, expected) => {
    expect({ tenant: who(tenantsOf(tenants), reply) }).toEqual({ tenant: expected });
  });
});

test("a user has the scopes of its entry, and no more (NATSUSER-2)", () => {
  const tenants = tenantsOf([acme, rest]);
  expect({
    lacking: who(tenants, "_INBOX.client-a.x", "search"),
    own: who(tenants, "_INBOX.client-a.x", "offers"),
    // Those of another entry are not added.
    other: who(tenants, "_INBOX.client-acme.x", "offers"),
  }).toEqual({
    lacking: "forbidden: the user 'client-a' of the tenant 'acme' lacks the scope 'search'",
    own: "acme",
    other: "forbidden: the user 'client-acme' of the tenant 'acme' lacks the scope 'offers'",
  });
});
