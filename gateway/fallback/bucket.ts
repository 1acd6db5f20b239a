/**
 * The bucket in which gateways share their stand-ins: a JetStream key-value bucket, on a connection
 * of its own (link.ts). Thin: what to write, when, and what to do when it is away is decided in
 * shared.ts.
 *
 * It is kept in a file: just after a broker was restarted, bidders are most likely to be missing.
 * It keeps one value a key, drops what is older than the maximum age, and the oldest where there is
 * no more room: a bucket made by the key-value library would refuse the newest instead, which is
 * why its stream is made here. nats.conf grants the gateway what is used here, and nothing else of
 * JetStream.
 */
import {
  DiscardPolicy,
  JetStreamApiError,
  type JetStreamClient,
  jetstream,
  RetentionPolicy,
  StorageType,
} from "@nats-io/jetstream";
import { type KV, Kvm } from "@nats-io/kv";
import { nanos } from "nats";
import { LIMITS } from "../../proto/codec/index.ts";
import {
  FALLBACK_BUCKET,
  FALLBACK_STREAM,
  FALLBACK_SUBJECTS,
  fallbackKey,
} from "../../proto/subjects.ts";
import { type Dial, Link } from "./bucket-connection.ts";

export interface Bucket {
  /**
   * Makes it where it is missing, and shows that it can be written and read. Null, or a note when
   * others made it with other bounds.
   *
   * @throws Error when it cannot be used: no JetStream, no rights, no room, no answer
   */
  open(): Promise<string | null>;
  /** Undefined where there is nothing. @throws Error when the bucket does not answer */
  read(key: string): Promise<Uint8Array | undefined>;
  /**
   * @throws ValueRefused when this value is not taken; another Error when the bucket does not
   * answer
   */
  write(key: string, bytes: Uint8Array): Promise<void>;
  /** Tells when the connection is lost and when it is back. */
  watch(listener: (connected: boolean) => void): void;
  /** Gives up its connection and all that is under way on it; the next `open` makes a new one. */
  drop(): void;
}

export class ValueRefused extends Error {
  override readonly name = "ValueRefused";
}

export interface BucketBounds {
  readonly bytesMax: number;
  readonly ageMsMax: number;
}

/** After this an answer is not waited for any more; a search waits far less (`recall`). */
const ANSWER_MS_MAX = 2_000;
/** What a message takes beside its value: subject, header. */
const ENVELOPE_BYTES = 4 * 1024;
/** JetStream's code for a stream of this name with another configuration. */
const OTHER_CONFIGURATION = 10_058;
/**
 * JetStream's codes for a message that is larger than the stream or the broker takes: this value is
 * refused, and not the next.
 */
const TOO_LARGE: readonly number[] = [10_054, 10_097];
/** No search has such a key. */
const PROBE_KEY = fallbackKey("gateway", "probe");

export function natsBucket(dial: Dial, bounds: BucketBounds): Bucket {
  let listener: (connected: boolean) => void = () => {};
  const link = new Link(dial, (connected) => listener(connected));
  let kv: KV | undefined;
  let payloadBytesMax = 0;

  async function make(client: JetStreamClient): Promise<string | null> {
    const { streams } = await client.jetstreamManager();
    try {
      // Nothing is changed, and this succeeds, when it is there already and made alike.
      await streams.add({
        name: FALLBACK_STREAM,
        description: "the last good bids of required bidders, shared between gateways",
        subjects: [FALLBACK_SUBJECTS],
        retention: RetentionPolicy.Limits,
        storage: StorageType.File,
        max_msgs_per_subject: 1,
        max_age: nanos(bounds.ageMsMax),
        max_bytes: bounds.bytesMax,
        max_msg_size: LIMITS.fallbackBytesMax + ENVELOPE_BYTES,
        discard: DiscardPolicy.Old,
        num_replicas: 1,
        allow_direct: true,
        allow_rollup_hdrs: true,
        deny_delete: true,
      });
      return null;
    } catch (thrown) {
      if (thrown instanceof JetStreamApiError && thrown.code === OTHER_CONFIGURATION) {
        return `the bucket '${FALLBACK_BUCKET}' was made with other bounds than this gateway's, and keeps them until it is removed`;
      }
      throw thrown;
    }
  }

  async function write(key: string, bytes: Uint8Array): Promise<void> {
    if (kv === undefined) throw new Error("the bucket is not open");
    const room = payloadBytesMax - ENVELOPE_BYTES;
    if (bytes.length > room)
      throw new ValueRefused(`a value of ${bytes.length} bytes; the broker takes ${room}`);
    try {
      await kv.put(key, bytes);
    } catch (thrown) {
      // Any other refusal (no room, a full disk) is the bucket's, and will be the next value's too.
      const tooLarge = thrown instanceof JetStreamApiError && TOO_LARGE.includes(thrown.code);
      throw tooLarge ? new ValueRefused(thrown.message, { cause: thrown }) : thrown;
    }
  }

  async function read(key: string): Promise<Uint8Array | undefined> {
    const entry = await kv?.get(key);
    return entry?.operation === "PUT" ? entry.value : undefined;
  }

  return {
    async open() {
      const connection = await link.get();
      payloadBytesMax = connection.info?.max_payload ?? 0;
      // No question about the account first: the gateway has no right to it, and needs none.
      const client = jetstream(connection, { checkAPI: false, timeout: ANSWER_MS_MAX });
      const note = await make(client);
      kv = await new Kvm(client).open(FALLBACK_BUCKET, { allow_direct: true });
      await write(PROBE_KEY, new Uint8Array());
      if ((await read(PROBE_KEY)) === undefined)
        throw new Error("the bucket does not give back what was written to it");
      return note;
    },
    read,
    write,
    watch(told) {
      listener = told;
    },
    drop() {
      kv = undefined;
      link.drop();
    },
  };
}
