/**
 * A gateway that cannot start accepts no searches: it opens its transports after all other steps.
 */
import { createServer } from "node:net";
import { expect, test } from "@jest/globals";
import { startGateway } from "../../gateway/app.ts";
import { readConfig } from "../../gateway/config.ts";
import { SEARCH_SUBJECT } from "../../proto/subjects.ts";
import { startBroker } from "../harness/broker.ts";
import { clientOn, keepLog } from "../harness/gateway.ts";
import { flightSearch } from "../harness/offers.ts";

test("A10: while its port is in use it is in no queue group: every search ends with NoResponders", async () => {
  const broker = await startBroker();
  const client = await clientOn(broker);
  const blocker = createServer();
  await new Promise<void>((resolve) => blocker.listen(0, "127.0.0.1", resolve));
  const { port } = blocker.address() as { port: number };
  const settings = {
    NATS_URL: broker.url,
    NATS_USER: "gateway",
    NATS_PASSWORD: broker.passwords["gateway"],
    PORT: String(port),
  };
  try {
    let isOver = false;
    const start = startGateway(readConfig(settings), keepLog().overrides).finally(() => {
      isOver = true;
    });
    start.catch(() => {});
    const received: Promise<string>[] = [];
    while (!isOver) {
      const asked = client.request(SEARCH_SUBJECT, JSON.stringify(flightSearch()), {
        timeout: 60_000,
      });
      received.push(
        asked.then(
          (reply) => `answered ${reply.headers?.get("Nats-Service-Error")}`,
          (thrown: Error) => ((thrown.cause as Error | undefined) ?? thrown).name,
        ),
      );
      await client.flush();
    }
    await expect(start).rejects.toThrow("EADDRINUSE");
    expect(new Set(await Promise.all(received))).toEqual(new Set(["NoResponders"]));
  } finally {
    blocker.close();
    await client.close();
    await broker.stop();
  }
});
