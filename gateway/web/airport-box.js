// @ts-check
/**
 * Airport completion: an editable combobox with a list (WAI-ARIA Authoring Practices, "list
 * autocomplete with automatic selection"). One place is selected for a user who types and goes on;
 * arrows, Home, End, Enter, Escape and the mouse select another.
 *
 * A list answers one text. It is closed as soon as the text changes, so a place of an older text is
 * never taken. A text that is left (Tab) or submitted (Enter) before its list is there is looked up
 * then.
 *
 * @typedef {import("./api.js").Place} Place
 */
import { element } from "./dom.js";
import { bestMatch, isChosen, placeText } from "./place-match.js";

const ASK_AFTER_MS = 120;
const LOOKUPS_MAX = 8;

/**
 * @param {HTMLInputElement} input with role=combobox and aria-controls
 * @param {HTMLElement} list with role=listbox and tabindex=-1: a list that scrolls would be a stop
 *   of the Tab key
 * @param {{
 *   ask: (query: string, signal: AbortSignal) => Promise<Place[]>,
 *   tell: (news: string) => void,
 *   fail: (message: string) => void,
 * }} ports `tell` is for screen readers; `fail` is shown beside the box, and "" takes it back
 * @returns {{ resolve: (signal: AbortSignal) => Promise<void> }} `resolve` puts the place that is
 *   meant into the box, before a search
 */
export function airportBox(input, list, { ask, tell, fail }) {
  /** The last answer: the places of one text. @type {{ text: string, places: Place[] }} */
  let answer = { text: "", places: [] };
  let active = -1;
  /** What Escape has closed the list of: that text stays as it is when the box is left. */
  let dismissed = "";
  let asking = new AbortController();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  const typed = () => input.value.trim();
  /** The places of the text as it is now; undefined when they are not known. */
  const known = () => (answer.text === typed() ? answer.places : undefined);
  const isOpen = () => !list.hidden;

  function close() {
    clearTimeout(timer);
    asking.abort();
    active = -1;
    list.hidden = true;
    list.replaceChildren();
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  /** @param {number} index */
  function activate(index) {
    active = index;
    for (const [i, option] of [...list.children].entries()) {
      option.setAttribute("aria-selected", String(i === index));
      if (i === index) option.scrollIntoView({ block: "nearest" });
    }
    input.setAttribute("aria-activedescendant", `${list.id}-${index}`);
  }

  /** @param {Place | undefined} place */
  function choose(place) {
    if (place === undefined) return;
    input.value = placeText(place);
    close();
    fail("");
    tell(`${place.name}, ${place.code}`);
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /** @param {Place[]} places */
  function show(places) {
    close();
    if (places.length === 0) return tell("no airport begins like that");
    list.replaceChildren(...places.map(option));
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    activate(bestMatch(places, typed()));
    tell(
      `${places.length === 1 ? "1 airport" : `${places.length} airports`}; arrows move, Enter chooses`,
    );
  }

  /**
   * @param {Place} place
   * @param {number} index
   */
  function option(place, index) {
    const { code, name, city, country } = place;
    const made = element(
      "div",
      { id: `${list.id}-${index}`, role: "option", "aria-selected": "false" },
      element("b", {}, code),
      " ",
      element("span", {}, name, element("small", {}, [city, country].filter(Boolean).join(", "))),
    );
    made.addEventListener("click", () => choose(place));
    return made;
  }

  /**
   * The places of this text, from the last answer or from the gateway.
   * @param {string} text
   * @param {AbortSignal} signal
   */
  async function lookUp(text, signal) {
    if (answer.text === text) return answer.places;
    const places = await ask(text, signal);
    answer = { text, places };
    return places;
  }

  /**
   * Looks up the text as it is now, and hands its places on if it still is the text by then.
   * @param {(places: Place[]) => void} take
   */
  async function complete(take) {
    const text = typed();
    asking.abort();
    asking = new AbortController();
    const { signal } = asking;
    try {
      const places = await lookUp(text, signal);
      if (!signal.aborted && typed() === text) take(places);
    } catch (thrown) {
      if (signal.aborted) return;
      const message = `Airports cannot be looked up now (${thrown instanceof Error ? thrown.message : thrown}). A code, as LHR, needs no lookup.`;
      fail(message);
      tell(message);
    }
  }

  /** @param {Place[]} places */
  const takeBest = (places) => choose(places[bestMatch(places, typed())]);

  input.addEventListener("input", () => {
    close();
    dismissed = "";
    fail("");
    if (typed() !== "" && !isChosen(typed()))
      timer = setTimeout(() => void complete(show), ASK_AFTER_MS);
  });
  input.addEventListener("blur", () => {
    const selected = isOpen() ? known()?.[active] : undefined;
    close();
    if (selected !== undefined) choose(selected);
    else if (typed() !== "" && !isChosen(typed()) && typed() !== dismissed) void complete(takeBest);
  });
  // The box keeps the focus while the mouse is on its list: else the list would be gone before the
  // click.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  input.addEventListener("keydown", (event) => {
    const count = list.children.length;
    const moves = { ArrowDown: active + 1, ArrowUp: active - 1, Home: 0, End: count - 1 };
    const move = moves[/** @type {keyof typeof moves} */ (event.key)];
    if (isOpen() && move !== undefined) {
      activate((move + count) % count);
    } else if (isOpen() && event.key === "Enter") {
      choose(known()?.[active]);
    } else if (isOpen() && event.key === "Escape") {
      dismissed = typed();
      close();
    } else if (event.key === "ArrowDown" && typed() !== "") {
      void complete(show);
    } else {
      return;
    }
    event.preventDefault();
  });

  return {
    async resolve(signal) {
      close();
      // Who types on after Enter means what stands there in the end: it is looked up anew, a few
      // times at most.
      for (let left = LOOKUPS_MAX; left > 0; left -= 1) {
        const text = typed();
        if (text === "" || isChosen(text)) return;
        const places = await lookUp(text, signal);
        if (signal.aborted) return;
        if (typed() === text) return takeBest(places);
      }
    },
  };
}
