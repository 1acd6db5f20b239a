/**
 * A box for a city or an airport: an editable combobox with a list (WAI-ARIA Authoring Practices,
 * "list autocomplete with automatic selection"). One place is active while a user types; arrows,
 * Home, End, Enter, Escape and the mouse choose another. No DOM: `place-box.tsx` draws it.
 *
 * BOX-1 A list belongs to one text. It is closed as soon as the text changes, so a place of an
 *    older text is never chosen.
 * BOX-2 A text that a user leaves (Tab) or submits (Enter) before its list is there is looked up
 *    then, and stands for the place that the gateway lists first.
 * BOX-3 A country's name that is left or submitted stands for the busiest place there, and the box
 *    says so until its text changes.
 * BOX-4 A country without flights is never chosen: the box says that it is known, and why it is no
 *    place to search (MEANT-2).
 * BOX-5 Where a text that is left or submitted may mean other places as well, the box takes the
 *    first and names the others until its text changes (MEANT-1).
 */
import { signal } from "@preact/signals";
import { codeOfValue, meantPlaces, placeText, takenNote } from "../../shared/meant-place.js";
import type { Place } from "../api/lookups.ts";
import { isChosen, placeValue } from "./place-match.ts";

const ASK_AFTER_MS = 120;
const LOOKUPS_MAX = 8;
/** How often the name of a place that the form has by its code is asked for. */
const NAMES_MAX = 3;
/** It is no reason to wait longer. */
const NAMES_MS_MAX = 15_000;

/** The gateway's places for a text. */
type AskPlaces = (query: string, signal: AbortSignal) => Promise<Place[]>;

interface ShownList {
  readonly text: string;
  readonly places: readonly Place[];
  /** The index of the active place; -1: there is none. */
  readonly active: number;
  /** Why there is no place; empty where there are some. */
  readonly none: string;
}

/** The places of one text, those that may be meant as well, and why there are none. */
interface Answer extends ReturnType<typeof meantPlaces<Place>> {
  readonly text: string;
}

const KEYS = ["ArrowDown", "ArrowUp", "Home", "End"] as const;

