/**
 * What the page shows of the itineraries of an auction: those that have come in while it runs, and
 * after its end what its reader sorts, filters and unfolds of all that the gateway keeps.
 */
import { computed, effect, signal, untracked } from "@preact/signals";
import type { Itinerary, Sort } from "../../../../proto/messages.ts";
import { capitalized } from "../../shared/format.js";
import { type Facets, type KeptPage, keptPage } from "../api/kept.ts";
import type { OfferPrice } from "../api/offer-price.ts";
import { asked, auction } from "../state/auction.ts";
import type { AuctionState } from "../state/auction-state.ts";
import { type Filters, inUse, type Kind, PAGE_LENGTH, queryOf, without } from "./filters.ts";
import {
  type ItineraryList,
  inRankOrder,
  mayBeRead,
  NO_ITINERARIES,
  withDetails,
  withLatest,
  withNextPage,
} from "./itinerary-list.ts";
import { type NewPrices, withAnswer } from "./new-prices.ts";

export const SORTS = ["best", "price", "duration"] as const satisfies readonly Sort[];

/** The first itinerary of an order. */
export type Leader = Pick<Itinerary, "price" | "durationMinutes" | "sellers">;

/** What is known of the whole list after the end of the auction. */
interface Kept {
  readonly total: number;
  /** Null: all of them are shown. */
  readonly next: string | null;
  readonly leaders: ReadonlyMap<Sort, Leader | null>;
}

export const list = signal<ItineraryList>(NO_ITINERARIES);
export const kept = signal<Kept | null>(null);
/** What the reader has chosen; null: the order that the search asked for. */
const chosenSort = signal<Sort | null>(null);
export const filters = signal<Filters>({});
/** By the kind of the filter: each as it is without the filters of its own kind. */
export const facets = signal<ReadonlyMap<Kind | null, Facets>>(new Map());
export const isBusy = signal(false);
/** Why the gateway did not give what was asked last; empty: it did. */
export const fault = signal("");
/** What sellers have said since the search that their offers cost. */
export const newPrices = signal<NewPrices>(new Map());
const names = signal<ReadonlyMap<string, string>>(new Map());

export const sort = computed(
  () => chosenSort.value ?? ((asked.value?.["sort"] as Sort | undefined) || "best"),
);
/** Whether there is more than the auction's own list to read. */
export const isKept = computed(() => kept.value !== null);

/** A seller has said what its offer costs now. */
export function noteAnswer(offerId: string, answer: OfferPrice): void {
  newPrices.value = withAnswer(newPrices.value, offerId, answer);
}

/** A name for a code; the code itself where it has none. */
export function nameOf(code: string): string {
  return names.value.get(code) ?? code;
}

let following: number | null = null;
let hasActed = false;
let firstShownAt: number | null = null;
let reading = new AbortController();
let facetsWanted = false;

/** The reader scrolls, presses, unfolds or focuses something: the list is being read. */
export function noteAction(): void {
  hasActed = true;
}

effect(() => {
  const state = auction.value;
  untracked(() => follow(state));
});

function follow(state: AuctionState): void {
  if (state.startedAt !== following) {
    begin();
    following = state.startedAt;
  }
  const isOwnOrder = chosenSort.value === null && inUse(filters.value).length === 0;
  if (isOwnOrder && state.record === null) {
    const shownForMs = firstShownAt === null ? null : performance.now() - firstShownAt;
    list.value = withLatest(list.value, state.itineraries, mayBeRead(hasActed, shownForMs));
    if (list.value.shown.length > 0) firstShownAt ??= performance.now();
  }
  if (state.phase === "ended" && state.record === null && state.itineraries.length > 0)
    void readKept();
}

function begin(): void {
  reading.abort();
  list.value = NO_ITINERARIES;
  kept.value = null;
  chosenSort.value = null;
  filters.value = {};
  facets.value = new Map();
  fault.value = "";
  newPrices.value = new Map();
  isBusy.value = false;
  hasActed = false;
  firstShownAt = null;
  facetsWanted = false;
}

/** Better ones have come while the list was being read, and its reader asks for them. */
export function showWaiting(): void {
  list.value = inRankOrder(list.value, auction.value.itineraries);
}

export function chooseSort(next: Sort): void {
  if (next === sort.value || !isKept.value) return;
  chosenSort.value = next;
  void readChosen();
}

export function chooseFilters(next: Filters): void {
  filters.value = next;
  void readChosen();
}

