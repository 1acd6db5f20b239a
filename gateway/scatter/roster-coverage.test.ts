import { beforeEach, expect, test } from "@jest/globals";
import { serviceSubject } from "../../proto/subjects.ts";
import { coverageWith } from "../../test/fixtures/coverage.ts";
import { INBOX, identity, RosterStage } from "../../test/fixtures/scatter/roster-stage.ts";

let stage: RosterStage;
beforeEach(() => {
  stage = new RosterStage();
});
const coverage = coverageWith();
const questions = () => stage.broker.asked.filter(({ subject }) => subject.startsWith("$SRV.INFO"));

test("the live bidders are asked for what they have when somebody wants to know it, and not before", async () => {
  stage.connect("nonstop", "n1", "*.*", coverage);
  stage.connect("partners", "p1");
  stage.roster.start();
  await stage.passProbes(3);
  expect(questions()).toEqual([]);
  const view = { stated: [{ bidders: ["nonstop"], coverage }], unstated: ["partners"] };
  expect(await stage.roster.coverage()).toMatchObject(view);
  expect(await stage.roster.coverage()).toMatchObject(view);
  expect(questions().map(({ subject }) => subject)).toEqual([
    serviceSubject("INFO", "nonstop", "n1"),
    serviceSubject("INFO", "partners", "p1"),
  ]);
});

test("PRESENCE-1: an answer of a sender that does not know the reply address is not read", async () => {
  stage.connect("nonstop", "n1", "*.*", coverage);
  stage.roster.start();
  stage.broker.up = false;
  const view = stage.roster.coverage();
  const forged = identity("nonstop", "n1", "*.*", { coverage: coverageWith({ airports: 1 }) });
  stage.broker.publish(`${INBOX}.nonstop.guess.info`, forged);
  stage.broker.publish(`${INBOX}.ping`, forged);
  await stage.clock.advance(500);
  expect(await view).toMatchObject({ stated: [], unanswered: ["nonstop"] });
});

test("a bidder that has gone is in no list", async () => {
  stage.connect("nonstop", "n1", "*.*", coverage);
  stage.roster.start();
  await stage.roster.coverage();
  stage.announce("nonstop", "n1", "left");
  expect(await stage.roster.coverage()).toEqual({ stated: [], unstated: [], unanswered: [] });
});
