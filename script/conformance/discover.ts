/** Finds the instances of a bidder, and asks them all that the service protocol answers. */
import { readIdentity } from "../../gateway/scatter/identity.ts";
import { readAnswer } from "../../gateway/scatter/service-answer.ts";
import { parsePresenceSubject, type ServiceVerb, serviceSubject } from "../../proto/subjects.ts";
import type { Observed, ServiceAnswer } from "./observed.ts";
import type { Wire } from "./wire.ts";

/** How often an absent bidder is asked for, and how long others of its kind have to answer. */
const ASK_EVERY_MS = 250;
const QUIET_MS = 300;
/** What answers on the service protocol take beyond --slack, at most. */
const ANSWER_MS = 1_500;
/** A6: instances that are listed. */
const INSTANCES_MAX = 64;

type Discovered = Pick<
  Observed,
  "instance" | "instances" | "markets" | "ratesId" | "service" | "serviceAsked"
>;

const NOBODY: Discovered = {
  ...{ instance: null, instances: [], markets: [], ratesId: null },
  ...{ service: [], serviceAsked: [] },
};

interface Patience {
  /** How long the bidder has to start. */
  readonly waitMs: number;
  readonly slackMs: number;
  /** Called when it is not there at first. */
  readonly onAbsent: () => void;
}

/**
 * @param wanted the instance to ask; null: the first by name that takes calls
 */
export async function discover(
  wire: Wire,
  kind: string,
  wanted: string | null,
  patience: Patience,
): Promise<Discovered> {
  const { slackMs } = patience;
  const instances = await instancesOf(wire, kind, patience);
  const ids = [...instances.keys()].sort();
  const takesCalls = ids.find((id) => instances.get(id)?.standby !== "waiting");
  const instance = wanted ?? takesCalls ?? ids[0] ?? null;
  const identity = instance === null ? undefined : instances.get(instance);
  if (instance === null || identity === undefined) return { ...NOBODY, instances: ids };
  const asked = (["PING", "INFO", "STATS"] as const).flatMap((verb: ServiceVerb) =>
    [serviceSubject(verb), serviceSubject(verb, kind), serviceSubject(verb, kind, instance)].map(
      (subject) => ({ verb, subject, box: wire.ask(subject) }),
    ),
  );
  const isIts = (data: Uint8Array) => isSaidBy(data, kind, instance);
  await wire.until(
    () => asked.every(({ box }) => box.received.some(({ data }) => isIts(data))),
    slackMs + ANSWER_MS,
  );
  const service: ServiceAnswer[] = asked.flatMap(({ verb, subject, box }) =>
    box.received
      .filter(({ isNobody }) => !isNobody)
      .map(({ data }) => ({ verb, asked: subject, data })),
  );
  return {
    instance,
    instances: ids,
    markets: identity.markets,
    ratesId: identity.ratesId,
    service,
    serviceAsked: asked.map(({ verb, subject }) => ({ verb, subject })),
  };
}

interface Found {
  readonly markets: readonly string[];
  readonly ratesId: string | null;
  readonly standby: "waiting" | "acting" | undefined;
}

/** Those that answer a ping on the subject of the kind. */
async function instancesOf(
  wire: Wire,
  kind: string,
  { waitMs, slackMs, onAbsent }: Patience,
): Promise<ReadonlyMap<string, Found>> {
  const endsAtMs = wire.now() + waitMs;
  for (let tries = 1; ; tries++) {
    const askedAtMs = wire.now();
    const box = wire.ask(serviceSubject("PING", kind));
    const hasAnswer = () => box.received.some(({ isNobody }) => !isNobody);
    await wire.until(hasAnswer, ASK_EVERY_MS + (waitMs === 0 ? slackMs : 0));
    if (hasAnswer()) {
      // It answers before it has announced itself.
      if (tries > 1) await wire.until(() => hasJoined(wire, kind), slackMs + ANSWER_MS);
      await wire.until(() => false, QUIET_MS);
      return read(
        box.received.map(({ data }) => data),
        kind,
      );
    }
    if (wire.isStopped || wire.now() >= endsAtMs) return new Map();
    if (tries === 1) onAbsent();
    await wire.until(() => false, Math.max(0, askedAtMs + ASK_EVERY_MS - wire.now()));
  }
}

function read(answers: readonly Uint8Array[], kind: string): ReadonlyMap<string, Found> {
  const found = new Map<string, Found>();
  for (const data of answers) {
    const identity = readIdentity(data);
    if ("fault" in identity || identity.name !== kind || found.size >= INSTANCES_MAX) continue;
    const { instance, markets, ratesId, standby } = identity.report;
    found.set(instance, { markets, ratesId: ratesId ?? null, standby });
  }
  return found;
}

function isSaidBy(data: Uint8Array, kind: string, instance: string): boolean {
  const answer = readAnswer(data);
  const said = "json" in answer ? (answer.json as { id?: unknown; name?: unknown } | null) : null;
  return said?.id === instance && said?.name === kind;
}

function hasJoined({ presence }: Wire, kind: string): boolean {
  return presence.some(({ subject }) => parsePresenceSubject(subject)?.kind === kind);
}
