/**
 * What a gateway that is killed takes with it, so that the books do not ask for it: the auctions
 * that it had under way, the lines of its log that it had not written (LOG-2), and the answers that
 * it had not sent. Its callers' connections end, which they know at once.
 */
import { DEADLINE_MS } from "./callers.ts";
import type { AuctionLine, Books, CallRecord, RequestRecord, Span } from "./records.ts";

/** A line is written within 10 ms, on a machine that many load within more. */
export const LINE_MS_MAX = 5_000;

export interface LostWithGateway {
  /** An auction whose call or bids were seen. */
  auction(auctionId: string): boolean;
  /** The line of a search whose result its caller has. */
  lineOf(request: RequestRecord): boolean;
  /** The answer for a search that has a line. */
  answerOf(line: AuctionLine): boolean;
}

export function lostWithGateway({
  wire,
  calls,
  killedGateways,
}: Pick<Books, "wire" | "calls" | "killedGateways">): LostWithGateway {
  const first = new Map<string, CallRecord>(calls);
  for (const bid of wire) if (!first.has(bid.auctionId)) first.set(bid.auctionId, bid);
  const isNear = ({ fromMs }: Span, atMs: number) =>
    atMs >= fromMs - LINE_MS_MAX && atMs <= fromMs + LINE_MS_MAX;
  return {
    auction(auctionId) {
      const seen = first.get(auctionId);
      return killedGateways.some(
        ({ gateway, fromMs, toMs }) =>
          seen?.gateway === gateway &&
          seen.atMs >= fromMs - DEADLINE_MS - LINE_MS_MAX &&
          seen.atMs <= toMs,
      );
    },
    lineOf: ({ answeredAtMs }) => killedGateways.some((span) => isNear(span, answeredAtMs)),
    answerOf: ({ gateway, time }) =>
      killedGateways.some((span) => span.gateway === gateway && isNear(span, time)),
  };
}
