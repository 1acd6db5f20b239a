import { describe, expect, test } from "@jest/globals";
import { AuctionError } from "../../proto/errors.ts";
import { testKey } from "../../test/fixtures/gateway/api-key.ts";
import type { BidderView } from "../scatter/microservice-client.ts";
import { adminOf } from "./admin-keys.ts";
import { type AdminChange, Administration } from "./administration.ts";

const POLICY = { deadlineMs: 800, deadlineMsPerSlice: 400, quorum: null, required: ["nonstop"] };

function administered() {
  const searches = {
    policy: POLICY as never,
    disabled: [] as readonly string[],
    disabledSellers: [] as readonly string[],
  };
  const drained: string[] = [];
  const changes: AdminChange[] = [];
  const administration = new Administration({
    searches,
    bounds: { deadlineMsMin: 100, deadlineMsMax: 5_000 },
    bidders: () => [{ bidder: "nonstop", instances: [{ id: "i-1" }] } as unknown as BidderView],
    drain: (bidder, instance) => void drained.push(`${bidder}/${instance}`),
    changed: (change) => void changes.push(change),
    experiments: null,
  });
  const refusal = (change: () => unknown) => {
    try {
      change();
      return "none";
    } catch (thrown) {
      const { code, faults } = AuctionError.from(thrown);
      return { code, faults: faults.map(({ path, message }) => `${path} ${message}`) };
    }
  };
  return { administration, searches, changes, drained, refusal };
}

describe("each change is told, with how it was before and after (ADMIN-1)", () => {
  test("of a bidder; what changes nothing is not", () => {
    const { administration, searches, changes } = administered();
    administration.setBidder("nonstop", { state: "disabled" }, "key k");
    administration.setBidder("nonstop", { state: "disabled" }, "key k");
    expect({ disabled: searches.disabled }).toEqual({ disabled: ["nonstop"] });
    administration.setBidder("nonstop", { state: "enabled" }, "key l");
    expect({ disabled: searches.disabled }).toEqual({ disabled: [] });
    expect(changes).toEqual([
      { who: "key k", what: "bidder", name: "nonstop", before: "enabled", after: "disabled" },
      { who: "key l", what: "bidder", name: "nonstop", before: "disabled", after: "enabled" },
    ]);
  });

  test("of the policy: fields that are not named stay", () => {
    const { administration, searches, changes } = administered();
    const after = { ...POLICY, deadlineMs: 1_500, required: [] };
    administration.setPolicy({ deadlineMs: 1_500, required: [] }, "key k");
    administration.setPolicy({ deadlineMs: 1_500 }, "key k");
    expect({ policy: searches.policy }).toEqual({ policy: after });
    expect(changes).toEqual([{ who: "key k", what: "policy", before: POLICY, after }]);
  });

  test("of a seller, by its name", () => {
    const { administration, searches, changes } = administered();
    administration.setSeller("Überflug 語", { state: "disabled" }, "key k");
    administration.setSeller("Alder", { state: "disabled" }, "key k");
    administration.setSeller("Alder", { state: "disabled" }, "key k");
    expect({ disabled: searches.disabledSellers }).toEqual({ disabled: ["Alder", "Überflug 語"] });
    administration.setSeller("Überflug 語", { state: "enabled" }, "key l");
    expect({ seen: administration.view().disabledSellers }).toEqual({ seen: ["Alder"] });
    expect(changes.map(({ what, name, after }) => [what, name, after])).toEqual([
      ["seller", "Überflug 語", "disabled"],
      ["seller", "Alder", "disabled"],
      ["seller", "Überflug 語", "enabled"],
    ]);
  });

  test("of an instance, which is asked to drain", () => {
    const { administration, changes, drained } = administered();
    administration.drainInstance("nonstop", "i-1", { state: "draining" }, "key k");
    expect({ drained, changes }).toEqual({
      drained: ["nonstop/i-1"],
      changes: [
        {
          who: "key k",
          what: "instance",
          name: "nonstop/i-1",
          before: "connected",
          after: "draining",
        },
      ],
    });
  });

  test("and is seen, also of a bidder that is away", () => {
    const { administration } = administered();
    administration.setBidder("nonstop", { state: "disabled" }, "key k");
    administration.setBidder("stops", { state: "disabled" }, "key k");
    expect(administration.view()).toEqual({
      policy: POLICY,
      bidders: [{ bidder: "nonstop", instances: [{ id: "i-1" }], state: "disabled" }],
      disabledAndAway: ["stops"],
      disabledSellers: [],
    });
  });
});

