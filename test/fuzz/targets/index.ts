/** Every target, by its name; each is loaded only where it runs. */
import type { FuzzTarget } from "../target.ts";

export const TARGETS: Readonly<Record<string, () => Promise<FuzzTarget>>> = {
  messages: async () => (await import("./messages.ts")).messages,
  bid: async () => (await import("./bid.ts")).bid,
  collector: async () => (await import("./collector.ts")).collector,
  "searches-json": async () => (await import("./searches.ts")).searchesJson,
  "searches-protobuf": async () => (await import("./searches.ts")).searchesProtobuf,
  ssim: async () => (await import("./ssim.ts")).ssim,
  timetables: async () => (await import("./timetables.ts")).timetables,
  duffel: async () => (await import("./sellers.ts")).duffelAnswers,
  "mapped-answers": async () => (await import("./sellers.ts")).mappedAnswers,
};

/** Their part of all runs, in per cent: what is cheap, and what outsiders send most, runs most. */
export const SHARES: Readonly<Record<keyof typeof TARGETS, number>> = {
  messages: 50,
  bid: 20,
  collector: 2.5,
  "searches-json": 9,
  "searches-protobuf": 3,
  ssim: 4.5,
  timetables: 4.5,
  duffel: 4,
  "mapped-answers": 2.5,
};
