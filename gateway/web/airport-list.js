// @ts-check
/**
 * The list of an airport box: its options, and which of them is active. It draws; `airport-box.js`
 * decides.
 *
 * @typedef {import("./api.js").Place} Place
 */
import { element } from "./dom.js";

export class AirportList {
  #input;
  #list;
  #onChoose;
  #active = -1;

  /**
   * @param {HTMLInputElement} input with role=combobox and aria-controls
   * @param {HTMLElement} list with role=listbox and tabindex=-1: a list that scrolls would be a
   *   stop of the Tab key
   * @param {(place: Place) => void} onChoose called on a click on a place
   */
  constructor(input, list, onChoose) {
    this.#input = input;
    this.#list = list;
    this.#onChoose = onChoose;
  }

  get isOpen() {
    return !this.#list.hidden;
  }

  /** The index of the active place; -1 while the list is closed. */
  get active() {
    return this.#active;
  }

  get length() {
    return this.#list.children.length;
  }

  close() {
    this.#active = -1;
    this.#list.hidden = true;
    this.#list.replaceChildren();
    this.#input.setAttribute("aria-expanded", "false");
    this.#input.removeAttribute("aria-activedescendant");
  }

  /**
   * @param {readonly Place[]} places
   * @param {number} active
   */
  open(places, active) {
    this.#list.replaceChildren(...places.map((place, index) => this.#option(place, index)));
    this.#list.hidden = false;
    this.#input.setAttribute("aria-expanded", "true");
    this.activate(active);
  }

  /** @param {number} index */
  activate(index) {
    this.#active = index;
    for (const [i, option] of [...this.#list.children].entries()) {
      option.setAttribute("aria-selected", String(i === index));
      if (i === index) option.scrollIntoView({ block: "nearest" });
    }
    this.#input.setAttribute("aria-activedescendant", `${this.#list.id}-${index}`);
  }

  /**
   * @param {Place} place
   * @param {number} index
   */
  #option(place, index) {
    const { code, name, city, country } = place;
    const where = [city, country].filter(Boolean).join(", ");
    const option = element(
      "div",
      { id: `${this.#list.id}-${index}`, role: "option", "aria-selected": "false" },
      element("b", {}, code),
      " ",
      element("span", {}, name, element("small", {}, where)),
    );
    option.addEventListener("click", () => this.#onChoose(place));
    return option;
  }
}
