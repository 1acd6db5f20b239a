/** CPU profiles of a gateway, on the port for monitoring. */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Gateway } from "../../gateway/app.ts";
import { type Broker, startBroker } from "../harness/broker.ts";
import { gatewayOn, get } from "../harness/gateway.ts";
import { requestText, sendRaw } from "../harness/raw-http.ts";

let broker: Broker;
let on: Gateway;
let off: Gateway;
const operationsOf = ({ operationsUrl }: Gateway) => ({ url: operationsUrl as string });

beforeAll(async () => {
  broker = await startBroker();
  const environment = { OPERATIONS_PORT: "0", OPERATIONS_PROFILE: "on", GATEWAY_ID: "gw-1" };
  on = await gatewayOn(broker, [], environment);
  off = await gatewayOn(broker, [], { OPERATIONS_PORT: "0" });
});

afterAll(async () => {
  await on?.stop();
  await off?.stop();
  await broker?.stop();
});

test("a profile is a file that tools of V8 read", async () => {
  const { status, headers, body } = await get<{ nodes: object[]; samples: number[] }>(
    operationsOf(on),
    "/profile?seconds=1",
  );
  expect(status).toBe(200);
  expect(headers.get("content-disposition")).toBe('attachment; filename="gw-1.cpuprofile"');
  expect(Object.keys(body)).toEqual(
    expect.arrayContaining(["nodes", "samples", "startTime", "endTime"]),
  );
  expect(body.nodes.length).toBeGreaterThan(1);
  expect(body.samples.length).toBeGreaterThan(1);
});

test("none is taken on the main port, under another host, or of one that is not on (OPERATIONS-1, PROFILE-1)", async () => {
  const foreign = requestText("GET /profile?seconds=1", { host: "evil.example" });
  const answers = {
    main: (await get(on, "/profile")).status,
    foreign: (await sendRaw(operationsOf(on), foreign)).status,
    wrong: (await get(operationsOf(on), "/profile?seconds=100")).body,
    off: (await get(operationsOf(off), "/profile")).body,
  };
  expect(answers).toEqual({
    main: 404,
    foreign: 421,
    wrong: expect.objectContaining({
      status: 400,
      code: "invalid-request",
      errors: [{ path: "seconds", message: expect.stringContaining("1 to 60") }],
    }),
    off: expect.objectContaining({
      status: 404,
      code: "not-found",
      detail: expect.stringContaining("OPERATIONS_PROFILE=on"),
    }),
  });
});
