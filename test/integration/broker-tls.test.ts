/**
 * `tls://` in NATS_URL: the connection has verified TLS, or there is no connection and no secret
 * has left this process.
 */
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServer as createTlsServer } from "node:tls";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import type { NatsConnection } from "nats";
import { type Environment, readBroker } from "../../common/runtime/config.ts";
import { connect } from "../../common/runtime/connect.ts";
import type { Fault } from "../../proto/errors.ts";
import { type BareBroker, startBareBroker } from "../harness/bare-broker.ts";
import { certificate } from "../harness/certificate.ts";

const SIGN_IN = ["--user", "nonstop", "--pass", "topsecret"];
let folder: string;
const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const files: Record<string, string> = {};
const ends: (() => unknown)[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "scatter-tls-"));
  const authority = certificate({ common: "Authority of the test" });
  const others = certificate({ common: "Another authority" });
  files["ca"] = file("ca.pem", authority.cert);
  files["otherCa"] = file("other-ca.pem", others.cert);
  const hosts = {
    address: "127.0.0.1",
    localhost: "localhost",
    elsewhere: "broker.example",
    client: "client.example",
  };
  for (const [name, host] of Object.entries(hosts)) {
    const { cert, key } = certificate({ common: name, host, by: authority });
    files[`${name}Cert`] = file(`${name}.pem`, cert);
    files[`${name}Key`] = file(`${name}.key`, key);
  }
});
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function tlsBroker(name: string, ...more: string[]): Promise<BareBroker & { port: string }> {
  const args = [
    "--tls",
    "--tlscert",
    files[`${name}Cert`] as string,
    "--tlskey",
    files[`${name}Key`] as string,
  ];
  const broker = await startBareBroker(...SIGN_IN, ...args, ...more);
  ends.push(() => broker.stop());
  return { ...broker, port: new URL(broker.url).port };
}

/** As a process does it: reads the environment, then connects to the broker. */
async function dial(environment: Environment, waitOnFirstConnect = false): Promise<NatsConnection> {
  const faults: Fault[] = [];
  const broker = readBroker(
    { NATS_USER: "nonstop", NATS_PASSWORD: "topsecret", ...environment },
    "nonstop",
    faults,
  );
  expect(faults).toEqual([]);
  const connection = await connect(broker, {
    name: "the test",
    onStatus: () => {},
    waitOnFirstConnect,
  });
  ends.push(() => connection.close());
  return connection;
}

const INFO = {
  server_id: "X",
  version: "2.10.0",
  proto: 1,
  max_payload: 1_048_576,
  headers: true,
  auth_required: true,
};