describe("a change with a fault changes nothing (ADMIN-2)", () => {
  const { administration, searches, changes, refusal } = administered();

  test.each<[string, () => unknown, string[]]>([
    [
      "no name",
      () => administration.setBidder("a b", { state: "disabled" }, "k"),
      [" 'a b' is no bidder's name"],
    ],
    [
      "another state",
      () => administration.setBidder("stops", { state: "off" }, "k"),
      ["state must be enabled or disabled, and the only field"],
    ],
    [
      "another field",
      () => administration.setBidder("stops", { state: "disabled", for: 1 }, "k"),
      ["state must be enabled or disabled, and the only field"],
    ],
    [
      "no object",
      () => administration.setBidder("stops", null, "k"),
      ["state must be enabled or disabled, and the only field"],
    ],
    [
      "no seller's name",
      () => administration.setSeller("", { state: "disabled" }, "k"),
      [" '' is no seller's name"],
    ],
    [
      "another state of a seller",
      () => administration.setSeller("Alder", { state: "draining" }, "k"),
      ["state must be enabled or disabled, and the only field"],
    ],
    [
      "another state of an instance",
      () => administration.drainInstance("nonstop", "i-1", { state: "disabled" }, "k"),
      ["state must be draining, and the only field"],
    ],
    [
      "faults of two fields",
      () => administration.setPolicy({ deadlineMs: 1, quorum: "x" }, "k"),
      [
        expect.stringMatching(/^deadlineMs must be/) as never,
        expect.stringMatching(/^quorum must be/) as never,
      ],
    ],
    [
      "an unknown field",
      () => administration.setPolicy({ deadline: 1 }, "k"),
      [expect.stringMatching(/^deadline is not a known field/) as never],
    ],
    [
      "beyond the gateway's bounds",
      () => administration.setPolicy({ deadlineMs: 9_000 }, "k"),
      ["deadlineMs must be from 100 to 5000 here"],
    ],
    [
      "a quorum without the required ones",
      () => administration.setPolicy({ quorum: 1, required: ["a", "b"] }, "k"),
      ["quorum must be at least 2: so many bidders are required"],
    ],
  ])("%s", (_what, change, faults) => {
    expect(refusal(change)).toEqual({ code: "invalid-request", faults });
    expect({ policy: searches.policy, disabled: searches.disabled, changes }).toEqual({
      policy: POLICY,
      disabled: [],
      changes: [],
    });
  });

  test("an instance that is not connected is not asked to drain", () => {
    const { administration: other, drained, refusal: why } = administered();
    for (const [bidder, instance] of [
      ["nonstop", "i-2"],
      ["stops", "i-1"],
    ] as const)
      expect(
        why(() => other.drainInstance(bidder, instance, { state: "draining" }, "k")),
      ).toMatchObject({ code: "not-found" });
    expect({ drained }).toEqual({ drained: [] });
  });

  test("A6: so many sellers are disabled at most", () => {
    const full = administered();
    for (let i = 0; i < 64; i++) full.administration.setSeller(`s${i}`, { state: "disabled" }, "k");
    expect(
      full.refusal(() => full.administration.setSeller("s64", { state: "disabled" }, "k")),
    ).toMatchObject({ code: "invalid-request" });
    expect({ disabled: full.searches.disabledSellers.length }).toEqual({ disabled: 64 });
  });

  test("A6: so many bidders are disabled at most", () => {
    const full = administered();
    for (let i = 0; i < 8; i++) full.administration.setBidder(`b${i}`, { state: "disabled" }, "k");
    expect(
      full.refusal(() => full.administration.setBidder("b8", { state: "disabled" }, "k")),
    ).toMatchObject({ code: "invalid-request" });
    expect({ disabled: full.searches.disabled.length }).toEqual({ disabled: 8 });
  });
});

describe("who administers (ADMINKEY-1)", () => {
  const [own, ofTenant] = [testKey(), testKey()];
  const tenants = {
    keyOf: ({ authorization }: { authorization?: string | undefined }) => {
      if (authorization !== ofTenant.bearer.authorization)
        throw new AuctionError("unauthorized", "not known");
      return { id: ofTenant.id, tenant: { id: "acme" } } as never;
    },
  };
  const who = (key: ReturnType<typeof testKey>, hash: string | null, of: typeof tenants | null) => {
    try {
      return adminOf(key.bearer, hash, of);
    } catch (thrown) {
      return AuctionError.from(thrown).code;
    }
  };

  test("the key whose hash is set, and tenants' keys with the scope", () => {
    expect({
      own: who(own, own.hash, tenants),
      tenant: who(ofTenant, own.hash, tenants),
      other: who(testKey(), own.hash, tenants),
      withoutTenants: who(ofTenant, own.hash, null),
      withoutHash: who(own, null, tenants),
    }).toEqual({
      own: `key ${own.id}`,
      tenant: `tenant acme, key ${ofTenant.id}`,
      other: "unauthorized",
      withoutTenants: "unauthorized",
      withoutHash: "unauthorized",
    });
  });
});
