/** The records that a command is given: files, or folders of them. */
import {
  NewerRecordError,
  NoRecordError,
  readRecords,
} from "../../gateway/recording/read-records.ts";
import type { RecordedAuction } from "../../gateway/recording/recorded-auction.ts";
import { messageOf } from "../../proto/errors.ts";
import { CommandFailure, EXIT } from "../cli/failure.ts";
import { plain } from "../cli/outside-text.ts";

/**
 * All of them, one after the other. What is damaged is said, and left out.
 *
 * @throws CommandFailure 2 where there are none, or of a newer version
 */
export async function* openRecords(
  paths: readonly string[],
  say: (text: string) => void,
): AsyncGenerator<RecordedAuction, void, undefined> {
  for (const path of paths) {
    try {
      yield* readRecords(path, ({ file, atByte, auctions, reason }) => {
        const lost = auctions === null ? "" : `, ${auctions} auctions are lost`;
        say(`${plain(file ?? path, 200)}, byte ${atByte}: ${plain(reason, 200)}${lost}`);
      });
    } catch (thrown) {
      if (thrown instanceof CommandFailure) throw thrown;
      if (thrown instanceof NewerRecordError || isOfFiles(thrown))
        throw new CommandFailure(
          EXIT.usage,
          `${plain(path, 200)} cannot be read: ${messageOf(thrown)}`,
        );
      throw thrown;
    }
  }
}

/** Of the file system, or of a folder without records. */
function isOfFiles(thrown: unknown): boolean {
  const isOfSystem = typeof thrown === "object" && thrown !== null && "code" in thrown;
  return isOfSystem || thrown instanceof NoRecordError;
}
