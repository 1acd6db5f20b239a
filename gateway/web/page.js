// @ts-check
/**
 * The page: a form, and the auction that it starts. There is one auction at a time; a new one
 * cancels the one before.
 */
import { airportBox } from "./airport-box.js";
import { coverage, ledger, places, Refusal, search } from "./api.js";
import { NoAnswer } from "./attempt.js";
import { coverageText } from "./coverage-text.js";
import { byId } from "./dom.js";
import { ending } from "./ending.js";
import { clearFaults, showFault, showFaults } from "./faults.js";
import { searchBody } from "./form.js";
import { localDate } from "./format.js";
import { beginsInView, staysInView } from "./in-view.js";
import { count } from "./shared/format.js";
import { bidderRow, itineraryItem, lateLines } from "./view.js";

/** When the ledger is read once. The gateway keeps its entries for minutes. */
const READ_LEDGER_AFTER_MS = 3_000;

const form = byId("search", HTMLFormElement);
const cancel = byId("cancel", HTMLButtonElement);
const auction = byId("auction", HTMLElement);
const progress = byId("progress", HTMLElement);
const bidders = byId("bidders", HTMLElement);
const late = byId("late", HTMLElement);
const results = byId("results", HTMLElement);
const itineraries = byId("itineraries", HTMLElement);

/** @typedef {ReturnType<typeof searchBody> & { similar?: boolean }} SearchBody */

let running = new AbortController();
/** The body of the search that is shown. @type {SearchBody} */
let asked = searchBody({});
/** @type {ReturnType<typeof airportBox>[]} */
let boxes = [];

prepareForm();
void showCoverage();

function prepareForm() {
  const announce = (/** @type {string} */ text) => {
    byId("options-status", HTMLElement).textContent = text;
  };
  boxes = ["origin", "destination"].map((id) => {
    const input = byId(id, HTMLInputElement);
    return airportBox(input, byId(`${id}-options`, HTMLElement), {
      ask: places,
      announce,
      fail: (message) => showFault(input, message),
    });
  });
  const [departure, back] = [
    byId("departureDate", HTMLInputElement),
    byId("returnDate", HTMLInputElement),
  ];
  departure.min = back.min = localDate(0);
  departure.value ||= localDate(30);
  departure.addEventListener("change", () => {
    back.min = departure.value || localDate(0);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void run(readForm);
  });
  cancel.addEventListener("click", () => {
    running.abort();
    progress.textContent = "Cancelled. The bidders are asked to stop.";
    for (const outcome of bidders.querySelectorAll(".waiting"))
      outcome.textContent = "not waited for";
  });
}

/** Shows once what can be found here. An error is only logged: searches do not need it. */
async function showCoverage() {
  const line = byId("coverage", HTMLElement);
  try {
    line.textContent = coverageText(await coverage(new AbortController().signal));
    line.hidden = line.textContent === "";
  } catch (thrown) {
    console.info("the coverage cannot be read:", thrown);
  }
}

/**
 * The search of the form. For a place that was typed and not chosen, the gateway is asked first.
 * @param {AbortSignal} signal
 * @returns {Promise<SearchBody>}
 */
async function readForm(signal) {
  await Promise.all(boxes.map((box) => box.resolve(signal)));
  return searchBody(/** @type {Record<string, string>} */ (Object.fromEntries(new FormData(form))));
}

/**
 * Runs the shown search again with similar connections, even if the form has changed. The form
 * shows the option and gets the focus.
 */
function searchSimilar() {
  const box = byId("similar", HTMLInputElement);
  box.checked = true;
  box.focus();
  const body = { ...asked, similar: true };
  void run(async () => body);
}

/** @param {(signal: AbortSignal) => Promise<SearchBody>} read called again by `Try again` */
async function run(read) {
  running.abort();
  running = new AbortController();
  const { signal } = running;
  clearFaults(form);
  clear();
  cancel.hidden = false;
  beginsInView(auction);
  try {
    const body = await read(signal);
    if (signal.aborted) return;
    asked = body;
    for await (const event of search(body, signal)) {
      if (!signal.aborted) show(event, signal);
    }
  } catch (thrown) {
    if (!signal.aborted) refuse(thrown, () => void run(read));
  } finally {
    if (running.signal === signal) cancel.hidden = true;
  }
}

