/** What a node of a cluster says to somebody who dials it as another broker. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { connect } from "node:tls";

/**
 * Resolves to "PONG" where the node takes the certificate of `name` for one of a node, and
 * otherwise to its error, or to why the connection ended.
 */
export async function joinsAs(credentials: string, name: string, port: number): Promise<string> {
  const [ca, cert, key] = await Promise.all(
    ["ca.pem", `${name}.pem`, `${name}.key`].map((file) => readFile(join(credentials, file))),
  );
  const { promise, resolve } = Promise.withResolvers<string>();
  const socket = connect({ port, host: "127.0.0.1", servername: "localhost", ca, cert, key });
  const options = { verbose: false, pedantic: false, cluster: "scatter", name: "rogue" };
  socket.write(`CONNECT ${JSON.stringify(options)}\r\nPING\r\n`);
  let said = "";
  socket.on("data", (bytes: Buffer) => {
    said += bytes.toString("latin1");
    const answer = /^(PONG|-ERR .*)\r$/m.exec(said)?.[1];
    if (answer !== undefined) resolve(answer);
  });
  socket.on("error", ({ message }) => resolve(message));
  socket.on("close", () => resolve(`closed after ${JSON.stringify(said)}`));
  try {
    return await promise;
  } finally {
    socket.destroy();
  }
}
