/**
 * A block of a record: several auctions, compressed together, behind a header of fixed length. A
 * block needs nothing of another one: files are blocks one after the other, and a message of a
 * stream is one block.
 *
 * RECORDBLOCK-1 A block is refused whole when any byte of its header or of its content has changed.
 * RECORDBLOCK-2 The header of every version has this layout, so that a newer block is told
 *    from a damaged one.
 * RECORDBLOCK-3 A6: neither the content of a block nor what it is inflated to exceeds its bound,
 *    whatever the header says.
 */
import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { constants, deflateRaw, deflateRawSync, inflateRawSync } from "node:zlib";
import { ratesBytes } from "../../proto/codec/rates.ts";
import { recording } from "../../proto/generated/messages.js";
import { CABINS, type Cabin, type Rates } from "../../proto/messages.ts";
import type { PlausibilityLimits } from "../auction/ranking-rules.ts";
import {
  AUCTION_BYTES_MAX,
  type EncodedAuction,
  encodeAuction,
  withPlaces,
} from "./auction-codec.ts";
import type { RecordedAuction } from "./recorded-auction.ts";

export const VERSION = 1;
/** RFC 1951. Every release of Node.js that the package supports has it; not so zstd. */
const DEFLATE = 1;
/**
 * The first bytes of a block. As in PNG, a byte above 127 and the line ends show a file that was
 * converted as text.
 */
export const MARKER = Buffer.from("\x89SBAR\r\n\x1a", "latin1");
export const HEADER_BYTES = 32;
/** A6: the largest auction and as much again. What compresses badly is not larger by much. */
export const BLOCK_BYTES_MAX = 2 * AUCTION_BYTES_MAX;
/** A6: a header counts them in 16 bits. */
export const AUCTIONS_A_BLOCK_MAX = 1_024;

const VERSION_AT = 8;
const COMPRESSION_AT = 9;
const COUNT_AT = 10;
const LENGTH_AT = 12;
const PLAIN_LENGTH_AT = 16;
const DIGEST_AT = 20;
const DIGEST_BYTES = 8;
const HEADER_DIGEST_AT = 28;
const HEADER_DIGEST_BYTES = 4;

const deflated = promisify<Buffer, object, Buffer>(deflateRaw);
/** The fastest level: it costs a third of the usual one, and makes a block a tenth larger. */
const COMPRESSION = { level: constants.Z_BEST_SPEED };

export interface BlockHeader {
  readonly version: number;
  readonly compression: number;
  readonly auctions: number;
  readonly length: number;
  readonly plainLength: number;
  readonly digest: Buffer;
}

/** Its auctions have more than their readers take (RECORDBLOCK-3). */
export class BlockTooLargeError extends Error {}

/**
 * One block. The compression runs in a thread of its own. At most AUCTIONS_A_BLOCK_MAX.
 *
 * @throws BlockTooLargeError
 */
export async function encodeRecords(auctions: readonly EncodedAuction[]): Promise<Buffer> {
  const plain = plainBlock(auctions);
  if (plain.length > BLOCK_BYTES_MAX)
    throw new BlockTooLargeError(
      `a block has ${plain.length} bytes, and may have ${BLOCK_BYTES_MAX} at most`,
    );
  return blockOf(auctions.length, plain.length, await deflated(plain, COMPRESSION));
}

/**
 * The same at once, and of any size, for programs that do nothing else. `version`: for tests of
 * what another one would write.
 */
export function encodeRecordsSync(auctions: readonly RecordedAuction[], version = VERSION): Buffer {
  const plain = plainBlock(auctions.map(encodeAuction));
  return blockOf(auctions.length, plain.length, deflateRawSync(plain, COMPRESSION), version);
}

