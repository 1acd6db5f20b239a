import { once } from "node:events";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { createBrotliDecompress, createGunzip } from "node:zlib";
import { expect, test } from "@jest/globals";
import { compressedOutput } from "./event-output.ts";

test.each([
  ["gzip", createGunzip],
  ["br", createBrotliDecompress],
] as const)("a comment after the end of a stream in %s changes nothing: the answer is whole", async (coding, decoder) => {
  const server = createServer((_, response) => {
    response.writeHead(200, { "content-encoding": coding });
    const output = compressedOutput(response, coding);
    output.write("event: result\n\n");
    output.end();
    // zlib's thread has not ended the answer yet.
    expect(response.writableEnded).toBe(false);
    output.write(":\n\n");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    const asking = request({ port: (server.address() as AddressInfo).port }).end();
    const [answer] = await once(asking, "response");
    const decoded = answer.pipe(decoder());
    answer.once("error", (error: Error) => decoded.destroy(error));
    expect(Buffer.concat(await decoded.toArray()).toString()).toBe("event: result\n\n");
  } finally {
    server.close();
  }
});
