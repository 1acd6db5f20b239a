import { beforeEach, expect, test } from "@jest/globals";
import { serviceSubject } from "../../proto/subjects.ts";
import { coverageWith } from "../../test/fixtures/coverage.ts";
import { INBOX, identity, RosterSetup } from "../../test/fixtures/scatter/roster-setup.ts";

let setup: RosterSetup;
beforeEach(() => {
  setup = new RosterSetup();
});
const coverage = coverageWith();
const questions = () => setup.broker.asked.filter(({ subject }) => subject.startsWith("$SRV.INFO"));

test("the live bidders are asked for what they have when somebody wants to know it, and not before", async () => {
  setup.connect("nonstop", "n1", "*.*", coverage);
  setup.connect("partners", "p1");
  setup.roster.start();
  await setup.passProbes(3);
  expect(questions()).toEqual([]);
  const view = { stated: [{ bidders: ["nonstop"], coverage }], unstated: ["partners"] };
  expect(await setup.roster.coverage()).toMatchObject(view);
  expect(await setup.roster.coverage()).toMatchObject(view);
  expect(questions().map(({ subject }) => subject)).toEqual([
    serviceSubject("INFO", "nonstop", "n1"),
    serviceSubject("INFO", "partners", "p1"),
  ]);
});

test("PRESENCE-1: an answer of a sender that does not know the reply address is not read", async () => {
  setup.connect("nonstop", "n1", "*.*", coverage);
  setup.roster.start();
  setup.broker.up = false;
  const view = setup.roster.coverage();
  const forged = identity("nonstop", "n1", "*.*", { coverage: coverageWith({ airports: 1 }) });
  setup.broker.publish(`${INBOX}.nonstop.guess.info`, forged);
  setup.broker.publish(`${INBOX}.ping`, forged);
  await setup.clock.advance(500);
  expect(await view).toMatchObject({ stated: [], unanswered: ["nonstop"] });
});

test("a bidder that has gone is in no list", async () => {
  setup.connect("nonstop", "n1", "*.*", coverage);
  setup.roster.start();
  await setup.roster.coverage();
  setup.announce("nonstop", "n1", "left");
  expect(await setup.roster.coverage()).toEqual({ stated: [], unstated: [], unanswered: [] });
});
