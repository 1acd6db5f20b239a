/** What a check of a bidder has come to. */
export type Verdict =
  | { readonly state: "passed"; readonly found: string }
  | {
      readonly state: "failed";
      readonly expected: string;
      readonly came: string;
      /** The message that shows it; null where none came. */
      readonly bytes: Uint8Array | null;
    }
  | { readonly state: "not-checked"; readonly why: string };

export type VerdictState = Verdict["state"];

export const passed = (found: string): Verdict => ({ state: "passed", found });

export const notChecked = (why: string): Verdict => ({ state: "not-checked", why });

/** @param bytes the message that shows it; null where none came */
export function failed(expected: string, came: string, bytes: Uint8Array | null = null): Verdict {
  return { state: "failed", expected, came, bytes };
}

/** `1 bid`, `2 bids` */
export function counted(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? "" : "s"}`;
}

/** Whole milliseconds, as a reader needs them. */
export function ms(milliseconds: number): string {
  return `${Math.round(milliseconds)} ms`;
}
