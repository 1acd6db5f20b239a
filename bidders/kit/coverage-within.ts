/**
 * SERVICE-1 What a bidder states of its coverage has at most COVERAGE_BYTES_MAX bytes (A6): of more
 *    carriers the smallest are left out, and their number is stated. All other figures count them.
 */
import { COVERAGE_BYTES_MAX, type Coverage } from "../../proto/coverage.ts";

/**
 * The coverage as it is stated (SERVICE-1): itself, where it is small enough.
 * @param coverage its `carriers` in order, most departures first
 * @param bytesMax bytes of the whole as JSON in UTF-8
 */
export function coverageWithin(coverage: Coverage, bytesMax = COVERAGE_BYTES_MAX): Coverage {
  const { carriers } = coverage;
  const leftOut = (kept: number) => coverage.carriersLeftOut + carriers.length - kept;
  // The number that is left out never has more digits than when all are.
  let left = bytesMax - bytesOf({ ...coverage, carriers: [], carriersLeftOut: leftOut(0) });
  let kept = 0;
  for (const carrier of carriers) {
    left -= bytesOf(carrier) + 1; // the comma after it
    if (left < 0) break;
    kept++;
  }
  if (kept === carriers.length) return coverage;
  return { ...coverage, carriers: carriers.slice(0, kept), carriersLeftOut: leftOut(kept) };
}

function bytesOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}
