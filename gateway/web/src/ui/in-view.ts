/**
 * Scrolls to the results of a search where they would be outside the view, unless the user has
 * scrolled.
 */
import { isNarrow } from "./narrow.ts";

/** False when the user has scrolled since the search began: then the page does not scroll. */
let untouched = false;

for (const moves of ["wheel", "touchmove", "keydown"]) {
  addEventListener(
    moves,
    () => {
      untouched = false;
    },
    { passive: true },
  );
}

/** A search begins: its section is scrolled to the top unless all of it is in view. */
export function beginsInView(section: HTMLElement): void {
  const { top, bottom } = section.getBoundingClientRect();
  if (top < 0 || bottom > innerHeight) section.scrollIntoView({ block: "start" });
  untouched = true;
}

/**
 * The first result appeared or moved. In a wide window it scrolls as little as is needed to show
 * all of it; on a phone, which has no room for more, the section of the results begins at the top.
 */
export function staysInView(first: Element): void {
  if (!untouched) return;
  if (isNarrow.value) first.closest("section")?.scrollIntoView({ block: "start" });
  else first.scrollIntoView({ block: "nearest" });
}