/**
 * Removes the results of the last search and shows at once that a new one runs: a gateway may not
 * answer for seconds.
 */
function clear() {
  bidders.replaceChildren();
  itineraries.replaceChildren();
  late.replaceChildren();
  progress.textContent = "Asking the gateway…";
  auction.hidden = false;
  results.hidden = true;
}

/**
 * @param {import("./api.js").StreamEvent} event
 * @param {AbortSignal} signal
 */
function show(event, signal) {
  switch (event.type) {
    case "opened": {
      const { expected, deadlineMs } = event.opened;
      bidders.replaceChildren(...expected.map((bidder) => bidderRow(bidder)));
      progress.textContent = `Waiting for ${count(expected.length, "bidder")}, for ${deadlineMs} ms at most.`;
      break;
    }
    case "bid":
      placeRow(event.bid);
      break;
    case "snapshot":
      showItineraries(event.snapshot.itineraries);
      break;
    case "result": {
      const { result } = event;
      bidders.replaceChildren(...result.bidders.map((report) => bidderRow(report.bidder, report)));
      progress.textContent = `${count(result.itineraries.length, "itinerary", "itineraries")}. ${ending(result)}`;
      showItineraries(result.itineraries);
      showLateBids(result.searchId, signal);
    }
  }
}

/** @param {import("./view.js").BidderReport} report */
function placeRow(report) {
  const row = bidderRow(report.bidder, report);
  const waiting = [...bidders.children].find(
    (one) => one.getAttribute("data-bidder") === report.bidder,
  );
  if (waiting === undefined) bidders.append(row);
  else waiting.replaceWith(row);
}

/**
 * Draws the itineraries again. Open fares stay open, and the focus stays where it was, as far as
 * the element still exists.
 * @param {readonly import("./view.js").Itinerary[]} top
 */
function showItineraries(top) {
  const open = new Set([...itineraries.querySelectorAll("details[open]")].map(placeOf));
  const focused =
    document.activeElement !== null && itineraries.contains(document.activeElement)
      ? placeOf(document.activeElement)
      : null;
  results.hidden = top.length === 0;
  itineraries.replaceChildren(...top.map((itinerary) => itineraryItem(itinerary, searchSimilar)));
  for (const fares of itineraries.querySelectorAll("details"))
    fares.open = open.has(placeOf(fares));
  if (itineraries.firstElementChild !== null) staysInView(itineraries.firstElementChild);
  if (focused === null) return;
  for (const control of itineraries.querySelectorAll("summary, button")) {
    if (placeOf(control) === focused) /** @type {HTMLElement} */ (control).focus();
  }
}

/**
 * The itinerary and seller of an element, to find it again after all is drawn again.
 * @param {Element} shown
 */
function placeOf(shown) {
  const fares = shown.closest("details")?.getAttribute("data-whose") ?? "";
  return `${shown.closest("li[data-key]")?.getAttribute("data-key")} ${fares}`;
}

/**
 * Shows the late bids, once, some seconds later. An error is only logged.
 * @param {string} searchId
 * @param {AbortSignal} signal
 */
function showLateBids(searchId, signal) {
  const timer = setTimeout(async () => {
    try {
      const view = await ledger(searchId, signal);
      if (!signal.aborted) late.replaceChildren(...lateLines(view));
    } catch (thrown) {
      if (!signal.aborted) console.info("the ledger cannot be read:", thrown);
    }
  }, READ_LEDGER_AFTER_MS);
  signal.addEventListener("abort", () => clearTimeout(timer));
}

/**
 * @param {unknown} thrown
 * @param {() => void} again
 */
function refuse(thrown, again) {
  auction.hidden = bidders.childElementCount === 0;
  progress.textContent = "Ended without a result.";
  if (thrown instanceof Refusal)
    return showFaults(
      form,
      thrown.message,
      thrown.faults,
      thrown.faults.length === 0 ? again : undefined,
    );
  const why =
    thrown instanceof NoAnswer
      ? `${thrown.message.replace(/^t/, "T")}.`
      : "The gateway cannot be reached. Is it still running?";
  showFaults(form, why, [], again);
  if (!(thrown instanceof NoAnswer)) console.error(thrown);
}
