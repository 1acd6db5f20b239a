/**
 * The form of a search, and the address that names it. A search writes its form into the address;
 * an address that is opened, reloaded or gone back to gives the form again, and searches.
 */
import { signal } from "@preact/signals";
import { places } from "../api/lookups.ts";
import { path, routeOf } from "../router.ts";
import { PlaceBoxModel } from "../search/place-box-model.ts";
import { placeValue, textOfValue } from "../search/place-match.ts";
import { dayAfter } from "../search/price-days.ts";
import { searchBody } from "../search/search-body.ts";
import { localDate } from "../ui/format.ts";
import { asked, startAuction } from "./auction.ts";
import {
  emptyFields,
  emptySlice,
  FORM_LIMITS,
  type SearchFields,
  type SliceFields,
  type Trip,
} from "./search-fields.ts";
import { fieldsOf, namesSearch, queryOf } from "./search-url.ts";

/** The days after today that a search departs on, until the user chooses. */
const DEPARTS_IN_DAYS = 30;
const STAYS_DAYS = 7;

/** The two boxes of a slice. Their texts are the form's until a search reads them. */
export interface SliceBoxes {
  readonly origin: PlaceBoxModel;
  readonly destination: PlaceBoxModel;
}

export const fields = signal(emptyFields(localDate(DEPARTS_IN_DAYS)));
/** One for each slice of `fields`. */
export const boxes = signal<readonly SliceBoxes[]>([newBoxes()]);
/** On a narrow window: the form is one line after a search. */
export const isFolded = signal(false);

export function setFields(changes: Partial<SearchFields>): void {
  fields.value = { ...fields.value, ...changes };
}

export function setSlice(slice: number, changes: Partial<SliceFields>): void {
  const { slices } = fields.value;
  setFields({ slices: slices.map((one, i) => (i === slice ? { ...one, ...changes } : one)) });
}

/** What a kind of trip needs and has not is filled in. */
export function setTrip(trip: Trip): void {
  const { slices, returnDate } = fields.value;
  const [first = emptySlice()] = slices;
  if (trip !== "multi-city") {
    boxes.value = boxes.value.slice(0, 1);
    const back = returnDate || dayAfter(first.departureDate, STAYS_DAYS);
    setFields({ trip, slices: [first], ...(trip === "return" ? { returnDate: back } : {}) });
    return;
  }
  setFields({ trip });
  if (slices.length < 2) addSlice();
}

/** One more flight of several, from where the last one ends. */
export function addSlice(): void {
  const { slices } = fields.value;
  if (slices.length >= FORM_LIMITS.slicesMax) return;
  const last = boxes.value.at(-1);
  const date = dayAfter(slices.at(-1)?.departureDate ?? "", STAYS_DAYS);
  boxes.value = [...boxes.value, newBoxes(last?.destination.text.value)];
  setFields({ slices: [...slices, emptySlice(date)] });
}

export function removeSlice(slice: number): void {
  boxes.value = boxes.value.filter((_, i) => i !== slice);
  setFields({ slices: fields.value.slices.filter((_, i) => i !== slice) });
}

export function swapPlaces(slice: number): void {
  boxes.value = boxes.value.map((pair, i) =>
    i === slice ? { origin: pair.destination, destination: pair.origin } : pair,
  );
}

/** Reads the form and searches. */
export function submitSearch(): void {
  isFolded.value = true;
  void startAuction(async (signal) => {
    await readPlaces(signal);
    if (!signal.aborted) writeAddress();
    return searchBody(fields.value);
  });
}

/**
 * Runs the shown search again with similar connections, even if the form has changed. The form
 * shows the option.
 */
export function searchSimilar(): void {
  const body = asked.value;
  if (body === null) return;
  setFields({ similar: "true" });
  void startAuction(async () => ({ ...body, similar: true }));
}

/** From now on the address is read when it changes, and once at the beginning. */
export function followSearchAddress(): void {
  const read = () => {
    if (routeOf(location.pathname)?.view === "search") readAddress();
  };
  addEventListener("popstate", read);
  read();
}

/** Runs another search than that of the form, and the form shows it. */
export function openSearch(asked: SearchFields): void {
  history.pushState(null, "", addressOf(asked));
  readAddress();
}

/** The address of a search. */
export function addressOf(asked: SearchFields): string {
  return `/?${queryOf(asked)}`;
}

function readAddress(): void {
  if (!namesSearch(location.search)) return;
  const read = fieldsOf(location.search);
  fields.value = read;
  boxes.value = read.slices.map(({ origin, destination }) =>
    newBoxes(textOfValue(origin), textOfValue(destination)),
  );
  for (const { origin, destination } of boxes.value) {
    void origin.nameIt();
    void destination.nameIt();
  }
  isFolded.value = true;
  void startAuction(async () => searchBody(read));
}

/**
 * Reads the boxes into the form. For a place that was typed and not chosen the gateway is asked.
 */
export async function readPlaces(signal: AbortSignal): Promise<void> {
  const all = boxes.value.flatMap(({ origin, destination }) => [origin, destination]);
  await Promise.all(all.map((box) => box.resolve(signal)));
  if (signal.aborted) return;
  setFields({
    slices: fields.value.slices.map((slice, i) => ({
      ...slice,
      origin: placeValue(boxes.value[i]?.origin.text.value ?? ""),
      destination: placeValue(boxes.value[i]?.destination.text.value ?? ""),
    })),
  });
}

function writeAddress(): void {
  const query = `?${queryOf(fields.value)}`;
  if (query === location.search || routeOf(path.value)?.view !== "search") return;
  history.pushState(null, "", query);
}

function newBoxes(origin = "", destination = ""): SliceBoxes {
  return {
    origin: new PlaceBoxModel(places, origin),
    destination: new PlaceBoxModel(places, destination),
  };
}
