import { expect, test } from "@jest/globals";
import type { Msg, NatsConnection } from "nats";
import { Wire } from "./wire.ts";

/** A connection of which a test delivers the messages. */
function scripted() {
  const takers = new Map<string, (message: Msg) => void>();
  const connection = {
    subscribe(subject: string, { callback }: { callback: (error: null, message: Msg) => void }) {
      takers.set(subject, (message) => callback(null, message));
    },
    flush: async () => {},
    publish: () => {},
  } as unknown as NatsConnection;
  const deliver = (pattern: string, subject: string, data = new Uint8Array(1)) =>
    takers.get(pattern)?.({ subject, data } as Msg);
  return { connection, deliver };
}

const INBOXES = "_INBOX.gw.conf.>";

test("a wait ends by what it waits for, by the clock, and when the run is stopped (PLAYED-1)", async () => {
  const { connection, deliver } = scripted();
  const stopped = new AbortController();
  const wire = new Wire(connection, "conf", () => 0, stopped.signal);
  await wire.start();
  const { token, box } = wire.open();
  const came = wire.until(() => box.received.length === 1, 1_000_000);
  deliver(INBOXES, `_INBOX.gw.conf.${token}.own.i1`);
  const never = wire.until(() => false, 1);
  const [first, second] = [await came, await never];
  const long = wire.until(() => false, 1_000_000);
  stopped.abort();
  const after = wire.until(() => false, 1_000_000);
  expect({ first, second, long: await long, after: await after }).toEqual({
    ...{ first: true, second: false, long: false, after: false },
  });
});

test("messages and bytes beyond the bounds are counted, and not kept (PLAYED-2)", async () => {
  const { connection, deliver } = scripted();
  const wire = new Wire(connection, "conf", () => 0, new AbortController().signal);
  await wire.start();
  const [many, large] = [wire.open(), wire.open()];
  for (let i = 0; i < 300; i++) {
    deliver(INBOXES, `_INBOX.gw.conf.${many.token}.own.i1`);
    deliver("auction.presence.*.*", "auction.presence.own.i1");
  }
  for (let i = 0; i < 10; i++)
    deliver(INBOXES, `_INBOX.gw.conf.${large.token}.own.i1`, new Uint8Array(1024 * 1024));
  // What belongs to nothing that was sent is dropped.
  deliver(INBOXES, "_INBOX.gw.conf.unknown.own.i1");
  const kept = ({ box }: typeof many) => ({ kept: box.received.length, unkept: box.unkept });
  expect({ many: kept(many), large: kept(large), presence: wire.presence.length }).toEqual({
    many: { kept: 256, unkept: 44 },
    large: { kept: 8, unkept: 2 },
    presence: 256,
  });
});

test("what is kept of all calls together is bounded (PLAYED-2)", async () => {
  const { connection, deliver } = scripted();
  const wire = new Wire(connection, "conf", () => 0, new AbortController().signal);
  await wire.start();
  const data = new Uint8Array(4 * 1024 * 1024);
  const boxes = Array.from({ length: 10 }, () => {
    const { token, box } = wire.open();
    for (let i = 0; i < 2; i++) deliver(INBOXES, `_INBOX.gw.conf.${token}.own.i1`, data);
    return box;
  });
  deliver("auction.presence.*.*", "auction.presence.own.i1", data);
  const sum = (of: (box: (typeof boxes)[number]) => number) =>
    boxes.reduce((all, box) => all + of(box), 0);
  expect({
    kept: sum(({ received }) => received.length),
    unkept: sum(({ unkept }) => unkept),
    presence: wire.presence.length,
  }).toEqual({ kept: 16, unkept: 4, presence: 0 });
});
