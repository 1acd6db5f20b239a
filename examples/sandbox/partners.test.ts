import { expect, test } from "@jest/globals";
import { RESERVE_MS } from "../../bidders/kit/budget.ts";
import { partnerEntry } from "../../bidders/partners/entries.ts";
import { timeLimit } from "../../bidders/partners/http/page-fetcher.ts";
import { readConfig } from "../../gateway/config.ts";
import { sandboxPartners } from "./partners.ts";

/** What an auction loses on the way to the bidder on a busy machine. */
const WAY_MS = 50;

const { policy } = readConfig({ NATS_URL: "nats://127.0.0.1:4222" });
const timeouts = sandboxPartners("http://127.0.0.1").map(
  (entry) => partnerEntry.parse(entry).timeoutMs,
);

test("A8: an agency that hangs in an auction of one slice has a fault, so that its circuit opens", () => {
  const leftMs = policy.deadlineMs - RESERVE_MS - WAY_MS;
  for (const timeoutMs of timeouts)
    expect(timeLimit(leftMs, timeoutMs)).toMatchObject({ countsAgainstPartner: true });
});

test("the deadline of an auction of one or two slices is the limit, not the agency's timeout", () => {
  for (const timeoutMs of timeouts)
    expect(timeoutMs).toBeGreaterThan(policy.deadlineMs + policy.deadlineMsPerSlice);
});
