/**
 * What `scatter conformance` has found, as a table that fits the terminal (FIT-1) and as JSON.
 * Pure.
 */
import type { CheckResult } from "../conformance/catalogue.ts";
import type { ConformanceRun } from "../conformance/examine-bidder.ts";
import { counted, type VerdictState } from "../conformance/verdict.ts";
import { fittedTable, type TableStyle } from "./columns.ts";
import { wrapped } from "./layout.ts";
import { plain } from "./outside-text.ts";

/** How much of a message is shown: all of it, or what is mostly enough to find the field. */
type ShownBytes = "whole" | "first";

const FIRST_BYTES = 128;
const TEXT_MAX = 600;
const COLOURS = {
  passed: "green",
  failed: "red",
  "not-checked": "dim",
} as const satisfies Record<VerdictState, string>;

/**
 * A line for each check; below one that failed what was expected, what came, where and the bytes.
 */
export function conformanceLines(
  run: ConformanceRun,
  shown: ShownBytes,
  style: TableStyle,
): string[] {
  const { checks } = run;
  const state = ({ verdict }: CheckResult) => style.paint(COLOURS[verdict.state], verdict.state);
  const columns = [
    { head: "state", cells: checks.map((one) => [state(one)]) },
    { head: "check", cells: checks.map(({ id }) => [id]) },
  ];
  const whats = { head: "what", cells: checks.map(({ what }) => [what]) };
  const below = checks.map((one) => detail(one, shown));
  const withWhats = checks.map(({ what, verdict }, i) => [
    ...(verdict.state === "passed" ? [] : [what]),
    ...(below[i] ?? []),
  ]);
  const texts = checks.map((one, i) => [
    `${one.verdict.state}: ${one.id}`,
    one.what,
    ...(below[i] ?? []),
  ]);
  return [
    ...wrapped(head(run), style.width),
    "",
    ...fittedTable(
      [
        { columns: [...columns, whats], below },
        { columns, below: withWhats },
      ],
      texts,
      style,
    ),
    "",
    ...wrapped(summary(run), style.width),
  ];
}

function head({ kind, instance, instances, markets }: ConformanceRun): string {
  if (instance === null) return `no instance of '${kind}' answers on this broker`;
  return plain(
    `${kind} ${instance}, one of ${counted(instances.length, "instance")}, for ${markets.join(", ")}`,
    TEXT_MAX,
  );
}

function detail({ verdict, where }: CheckResult, shown: ShownBytes): string[] {
  switch (verdict.state) {
    case "passed":
      return [];
    case "not-checked":
      return [plain(verdict.why, TEXT_MAX)];
    case "failed":
      return [
        `expected: ${plain(verdict.expected, TEXT_MAX)}`,
        `came: ${plain(verdict.came, TEXT_MAX)}`,
        `see: ${where}`,
        ...(verdict.bytes === null ? [] : [`bytes: ${hexText(verdict.bytes, shown)}`]),
      ];
  }
}

/** `0a 03 …`, and how many bytes are not shown. */
function hexText(bytes: Uint8Array, shown: ShownBytes): string {
  const some = shown === "whole" ? bytes : bytes.subarray(0, FIRST_BYTES);
  const hex = Buffer.from(some).toString("hex").replace(/../g, "$& ").trim();
  const more = bytes.length - some.length;
  return more === 0 ? hex || "none" : `${hex} and ${more} more: --bytes shows them`;
}

function summary({ checks, isStopped, isLost }: ConformanceRun): string {
  const count = (state: VerdictState) =>
    checks.filter(({ verdict }) => verdict.state === state).length;
  const counts = `${counted(checks.length, "check")}: ${count("passed")} passed, ${count("failed")} failed, ${count("not-checked")} not checked`;
  if (isLost) return `${counts}. The connection to the broker was lost: what failed says nothing`;
  return isStopped ? `${counts}. The run was stopped before its end` : counts;
}

/** The same for a program: `bytes` is hexadecimal, and has the first bytes unless all are shown. */
export function conformanceReport(run: ConformanceRun, shown: ShownBytes): object {
  const { kind, instance, instances, markets, checks, isStopped, isLost } = run;
  const count = (state: VerdictState) =>
    checks.filter(({ verdict }) => verdict.state === state).length;
  return {
    ...{ kind, instance, instances, markets, stopped: isStopped, connectionLost: isLost },
    checks: checks.map(({ id, what, where, verdict }) => ({
      ...{ id, what, where, state: verdict.state },
      ...(verdict.state === "passed" ? { found: verdict.found } : {}),
      ...(verdict.state === "not-checked" ? { why: verdict.why } : {}),
      ...(verdict.state === "failed"
        ? failure(verdict.expected, verdict.came, verdict.bytes, shown)
        : {}),
    })),
    counts: { passed: count("passed"), failed: count("failed"), notChecked: count("not-checked") },
  };
}

function failure(expected: string, came: string, bytes: Uint8Array | null, shown: ShownBytes) {
  if (bytes === null) return { expected, came, bytes: null, bytesLength: 0 };
  const some = shown === "whole" ? bytes : bytes.subarray(0, FIRST_BYTES);
  return { expected, came, bytes: Buffer.from(some).toString("hex"), bytesLength: bytes.length };
}