/** The header at the beginning of these bytes; undefined where there is no whole and true one. */
export function readHeader(bytes: Buffer): BlockHeader | undefined {
  if (bytes.length < HEADER_BYTES || !bytes.subarray(0, MARKER.length).equals(MARKER))
    return undefined;
  const header = bytes.subarray(0, HEADER_BYTES);
  if (
    !digestOf(header.subarray(0, HEADER_DIGEST_AT), HEADER_DIGEST_BYTES).equals(
      header.subarray(HEADER_DIGEST_AT),
    )
  )
    return undefined;
  return {
    version: header.readUInt8(VERSION_AT),
    compression: header.readUInt8(COMPRESSION_AT),
    auctions: header.readUInt16LE(COUNT_AT),
    length: header.readUInt32LE(LENGTH_AT),
    plainLength: header.readUInt32LE(PLAIN_LENGTH_AT),
    digest: header.subarray(DIGEST_AT, DIGEST_AT + DIGEST_BYTES),
  };
}

/** The content behind a header. @throws Error that says what is wrong with it */
export function plainContent(header: BlockHeader, content: Buffer): Buffer {
  if (!digestOf(content, DIGEST_BYTES).equals(header.digest))
    throw new Error("its content is not that of its checksum");
  if (header.compression !== DEFLATE)
    throw new Error(`its compression ${header.compression} is not known`);
  const plain = inflateRawSync(content, { maxOutputLength: BLOCK_BYTES_MAX });
  if (plain.length !== header.plainLength) throw new Error("its content has another length");
  return plain;
}

function blockOf(
  auctions: number,
  plainLength: number,
  content: Buffer,
  version = VERSION,
): Buffer {
  const block = Buffer.allocUnsafeSlow(HEADER_BYTES + content.length);
  MARKER.copy(block);
  block.writeUInt8(version, VERSION_AT);
  block.writeUInt8(DEFLATE, COMPRESSION_AT);
  block.writeUInt16LE(auctions, COUNT_AT);
  block.writeUInt32LE(content.length, LENGTH_AT);
  block.writeUInt32LE(plainLength, PLAIN_LENGTH_AT);
  digestOf(content, DIGEST_BYTES).copy(block, DIGEST_AT);
  digestOf(block.subarray(0, HEADER_DIGEST_AT), HEADER_DIGEST_BYTES).copy(block, HEADER_DIGEST_AT);
  content.copy(block, HEADER_BYTES);
  return block;
}

function digestOf(bytes: Buffer, length: number): Buffer {
  return createHash("sha256").update(bytes).digest().subarray(0, length);
}

function plainBlock(auctions: readonly EncodedAuction[]): Buffer {
  const rates: Rates[] = [];
  const plausibility: PlausibilityLimits[] = [];
  const encoded = auctions.map((one) =>
    withPlaces(one, {
      rates: placeIn(rates, one.rates),
      plausibility: one.plausibility === null ? 0 : placeIn(plausibility, one.plausibility),
    }),
  );
  const bytes = recording.Block.encode({
    rates: rates.map(ratesBytes),
    plausibility: plausibility.map(plausibilityMessage),
    auctions: encoded,
  }).finish();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** A gateway has one object for all auctions with the same rates. */
function placeIn<Shared>(table: Shared[], one: Shared): number {
  const at = table.indexOf(one);
  return at >= 0 ? at + 1 : table.push(one);
}

function plausibilityMessage(limits: PlausibilityLimits): recording.Plausibility.$Properties {
  return {
    dollarsMin: limits.dollarsMin,
    dollarsPer_1000KmMin: limits.dollarsPer1000KmMin,
    cabinFactor: CABINS.map((cabin) => limits.cabinFactor[cabin]),
    expiryMsMax: limits.expiryMsMax,
    carriers: [...limits.carriers].map(([bidder, carriers]) => ({
      bidder,
      carriers: [...carriers],
    })),
  };
}

export function readPlausibility(m: recording.Plausibility.$Properties): PlausibilityLimits {
  const factors = m.cabinFactor ?? [];
  return {
    dollarsMin: m.dollarsMin ?? 0,
    dollarsPer1000KmMin: m.dollarsPer_1000KmMin ?? 0,
    cabinFactor: Object.fromEntries(CABINS.map((cabin, i) => [cabin, factors[i] ?? 1])) as Record<
      Cabin,
      number
    >,
    expiryMsMax: m.expiryMsMax ?? 0,
    carriers: new Map(
      (m.carriers ?? []).map(({ bidder, carriers }) => [bidder ?? "", new Set(carriers)]),
    ),
  };
}
