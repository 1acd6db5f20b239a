/**
 * One thing that `scatter doctor` has checked.
 *
 * EXAMINED-1 What could not be looked at is `not checked`, with the reason: it is never `ok`.
 * EXAMINED-2 A check that is not ok says what would be right, and what to do.
 */
const CHECK_STATES = ["ok", "warning", "fault", "not checked"] as const;
export type CheckState = (typeof CHECK_STATES)[number];

export interface Check {
  /** What was checked: `rights of nonstop`. */
  readonly name: string;
  readonly state: CheckState;
  readonly found: string;
  /** What would be right; null where the check is ok. */
  readonly right: string | null;
  /** What to do about it; null where the check is ok. */
  readonly remedy: string | null;
}

export const ok = (name: string, found: string): Check => ({
  ...{ name, state: "ok", found },
  ...{ right: null, remedy: null },
});

/** @param right what would be right. @param remedy what to do */
export const fault = (name: string, found: string, right: string, remedy: string): Check => ({
  ...{ name, state: "fault", found, right, remedy },
});

export const warning = (name: string, found: string, right: string, remedy: string): Check => ({
  ...{ name, state: "warning", found, right, remedy },
});

/** @param why it was not looked at. @param remedy what makes it possible */
export const notChecked = (name: string, why: string, right: string, remedy: string): Check => ({
  ...{ name, state: "not checked", found: why, right, remedy },
});

type CheckCounts = Readonly<Record<CheckState, number>>;

export function countsOf(checks: readonly Check[]): CheckCounts {
  const count = (state: CheckState) => checks.filter((one) => one.state === state).length;
  return {
    ok: count("ok"),
    warning: count("warning"),
    fault: count("fault"),
    "not checked": count("not checked"),
  };
}

/** How many names a line has; the rest is counted (A6). */
const NAMES_MAX = 8;

/** `a, b and 3 more` */
export function named(names: readonly string[], max = NAMES_MAX): string {
  if (names.length <= max) return names.join(", ");
  return `${names.slice(0, max).join(", ")} and ${names.length - max} more`;
}

/** `1 instance`, `2 instances` */
export function counted(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? "" : "s"}`;
}
