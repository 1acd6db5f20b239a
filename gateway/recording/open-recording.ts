/** The record of a gateway put together: what decides, what waits, and where it goes. */
import type { Clock } from "../../common/runtime/clock.ts";
import { settlesWithin } from "../../common/runtime/within.ts";
import type { ConnectBucket } from "../buckets/bucket-connection.ts";
import { FileSink } from "./file-sink.ts";
import { type RecordingEvents, RecordQueue } from "./record-queue.ts";
import { Recorder } from "./recorder.ts";
import type { RecordingSettings } from "./recording-settings.ts";
import { StreamSink } from "./stream-sink.ts";

interface RecordingParts {
  readonly gateway: string;
  readonly clock: Clock;
  readonly random: () => number;
  readonly events: RecordingEvents;
  /** Tells all bidders that this auction needs nothing more. */
  readonly cancel: (auctionId: string) => void;
  /** Runs this work in a turn of the event loop that has time for it. */
  readonly later: (work: () => void) => void;
  /** Opens a connection for a stream alone. */
  readonly connect: ConnectBucket;
}

export interface OpenRecording {
  readonly recorder: Recorder;
  /** Waits for no more late bids, and for what is still to be written, for a limited time. */
  close(): Promise<void>;
}

/** How long the end of the gateway waits for a disk or a stream. */
const CLOSE_MS_MAX = 2_000;

export function openRecording(settings: RecordingSettings, parts: RecordingParts): OpenRecording {
  const { gateway, clock, random, events, cancel, connect, later } = parts;
  const { target, bytesMax, ageMsMax } = settings;
  const sink =
    target.kind === "folder"
      ? new FileSink({ path: target.path, gateway, bytesMax, ageMsMax, wall: () => clock.wall() })
      : new StreamSink(connect, { name: target.name, gateway, bytesMax, ageMsMax });
  const queue = new RecordQueue(sink, clock, events);
  const recorder = new Recorder(
    {
      ...{ clock, gateway, random, cancel, later },
      take: (auction, bytes) => queue.take(auction, bytes),
      dropped: (reason, why) => events.dropped(1, reason, why),
    },
    settings,
  );
  return {
    recorder,
    async close() {
      recorder.close();
      await settlesWithin(queue.close(), CLOSE_MS_MAX);
    },
  };
}
