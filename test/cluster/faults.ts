/** What happens to the parts of the cluster, one after the other. */
import { setTimeout as delay } from "node:timers/promises";
import type { Container } from "./engine.ts";
import type { Fault } from "./fault.ts";
import { GATEWAY_KILLED } from "./gateway-fault.ts";
import { KEY_FAULTS } from "./key-faults.ts";
import type { System } from "./system.ts";

const at = (containers: readonly Container[], i: number) => containers[i] as Container;

const partition = async (container: Container, holdMs: number) => {
  await container.dropPackets();
  await delay(holdMs);
  await container.passPackets();
};

async function freeze(container: Container, holdMs: number): Promise<void> {
  await container.pause();
  await delay(holdMs);
  await container.unpause();
}

/** Some at a time; the next ones once the system is whole again. */
async function roll(system: System, groups: readonly (readonly Container[])[]): Promise<void> {
  for (const group of groups) {
    await Promise.all(group.map((one) => one.restart()));
    await system.whole();
  }
}

const halves = (containers: readonly Container[]) => [
  containers.slice(0, containers.length / 2),
  containers.slice(containers.length / 2),
];

export const FAULTS: readonly Fault[] = [
  {
    name: "a broker is killed",
    breaks: "broker",
    async inflict({ brokers }, holdMs) {
      await at(brokers, 0).kill();
      await delay(holdMs);
      await at(brokers, 0).start();
    },
  },
  {
    name: "a broker freezes",
    breaks: "broker",
    inflict: ({ brokers }, holdMs) => freeze(at(brokers, 1), holdMs),
  },
  {
    name: "a broker is cut off from everybody",
    breaks: "broker",
    inflict: ({ brokers }, holdMs) => partition(at(brokers, 2), holdMs),
  },
  {
    name: "a bidder is cut off from the network",
    inflict: ({ bidders }, holdMs) => partition(at(bidders, 1), holdMs),
  },
  {
    name: "a gateway freezes",
    breaks: "gateway",
    inflict: ({ gateways }, holdMs) => freeze(at(gateways, 0), holdMs),
  },
  GATEWAY_KILLED,
  // By SIGTERM: each one answers what it has, and loses nothing.
  {
    name: "every gateway is rolled",
    inflict: (system) =>
      roll(
        system,
        system.gateways.map((gateway) => [gateway]),
      ),
  },
  // Of each kind the first instance, and then the second.
  { name: "every bidder is rolled", inflict: (system) => roll(system, halves(system.bidders)) },
  ...KEY_FAULTS,
];
