// @ts-check
/**
 * Airport completion: an editable combobox with a list (WAI-ARIA Authoring Practices, "list autocomplete with automatic selection").
 * The first place is chosen for whoever types and goes on; arrows, Home, End, Enter, Escape and the mouse choose another.
 *
 * @typedef {import("./api.js").Place} Place
 */
import { element } from "./dom.js";

const ASK_AFTER_MS = 120;

/**
 * @param {HTMLInputElement} input with role=combobox and aria-controls
 * @param {HTMLElement} list with role=listbox
 * @param {{ ask: (query: string, signal: AbortSignal) => Promise<Place[]>, tell: (news: string) => void }} ports `tell` is for who cannot see
 */
export function airportBox(input, list, { ask, tell }) {
  /** @type {Place[]} */
  let places = [];
  let active = -1;
  let asking = new AbortController();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  function close() {
    clearTimeout(timer);
    asking.abort();
    places = [];
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

  /** @param {number} index */
  function choose(index) {
    const place = places[index];
    if (place === undefined) return;
    input.value = `${place.city || place.name} (${place.code})`;
    close();
    tell(`${place.name}, ${place.code}`);
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /** @param {Place[]} found */
  function show(found) {
    close();
    places = found;
    if (found.length === 0) return tell("no airport begins like that");
    list.replaceChildren(...found.map(option));
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    activate(0);
    tell(`${found.length === 1 ? "1 airport" : `${found.length} airports`}; arrows move, Enter chooses`);
  }

  /**
   * @param {Place} place
   * @param {number} index
   */
  function option({ code, name, city, country }, index) {
    const made = element(
      "div",
      { id: `${list.id}-${index}`, role: "option", "aria-selected": "false" },
      element("b", {}, code),
      " ",
      element("span", {}, name, element("small", {}, [city, country].filter(Boolean).join(", "))),
    );
    // Before the input loses its focus, and with it the list.
    made.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      choose(index);
    });
    return made;
  }

  async function complete() {
    const query = input.value.trim();
    asking.abort();
    if (query === "") return close();
    asking = new AbortController();
    const { signal } = asking;
    try {
      const found = await ask(query, signal);
      if (!signal.aborted) show(found);
    } catch (thrown) {
      if (!signal.aborted) tell(`airports cannot be looked up now: ${String(thrown)}`);
    }
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(complete, ASK_AFTER_MS);
  });
  input.addEventListener("blur", () => {
    choose(active);
    close();
  });
  input.addEventListener("keydown", (event) => {
    const moves = { ArrowDown: active + 1, ArrowUp: active - 1, Home: 0, End: places.length - 1 };
    const move = moves[/** @type {keyof typeof moves} */ (event.key)];
    if (places.length > 0 && move !== undefined) {
      activate((move + places.length) % places.length);
    } else if (places.length > 0 && event.key === "Enter") {
      choose(active);
    } else if (places.length > 0 && event.key === "Escape") {
      close();
    } else if (event.key === "ArrowDown") {
      void complete();
    } else {
      return;
    }
    event.preventDefault();
  });
}