/** The panel of filters is open: from now on the choices are read too. */
export function wantFacets(): void {
  facetsWanted = true;
  void readFacets();
}

/** After the end: how many there are, and what their codes stand for. The list stays. */
function readKept(): Promise<void> {
  return reads(async (signal) => {
    const page = await readPage({ limit: PAGE_LENGTH }, signal);
    list.value = withDetails(list.value, page.itineraries);
    await readLeaders(page, signal);
  });
}

/** The list in the order, and under the filters, that were chosen. */
export function readChosen(): Promise<void> {
  return reads(async (signal) => {
    const page = await readPage({ limit: PAGE_LENGTH }, signal);
    list.value = { shown: page.itineraries, waiting: [] };
    await Promise.all([readLeaders(page, signal), facetsWanted ? readFacets(signal) : null]);
  });
}

/** @returns the first of the itineraries that were added; null: there are none */
export async function showMore(): Promise<Itinerary | null> {
  const before = list.value.shown.length;
  await reads(async (signal) => {
    const after = kept.value?.next ?? null;
    const page = await readPage({ limit: PAGE_LENGTH, after }, signal);
    list.value = withNextPage(list.value, page.itineraries);
  });
  return list.value.shown[before] ?? null;
}

/** One question at a time: a new one replaces the one before. */
async function reads(read: (signal: AbortSignal) => Promise<void>): Promise<void> {
  reading.abort();
  reading = new AbortController();
  const { signal } = reading;
  isBusy.value = true;
  fault.value = "";
  try {
    await read(signal);
  } catch (thrown) {
    if (signal.aborted) return;
    console.info("the kept search cannot be read:", thrown);
    fault.value = thrown instanceof TypeError ? "The gateway cannot be reached." : textOf(thrown);
  }
  if (!signal.aborted) isBusy.value = false;
}

function textOf(thrown: unknown): string {
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  return `${capitalized(text)}.`;
}

/** A page of the whole list; its total, cursor and names are noted. */
async function readPage(
  options: { readonly limit: number; readonly after?: string | null },
  signal: AbortSignal,
): Promise<KeptPage> {
  const page = await read(filters.value, { ...options, sort: sort.value }, signal);
  const leaders = kept.value?.leaders ?? new Map();
  kept.value = { total: page.total, next: page.next, leaders };
  return page;
}

async function read(
  filters: Filters,
  options: Parameters<typeof queryOf>[1],
  signal: AbortSignal,
  withFacets = false,
): Promise<KeptPage> {
  const searchId = auction.value.searchId ?? "";
  const query = queryOf(filters, options);
  if (withFacets) query.set("facets", "true");
  const page = await keptPage(searchId, query, signal);
  signal.throwIfAborted();
  const { carriers = [], airports = [] } = page.names ?? {};
  const added = [...carriers, ...airports].filter(({ code }) => !names.value.has(code));
  if (added.length > 0)
    names.value = new Map([
      ...names.value,
      ...added.map(({ code, name }): [string, string] => [code, name]),
    ]);
  return page;
}

/** What stands first in each order, under the filters: what its tab says. */
async function readLeaders(page: KeptPage, signal: AbortSignal): Promise<void> {
  const first = async (order: Sort) =>
    order === sort.value
      ? page.itineraries[0]
      : (await read(filters.value, { limit: 1, sort: order }, signal)).itineraries[0];
  const leaders = await Promise.all(
    SORTS.map(
      async (order): Promise<[Sort, Leader | null]> => [order, (await first(order)) ?? null],
    ),
  );
  if (kept.value !== null) kept.value = { ...kept.value, leaders: new Map(leaders) };
}

/** The choices under the filters: of each kind in use, those without its own filter. */
async function readFacets(signal: AbortSignal = reading.signal): Promise<void> {
  const kinds: (Kind | null)[] = [null, ...inUse(filters.value)];
  try {
    const read = await Promise.all(kinds.map((kind) => facetsWithout(kind, signal)));
    facets.value = new Map(kinds.map((kind, i) => [kind, read[i] as Facets]));
  } catch (thrown) {
    if (!signal.aborted) fault.value = textOf(thrown);
  }
}

async function facetsWithout(kind: Kind | null, signal: AbortSignal): Promise<Facets> {
  const others = kind === null ? filters.value : without(filters.value, kind);
  const page = await read(others, { limit: 1 }, signal, true);
  if (page.facets === undefined) throw new Error("the gateway has sent no facets");
  return page.facets;
}
