/** Time windows as sellers' protocols have them. */
import type { TimeWindow } from "../../../proto/messages.ts";

/**
 * `{ from: "06:05", to: "12:00" }`. Undefined without a window, and for one that crosses midnight:
 * no protocol that we know says what that means, and the kit filters.
 */
export function windowTexts(
  window: TimeWindow | undefined,
): { readonly from: string; readonly to: string } | undefined {
  if (window === undefined || window.fromMinute > window.toMinute) return undefined;
  return { from: timeOfDay(window.fromMinute), to: timeOfDay(window.toMinute) };
}

function timeOfDay(minute: number): string {
  const two = (n: number) => String(n).padStart(2, "0");
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}
