// @ts-check
/**
 * Airport completion: an editable combobox with a list (WAI-ARIA Authoring Practices, "list
 * autocomplete with automatic selection"). One place is active while a user types; arrows, Home,
 * End, Enter, Escape and the mouse choose another.
 *
 * A list belongs to one text. It is closed as soon as the text changes, so a place of an older text
 * is never chosen. When the user leaves a text (Tab) or submits it (Enter) before its list is
 * there, the gateway is asked then.
 *
 * @typedef {import("./api.js").Place} Place
 *
 * @typedef {object} AirportBoxPorts
 * @property {(query: string, signal: AbortSignal) => Promise<Place[]>} ask the gateway's places
 * @property {(text: string) => void} announce for screen readers
 * @property {(message: string) => void} fail shows a message beside the box; "" removes it
 */
import { AirportList } from "./airport-list.js";
import { bestMatch, isChosen, placeText } from "./place-match.js";

const ASK_AFTER_MS = 120;
const LOOKUPS_MAX = 8;

/**
 * Makes a box of an input and a list, and listens to its events.
 * @param {HTMLInputElement} input
 * @param {HTMLElement} list
 * @param {AirportBoxPorts} ports
 */
export function airportBox(input, list, ports) {
  const box = new AirportBox(input, list, ports);
  input.addEventListener("input", () => box.onInput());
  input.addEventListener("blur", () => box.onBlur());
  input.addEventListener("keydown", (event) => {
    if (box.onKey(event.key)) event.preventDefault();
  });
  // The box keeps the focus while the mouse is on its list: otherwise the list would be closed
  // before the click.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  return box;
}

class AirportBox {
  #input;
  #list;
  #ports;
  /** The last answer: the places of one text. @type {{ text: string, places: Place[] }} */
  #answer = { text: "", places: [] };
  /**
   * The text whose list was closed with Escape. It is not replaced when the user leaves the box.
   */
  #dismissed = "";
  #asking = new AbortController();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {HTMLInputElement} input
   * @param {HTMLElement} list
   * @param {AirportBoxPorts} ports
   */
  constructor(input, list, ports) {
    this.#input = input;
    this.#list = new AirportList(input, list, (place) => this.#choose(place));
    this.#ports = ports;
  }

  onInput() {
    this.#close();
    this.#dismissed = "";
    this.#ports.fail("");
    if (this.#text !== "" && !isChosen(this.#text))
      this.#timer = setTimeout(
        () => void this.#complete((places) => this.#show(places)),
        ASK_AFTER_MS,
      );
  }

  onBlur() {
    const active = this.#list.isOpen ? this.#activePlace : undefined;
    this.#close();
    const text = this.#text;
    if (active !== undefined) this.#choose(active);
    else if (text !== "" && !isChosen(text) && text !== this.#dismissed)
      void this.#complete((places) => this.#chooseBest(places));
  }

  /**
   * @param {string} key
   * @returns {boolean} true when the key is used here
   */
  onKey(key) {
    const { isOpen, active, length } = this.#list;
    const moves = { ArrowDown: active + 1, ArrowUp: active - 1, Home: 0, End: length - 1 };
    const move = moves[/** @type {keyof typeof moves} */ (key)];
    if (isOpen && move !== undefined) {
      this.#list.activate((move + length) % length);
    } else if (isOpen && key === "Enter") {
      this.#choose(this.#activePlace);
    } else if (isOpen && key === "Escape") {
      this.#dismissed = this.#text;
      this.#close();
    } else if (key === "ArrowDown" && this.#text !== "") {
      void this.#complete((places) => this.#show(places));
    } else {
      return false;
    }
    return true;
  }

  /**
   * Puts the meant place into the box, before a search.
   * @param {AbortSignal} signal
   */
  async resolve(signal) {
    this.#close();
    // A user may type on after Enter: then the gateway is asked for the new text, a limited number
    // of times.
    for (let left = LOOKUPS_MAX; left > 0; left -= 1) {
      const text = this.#text;
      if (text === "" || isChosen(text)) return;
      const places = await this.#lookUp(text, signal);
      if (signal.aborted) return;
      if (this.#text === text) return this.#chooseBest(places);
    }
  }

  get #text() {
    return this.#input.value.trim();
  }

  /** The active place of the present text; undefined when its places are not known. */
  get #activePlace() {
    const { text, places } = this.#answer;
    return text === this.#text ? places[this.#list.active] : undefined;
  }

  #close() {
    clearTimeout(this.#timer);
    this.#asking.abort();
    this.#list.close();
  }

  /** @param {Place | undefined} place */
  #choose(place) {
    if (place === undefined) return;
    this.#input.value = placeText(place);
    this.#close();
    this.#ports.fail("");
    this.#ports.announce(`${place.name}, ${place.code}`);
    this.#input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /** @param {Place[]} places */
  #chooseBest(places) {
    this.#choose(places[bestMatch(places, this.#text)]);
  }

  /** @param {Place[]} places */
  #show(places) {
    this.#close();
    if (places.length === 0) return this.#ports.announce("no airport begins like that");
    this.#list.open(places, bestMatch(places, this.#text));
    this.#ports.announce(
      `${places.length === 1 ? "1 airport" : `${places.length} airports`}; arrows move, Enter chooses`,
    );
  }

  /**
   * The places of this text, from the last answer or from the gateway.
   * @param {string} text
   * @param {AbortSignal} signal
   */
  async #lookUp(text, signal) {
    if (this.#answer.text === text) return this.#answer.places;
    const places = await this.#ports.ask(text, signal);
    this.#answer = { text, places };
    return places;
  }

  /**
   * Asks for the places of the present text. Passes them on if the text is still the same then.
   * @param {(places: Place[]) => void} take
   */
  async #complete(take) {
    const text = this.#text;
    this.#asking.abort();
    this.#asking = new AbortController();
    const { signal } = this.#asking;
    try {
      const places = await this.#lookUp(text, signal);
      if (!signal.aborted && this.#text === text) take(places);
    } catch (thrown) {
      if (signal.aborted) return;
      const message = `Airports cannot be looked up now (${thrown instanceof Error ? thrown.message : thrown}). A code, as LHR, needs no lookup.`;
      this.#ports.fail(message);
      this.#ports.announce(message);
    }
  }
}
