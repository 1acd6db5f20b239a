// @ts-check
/**
 * Scrolls to what a search shows, where it would be below the fold; never against a user who
 * scrolls.
 */

/** False when the user has scrolled since the search began: then the page stays where it is. */
let untouched = false;

for (const moves of ["wheel", "touchmove", "keydown"]) {
  addEventListener(moves, () => (untouched = false), { passive: true });
}

/**
 * A search begins: its section comes to the top where it is not wholly in view.
 * @param {HTMLElement} section
 */
export function beginsInView(section) {
  const { top, bottom } = section.getBoundingClientRect();
  if (top < 0 || bottom > innerHeight) section.scrollIntoView({ block: "start" });
  untouched = true;
}

/**
 * The first result is there, or has moved because what stands above it has grown: as little as is
 * needed to see it whole.
 * @param {Element} first
 */
export function staysInView(first) {
  if (untouched) first.scrollIntoView({ block: "nearest" });
}