/** A listener that greets as a broker and answers every PING. `got`: all bytes that it received. */
async function greeter(server: Server, event: "connection" | "secureConnection") {
  let got = "";
  server.on(event, (socket: Socket) => {
    ends.push(() => socket.destroy());
    socket.on("error", () => {});
    socket.on("data", (data) => {
      got += data.toString("latin1");
      if (got.includes("PING\r\n")) socket.write("PONG\r\n");
    });
    socket.write(
      `INFO ${JSON.stringify({ ...INFO, tls_required: event === "secureConnection" })}\r\n`,
    );
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  ends.push(() => server.close());
  return { port: (server.address() as AddressInfo).port, got: () => got };
}

describe("a broker without TLS", () => {
  test.each([
    false,
    true,
  ])("is not connected to by tls://, and is sent no credentials (waitOnFirstConnect: %p)", async (wait) => {
    const plain = await greeter(createServer(), "connection");
    await expect(dial({ NATS_URL: `tls://127.0.0.1:${plain.port}` }, wait)).rejects.toThrow(
      /NATS_URL asks for TLS \(tls:\/\/127\.0\.0\.1:\d+\), and the broker there has none; nothing was sent/,
    );
    expect(plain.got()).toBe("");
  });

  test("is connected to by nats://, as the user in the URL", async () => {
    const plain = await greeter(createServer(), "connection");
    const NATS_URL = `nats://nonstop:top%40secret@127.0.0.1:${plain.port}`;
    await dial({ NATS_URL, NATS_USER: "", NATS_PASSWORD: "" });
    expect(plain.got()).toContain('"user":"nonstop","pass":"top@secret"');
  });
});

describe("a real broker with TLS", () => {
  test.each([
    "address",
    "localhost",
  ])("whose certificate is of an authority in NATS_CA, for its %s", async (name) => {
    const { port } = await tlsBroker(name);
    const host = name === "address" ? "127.0.0.1" : "localhost";
    const connection = await dial({ NATS_URL: `tls://${host}:${port}`, NATS_CA: files["ca"] });
    expect(connection.info?.tls_required).toBe(true);
    await connection.flush();
  });

  test.each([
    ["of no well-known authority", "address", {}],
    ["of another authority than NATS_CA's", "address", { NATS_CA: "otherCa" }],
    ["for another host", "elsewhere", { NATS_CA: "ca" }],
    ["for a host that was not dialled", "localhost", { NATS_CA: "ca" }],
  ])("whose certificate is %s is refused, and not tried for ever", async (_what, name, settings) => {
    const { port } = await tlsBroker(name);
    const ca = (settings as { NATS_CA?: string }).NATS_CA;
    const environment = { NATS_URL: `tls://127.0.0.1:${port}`, NATS_CA: ca && files[ca] };
    await expect(dial(environment, true)).rejects.toThrow(
      /the TLS connection to the broker was refused; NATS_CA names/,
    );
  });

  test("that asks for a certificate of ours", async () => {
    const { port } = await tlsBroker(
      "address",
      "--tlsverify",
      "--tlscacert",
      files["ca"] as string,
    );
    const environment = { NATS_URL: `tls://127.0.0.1:${port}`, NATS_CA: files["ca"] };
    await expect(dial(environment)).rejects.toThrow(/NATS_TLS_CERT and NATS_TLS_KEY/);
    const own = { NATS_TLS_CERT: files["clientCert"], NATS_TLS_KEY: files["clientKey"] };
    await (await dial({ ...environment, ...own })).flush();
  });

  test("behind a node that is down", async () => {
    const { port } = await tlsBroker("address");
    const gone = await startBareBroker();
    await gone.stop();
    const environment = {
      NATS_URL: `${gone.url.replace("nats", "tls")},tls://127.0.0.1:${port}`,
      NATS_CA: files["ca"],
    };
    await (await dial(environment)).flush();
  });

  test("that wants TLS before its greeting, with NATS_TLS_FIRST", async () => {
    const [cert, key] = [files["addressCert"], files["addressKey"]].map((path) =>
      readFileSync(path as string, "utf8"),
    );
    const first = await greeter(
      createTlsServer({ cert, key }) as unknown as Server,
      "secureConnection",
    );
    await dial({
      NATS_URL: `tls://127.0.0.1:${first.port}`,
      NATS_CA: files["ca"],
      NATS_TLS_FIRST: "true",
    });
    expect(first.got()).toContain('"tls_required":true');
  });
});

describe("settings that are wrong are named at start, all at once", () => {
  const NATS_URL = "tls://h:4222";
  const cases: [string, Environment, string[], RegExp][] = [
    [
      "nats:// with settings of TLS",
      { NATS_URL: "nats://h", NATS_CA: "ca", NATS_TLS_FIRST: "false" },
      ["NATS_CA", "NATS_TLS_FIRST"],
      /write tls:/,
    ],
    [
      "files that are not there",
      { NATS_URL, NATS_CA: "/no/ca" },
      ["NATS_CA"],
      /\/no\/ca cannot be read as PEM certificates/,
    ],
    ["a file that is none", { NATS_URL, NATS_CA: "clientKey" }, ["NATS_CA"], /has no certificate/],
    [
      "a certificate without its key",
      { NATS_URL, NATS_TLS_CERT: "clientCert" },
      ["NATS_TLS_KEY"],
      /go together/,
    ],
    [
      "a key without its certificate",
      { NATS_URL, NATS_TLS_KEY: "clientKey" },
      ["NATS_TLS_CERT"],
      /go together/,
    ],
    [
      "a key that is none",
      { NATS_URL, NATS_TLS_CERT: "clientCert", NATS_TLS_KEY: "clientCert" },
      ["NATS_TLS_KEY"],
      /private key/,
    ],
    [
      "TLS first, neither yes nor no",
      { NATS_URL, NATS_TLS_FIRST: "1" },
      ["NATS_TLS_FIRST"],
      /true or false/,
    ],
    [
      "two ways to sign in",
      { NATS_URL: "tls://u:hush@h", NATS_USER: "u", NATS_PASSWORD: "p" },
      ["NATS_URL"],
      /another way to sign in/,
    ],
  ];
  test.each(cases)("%s", (_what, environment, paths, message) => {
    const named = Object.fromEntries(
      Object.entries(environment).map(([key, value = ""]) => [key, files[value] ?? value]),
    );
    const faults: Fault[] = [];
    readBroker(named, "nonstop", faults);
    expect(faults.map(({ path }) => path)).toEqual(paths);
    expect(faults[0]?.message).toMatch(message);
    expect(JSON.stringify(faults)).not.toContain("hush");
  });
});
