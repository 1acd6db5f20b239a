/**
 * A bucket that gateways share: a JetStream key-value bucket, on a connection of its own
 * (bucket-connection.ts). This file only creates, reads and writes it; its owner decides what is
 * written, when, and what happens while the bucket is unavailable.
 *
 * It is stored in a file, and by three brokers where the broker is one of a cluster (REPLICAS-1 of
 * file-stream.ts): it is needed most just after one was lost. It keeps one value per key. It drops
 * values that are older than the maximum age, and the oldest value when it is full. A bucket that
 * the key-value library creates refuses the newest value instead, so its stream is created here.
 * nats.conf grants the gateway exactly the JetStream requests of this file.
 */
import { JetStreamApiError } from "@nats-io/jetstream";
import { type KV, Kvm } from "@nats-io/kv";
import { BucketConnection, type ConnectBucket } from "./bucket-connection.ts";
import { clientOf, createFileStream, type StreamBounds } from "./file-stream.ts";

export interface Bucket {
  /**
   * Creates the bucket where it is missing, and checks that it can be written and read. Returns
   * null, or a note when another gateway created it with other bounds.
   *
   * @throws Error when it cannot be used: no JetStream, no rights, no space, no answer
   */
  open(): Promise<string | null>;
  /** Undefined when the key has no value. @throws Error when the bucket does not answer */
  read(key: string): Promise<Uint8Array | undefined>;
  /**
   * @throws ValueRefused when this value is refused; another Error when the bucket does not
   * answer
   */
  write(key: string, bytes: Uint8Array): Promise<void>;
  /** Calls the listener when the connection is lost and when it is restored. */
  watch(listener: (connected: boolean) => void): void;
  /** Closes its connection with every request on it; the next `open` makes a new connection. */
  drop(): void;
}

export class ValueRefused extends Error {
  override readonly name = "ValueRefused";
}

export interface BucketTerms extends StreamBounds {
  readonly name: string;
  /** What it holds, for who lists the streams of the broker. */
  readonly description: string;
  /** Not the key of any value: what is written and read when the bucket is opened. */
  readonly probeKey: string;
  /** A6: bytes of one value. */
  readonly valueBytesMax: number;
}

/** The stream behind a bucket, and its subjects. */
const streamOf = (bucket: string) => ({ name: `KV_${bucket}`, subjects: [`$KV.${bucket}.>`] });

/** The size of a message without its value: subject, header. */
const ENVELOPE_BYTES = 4 * 1024;
/**
 * JetStream's codes for a message that is larger than the stream or the broker allows: only this
 * value is refused.
 */
const TOO_LARGE: readonly number[] = [10_054, 10_097];

export function sharedBucket(connect: ConnectBucket, terms: BucketTerms): Bucket {
  let listener: (connected: boolean) => void = () => {};
  const connection = new BucketConnection(connect, (connected) => listener(connected));
  let kv: KV | undefined;
  let payloadBytesMax = 0;

  async function write(key: string, bytes: Uint8Array): Promise<void> {
    if (kv === undefined) throw new Error("the bucket is not open");
    const valueBytesMax = payloadBytesMax - ENVELOPE_BYTES;
    if (bytes.length > valueBytesMax)
      throw new ValueRefused(
        `a value of ${bytes.length} bytes; the broker takes at most ${valueBytesMax}`,
      );
    try {
      await kv.put(key, bytes);
    } catch (thrown) {
      // Any other refusal (no space, a full disk) concerns the bucket, and so the next value too.
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
      const nats = await connection.get();
      payloadBytesMax = nats.info?.max_payload ?? 0;
      const client = clientOf(nats);
      const isOwn = await createFileStream(nats, client, terms, configOf(terms));
      kv = await new Kvm(client).open(terms.name, { allow_direct: true });
      await write(terms.probeKey, new Uint8Array());
      if ((await read(terms.probeKey)) === undefined)
        throw new Error("the bucket does not return what was written to it");
      return isOwn
        ? null
        : `the bucket '${terms.name}' was created with other bounds or another number of replicas than this gateway's, and keeps them until it is removed`;
    },
    read,
    write,
    watch(onChange) {
      listener = onChange;
    },
    drop() {
      kv = undefined;
      connection.drop();
    },
  };
}

function configOf({ name, description, valueBytesMax }: BucketTerms) {
  return {
    ...streamOf(name),
    description,
    max_msgs_per_subject: 1,
    max_msg_size: valueBytesMax + ENVELOPE_BYTES,
    allow_direct: true,
    allow_rollup_hdrs: true,
    deny_delete: true,
  };
}
