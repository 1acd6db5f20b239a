/**
 * Fields of an outside seller's answer, found by the paths of a mapping and read exactly, or not at
 * all. Each function throws ShapeMismatch where the field is not what the mapping states.
 */

import { expiryOf } from "../offers/offer-refusal.ts";
import { isoMinutes, sellerLocalTime, short } from "../offers/seller-values.ts";
import { printable } from "../printable.ts";
import type { JsonMapping } from "./mapping.ts";
import type { ValueFinder } from "./path.ts";

/**
 * Thrown while one offer is read, and caught at its end: what is not of the form that the mapping
 * states.
 */
export class ShapeMismatch extends Error {}

export function listAt(
  raw: unknown,
  path: string,
  what: string,
  { find }: ValueFinder,
  max: number,
): readonly unknown[] {
  const list = find(path, raw);
  if (!Array.isArray(list) || list.length === 0) throw mismatchAt(what, path, list);
  if (list.length > max)
    throw new ShapeMismatch(`${what}: ${list.length} at ${path}, at most ${max} are read`);
  return list;
}

export function textAt(
  raw: unknown,
  path: string,
  what: string,
  { find }: ValueFinder,
  shape: RegExp,
): string {
  const text = find(path, raw);
  if (typeof text !== "string" || !shape.test(text)) throw mismatchAt(what, path, text);
  return text;
}

export function timeAt(raw: unknown, path: string, what: string, finder: ValueFinder): string {
  const text = finder.find(path, raw);
  const time = typeof text === "string" ? sellerLocalTime(text) : undefined;
  if (time === undefined)
    throw mismatchAt(what, path, text, ", no local time like 2026-12-15T08:30");
  return time;
}

export function minutesAt(raw: unknown, path: string, { find }: ValueFinder): number {
  const stated = find(path, raw);
  const minutes =
    typeof stated === "string"
      ? /^\d{1,5}$/.test(stated)
        ? Number(stated)
        : isoMinutes(stated)
      : stated;
  if (!Number.isSafeInteger(minutes))
    throw mismatchAt("duration", path, stated, ", no whole minutes and no duration like PT7H35M");
  return minutes as number;
}

export function mismatchAt(what: string, path: string, found: unknown, more = ""): ShapeMismatch {
  return new ShapeMismatch(
    `${what}: ${found === null ? "nothing" : `'${short(found)}'`} at ${printable(path, 60)}${found === null ? "" : more}`,
  );
}

export function expiry(
  raw: unknown,
  { find }: ValueFinder,
  { expiresAt, heldMinutes = 0 }: JsonMapping["answer"]["offer"],
  nowMs: number,
): number {
  if (expiresAt === undefined) return expiryOf(nowMs + heldMinutes * 60_000, nowMs);
  const stated = find(expiresAt, raw);
  const ms =
    typeof stated === "number"
      ? epochMs(stated)
      : typeof stated === "string" && INSTANT.test(stated)
        ? Date.parse(stated)
        : Number.NaN;
  if (Number.isNaN(ms)) throw mismatchAt("expiresAt", expiresAt, stated);
  return expiryOf(ms, nowMs);
}

const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:?\d\d)$/;

/**
 * Epoch seconds reach 1e11 in the year 5138, milliseconds did in 1973. NaN for what is not an
 * instant: the last possible Date is in the year 275760.
 */
function epochMs(stated: number): number {
  return Number.isSafeInteger(stated) && stated > 0
    ? new Date(stated < 1e11 ? stated * 1_000 : stated).getTime()
    : Number.NaN;
}
