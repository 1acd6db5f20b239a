/** Writes the account of an auction that has ended: its bytes, as account.ts reads them. */
import { Account, type ConcludedAuction, type StoredSearch } from "./account.ts";
import type { AccountBuffers } from "./account-buffers.ts";
import { writeResult } from "./account-result.ts";
import { writeTimes } from "./timeline/kept-times.ts";

/** @param finished the names of the bidders whose final bid came in time */
export function accountOf(
  ended: ConcludedAuction,
  finished: readonly string[],
  buffers: AccountBuffers,
): Account {
  const { result, opened, bids, times, notes, shadows, rules, startedAtMs } = ended;
  const { search, objective } = rules;
  const { writer, bidsWriter } = buffers;
  bidsWriter.begin(bids, opened);
  writer.begin();
  writer.count(finished.length);
  for (const bidder of finished) writer.text(bidder);
  writer.text(JSON.stringify({ search, objective, notes, shadows } satisfies StoredSearch));
  bidsWriter.write(writer);
  writeResult(writer, result, opened, bidsWriter);
  writer.byte(times === undefined ? 0 : 1);
  if (times !== undefined) writeTimes(writer, times, startedAtMs);
  const sheetsBegin = writer.length;
  const length = sheetsBegin + bidsWriter.length;
  const bytes = buffers.take(length);
  writer.copyTo(bytes);
  bidsWriter.copyTo(bytes, sheetsBegin);
  bidsWriter.end();
  return new Account(ended, bytes, length, sheetsBegin);
}
