/** `npm start` with ports for monitoring, and two more bidders that something happens to. */
import { within } from "../../common/runtime/within.ts";
import { type Child, startChild } from "../start/child.ts";
import { startSystem } from "../started/started-system.ts";
import type { Target } from "./panels.ts";

interface WatchedSystem {
  /** The gateway's address: `http://127.0.0.1:8080`. */
  readonly url: string;
  readonly targets: readonly Target[];
  /** A second `stops`, and a second `nonstop`. */
  readonly more: { readonly stops: Child; readonly nonstop: Child };
  stop(): Promise<void>;
}

/** On a busy machine. */
const LISTENING_MS_MAX = 120_000;
/** The two of the gateway, three bidders of `npm start`, two more. */
const LISTENERS = 7;

/** What a line of a log says of a listener. */
interface Listening {
  readonly url: string;
  /** Undefined for the gateway. */
  readonly bidder: string | undefined;
}

export async function startWatchedSystem(): Promise<WatchedSystem> {
  const environment = { PORT: "0", OPERATIONS_PORT: "0", METRICS_PORT: "0", FEEDBACK: "on" };
  const listeners: Listening[] = [];
  const all = Promise.withResolvers<true>();
  const onLine = (line: string) => {
    const listening = listeningIn(line);
    if (listening !== undefined) listeners.push(listening);
    if (listeners.length === LISTENERS) all.resolve(true);
  };
  const system = startSystem({ environment, onLine });
  const children: Child[] = [];
  const child = (name: string, ...command: string[]) => {
    const own = { PATH: process.env["PATH"], RUN_FOLDER: system.runFolder, ...environment };
    const started = startChild({ name, command, environment: own, onLine });
    children.push(started);
    void started.ended.then(({ code, lastLines }) => {
      all.reject(new Error(`${name} has ended with ${code}: ${lastLines}`));
    });
    return started;
  };
  const stop = async () => {
    for (const one of children.toReversed()) await one.stop();
    await system.stop();
  };
  try {
    const url = await system.ready();
    const more = {
      stops: child("stops", "bidders/main.ts", "stops"),
      nonstop: child("nonstop", "bidders/main.ts", "nonstop"),
    };
    if ((await within(all.promise, LISTENING_MS_MAX)) === undefined)
      throw new Error(`the system is not there after ${LISTENING_MS_MAX} ms`);
    const targets = listeners
      .filter((one) => one.url !== url)
      .map(({ url: its, bidder }) => targetOf(new URL(its).host, bidder));
    return { url, targets, more, stop };
  } catch (thrown) {
    await stop();
    throw thrown;
  }
}

/** Undefined for all other lines. */
function listeningIn(line: string): Listening | undefined {
  if (!line.startsWith("{") || !line.includes('"msg":"listening"')) return undefined;
  const { url, bidder } = JSON.parse(line) as Partial<Listening>;
  return url === undefined ? undefined : { url, bidder };
}

function targetOf(address: string, bidder: string | undefined): Target {
  return bidder === undefined ? { job: "gateway", address } : { job: "bidder", address, bidder };
}
