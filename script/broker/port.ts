/** Free ports on this machine. */
import { createServer } from "node:net";

const LOOPBACK = "127.0.0.1";

/** True when no process listens on this port of 127.0.0.1. */
export async function isFree(port: number): Promise<boolean> {
  return (await listenOn(port)) !== undefined;
}

/**
 * A port on which no process listens at this moment; another process may still take it first.
 */
export async function freePort(): Promise<number> {
  const port = await listenOn(0);
  if (port === undefined) throw new Error(`no port of ${LOOPBACK} is free`);
  return port;
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
