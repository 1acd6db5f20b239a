/** The records that a command is given: files, folders of them, or streams. */
import type { Environment } from "../../common/runtime/config.ts";
import {
  NewerRecordError,
  NoRecordError,
  type RecordFault,
  readRecords,
} from "../../gateway/recording/read-records.ts";
import type { RecordedAuction } from "../../gateway/recording/recorded-auction.ts";
import { messageOf } from "../../proto/errors.ts";
import { CommandFailure, EXIT } from "../cli/failure.ts";
import { plain } from "../cli/outside-text.ts";
import { openStream, streamNamed } from "./stream-records.ts";

/**
 * All of them, one after the other. What is damaged is said, and left out.
 *
 * @throws CommandFailure 2 where there are none, or of a newer version; 3 where no broker answers
 */
export async function* openRecords(
  paths: readonly string[],
  say: (text: string) => void,
  environment: Environment,
): AsyncGenerator<RecordedAuction, void, undefined> {
  for (const path of paths) {
    try {
      yield* recordsAt(path, environment, (fault) => {
        const { auctions } = fault;
        const lost = auctions === null ? "" : `, ${auctions} auctions are lost`;
        say(`${faultWords(fault, path)}${lost}`);
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

/** What could not be read, and where: in the bytes of a file, or in the whole of a stream. */
export function faultWords({ file, atByte, reason }: RecordFault, place: string): string {
  const where = atByte === null ? "" : `, byte ${atByte}`;
  return `${plain(file ?? place, 200)}${where}: ${plain(reason, 200)}`;
}

/** Of one place: a file, a folder, or `nats:` and the name of a stream. */
export function recordsAt(
  place: string,
  environment: Environment,
  onFault: (fault: RecordFault) => void,
): AsyncGenerator<RecordedAuction, void, undefined> {
  const stream = streamNamed(place);
  return stream === undefined
    ? readRecords(place, onFault)
    : openStream(stream, environment, onFault);
}

/** Of the file system, or of a folder without records. */
function isOfFiles(thrown: unknown): boolean {
  const isOfSystem = typeof thrown === "object" && thrown !== null && "code" in thrown;
  return isOfSystem || thrown instanceof NoRecordError;
}
