/**
 * A cluster of two brokers, one of which freezes: the clients that are connected to it move to the
 * other.
 */
import { afterEach, describe, expect, test } from "@jest/globals";
import type { NatsConnection } from "nats";
import { readBroker } from "../../common/runtime/config.ts";
import { connect, type StatusListener } from "../../common/runtime/connect.ts";
import type { Fault } from "../../proto/errors.ts";
import { freePort } from "../../script/broker/port.ts";
import { type BareBroker, startBareBroker } from "../harness/bare-broker.ts";
import { until } from "../harness/until.ts";

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** The function that starts each of two nodes. */
async function nodesOfCluster(): Promise<(i: 0 | 1) => Promise<BareBroker>> {
  const routes = [await freePort(), await freePort()];
  return async (i) => {
    const broker = await startBareBroker(
      "--cluster_name",
      "c",
      "--cluster",
      `nats://127.0.0.1:${routes[i]}`,
      "--routes",
      `nats://127.0.0.1:${routes[1 - i]}`,
    );
    ends.push(() => broker.stop());
    return broker;
  };
}

async function cluster(): Promise<BareBroker[]> {
  const node = await nodesOfCluster();
  return [await node(0), await node(1)];
}

async function dial(url: string, onStatus: StatusListener = () => {}): Promise<NatsConnection> {
  const faults: Fault[] = [];
  const connection = await connect(readBroker({ NATS_URL: url }, "nonstop", faults), {
    name: "the test",
    onStatus,
  });
  expect(faults).toEqual([]);
  ends.push(() => connection.close());
  return connection;
}

const nodeOf = (connection: NatsConnection, nodes: readonly BareBroker[]) =>
  nodes.find(({ url }) => url.endsWith(`:${connection.info?.port}`)) as BareBroker;

describe.each([
  "every node is named in NATS_URL",
  "one is named in NATS_URL, and it reported the other",
])("%s", (how) => {
  test("the client leaves a frozen node for the one that answers, and messages arrive there", async () => {
    const nodes = await cluster();
    const [first, second] = nodes as [BareBroker, BareBroker];
    const statuses: string[] = [];
    const url = how.startsWith("every") ? `${first.url},${second.url}` : first.url;
    const connection = await dial(url, ({ type }) => void statuses.push(type));
    if (how.startsWith("one"))
      await until(() => (connection.info?.connect_urls?.length ?? 0) >= 2, {
        what: "word of the other node",
      });
    const frozen = nodeOf(connection, nodes);
    const healthy = nodes.find((node) => node !== frozen) as BareBroker;
    const received: string[] = [];
    connection.subscribe("to.us", {
      callback: (_error, message) => void received.push(message.string()),
    });
    await connection.flush();

    frozen.freeze();
    const sender = await dial(healthy.url);
    await until(
      async () => {
        sender.publish("to.us", "here");
        await sender.flush();
        return received.length > 0;
      },
      { what: "a message by the healthy node", everyMs: 50 },
    );
    expect(nodeOf(connection, nodes)).toBe(healthy);
    // The client did not try the frozen node once more.
    expect(statuses.filter((type) => type === "reconnecting")).toHaveLength(1);
  });
});

test("at the first connection, a frozen node is skipped", async () => {
  const nodes = await cluster();
  const [frozen, healthy] = nodes as [BareBroker, BareBroker];
  frozen.freeze();
  for (let i = 0; i < 3; i++)
    expect(nodeOf(await dial(`${frozen.url},${healthy.url}`), nodes)).toBe(healthy);
});

test("a server that joins and one that leaves are named, and nothing else is an update (STATUS-1)", async () => {
  const node = await nodesOfCluster();
  const updates: string[] = [];
  await dial((await node(0)).url, ({ type, detail }) => {
    if (type === "update") updates.push(detail);
  });
  const joining = await node(1);
  const port = new URL(joining.url).port;
  const said = (what: string) => updates.some((one) => new RegExp(`${what} .*:${port}`).test(one));
  await until(() => said("added"), { what: "word of the second node" });
  await joining.stop();
  await until(() => said("removed"), { what: "word of its end" });
  expect(updates.filter((one) => !/^(added|removed) \S/.test(one))).toEqual([]);
});
