/**
 * Records in a JetStream stream (`RECORD=nats:NAME`): each message is a block by itself. They are
 * asked for one after the other (A6), without a consumer: nothing is made in the broker.
 *
 * STREAMRECORDS-1 Reading ends at the last message that the stream had when it began, however many
 *    are written meanwhile. Messages that the stream deletes meanwhile are counted and said.
 * STREAMRECORDS-2 A message that is no whole block is lost alone, and is named by its number.
 */
import {
  JetStreamApiCodes,
  JetStreamApiError,
  type JetStreamManager,
  jetstreamManager,
} from "@nats-io/jetstream";
import type { Environment } from "../../common/runtime/config.ts";
import { type RecordFault, readRecords } from "../../gateway/recording/read-records.ts";
import type { RecordedAuction } from "../../gateway/recording/recorded-auction.ts";
import { messageOf } from "../../proto/errors.ts";
import { isToken, RECORDS_USER, recordReaderInbox } from "../../proto/subjects.ts";
import { connectAs } from "../cli/connect.ts";
import { CommandFailure, EXIT } from "../cli/failure.ts";
import { plain } from "../cli/outside-text.ts";

const STREAM = "nats:";
/** The longest wait for one answer. */
const ANSWER_MS_MAX = 10_000;

/** One message of the stream, as its block. */
interface StreamMessage {
  readonly seq: number;
  readonly data: Uint8Array;
}

/** What is read of a stream. */
export interface MessageSource {
  /** The numbers of its first and its last message; the first is larger where it is empty. */
  bounds(): Promise<{ readonly first: number; readonly last: number }>;
  /** The first message with this number or a larger one; null: there is none. */
  next(from: number): Promise<StreamMessage | null>;
}

/** The stream that is meant; undefined: it is a file or a folder. */
export function streamNamed(text: string): string | undefined {
  return text.startsWith(STREAM) ? text.slice(STREAM.length) : undefined;
}

/** The auctions of a stream, in the order of its messages. */
export async function* recordsOfStream(
  name: string,
  source: MessageSource,
  onFault: (fault: RecordFault) => void,
): AsyncGenerator<RecordedAuction, void, undefined> {
  const { first, last } = await source.bounds();
  let deleted = 0;
  for (let from = first; from <= last; ) {
    const message = await source.next(from);
    const seq = Math.min(message?.seq ?? last + 1, last + 1);
    deleted += seq - from;
    from = seq + 1;
    if (message === null || seq > last) break;
    const file = `${STREAM}${name}, message ${seq}`;
    yield* readRecords(only(message.data), (fault) => onFault({ ...fault, file }));
  }
  if (deleted > 0)
    onFault({
      ...{ file: `${STREAM}${name}`, atByte: null, auctions: null },
      reason: `${deleted === 1 ? "1 message of it is" : `${deleted} messages of it are`} not there any more`,
    });
}

async function* only(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/**
 * The same of the broker of the environment, as the user that may read records.
 *
 * @throws CommandFailure 2 where there is no such stream, 3 where no broker answers or it refuses
 */
export async function* openStream(
  name: string,
  environment: Environment,
  onFault: (fault: RecordFault) => void,
): AsyncGenerator<RecordedAuction, void, undefined> {
  if (!isToken(name))
    throw new CommandFailure(
      EXIT.usage,
      `'${plain(name, 100)}' is no name of a stream: write nats: and 1-64 of A-Z a-z 0-9 _ -, such as nats:auction-records`,
    );
  const broker = await connectAs(RECORDS_USER, recordReaderInbox, environment).catch((thrown) => {
    throw thrown instanceof CommandFailure
      ? new CommandFailure(thrown.exitCode, `${thrown.message}\n${WHO_MAY}`)
      : thrown;
  });
  try {
    const options = { checkAPI: false, timeout: ANSWER_MS_MAX };
    const manager = await jetstreamManager(broker.connection, options);
    const source = sourceOf(manager, name, broker.refused);
    yield* recordsOfStream(name, source, onFault);
  } finally {
    await broker.close();
  }
}

const WHO_MAY =
  "A record in a stream may be read by the user 'records' of nats.conf. Its block there is a comment: docs/records.md says how to switch it on";

function sourceOf(
  { streams }: JetStreamManager,
  name: string,
  refused: Promise<never>,
): MessageSource {
  /** Of a request that is refused the broker says so at once; its answer never comes. */
  const answered = async <T>(asked: Promise<T>): Promise<T> => {
    asked.catch(() => {}); // it may fail after the refusal
    try {
      return await Promise.race([asked, refused]);
    } catch (thrown) {
      throw failureOf(thrown, name);
    }
  };
  return {
    async bounds() {
      const { state } = await answered(streams.info(name));
      return { first: state.first_seq, last: state.messages === 0 ? -1 : state.last_seq };
    },
    next(from) {
      // The broker takes both (since 2.9), and the client's type names only one of them.
      const query = { seq: from, next_by_subj: ">" };
      return answered(streams.getMessage(name, query));
    },
  };
}

function failureOf(thrown: unknown, name: string): CommandFailure {
  if (thrown instanceof CommandFailure)
    return new CommandFailure(thrown.exitCode, `${thrown.message}\n${WHO_MAY}`);
  const isMissing =
    thrown instanceof JetStreamApiError && thrown.code === JetStreamApiCodes.StreamNotFound;
  if (isMissing)
    return new CommandFailure(
      EXIT.usage,
      `the broker has no stream ${name}: a gateway with RECORD=${STREAM}${name} makes it with its first block`,
    );
  return new CommandFailure(
    EXIT.unreachable,
    `the stream ${name} cannot be read: ${plain(messageOf(thrown), 200)}\n${WHO_MAY}`,
  );
}
