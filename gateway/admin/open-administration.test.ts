import { expect, test } from "@jest/globals";
import { AuctionError } from "../../proto/errors.ts";
import { directSubject } from "../../proto/subjects.ts";
import type { AdminChange } from "./administration.ts";
import { openAdministration } from "./open-administration.ts";

type Arguments = Parameters<typeof openAdministration>;

test("an instance is not asked to drain while the broker is away, and nothing is sent later (ADMIN-1)", () => {
  const published: string[] = [];
  const changes: AdminChange[] = [];
  const broker = { isAway: true };
  const config = { operations: {}, adminKeyHash: "hash", bounds: {} };
  const admin = openAdministration(config as Arguments[0], {
    searchService: {} as Arguments[1]["searchService"],
    bidders: () => [{ bidder: "stops", instances: [{ id: "i-1" }] }] as never,
    events: { administered: (change: AdminChange) => void changes.push(change) } as never,
    tenants: null,
    experiments: null,
    connection: { publish: (subject) => void published.push(subject) },
    connected: () => !broker.isAway,
  });
  const drain = () =>
    admin?.administration.drainInstance("stops", "i-1", { state: "draining" }, "key k");
  let code: string | undefined;
  try {
    drain();
  } catch (thrown) {
    code = AuctionError.from(thrown).code;
  }
  expect({ code, published, changes }).toEqual({ code: "no-broker", published: [], changes: [] });
  broker.isAway = false;
  drain();
  expect({ published, changes: changes.length }).toEqual({
    published: [directSubject("stops", "i-1")],
    changes: 1,
  });
});
