/**
 * A JetStream stream in a file, which drops its oldest messages by age and bytes: that of a bucket,
 * or one by itself.
 *
 * REPLICAS-1 Of a broker in a cluster a stream has three replicas, so that the loss of one broker
 *    loses nothing of it; of a broker alone it has one.
 */
import {
  DiscardPolicy,
  JetStreamApiError,
  type JetStreamClient,
  jetstream,
  RetentionPolicy,
  StorageType,
  type StreamConfig,
} from "@nats-io/jetstream";
import { type NatsConnection, nanos } from "nats";

/** The longest wait for an answer; a search waits far less (`find`). */
const ANSWER_MS_MAX = 2_000;
/** JetStream's code for a stream of this name with another configuration. */
const OTHER_CONFIGURATION = 10_058;
/** REPLICAS-1: a stream of a cluster with fewer brokers cannot be made, and the broker says so. */
const REPLICAS_IN_CLUSTER = 3;

/** A6: the bytes of all messages, and how long each is kept. */
export interface StreamBounds {
  readonly bytesMax: number;
  readonly ageMsMax: number;
}

/** Without the request for account information: the gateway has no right to it. */
export function clientOf(nats: NatsConnection): JetStreamClient {
  return jetstream(nats, { checkAPI: false, timeout: ANSWER_MS_MAX });
}

/**
 * Creates the stream where it is missing; where it exists with this configuration, nothing changes.
 * False: it exists with another one, and keeps that.
 */
export async function createFileStream(
  nats: NatsConnection,
  client: JetStreamClient,
  { bytesMax, ageMsMax }: StreamBounds,
  config: Pick<StreamConfig, "name" | "subjects"> & Partial<StreamConfig>,
): Promise<boolean> {
  const { streams } = await client.jetstreamManager();
  try {
    await streams.add({
      retention: RetentionPolicy.Limits,
      storage: StorageType.File,
      discard: DiscardPolicy.Old,
      max_bytes: bytesMax,
      max_age: nanos(ageMsMax),
      num_replicas: nats.info?.cluster === undefined ? 1 : REPLICAS_IN_CLUSTER,
      ...config,
    });
    return true;
  } catch (thrown) {
    if (thrown instanceof JetStreamApiError && thrown.code === OTHER_CONFIGURATION) return false;
    throw thrown;
  }
}
