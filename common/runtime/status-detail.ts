/**
 * What is logged of a status event of the connection.
 *
 * STATUS-1 An `update` says which servers the cluster has got and lost. One without either, as a
 *    broker alone sends it after each connection, is no event.
 */
import type { NatsConnection } from "nats";
import { withoutCredentials } from "./broker-url.ts";

type Status = ReturnType<NatsConnection["status"]> extends AsyncIterable<infer One> ? One : never;

/** A6: a cluster has a few servers, and what a broker reports has no bound. */
const SERVERS_MAX = 20;

/** Undefined where nothing has happened. */
export function statusDetail(status: Status): string | undefined {
  if (status.type === "update") return changeOf(status.added ?? [], status.deleted ?? []);
  const { type: _, ...rest } = status;
  return withoutCredentials(Object.values(rest).map(String).join(" "));
}

function changeOf(added: readonly string[], removed: readonly string[]): string | undefined {
  const parts = [serversText("added", added), serversText("removed", removed)];
  return parts.filter((part) => part !== "").join("; ") || undefined;
}

function serversText(what: string, servers: readonly string[]): string {
  if (servers.length === 0) return "";
  const more = servers.length > SERVERS_MAX ? ` and ${servers.length - SERVERS_MAX} more` : "";
  return `${what} ${servers.slice(0, SERVERS_MAX).map(withoutCredentials).join(", ")}${more}`;
}
