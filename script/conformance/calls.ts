/** The bytes of calls, also of those of a later version, and of messages that are no calls. */
import { auction } from "../../proto/generated/messages.js";
import protobuf from "../../proto/protobuf.ts";

/** Fields that no version of ours has: one of each type of the wire. */
function withUnknownFields(bytes: Uint8Array): Uint8Array {
  const writer = protobuf.Writer.create();
  writer.uint32((1_001 << 3) | 0).uint32(7);
  writer.uint32((1_002 << 3) | 2).string("of a later version");
  writer.uint32((1_003 << 3) | 5).fixed32(1);
  writer.uint32((1_004 << 3) | 1).double(1.5);
  return Buffer.concat([bytes, writer.finish()]);
}

/** The field `search` of a call: number 3, with a length. */
const SEARCH_TAG = (3 << 3) | 2;

/** The call with unknown fields in it, and in its search. */
export function ofLaterVersion(call: Uint8Array): Uint8Array {
  const reader = protobuf.Reader.create(call);
  const parts: Uint8Array[] = [];
  while (reader.pos < reader.len) {
    const from = reader.pos;
    const tag = reader.uint32();
    if (tag === SEARCH_TAG) {
      const search = withUnknownFields(reader.bytes());
      parts.push(protobuf.Writer.create().uint32(tag).bytes(search).finish());
    } else {
      reader.skipType(tag & 7);
      parts.push(call.subarray(from, reader.pos));
    }
  }
  return withUnknownFields(Buffer.concat(parts));
}

interface Garbage {
  readonly what: string;
  readonly bytes: Uint8Array;
  /** Sent without a reply subject. */
  readonly isWithoutReply?: true;
  /** Sent as a price request. */
  readonly isForPrices?: true;
}

const RANDOM_BYTES = 200;
/** Longer random bytes repeat: to draw a million takes a tenth of a second. */
const BLOCK_BYTES = 4_096;
const GROUPS = 20_000;
/** What headers and the protocol of the broker may take of one message. */
const ROOM_BYTES = 4 * 1024;
/** A6: no broker that is set up otherwise makes the suite send more. */
const LARGE_BYTES_MAX = 1024 * 1024;

/**
 * Messages that are no calls, or calls that cannot be answered. None is empty with the header of a
 * drain.
 *
 * @param good a call that is right
 * @param payloadMax bytes that the broker takes in one message
 * @param random 0 <= n < 1, of a seed
 */
export function garbageOf(good: Uint8Array, payloadMax: number, random: () => number): Garbage[] {
  const large = Math.max(0, Math.min(payloadMax, LARGE_BYTES_MAX) - ROOM_BYTES);
  const randomBytes = (count: number) => {
    const block = Uint8Array.from({ length: Math.min(count, BLOCK_BYTES) }, () =>
      Math.floor(random() * 256),
    );
    return new Uint8Array(Buffer.alloc(count, block));
  };
  const cut = (share: number) => good.subarray(0, Math.floor(good.length * share));
  const padding = protobuf.Writer.create();
  padding.uint32((1_002 << 3) | 2).bytes(new Uint8Array(Math.max(0, large - good.length - 16)));
  return [
    { what: "an empty message", bytes: new Uint8Array() },
    { what: "random bytes", bytes: randomBytes(RANDOM_BYTES) },
    { what: "other random bytes", bytes: randomBytes(RANDOM_BYTES) },
    { what: "a text", bytes: Buffer.from('{"search_id":"x"}') },
    { what: "half of a call", bytes: cut(1 / 2) },
    { what: "a tenth of a call", bytes: cut(1 / 10) },
    { what: "a call without its last byte", bytes: good.subarray(0, -1) },
    { what: "a call without a search", bytes: encoded({ searchId: "x", budgetMs: 1_000 }) },
    {
      what: "a call without an id",
      bytes: encoded({ ...auction.CallForBids.decode(good), searchId: "" }),
    },
    { what: "groups within groups", bytes: new Uint8Array(GROUPS).fill((15 << 3) | 3) },
    {
      what: "a length beyond its end",
      bytes: Uint8Array.from([SEARCH_TAG, 0xff, 0xff, 0xff, 0xff, 0x07]),
    },
    { what: "a call of the largest size", bytes: Buffer.concat([good, padding.finish()]) },
    { what: "random bytes of the largest size", bytes: randomBytes(large) },
    { what: "a call without a reply subject", bytes: good, isWithoutReply: true },
    {
      what: "a price request of random bytes",
      bytes: randomBytes(RANDOM_BYTES),
      isForPrices: true,
    },
    { what: "a price request that is a call", bytes: good, isForPrices: true },
  ];
}

function encoded(call: object): Uint8Array {
  return auction.CallForBids.encode(call).finish();
}
