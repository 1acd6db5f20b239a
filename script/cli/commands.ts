/**
 * The commands of `scatter`. Each is loaded when it is called: the help must not wait for the
 * timetable's code.
 */
import { BENCHMARKS } from "./benchmarks.ts";
import type { ScatterCommand } from "./scatter-command.ts";

const nameOf = (command: string) => `scatter ${command}`;

export const COMMANDS: readonly ScatterCommand[] = [
  {
    name: "search",
    summary: "a flight search, or with --calendar the lowest price of each day",
    run: async (args, environment) =>
      (await import("./search.ts")).searchCommand(args, nameOf("search"), environment),
    program: async () => (await import("./arguments.ts")).searchProgram(nameOf("search")),
  },
  {
    name: "bidders",
    summary: "which bidders are alive, and how they are",
    run: async (args, environment) =>
      (await import("./bidders.ts")).biddersCommand(args, nameOf("bidders"), environment),
    program: async () => (await import("./bidders.ts")).biddersProgram(nameOf("bidders")),
  },
  {
    name: "doctor",
    summary: "checks a running system, and says what to change",
    run: async (args, environment) =>
      (await import("./doctor.ts")).doctorCommand(args, nameOf("doctor"), environment),
    program: async () => (await import("./doctor.ts")).doctorProgram(nameOf("doctor")),
  },
  {
    name: "conformance",
    summary: "plays gateway to one bidder, and checks its answers",
    run: async (args, environment) =>
      (await import("./conformance.ts")).conformanceCommand(
        args,
        nameOf("conformance"),
        environment,
      ),
    program: async () =>
      (await import("./conformance.ts")).conformanceProgram(nameOf("conformance")),
  },
  {
    name: "auction",
    summary: "a recorded auction: its lanes on one axis of time, and its bids",
    run: async (args, environment) =>
      (await import("./auction.ts")).auctionCommand(args, nameOf("auction"), environment),
    program: async () => (await import("./auction.ts")).auctionProgram(nameOf("auction")),
  },
  {
    name: "itineraries",
    summary: "more of a search: pages, another order, filters, and by what they differ",
    run: async (args, environment) =>
      (await import("./itineraries.ts")).itinerariesCommand(
        args,
        nameOf("itineraries"),
        environment,
      ),
    program: async () =>
      (await import("./itineraries.ts")).itinerariesProgram(nameOf("itineraries")),
  },
  {
    name: "state",
    summary: "a search that was begun with --detach: what has come so far, or its result",
    run: async (args, environment) =>
      (await import("./state.ts")).stateCommand(args, nameOf("state"), environment),
    program: async () => (await import("./state.ts")).stateProgram(nameOf("state")),
  },
  {
    name: "cancel",
    summary: "ends a search that was begun with --detach",
    run: async (args, environment) =>
      (await import("./cancel.ts")).cancelCommand(args, nameOf("cancel"), environment),
    program: async () => (await import("./cancel.ts")).cancelProgram(nameOf("cancel")),
  },
  {
    name: "replay",
    summary: "what recorded auctions would have cost under other policies",
    takesFiles: true,
    run: async (args, environment) =>
      (await import("./replay.ts")).replayCommand(args, nameOf("replay"), environment),
    program: async () => (await import("./replay.ts")).replayProgram(nameOf("replay")),
  },
  {
    name: "tune",
    summary: "the best policy under a budget, by recorded auctions",
    takesFiles: true,
    run: async (args, environment) =>
      (await import("./tune.ts")).tuneCommand(args, nameOf("tune"), environment),
    program: async () => (await import("./tune.ts")).tuneProgram(nameOf("tune")),
  },
  {
    name: "experiment",
    summary: "compares the arms of an experiment with policies",
    takesFiles: true,
    run: async (args, environment) =>
      (await import("./experiment.ts")).experimentCommand(args, nameOf("experiment"), environment),
    program: async () => (await import("./experiment.ts")).experimentProgram(nameOf("experiment")),
  },
  {
    name: "timetable",
    summary: "schedules of your own: import, export, show, coverage",
    takesFiles: true,
    run: async (args) =>
      (await import("./timetable.ts")).timetableCommand(args, nameOf("timetable")),
    program: async () => (await import("./timetable.ts")).timetableProgram(nameOf("timetable")),
  },
  {
    name: "rates",
    summary: "refreshes the exchange rates from a file of the European Central Bank",
    takesFiles: true,
    run: async (args) => (await import("./rates.ts")).ratesCommand(args, nameOf("rates")),
    program: async () => (await import("./rates.ts")).ratesProgram(nameOf("rates")),
  },
  {
    name: "key",
    summary: "API keys: makes a new one",
    run: async (args) => (await import("./key.ts")).keyCommand(args, nameOf("key")),
    program: async () => (await import("./key.ts")).keyProgram(nameOf("key")),
  },
  {
    name: "bench",
    summary: "the benchmarks",
    words: Object.keys(BENCHMARKS),
    run: async (args) => (await import("./bench.ts")).benchCommand(args),
  },
  {
    name: "completion",
    summary: "completion for a shell: bash, zsh or fish",
    run: async (args) =>
      (await import("./completion.ts")).completionCommand(args, nameOf("completion"), COMMANDS),
    program: async () => (await import("./completion.ts")).completionProgram(nameOf("completion")),
  },
];
