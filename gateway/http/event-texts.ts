/**
 * The JSON of a search's events. Each event that has itineraries repeats most of those before it,
 * so the text of an itinerary is made once, for all events of all readers.
 *
 * STREAM-1 The text is the one that `JSON.stringify` gives.
 * STREAM-2 A reader that asked for changes gets `keys`, the keys of all itineraries in their order,
 *    and in `itineraries` those in full that the last event before, as it was sent, did not have or
 *    had otherwise. It can put the whole together from this event and the last one.
 */
import type { Itinerary } from "../../proto/messages.ts";

export const SNAPSHOTS = ["full", "changes"] as const;

/** Whether a stream of a search says what happens between its other events. */
export const PROGRESS = ["none", "all"] as const;

/** How a reader wants the itineraries of its events. */
export type Snapshots = (typeof SNAPSHOTS)[number];

const itineraryTexts = new WeakMap<Itinerary, string>();

function textOf(itinerary: Itinerary): string {
  let text = itineraryTexts.get(itinerary);
  if (text === undefined) {
    text = JSON.stringify(itinerary);
    itineraryTexts.set(itinerary, text);
  }
  return text;
}

/** The events of one stream. A6: it keeps the texts of one list of itineraries. */
export class EventTexts {
  readonly #snapshots: Snapshots;
  /** Keyed by key, the itineraries of the last event that had some. */
  #sent = new Map<string, string>();

  constructor(snapshots: Snapshots) {
    this.#snapshots = snapshots;
  }

  /** Must be called for the events that are sent, in their order, and for no other. */
  next(event: object): string {
    const { itineraries } = event as { itineraries?: readonly Itinerary[] };
    if (itineraries === undefined) return JSON.stringify(event);
    const fields =
      this.#snapshots === "full"
        ? `"itineraries":${listText(itineraries.map(textOf))}`
        : this.#changes(itineraries);
    const parts = Object.entries(event).map(([name, value]) =>
      name === "itineraries" ? fields : `${JSON.stringify(name)}:${JSON.stringify(value)}`,
    );
    return `{${parts.join(",")}}`;
  }

  #changes(itineraries: readonly Itinerary[]): string {
    const now = new Map(itineraries.map((itinerary) => [itinerary.key, textOf(itinerary)]));
    const changed = [...now].filter(([key, text]) => this.#sent.get(key) !== text);
    this.#sent = now;
    const keys = JSON.stringify([...now.keys()]);
    return `"keys":${keys},"itineraries":${listText(changed.map(([, text]) => text))}`;
  }
}

function listText(texts: readonly string[]): string {
  return `[${texts.join(",")}]`;
}
