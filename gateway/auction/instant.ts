/**
 * Instants as text (ISO 8601, UTC). A `Date` takes 0.4 µs for one, and a result has one a seller.
 * The offers of a bid often expire at one instant, and those of others within a few minutes of it.
 */

const MINUTE_MS = 60_000;
/** A6: a power of two. */
const KEPT = 64;

/** `05.`, and `007Z`. */
const SECONDS = Array.from({ length: 60 }, (_, s) => `${String(s).padStart(2, "0")}.`);
const MILLISECONDS = Array.from({ length: 1_000 }, (_, ms) => `${String(ms).padStart(3, "0")}Z`);

/**
 * What was asked for last, each at its number modulo `KEPT`: instants, and minutes (`…T08:30:`).
 */
const instants = new Float64Array(KEPT).fill(Number.NaN);
const instantTexts: string[] = new Array(KEPT).fill("");
const minutes = new Float64Array(KEPT).fill(Number.NaN);
const minuteTexts: string[] = new Array(KEPT).fill("");

/**
 * What `toISOString` gives for whole milliseconds since 1970.
 *
 * @throws RangeError for an instant that a Date cannot hold
 */
export function instantText(epochMs: number): string {
  const at = epochMs & (KEPT - 1);
  if (instants[at] !== epochMs) {
    instantTexts[at] = written(epochMs);
    instants[at] = epochMs;
  }
  return instantTexts[at] as string;
}

function written(epochMs: number): string {
  const minute = Math.floor(epochMs / MINUTE_MS);
  const at = minute & (KEPT - 1);
  if (minutes[at] !== minute) {
    minuteTexts[at] = new Date(minute * MINUTE_MS).toISOString().slice(0, -"00.000Z".length);
    minutes[at] = minute;
  }
  const ms = epochMs - minute * MINUTE_MS;
  const second = Math.floor(ms / 1_000);
  return `${minuteTexts[at]}${SECONDS[second]}${MILLISECONDS[ms - second * 1_000]}`;
}
