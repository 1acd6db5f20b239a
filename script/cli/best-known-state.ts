/**
 * Which answer about a search is shown, where several gateways answer. Gateways that share what
 * they keep all answer for a search that runs, and only the gateway that runs it knows its bidders
 * and itineraries. Pure.
 */

/**
 * The end where one gateway knows it, else the answer of the gateway that runs the search, which
 * names the bidders that are expected, else the first.
 *
 * @param answers at least one; they may have any form
 */
export function bestKnownState(answers: readonly unknown[]): unknown {
  return (
    answers.find((answer) => fieldOf(answer, "state") === "ended") ??
    answers.find((answer) => fieldOf(answer, "expected") !== undefined) ??
    answers[0]
  );
}

function fieldOf(answer: unknown, name: "state" | "expected"): unknown {
  if (typeof answer !== "object" || answer === null) return undefined;
  return (answer as Readonly<Record<string, unknown>>)[name];
}
