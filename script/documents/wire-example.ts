/**
 * The byte-level example of docs/wire-protocol.md: one call for bids and the bid that answers it,
 * each byte beside the field that it belongs to. `npx node script/documents/wire-example.ts` prints
 * it; a test compares it with the document.
 */
import { fileURLToPath } from "node:url";
import protobuf from "protobufjs";
import { auction, flights } from "../../proto/generated/messages.js";

const SEARCH_ID = "a1b2c3";
const NOW_MS = 1_796_000_000_000;

/** One adult, London to Paris. Every default of the gateway is filled in. */
const call: auction.CallForBids.$Properties = {
  searchId: SEARCH_ID,
  gateway: "gw-1",
  search: {
    slices: [{ origin: "LHR", destination: "CDG", departureDate: "2026-12-15" }],
    passengers: { adults: 1, children: 0, infants: 0 },
    cabin: flights.Cabin.CABIN_ECONOMY,
    currency: "GBP",
    sort: flights.Sort.SORT_PRICE,
    maxStops: 2,
    maxResults: 20,
    policy: { deadlineMs: 800, required: { bidder: ["nonstop"] } },
    selfTransfer: false,
    similar: false,
  },
  budgetMs: 759,
  sentAtMs: NOW_MS,
  objective: { valuePerHour: 0, penaltyPerStop: 0 },
  rates: { date: "2026-11-27", currencies: "EURGBP", perUnit: [0.875, 1] },
};

const offer: flights.FlightOffer.$Properties = {
  seller: "Example Air",
  price: { amount: 5_900, currency: "GBP" },
  expiresAt: NOW_MS + 1_800_000,
  slices: [
    {
      durationMinutes: 80,
      segments: [
        {
          carrier: "BA",
          flightNumber: "BA9001",
          origin: "LHR",
          destination: "CDG",
          departure: "2026-12-15T09:00",
          arrival: "2026-12-15T11:20",
          durationMinutes: 80,
        },
      ],
    },
  ],
};

const bid: auction.Bid.$Properties = {
  searchId: SEARCH_ID,
  final: true,
  status: auction.BidStatus.BID_STATUS_OFFERS,
  sheet: {
    price: [5_900],
    currency: [0],
    durationMinutes: [80],
    departure: [Date.UTC(2026, 11, 15, 9) / 60_000],
    stops: [0],
    itinerary: ["BA9001-LHRCDG-20261215T0900"],
    seller: [0],
    body: [flights.FlightOffer.encode(offer).finish()],
    currencies: ["GBP"],
    sellers: ["Example Air"],
  },
};

/** What a compact body says beside the key and the other columns of its row. */
const compact: auction.CompactOffer.$Properties = {
  expiresAt: NOW_MS + 1_800_000,
  flightMinutes: [80],
  clockMinutes: [140],
};

export const EXAMPLE_BYTES = {
  call: auction.CallForBids.encode(call).finish(),
  bid: auction.Bid.encode(bid).finish(),
  /** The body of the bid's one row in its other form. */
  compact: auction.CompactOffer.encode(compact).finish(),
};

const schema = new protobuf.Root();
schema.resolvePath = (_origin, file) =>
  fileURLToPath(new URL(`../../proto/${file}`, import.meta.url));
schema.loadSync("auction.proto");

const LINE_BYTES = 12;
const hex = (bytes: Uint8Array) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0"));

/** One line for each field: its bytes, then what they say. Long values continue on more lines. */
function line(bytes: Uint8Array, depth: number, text: string): string[] {
  const all = hex(bytes);
  const lines: string[] = [];
  for (let at = 0; at < all.length; at += LINE_BYTES)
    lines.push(all.slice(at, at + LINE_BYTES).join(" "));
  const [first = "", ...rest] = lines.map((one) => "  ".repeat(depth) + one);
  return [`${first.padEnd(LINE_BYTES * 3 + 8)}${text}`, ...rest];
}

function annotated(type: protobuf.Type, bytes: Uint8Array, depth = 0): string[] {
  const reader = protobuf.Reader.create(bytes);
  const lines: string[] = [];
  while (reader.pos < reader.len) {
    const start = reader.pos;
    const tag = reader.uint32();
    const field = type.fieldsById[tag >>> 3] as protobuf.Field;
    const name = `${field.id} ${snake(field.name)}`;
    const resolved = field.resolve().resolvedType;
    const isBody = field.name === "body";
    if (resolved instanceof protobuf.Type || isBody) {
      const inner = reader.bytes();
      const head = bytes.subarray(start, reader.pos - inner.length);
      const what = isBody ? "FlightOffer" : (resolved as protobuf.Type).name;
      lines.push(...line(head, depth, `${name}: ${what}, ${inner.length} bytes`));
      const innerType = isBody ? schema.lookupType("flights.FlightOffer") : resolved;
      lines.push(...annotated(innerType as protobuf.Type, inner, depth + 1));
    } else {
      const value = textOf(field, reader, tag & 7, resolved);
      lines.push(...line(bytes.subarray(start, reader.pos), depth, `${name} = ${value}`));
    }
  }
  return lines;
}

function textOf(
  field: protobuf.Field,
  reader: protobuf.Reader,
  wireType: number,
  resolved: protobuf.Enum | protobuf.Type | null,
): string {
  if (resolved instanceof protobuf.Enum) return resolved.valuesById[reader.int32()] ?? "?";
  const one = () => {
    const value =
      reader[field.type as "string" | "double" | "int64" | "uint32" | "sint32" | "bool"]();
    return typeof value === "string" ? `"${value}"` : String(value);
  };
  if (!field.repeated || wireType !== 2 || field.type === "string") return one();
  const end = reader.uint32() + reader.pos;
  const values: string[] = [];
  while (reader.pos < end) values.push(one());
  return `[${values.join(", ")}]`;
}

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** The blocks of the document, without their fences. */
export function wireExample(): Readonly<Record<keyof typeof EXAMPLE_BYTES, string>> {
  const block = (name: string, bytes: Uint8Array) =>
    annotated(schema.lookupType(`auction.${name}`), bytes).join("\n");
  return {
    call: block("CallForBids", EXAMPLE_BYTES.call),
    bid: block("Bid", EXAMPLE_BYTES.bid),
    compact: block("CompactOffer", EXAMPLE_BYTES.compact),
  };
}

if (import.meta.main) {
  const { call, bid, compact } = wireExample();
  console.log(`${call}\n\n${bid}\n\n${compact}`);
}
