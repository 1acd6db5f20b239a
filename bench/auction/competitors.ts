/** Who is compared: the peers from the simplest to the most general one, and ours. */
import type { CallerTransport, Competitor } from "./run.ts";

const PEERS = [
  { side: "floor", label: "hand-tuned floor" },
  { side: "request-many", label: "requestMany + protobufjs" },
  { side: "request-many-json", label: "requestMany + JSON" },
  { side: "moleculer", label: "Moleculer" },
  { side: "nestjs", label: "NestJS" },
  { side: "http", label: "HTTP pool + allSettled" },
];
const OURS = { side: "ours", label: "ours" };
const ALL = [...PEERS, OURS];

export const COMPETITORS: readonly Competitor[] = [
  ...ALL.map((one): Competitor => ({ ...one, transport: "process" })),
  { ...OURS, transport: "nats" },
  ...ALL.map((one): Competitor => ({ ...one, transport: "http" })),
];

/** The names that the option `--peers` takes. */
export const SIDES: readonly string[] = ALL.map(({ side }) => side);
export const TRANSPORTS: readonly CallerTransport[] = ["process", "nats", "http"];
