/**
 * A bidder in one file of plain JavaScript. It uses the packages `nats` and `protobufjs` and the
 * .proto files, and nothing else of this project. docs/wire-protocol.md explains each step.
 *
 * It sells one flight a day from London to Paris at a fixed price. The name of its user at the
 * broker is the name of the bidder.
 */
import { randomBytes } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { connect } from "nats";
import protobuf from "protobufjs";

const { NATS_URL: servers, NATS_USER: kind, NATS_PASSWORD: pass } = process.env;
const instance = randomBytes(4).toString("hex");
const market = "LHR.CDG";
const endpoint = { name: "flights", subject: `auction.flights.${market}`, queue_group: kind };

// Messages
const schema = new protobuf.Root();
schema.resolvePath = (_origin, file) =>
  fileURLToPath(new URL(`../../proto/${file}`, import.meta.url));
schema.loadSync("auction.proto");
const typeOf = (name) => schema.lookupType(name);
const read = (name, bytes) =>
  typeOf(name).toObject(typeOf(name).decode(bytes), { longs: Number, enums: String });
const encode = (name, message) => typeOf(name).encode(typeOf(name).fromObject(message)).finish();

// Work
const FARE = 5_900; // pence: a price is an integer in the minor unit of its currency
const CURRENCY = "GBP";
const MINUTES = 80;

/** The one offer, or null. The delay stands for a question to a database of your own. */
async function offerFor({ slices, cabin, passengers }, signal) {
  await delay(5, undefined, { signal });
  const [{ destination, departureDate }] = slices;
  if (slices.length > 1 || destination !== "CDG" || cabin !== "CABIN_ECONOMY") return null;
  const segment = {
    carrier: "BA",
    flightNumber: "BA9001",
    origin: "LHR",
    destination: "CDG",
    departure: `${departureDate}T09:00`, // local to London
    arrival: `${departureDate}T11:20`, // local to Paris, which is always an hour ahead
    durationMinutes: MINUTES,
  };
  return {
    seller: "Example Air",
    price: { amount: FARE * (passengers.adults + (passengers.children ?? 0)), currency: CURRENCY },
    expiresAt: Date.now() + 30 * 60_000,
    slices: [{ durationMinutes: MINUTES, segments: [segment] }],
  };
}

/** An offer as columns, for ranking, and beside them as bytes. */
function sheetOf(offer) {
  const { flightNumber, origin, destination, departure } = offer.slices[0].segments[0];
  const time = departure.replaceAll("-", "").replace(":", "");
  return {
    price: [offer.price.amount],
    currency: [0], // index into currencies
    currencies: [offer.price.currency],
    durationMinutes: [MINUTES],
    departure: [Date.parse(`${departure}Z`) / 60_000],
    stops: [0],
    itinerary: [`${flightNumber}-${origin}${destination}-${time}`],
    seller: [0], // index into sellers
    sellers: [offer.seller],
    body: [encode("flights.FlightOffer", offer)],
  };
}

// Calls
const calls = new Map(); // search id -> AbortController
const counts = { num_requests: 0, num_errors: 0, last_error: "", processing_time: 0 };

/** One call in, exactly one final bid out, whatever happens. */
async function answer({ data, reply }) {
  const startedAt = performance.now();
  const { searchId, search, budgetMs = 0, rates } = read("auction.CallForBids", data);
  if (calls.has(searchId)) return; // a second attempt at what is at work here: no second call
  const cancelled = new AbortController();
  const signal = AbortSignal.any([cancelled.signal, AbortSignal.timeout(budgetMs)]);
  calls.set(searchId, cancelled);
  let bid;
  try {
    const offer = await offerFor(search, signal);
    if (offer === null) bid = { status: "BID_STATUS_EMPTY" };
    // Without a rate the gateway cannot rank it. `currencies` has three letters for each.
    else if (!rates?.currencies?.match(/.../g)?.includes(CURRENCY))
      bid = { status: "BID_STATUS_EMPTY", reason: `it sells in ${CURRENCY}, which has no rate` };
    else bid = { status: "BID_STATUS_OFFERS", sheet: sheetOf(offer) };
  } catch (error) {
    // `stopped`: with more time there could have been an offer.
    bid = signal.aborted
      ? { status: "BID_STATUS_DECLINED", reason: "out of time", stopped: true }
      : { status: "BID_STATUS_FAILED", reason: "internal" };
    if (!signal.aborted)
      Object.assign(counts, { num_errors: counts.num_errors + 1, last_error: String(error) });
  }
  calls.delete(searchId);
  counts.num_requests += 1;
  counts.processing_time += Math.round((performance.now() - startedAt) * 1e6); // nanoseconds
  // The broker lets this user publish below its own name only, so a gateway knows who bids.
  connection.publish(
    `${reply}.${kind}.${instance}`,
    encode("auction.Bid", { searchId, final: true, ...bid }),
  );
}

// Service protocol and presence
const about = (verb) => ({
  type: `io.nats.micro.v1.${verb.toLowerCase()}_response`,
  name: kind,
  id: instance,
  version: "1.0.0",
  metadata: { markets: market }, // gateways wait for our bids in these markets
});
const info = () => ({ ...about("INFO"), description: "an example", endpoints: [endpoint] });
const stats = () => {
  const average_processing_time = counts.processing_time / Math.max(1, counts.num_requests);
  const data = { inFlight: calls.size };
  const endpoints = [{ ...endpoint, ...counts, average_processing_time, data }];
  return { ...about("STATS"), started, sentAtMs: Date.now(), endpoints };
};
const announce = (presence) =>
  connection.publish(
    `auction.presence.${kind}.${instance}`,
    JSON.stringify({ ...info(), presence, sentAtMs: Date.now() }),
  );

// Life
const started = new Date().toISOString();
const connection = await connect({ servers, user: kind, pass, maxReconnectAttempts: -1 });
const subscribe = (subject, take, queue) =>
  connection.subscribe(subject, {
    queue,
    callback: (error, message) => (error ? console.error(subject, error.message) : take(message)),
  });
const take = (message) => void answer(message).catch((error) => console.error(error.message));
const subscriptions = [
  subscribe(endpoint.subject, take, kind), // each call goes to one instance of this bidder
  subscribe(`auction.direct.${kind}.${instance}`, take), // a second attempt, to this instance
];
subscribe("auction.cancel", ({ data }) =>
  calls.get(read("auction.Cancel", data).searchId)?.abort(),
);
for (const [verb, response] of [
  ["PING", () => about("PING")],
  ["INFO", info],
  ["STATS", stats],
]) {
  for (const to of [`$SRV.${verb}`, `$SRV.${verb}.${kind}`, `$SRV.${verb}.${kind}.${instance}`])
    subscribe(to, (message) => message.respond(JSON.stringify(response())));
}
announce("joined");
await connection.flush();
console.log(`bidder '${kind}' joined`);

process.once("SIGTERM", async () => {
  announce("left");
  await Promise.all(subscriptions.map((subscription) => subscription.drain()));
  while (calls.size > 0) await delay(5);
  await connection.drain();
});
for await (const { type } of connection.status()) if (type === "reconnect") announce("joined");
