/** What happens to the system while it endures: one fault after the other, in turn. */
import { setTimeout as delay } from "node:timers/promises";
import { NO_SIDE_FAULTS } from "../auction/side.ts";
import type { Kind } from "./days.ts";
import type { Part } from "./part.ts";
import type { EnduranceSystem } from "./system.ts";

interface EnduranceFault {
  readonly name: string;
  /** A broker or a gateway is killed or frozen: what it has under way may be lost, clearly. */
  readonly breaksDoor?: true;
  /** Breaks a part, keeps it so for a while, and repairs it. */
  inflict(system: EnduranceSystem, hold: () => Promise<void>): Promise<void>;
}

type Hold = () => Promise<void>;

async function killed(part: Part, hold: Hold): Promise<void> {
  await part.kill();
  await hold();
  part.start();
}

async function frozen(part: Pick<Part, "freeze" | "thaw">, hold: Hold): Promise<void> {
  part.freeze();
  try {
    await hold();
  } finally {
    part.thaw();
  }
}

/** One more instance takes a third of the calls of its kind, and answers them wrong. */
const wrong =
  (kind: Kind, how: "silent" | "late" | "garbage") =>
  async (system: EnduranceSystem, hold: Hold) => {
    const part = await system.faulty(kind, { ...NO_SIDE_FAULTS, [how]: 1 });
    await hold();
    await part.kill();
  };

const gatewayAt = ({ gateways }: EnduranceSystem, i: number) => gateways[i] as Part;

export const FAULTS: readonly EnduranceFault[] = [
  {
    name: "an instance of a bidder is killed",
    inflict: (system, hold) => killed(system.bidder("nonstop-2"), hold),
  },
  {
    name: "an instance of a bidder freezes",
    inflict: (system, hold) => frozen(system.bidder("stops-2"), hold),
  },
  {
    name: "a gateway freezes, and reads nothing",
    breaksDoor: true,
    inflict: (system, hold) => frozen(gatewayAt(system, 0), hold),
  },
  { name: "an instance sends garbage", inflict: wrong("partners", "garbage") },
  { name: "an instance bids late", inflict: wrong("stops", "late") },
  { name: "an instance never answers", inflict: wrong("partners", "silent") },
  {
    name: "the broker is killed, and JetStream with it",
    breaksDoor: true,
    async inflict({ broker }) {
      await broker.kill();
      await broker.start();
    },
  },
  {
    name: "a gateway is killed",
    breaksDoor: true,
    inflict: (system, hold) => killed(gatewayAt(system, 1), hold),
  },
  {
    name: "the broker freezes",
    breaksDoor: true,
    inflict: ({ broker }, hold) => frozen(broker, hold),
  },
  {
    name: "a whole kind of bidder is killed",
    async inflict(system, hold) {
      const both = [system.bidder("nonstop-1"), system.bidder("nonstop-2")];
      await Promise.all(both.map((part) => part.kill()));
      await hold();
      for (const part of both) part.start();
    },
  },
  {
    name: "the broker starts again without its store",
    breaksDoor: true,
    async inflict({ broker }) {
      await broker.stop();
      await broker.loseStore();
      await broker.start();
    },
  },
  {
    name: "an instance of a bidder is rolled",
    async inflict(system) {
      const part = system.bidder("partners-2");
      await part.stop();
      part.start();
    },
  },
];

export const holding = (ms: number, signal: AbortSignal): Hold => {
  return () => delay(ms, undefined, { signal });
};
