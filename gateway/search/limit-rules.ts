/**
 * Rules over several fields of the limits of a search, with their faults in words: limits that no
 * offer can keep are refused, since their result would always be empty. The raw request is read.
 */
import { membersOf } from "../../common/offers/alliances.ts";
import type { Fault } from "../../proto/errors.ts";
import { isRecord } from "./cross-field-rules.ts";

export function limitFaults(raw: Readonly<Record<string, unknown>>): Fault[] {
  return [
    ...choiceFaults("carriers", raw["carriers"], (code) => membersOf(code)),
    ...choiceFaults("via", raw["via"], (code) => [code]),
    ...bagFaults(raw["bags"]),
  ];
}

/** A choice names something, and leaves something. */
export function choiceFaults(
  path: string,
  raw: unknown,
  expand: (code: string) => readonly string[],
): Fault[] {
  if (!isRecord(raw)) return [];
  const { only, except } = raw;
  if (only === undefined && except === undefined)
    return [{ path, message: "must have `only`, `except` or both" }];
  const [allowed, forbidden] = [codesOf(only), codesOf(except)];
  if (allowed === undefined || forbidden === undefined || allowed.length === 0) return [];
  const excluded = new Set(forbidden.flatMap(expand));
  if (allowed.flatMap(expand).some((code) => !excluded.has(code))) return [];
  return [{ path: `${path}.except`, message: "must leave some of those that `only` names" }];
}

/** The codes of a list that is well formed, or empty; undefined for any other value. */
function codesOf(raw: unknown): readonly string[] | undefined {
  if (raw === undefined) return [];
  if (!Array.isArray(raw)) return undefined;
  return raw.every((code): code is string => typeof code === "string") ? raw : undefined;
}

function bagFaults(raw: unknown): Fault[] {
  if (!isRecord(raw) || raw["checked"] !== undefined || raw["cabin"] !== undefined) return [];
  return [{ path: "bags", message: "must have `checked`, `cabin` or both" }];
}
