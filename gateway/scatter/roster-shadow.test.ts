/** What the roster says of shadow bidders: `gateway/auction/shadow-bids.ts` has the rules. */
import { expect, test } from "@jest/globals";
import { RosterSetup, search } from "../../test/fixtures/scatter/roster-setup.ts";
import { MICROSERVICE_SETTINGS } from "./microservice-client.ts";

const withShadow = () => new RosterSetup({ ...MICROSERVICE_SETTINGS, shadow: new Set(["new"]) });

test("a policy that requires a shadow bidder waits for it neither alive nor away, and does not name it (SHADOW-1, SHADOW-2)", async () => {
  const setup = withShadow();
  setup.connect("nonstop", "n1");
  setup.roster.start();
  await setup.passProbes(1);
  const required = () => {
    const { required: its, absent } = setup.roster.expectation(search(["new", "nonstop"]));
    return { its, absent };
  };
  const away = required();
  setup.announce("new", "x1");
  expect({ away, alive: required() }).toEqual({
    away: { its: ["nonstop"], absent: [] },
    alive: { its: ["nonstop"], absent: [] },
  });
});

test("it is alone only where the roster has asked all, and nobody else is there or required (SHADOW-3)", async () => {
  const setup = withShadow();
  setup.connect("new", "x1");
  setup.roster.start();
  const isAlone = (required: string[] = []) =>
    setup.roster.expectation(search(required)).isShadowAlone;
  const atStart = isAlone();
  await setup.passProbes(1);
  const known = isAlone();
  const withRequired = isAlone(["nonstop"]);
  setup.announce("nonstop", "n1");
  expect({ atStart, known, withRequired, beside: isAlone() }).toEqual({
    atStart: false,
    known: true,
    withRequired: false,
    beside: false,
  });
});

test("a gateway with shadow bidders alone has nobody who answers, and waits for none of them after an outage (SHADOW-1)", async () => {
  const setup = withShadow();
  setup.connect("new", "x1");
  setup.roster.start();
  await setup.passProbes(1);
  setup.broker.bidders.clear();
  setup.roster.pause();
  setup.roster.resume();
  const { anyAlive, notReturned } = setup.roster;
  const { stated, unstated, unanswered } = await setup.roster.coverage();
  expect({ anyAlive, notReturned, stated, unstated, unanswered }).toEqual({
    ...{ anyAlive: false, notReturned: [], stated: [], unstated: [], unanswered: [] },
  });
});