export class PlaceBoxModel {
  /** What is written in the box. */
  readonly text = signal("");
  /** The list; null while it is closed. */
  readonly list = signal<ShownList | null>(null);
  /** Shown beside the box; empty: nothing is wrong. */
  readonly fault = signal("");
  /** Shown beside the box: what its text was taken for; empty: what it says. */
  readonly note = signal("");
  /** For screen readers. */
  readonly status = signal("");
  readonly #ask: AskPlaces;
  /** The last answer: the places of one text. */
  #answer: Answer = { text: "", places: [], alike: [], none: "" };
  /**
   * The text whose list was closed with Escape. It is not replaced when the user leaves the box.
   */
  #dismissed = "";
  #asking = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(ask: AskPlaces, text = "") {
    this.#ask = ask;
    this.text.value = text;
  }

  onInput(text: string): void {
    this.text.value = text;
    this.#close();
    this.#dismissed = "";
    this.fault.value = "";
    this.note.value = "";
    if (this.#text !== "" && !isChosen(this.#text))
      this.#timer = setTimeout(
        () => void this.#complete((places) => this.#show(places)),
        ASK_AFTER_MS,
      );
  }

  onBlur(): void {
    const list = this.list.value;
    this.#close();
    const text = this.#text;
    if (list !== null && list.text === text) this.#takeBest(list.places, list.active);
    else if (text !== "" && !isChosen(text) && text !== this.#dismissed)
      void this.#complete((places) => this.#takeBest(places));
  }

  /** @returns true when the key is used here */
  onKey(key: string): boolean {
    const list = this.list.value;
    if (list !== null && list.places.length > 0 && (KEYS as readonly string[]).includes(key)) {
      const { active, places } = list;
      const last = places.length - 1;
      const moves = { ArrowDown: active + 1, ArrowUp: active - 1, Home: 0, End: last };
      const move = moves[key as (typeof KEYS)[number]];
      this.list.value = { ...list, active: (move + places.length) % places.length };
    } else if (list !== null && key === "Enter" && list.places.length > 0) {
      this.choose(list.places[list.active]);
    } else if (list !== null && key === "Escape") {
      this.#dismissed = this.#text;
      this.#close();
    } else if (key === "ArrowDown" && this.#text !== "") {
      void this.#complete((places) => this.#show(places));
    } else {
      return false;
    }
    return true;
  }

  choose(place: Place | undefined): void {
    if (place === undefined) return;
    this.text.value = placeText(place);
    this.#close();
    this.fault.value = "";
    this.note.value = "";
    this.status.value = `${place.name}, ${place.code}`;
  }

  /** Puts the meant place into the box, before a search. */
  async resolve(signal: AbortSignal): Promise<void> {
    this.#close();
    // A user may type on after Enter: then the gateway is asked for the new text, a limited number
    // of times.
    for (let left = LOOKUPS_MAX; left > 0; left -= 1) {
      const text = this.#text;
      if (text === "" || isChosen(text)) return;
      const places = await this.#lookUp(text, signal);
      if (signal.aborted) return;
      if (this.#text === text) return this.#takeBest(places);
    }
  }

  /** Writes the name of a place of which only the code is known. Without an answer it stays. */
  async nameIt(): Promise<void> {
    const { text } = this;
    const written = text.value;
    const meant = codeOfValue(placeValue(written));
    if (meant === null) return;
    const type = meant.isCity ? "city" : "airport";
    const signal = AbortSignal.timeout(NAMES_MS_MAX);
    let found: readonly Place[] | null = null;
    for (let left = NAMES_MAX; left > 0 && found === null && !signal.aborted; left -= 1)
      found = await this.#ask(meant.code, signal).catch(() => null);
    const place = found?.find((one) => one.code === meant.code && one.type === type);
    if (place !== undefined && text.value === written) text.value = placeText(place);
  }

  get #text(): string {
    return this.text.value.trim();
  }

  #close(): void {
    clearTimeout(this.#timer);
    this.#asking.abort();
    this.list.value = null;
  }

  #takeBest(places: readonly Place[], at = 0): void {
    const place = places[at];
    if (place === undefined) {
      this.fault.value = this.#answer.none;
      return;
    }
    const { text, alike } = this.#answer;
    this.choose(place);
    const note = at > 0 ? "" : takenNote(text, place, alike);
    if (note === "") return;
    this.note.value = note;
    this.status.value += `. ${note}`;
  }

  #show(places: readonly Place[]): void {
    this.#close();
    const text = this.#text;
    const { none } = this.#answer;
    this.list.value = { text, places, active: places.length === 0 ? -1 : 0, none };
    this.status.value =
      places.length === 0
        ? none
        : `${places.length === 1 ? "1 place" : `${places.length} places`}; arrows move, Enter chooses`;
  }

  /** The places of this text, from the last answer or from the gateway. */
  async #lookUp(text: string, signal: AbortSignal): Promise<readonly Place[]> {
    if (this.#answer.text === text) return this.#answer.places;
    const found = await this.#ask(text, signal);
    this.#answer = { text, ...meantPlaces(text, found) };
    return this.#answer.places;
  }

  /**
   * Asks for the places of the present text. Passes them on if the text is still the same then.
   */
  async #complete(take: (places: readonly Place[]) => void): Promise<void> {
    const text = this.#text;
    this.#asking.abort();
    this.#asking = new AbortController();
    const { signal } = this.#asking;
    try {
      const places = await this.#lookUp(text, signal);
      if (!signal.aborted && this.#text === text) take(places);
    } catch (thrown) {
      if (signal.aborted) return;
      const message = `Places cannot be looked up now (${thrown instanceof Error ? thrown.message : thrown}). A code, as LHR, needs no lookup.`;
      this.fault.value = message;
      this.status.value = message;
    }
  }
}
