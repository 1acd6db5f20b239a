/** Which bidders take part in an auction, and how. */
import type { FlightSearch } from "../../proto/messages.ts";
import type { Expectation } from "../auction/ports.ts";
import type { MicroserviceClient } from "./microservice-client.ts";

/** A live bidder that serves the market of the search. */
export interface Participant {
  readonly client: MicroserviceClient;
  /** False while its breaker is open. */
  readonly waited: boolean;
}

/** `isAlive`: whether a bidder has a live instance, whatever markets it serves. */
export function expectationOf(
  search: FlightSearch,
  participants: readonly Participant[],
  isAlive: (bidder: string) => boolean,
): Expectation {
  // When all breakers are open, all bidders are waited for: no other answer can come.
  const waitForAll = participants.every(({ waited }) => !waited);
  const expected = waitForAll ? participants : participants.filter(({ waited }) => waited);
  const skipped = waitForAll ? [] : participants.filter(({ waited }) => !waited);
  const hedgeAfterMs = new Map<string, number>();
  for (const { client } of expected) {
    const afterMs = client.hedgeAfterMs();
    if (afterMs !== null) hedgeAfterMs.set(client.bidder, afterMs);
  }
  const { required } = search.policy;
  const absent = required.filter((bidder) => !isAlive(bidder));
  return {
    expected: namesOf(expected),
    skipped: namesOf(skipped),
    // A required bidder that is alive but serves other markets cannot answer this search: it is not
    // waited for.
    required: required.filter(
      (bidder) =>
        absent.includes(bidder) || participants.some(({ client }) => client.bidder === bidder),
    ),
    absent,
    hedgeAfterMs,
  };
}

function namesOf(participants: readonly Participant[]): string[] {
  return participants.map(({ client }) => client.bidder).sort();
}
