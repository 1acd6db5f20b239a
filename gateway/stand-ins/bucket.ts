/**
 * The bucket in which gateways share their stand-ins: a JetStream key-value bucket, on the gateway's own connection. Thin: what to
 * write, when, and what to do when it is away is decided in shared.ts.
 *
 * It is kept in a file: just after a broker was restarted, bidders are most likely to be missing. It keeps one value a key, drops what
 * is older than the maximum age, and the oldest where there is no more room: a bucket made by the key-value library would refuse the
 * newest instead, which is why its stream is made here. nats.conf grants the gateway what is used here, and nothing else of JetStream.
 */
import { DiscardPolicy, JetStreamApiError, jetstream, RetentionPolicy, StorageType } from "@nats-io/jetstream";
import { type KV, Kvm } from "@nats-io/kv";
import { type NatsConnection, nanos } from "nats";
import { LIMITS } from "../../proto/codec.ts";
import { STAND_INS_BUCKET, STAND_INS_STREAM, STAND_INS_SUBJECTS, standInKey } from "../../proto/subjects.ts";

export interface Bucket {
  /**
   * Makes it where it is missing, and shows that it can be written and read. Null, or a note when others made it with other bounds.
   *
   * @throws Error when it cannot be used: no JetStream, no rights, no room, no answer
   */
  open(): Promise<string | null>;
  /** Undefined where there is nothing. @throws Error when the bucket does not answer */
  read(key: string): Promise<Uint8Array | undefined>;
  /** @throws ValueRefused when this value is not taken; another Error when the bucket does not answer */
  write(key: string, bytes: Uint8Array): Promise<void>;
  /** Tells when the connection is lost and when it is back. Once closed it tells nothing more. */
  watch(listener: (connected: boolean) => void): void;
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
/** No search has such a key. */
const PROBE_KEY = standInKey("gateway", "probe");

export function natsBucket(connection: NatsConnection, bounds: BucketBounds): Bucket {
  // No question about the account first: the gateway has no right to it, and needs none.
  const client = jetstream(connection, { checkAPI: false, timeout: ANSWER_MS_MAX });
  let kv: KV | undefined;

  async function make(): Promise<string | null> {
    const { streams } = await client.jetstreamManager();
    try {
      // Nothing is changed, and this succeeds, when it is there already and made alike.
      await streams.add({
        name: STAND_INS_STREAM,
        description: "the last good bids of required bidders, shared between gateways",
        subjects: [STAND_INS_SUBJECTS],
        retention: RetentionPolicy.Limits,
        storage: StorageType.File,
        max_msgs_per_subject: 1,
        max_age: nanos(bounds.ageMsMax),
        max_bytes: bounds.bytesMax,
        max_msg_size: LIMITS.standInBytesMax + ENVELOPE_BYTES,
        discard: DiscardPolicy.Old,
        num_replicas: 1,
        allow_direct: true,
        allow_rollup_hdrs: true,
        deny_delete: true,
      });
      return null;
    } catch (thrown) {
      if (thrown instanceof JetStreamApiError && thrown.code === OTHER_CONFIGURATION) {
        return `the bucket '${STAND_INS_BUCKET}' was made with other bounds than this gateway's, and keeps them until it is removed`;
      }
      throw thrown;
    }
  }

  async function write(key: string, bytes: Uint8Array): Promise<void> {
    const room = (connection.info?.max_payload ?? 0) - ENVELOPE_BYTES;
    if (bytes.length > room) throw new ValueRefused(`a value of ${bytes.length} bytes; the broker takes ${room}`);
    try {
      await kv?.put(key, bytes);
    } catch (thrown) {
      if (thrown instanceof JetStreamApiError) throw new ValueRefused(thrown.message, { cause: thrown });
      throw thrown;
    }
  }

  async function read(key: string): Promise<Uint8Array | undefined> {
    const entry = await kv?.get(key);
    return entry?.operation === "PUT" ? entry.value : undefined;
  }

  return {
    async open() {
      const note = await make();
      kv = await new Kvm(client).open(STAND_INS_BUCKET, { allow_direct: true });
      await write(PROBE_KEY, new Uint8Array());
      if ((await read(PROBE_KEY)) === undefined) throw new Error("the bucket does not give back what was written to it");
      return note;
    },
    read,
    write,
    watch(listener) {
      void tellConnection(connection, listener);
    },
  };
}

async function tellConnection(connection: NatsConnection, listener: (connected: boolean) => void): Promise<void> {
  for await (const { type } of connection.status()) {
    if (type === "disconnect") listener(false);
    if (type === "reconnect") listener(true);
  }
}
