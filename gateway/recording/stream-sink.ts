/**
 * The record as messages of a JetStream stream, one block each, on a connection of its own: what
 * happens to it does not delay an auction (bucket-connection.ts). The stream deletes its oldest
 * messages by age and bytes.
 */
import {
  DiscardPolicy,
  JetStreamApiError,
  type JetStreamClient,
  jetstream,
  RetentionPolicy,
  StorageType,
} from "@nats-io/jetstream";
import { nanos } from "nats";
import { messageOf } from "../../proto/errors.ts";
import { recordSubject, recordSubjects } from "../../proto/subjects.ts";
import { BucketConnection, type ConnectBucket } from "../buckets/bucket-connection.ts";
import { type RecordSink, SinkError } from "./record-queue.ts";

interface StreamSinkTerms {
  readonly name: string;
  readonly gateway: string;
  readonly bytesMax: number;
  readonly ageMsMax: number;
}

const ANSWER_MS_MAX = 2_000;
/** Beside the block: subject and headers. */
const ENVELOPE_BYTES = 1_024;
/** JetStream's code for a stream of this name with another configuration: it is used as it is. */
const OTHER_CONFIGURATION = 10_058;
/** No room: of the account, of the broker, of its store, of the stream. */
const FULL: readonly number[] = [10_002, 10_023, 10_028, 10_047, 10_077, 10_122];
/** One message is larger than the stream takes. */
const TOO_LARGE = 10_054;
const REPLICAS_IN_CLUSTER = 3;

export class StreamSink implements RecordSink {
  readonly #terms: StreamSinkTerms;
  readonly #connection: BucketConnection;
  #client: JetStreamClient | null = null;
  #blockBytesMax = 0;

  constructor(connect: ConnectBucket, terms: StreamSinkTerms) {
    this.#terms = terms;
    this.#connection = new BucketConnection(connect, () => {});
  }

  async write(block: Buffer): Promise<void> {
    const { name, gateway } = this.#terms;
    try {
      const client = this.#client ?? (await this.#open());
      if (block.length > this.#blockBytesMax)
        throw new SinkError(
          "too-large",
          `a block of ${block.length} bytes; the broker takes at most ${this.#blockBytesMax}`,
        );
      await client.publish(recordSubject(name, gateway), block, { expect: { streamName: name } });
    } catch (thrown) {
      if (thrown instanceof SinkError) throw thrown;
      throw this.#failure(thrown);
    }
  }

  async close(): Promise<void> {
    this.#client = null;
    this.#connection.drop();
  }

  #failure(thrown: unknown): SinkError {
    const code = thrown instanceof JetStreamApiError ? thrown.code : undefined;
    const isFull = code !== undefined && FULL.includes(code);
    const reason = code === TOO_LARGE ? "too-large" : isFull ? "full" : "away";
    // A connection that has failed is replaced, and the stream made again where it was deleted.
    if (reason === "away") void this.close();
    return new SinkError(reason, messageOf(thrown), { cause: thrown });
  }

  async #open(): Promise<JetStreamClient> {
    const { name, bytesMax, ageMsMax } = this.#terms;
    const nats = await this.#connection.get();
    this.#blockBytesMax = (nats.info?.max_payload ?? 0) - ENVELOPE_BYTES;
    // Without the request for account information: the gateway has no right to it.
    const client = jetstream(nats, { checkAPI: false, timeout: ANSWER_MS_MAX });
    const { streams } = await client.jetstreamManager();
    try {
      await streams.add({
        name,
        subjects: [recordSubjects(name)],
        description: "auctions as they happened, in blocks",
        retention: RetentionPolicy.Limits,
        storage: StorageType.File,
        discard: DiscardPolicy.Old,
        max_bytes: bytesMax,
        max_age: nanos(ageMsMax),
        num_replicas: nats.info?.cluster === undefined ? 1 : REPLICAS_IN_CLUSTER,
      });
    } catch (thrown) {
      const isThere = thrown instanceof JetStreamApiError && thrown.code === OTHER_CONFIGURATION;
      if (!isThere) throw thrown;
    }
    this.#client = client;
    return client;
  }
}
