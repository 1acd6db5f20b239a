/** Free ports on this machine. */
import { randomInt } from "node:crypto";
import { createServer } from "node:net";
import { messageOf } from "../../proto/errors.ts";

const LOOPBACK = "127.0.0.1";

/** True when no process listens on this port of 127.0.0.1. */
export async function isFree(port: number): Promise<boolean> {
  return (await listenOn(port)) !== undefined;
}

/**
 * Below what Linux (from 32768), macOS and Windows (both from 49152) give to a socket that names no
 * port. One of those would soon be taken: by the next server on port 0, or by any connection that
 * a process opens.
 */
export const CHOSEN_PORTS = { from: 20_000, to: 32_767 };
const CHOICES_MAX = 100;
/** Those of this process: several may be chosen before the first is listened on. */
const chosen = new Set<number>();

/**
 * A port on which no process listens at this moment. Another one that chooses in the same way may
 * still take it first.
 */
export async function freePort(): Promise<number> {
  for (let choices = 0; choices < CHOICES_MAX; choices++) {
    const port = randomInt(CHOSEN_PORTS.from, CHOSEN_PORTS.to + 1);
    if (chosen.has(port) || !(await isFree(port))) continue;
    chosen.add(port);
    return port;
  }
  const port = await listenOn(0);
  if (port === undefined) throw new Error(`no port of ${LOOPBACK} is free`);
  return port;
}

const TRIES_MAX = 3;

/**
 * Starts on `preferred` when it is free, else on another port. Another process may take a port
 * between that look and the listening: then the start is tried again on a further one.
 *
 * @throws what `start` throws when the port is not the reason
 */
export async function onPortNear<T>(
  preferred: number,
  start: (port: number) => Promise<T>,
): Promise<T> {
  for (let tries = 1; ; tries++) {
    const port = await freePortNear(preferred);
    try {
      return await start(port);
    } catch (thrown) {
      // Who took it may have left it by now.
      const wasTaken = /address already in use/i.test(messageOf(thrown)) || !(await isFree(port));
      if (tries === TRIES_MAX || !wasTaken) throw thrown;
    }
  }
}

/** `preferred` when it is free, else another. */
export async function freePortNear(preferred: number): Promise<number> {
  return (await isFree(preferred)) ? preferred : freePort();
}

function listenOn(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(undefined));
    server.listen(port, LOOPBACK, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" ? address?.port : undefined));
    });
  });
}
