/**
 * The client library as the commands use it. A person waits longer than a service, and on a laptop
 * that does other work a gateway that confirms late must not count as a frozen one.
 */
import { SearchClient } from "../../gateway/client/search-client.ts";
import type { CliConnection } from "./connect.ts";

const TAKE_WITHIN_MS = 2_000;

/** Twice the longest deadline of a search, for a gateway that is busy. */
export const RESULT_WITHIN_MS = 20_000;

export function searchClientOf({ connection, inboxPrefix }: CliConnection): SearchClient {
  return new SearchClient(connection, { inboxPrefix, takeWithinMs: TAKE_WITHIN_MS });
}
