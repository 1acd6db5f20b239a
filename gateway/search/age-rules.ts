/**
 * Rules over the ages of children and infants, with their faults in words. The raw request is read.
 */
import type { Fault } from "../../proto/errors.ts";
import { LIMITS } from "../../proto/limits.ts";
import type { Passengers } from "../../proto/messages.ts";
import { isRecord } from "./cross-field-rules.ts";
import { SEARCH_DEFAULTS, TRAVELLERS_MAX } from "./search-terms.ts";

/** An infant on a lap is younger than two, in the tariffs of all airlines. */
const INFANT_AGE_MAX = 1;

/** As many ages as children and infants, of each as many as there are. */
export function ageFaults(raw: unknown): Fault[] {
  if (!isRecord(raw) || !Array.isArray(raw["ages"])) return [];
  const ages: readonly unknown[] = raw["ages"];
  const { children, infants } = { ...SEARCH_DEFAULTS.passengers, ...raw };
  // What is wrong by itself has a fault from the schema.
  if (!isCount(children) || !isCount(infants)) return [];
  if (ages.length > TRAVELLERS_MAX || !ages.every(isAge)) return [];
  const fault = (message: string) => [{ path: "passengers.ages", message }];
  if (ages.length !== children + infants) {
    return fault(
      `must have one age for each child and infant: ${children + infants}, not ${ages.length}`,
    );
  }
  const young = ages.filter((age) => age <= INFANT_AGE_MAX).length;
  if (young === infants) return [];
  return fault(
    `must have ${infants} of 0 to ${INFANT_AGE_MAX} for the infants and ${children} of ${INFANT_AGE_MAX + 1} to ${LIMITS.ageMax} for the children, not ${young} and ${ages.length - young}`,
  );
}

function isCount(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= TRAVELLERS_MAX;
}

function isAge(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= LIMITS.ageMax;
}

/** The travellers as bidders receive them: the ages in one order, so that equal searches agree. */
export function passengersOf({
  ages,
  ...counts
}: Omit<Passengers, "ages"> & { readonly ages?: readonly number[] | undefined }): Passengers {
  return ages === undefined || ages.length === 0
    ? counts
    : { ...counts, ages: [...ages].sort((a, b) => b - a) };
}
