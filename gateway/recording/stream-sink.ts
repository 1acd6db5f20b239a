/**
 * The record as messages of a JetStream stream, one block each, on a connection of its own: what
 * happens to it does not delay an auction (bucket-connection.ts). The stream deletes its oldest
 * messages by age and bytes.
 */
import { JetStreamApiError, type JetStreamClient } from "@nats-io/jetstream";
import { messageOf } from "../../proto/errors.ts";
import { recordSubject, recordSubjects } from "../../proto/subjects.ts";
import { BucketConnection, type ConnectBucket } from "../buckets/bucket-connection.ts";
import { clientOf, createFileStream, type StreamBounds } from "../buckets/file-stream.ts";
import { type RecordSink, SinkError } from "./record-queue.ts";

interface StreamSinkTerms extends StreamBounds {
  readonly name: string;
  readonly gateway: string;
}

/** Beside the block: subject and headers. */
const ENVELOPE_BYTES = 1_024;
/** No room: of the account, of the broker, of its store, of the stream. */
const FULL: readonly number[] = [10_002, 10_023, 10_028, 10_047, 10_077, 10_122];
/** One message is larger than the stream takes. */
const TOO_LARGE = 10_054;

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
    const { name } = this.#terms;
    const nats = await this.#connection.get();
    this.#blockBytesMax = (nats.info?.max_payload ?? 0) - ENVELOPE_BYTES;
    const client = clientOf(nats);
    // One with another configuration is used as it is.
    await createFileStream(nats, client, this.#terms, {
      name,
      subjects: [recordSubjects(name)],
      description: "auctions as they happened, in blocks",
    });
    this.#client = client;
    return client;
  }
}
