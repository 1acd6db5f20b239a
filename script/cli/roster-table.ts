/** The roster as a table that fits the terminal (FIT-1). Pure. */
import { type Column, fittedTable, type TableStyle } from "./columns.ts";
import { uptime } from "./format.ts";
import { plain } from "./outside-text.ts";
import type { RosterBidder, RosterInstance } from "./roster.ts";

type Value = (instance: RosterInstance) => string;

/** A line for each instance, under the name of its kind. `nowMs`: epoch milliseconds. */
export function rosterLines(
  bidders: readonly RosterBidder[],
  nowMs: number,
  style: TableStyle,
): string[] {
  const rows = bidders.flatMap(({ bidder, instances }) =>
    instances.map((instance, i) => ({ bidder, instance, isFirst: i === 0 })),
  );
  const column = (head: string, value: Value, isNumber = false): Column => ({
    head,
    ...(isNumber ? { align: "right" as const } : {}),
    cells: rows.map(({ instance }) => [value(instance)]),
  });
  const names: Column = {
    head: "bidder",
    cells: rows.map(({ bidder, isFirst }) => [isFirst ? plain(bidder) : ""]),
  };
  const since: Value = ({ startedAt }) =>
    startedAt === null ? "–" : uptime(nowMs - Date.parse(startedAt));
  const version: Value = (one) => plain(one.version);
  const markets: Value = (one) => plain(one.markets.join(" "));
  const id = column("instance", (one) => plain(one.id));
  const load = [
    column("in flight", ({ inFlight }) => number(inFlight), true),
    column("waiting", ({ waiting }) => number(waiting), true),
  ];
  const errors = column("errors", (one) => errorsOf(one, style), true);
  const latencies = [
    column("p50", ({ p50Ms }) => tenths(p50Ms), true),
    column("p95", ({ p95Ms }) => tenths(p95Ms), true),
  ];
  const below = rows.map(({ instance }) => [
    `version ${version(instance)}, markets ${markets(instance)}, ${instance.requests} requests, up ${since(instance)}`,
  ]);
  const whole = [
    ...[names, id, column("version", version), column("markets", markets), ...load],
    column("requests", ({ requests }) => number(requests), true),
    ...[errors, ...latencies, column("uptime", since, true)],
  ];
  return fittedTable(
    [
      { columns: whole },
      { columns: [names, id, ...load, errors, ...latencies], below },
      { columns: [names, id, ...latencies], below },
    ],
    rows.map(({ bidder, instance }, i) => [
      `${plain(bidder)} ${plain(instance.id)}`,
      `in flight ${number(instance.inFlight)}, waiting ${number(instance.waiting)}, errors ${errorsOf(instance, style)}, p50 ${tenths(instance.p50Ms)}, p95 ${tenths(instance.p95Ms)}`,
      ...(below[i] ?? []),
    ]),
    style,
  );
}

function number(value: number | null): string {
  return value === null ? "–" : String(value);
}

/** Milliseconds. */
function tenths(ms: number | null): string {
  return ms === null ? "–" : `${Math.round(ms * 10) / 10} ms`;
}

function errorsOf({ errors }: RosterInstance, { paint }: TableStyle): string {
  return errors > 0 ? paint("red", String(errors)) : "0";
}
