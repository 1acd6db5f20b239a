/**
 * The times of one auction as the bytes of an account have them (account.ts): written for every
 * auction, and read for the few that are asked for. Times are tenths of a millisecond since the
 * search was accepted.
 */
import type { QuorumTimes } from "../../../proto/messages.ts";
import type { AccountReader, AccountWriter } from "../account-bytes.ts";
import {
  type Attempt,
  attemptsOut,
  isFinished,
  NOT_SAID,
  type Participant,
  rankedAttempts,
} from "../participant.ts";
import { FINAL, NUMBERS_A_BID, SHEET, tenthsOf } from "./bid-times.ts";

/** What is known of an auction that has ended. Times are monotonic. */
export interface EndedTimes {
  readonly calledAtMs: number;
  readonly quorum: QuorumTimes | null;
  readonly participants: readonly Participant[];
  /** The bidders at work were told to stop when it ended. */
  readonly cancelSent: boolean;
}

interface KeptBid {
  readonly atMs: number;
  readonly offers: number;
  readonly floor: number | null;
  readonly final: boolean;
  /** It brought a sheet that is among the kept ones. */
  readonly hasSheet: boolean;
  /** What it says of its own time, as it says it; null where it says nothing. */
  readonly queuedMs: number | null;
  readonly workedMs: number | null;
}

interface KeptAttempt {
  readonly instance: string;
  readonly bids: readonly KeptBid[];
}

export interface KeptLane {
  readonly bidder: string;
  /** The call went to it, as far as is known. */
  readonly called: boolean;
  readonly finished: boolean;
  /** Its last live instance was lost while it was at work. */
  readonly lost: boolean;
  /** It was told to stop when the auction ended. */
  readonly toldToStop: boolean;
  readonly hedges: readonly { readonly atMs: number; readonly instance: string }[];
  readonly attempts: readonly KeptAttempt[];
}

/** The same, as it is read: times are milliseconds since the search was accepted. */
export interface KeptTimes {
  readonly calledAtMs: number;
  readonly quorum: QuorumTimes | null;
  readonly lanes: readonly KeptLane[];
}

const CALLED = 1;
const FINISHED = 2;
const LOST = 4;
const TOLD_TO_STOP = 8;

/** Stands for "not yet" where a time may be missing: no auction takes 119 hours. */
const NO_TIME = 0xff_ff_ff_ff;

const TENTHS = 10;

export function writeTimes(
  writer: AccountWriter,
  { calledAtMs, quorum, participants, cancelSent }: EndedTimes,
  startedAtMs: number,
): void {
  writeTime(writer, calledAtMs, startedAtMs);
  writer.byte(quorum === null ? 0 : 1);
  if (quorum !== null) writeQuorum(writer, quorum, startedAtMs);
  writer.count(participants.length);
  for (const participant of participants) {
    writer.text(participant.bidder);
    writer.byte(flagsOf(participant, cancelSent));
    writeHedges(writer, participant, startedAtMs);
    writer.byte(participant.attempts.length);
    const ranked = rankedAttempts(participant);
    for (const attempt of participant.attempts)
      writeAttempt(writer, attempt, ranked.includes(attempt), startedAtMs);
  }
}

function flagsOf(participant: Participant, cancelSent: boolean): number {
  const { outcome, attempts, reason } = participant;
  const isAbsent = outcome === "absent";
  return (
    (isAbsent && attempts.length === 0 ? 0 : CALLED) |
    (isFinished(participant) ? FINISHED : 0) |
    (outcome === null && reason !== null ? LOST : 0) |
    (cancelSent && !isAbsent && attemptsOut(participant) > 0 ? TOLD_TO_STOP : 0)
  );
}

function writeHedges(writer: AccountWriter, { hedges }: Participant, startedAtMs: number): void {
  writer.byte(hedges === null ? 0 : hedges.length);
  if (hedges === null) return;
  for (const { atMs, instance } of hedges) {
    writeTime(writer, atMs, startedAtMs);
    writer.text(instance);
  }
}

function writeAttempt(
  writer: AccountWriter,
  { instance, times, sheets }: Attempt,
  isRanked: boolean,
  startedAtMs: number,
): void {
  writer.text(instance);
  const length = times === null ? 0 : times.length;
  writer.count(length / NUMBERS_A_BID);
  if (times === null) return;
  // The sheets of an attempt that sent too much were dropped.
  const mask = isRanked && sheets.length > 0 ? FINAL | SHEET : FINAL;
  for (let i = 0; i < length; i += NUMBERS_A_BID) {
    writeTime(writer, times[i] as number, startedAtMs);
    writer.count(times[i + 1] as number);
    writer.number(times[i + 2] as number);
    writer.byte((times[i + 3] as number) & mask);
    writeOwnTime(writer, times[i + 4] as number);
    writeOwnTime(writer, times[i + 5] as number);
  }
}

function writeQuorum(
  writer: AccountWriter,
  { bidders, required, metAtMs, graceEndMs }: QuorumTimes,
  startedAtMs: number,
): void {
  writer.count(bidders);
  writer.count(required.length);
  for (const bidder of required) writer.text(bidder);
  writeTime(writer, metAtMs, startedAtMs);
  writeTime(writer, graceEndMs, startedAtMs);
}

function writeTime(writer: AccountWriter, atMs: number | null, startedAtMs: number): void {
  writer.count(atMs === null ? NO_TIME : Math.round((atMs - startedAtMs) * TENTHS));
}

/** What a bidder says has no bound but that of its field, which is less than NO_TIME in tenths. */
function writeOwnTime(writer: AccountWriter, us: number): void {
  writer.count(us === NOT_SAID ? NO_TIME : tenthsOf(us));
}

export function readTimes(reader: AccountReader): KeptTimes {
  const calledAtMs = reader.count() / TENTHS;
  const quorum = reader.byte() === 0 ? null : readQuorum(reader);
  const lanes = listOf(reader.count(), () => readLane(reader));
  return { calledAtMs, quorum, lanes };
}

function readLane(reader: AccountReader): KeptLane {
  const bidder = reader.text();
  const flags = reader.byte();
  return {
    bidder,
    called: (flags & CALLED) !== 0,
    finished: (flags & FINISHED) !== 0,
    lost: (flags & LOST) !== 0,
    toldToStop: (flags & TOLD_TO_STOP) !== 0,
    hedges: listOf(reader.byte(), () => ({
      atMs: reader.count() / TENTHS,
      instance: reader.text(),
    })),
    attempts: listOf(reader.byte(), () => ({
      instance: reader.text(),
      bids: listOf(reader.count(), () => readBid(reader)),
    })),
  };
}

function readBid(reader: AccountReader): KeptBid {
  const [atMs, offers, floor] = [reader.count() / TENTHS, reader.count(), reader.number()];
  const flags = reader.byte();
  return {
    atMs,
    offers,
    floor: Number.isNaN(floor) ? null : floor,
    final: (flags & FINAL) !== 0,
    hasSheet: (flags & SHEET) !== 0,
    queuedMs: readTime(reader),
    workedMs: readTime(reader),
  };
}

function readQuorum(reader: AccountReader): QuorumTimes {
  const bidders = reader.count();
  const required = listOf(reader.count(), () => reader.text());
  return { bidders, required, metAtMs: readTime(reader), graceEndMs: readTime(reader) };
}

function readTime(reader: AccountReader): number | null {
  const tenths = reader.count();
  return tenths === NO_TIME ? null : tenths / TENTHS;
}

function listOf<T>(length: number, read: () => T): T[] {
  return Array.from({ length }, read);
}
