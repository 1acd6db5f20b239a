/**
 * `scatter doctor` beside three brokers with TLS and a key for each role (`deploy/cluster`), as
 * docs/cluster.md installs them.
 */
import { copyFileSync, cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { brokerUsers } from "../../script/broker/users.ts";
import { makeCredentials } from "../../script/cluster/credentials.ts";
import type { Check } from "../../script/doctor/check.ts";
import { type Cluster, startCluster } from "../harness/cluster.ts";
import { type EndedProcess, startProgram } from "../harness/process.ts";

let cluster: Cluster;
beforeAll(async () => {
  cluster = await startCluster();
});
afterAll(async () => cluster?.[Symbol.asyncDispose]());

const NOBODY_RUNS = ["gateways", "markets", "nonstop", "partners", "stops"];

async function doctor(environment: Readonly<Record<string, string>>, ...args: string[]) {
  const monitoring = ["--monitoring", cluster.nodes[0]?.monitorUrl ?? ""];
  const program = startProgram(
    "bin/scatter.js",
    ["doctor", "--json", ...monitoring, ...args],
    environment,
  );
  const { code, stdout, stderr }: EndedProcess = await program.ended;
  const { checks = [] } = stdout === "" ? {} : (JSON.parse(stdout) as { checks: Check[] });
  const named = (name: string) => checks.find((one) => one.name === name);
  const faults = checks.filter(({ state }) => state === "fault").map(({ name }) => name);
  return { code, stderr, checks, named, faults };
}

const url = () => ({ NATS_URL: cluster.environment("monitor")["NATS_URL"] ?? "" });

test("with the folder of keys: all roles sign in, and have the rights of nats.conf (DOCTORKEYS-1)", async () => {
  const { stderr, named, faults } = await doctor(url(), "--credentials", cluster.credentials);
  const roles = [...brokerUsers().keys()];
  expect(stderr).toBe("");
  expect(named("broker")).toMatchObject({
    state: "ok",
    found: expect.stringMatching(new RegExp(`^tls://.*, as ${roles.join(", ")}$`)),
  });
  for (const role of roles)
    expect(named(`rights of ${role}`)).toMatchObject({
      state: "ok",
      found: expect.stringMatching(/^has all \d+ that it needs, none of \d+/),
    });
  for (const name of ["round trip", "message size", "JetStream", "connections", "JetStream files"])
    expect({ name, state: named(name)?.state }).not.toEqual({ name, state: "fault" });
  // Nobody runs but the brokers.
  expect(faults.filter((name) => !NOBODY_RUNS.some((word) => name.includes(word)))).toEqual([]);
});

test("with the key of one role in the environment, as a process of it has it", async () => {
  const { named, faults } = await doctor(cluster.environment("stops"), "--as", "stops");
  expect({ faults, own: named("rights of stops")?.state }).toEqual({ faults: [], own: "ok" });
  expect(named("rights of gateway")).toMatchObject({
    ...{ state: "not checked", found: "no password and no key of it is here" },
    remedy: expect.stringContaining("--credentials"),
  });
});

test("keys and certificates that the brokers do not take: each role is named, with what to compare", async () => {
  const mixed = join(cluster.credentials, "..", "mixed");
  const others = join(cluster.credentials, "..", "others");
  cpSync(cluster.credentials, mixed, { recursive: true });
  await makeCredentials(others, {});
  // A key that no node knows, and a certificate of another authority.
  copyFileSync(join(others, "stops.seed"), join(mixed, "stops.seed"));
  for (const end of ["pem", "key"])
    copyFileSync(join(others, `nonstop.${end}`), join(mixed, `nonstop.${end}`));
  const { code, named, faults } = await doctor(url(), "--credentials", mixed);
  expect({ code, signIns: faults.filter((name) => name.startsWith("sign-in")) }).toEqual({
    ...{ code: 1, signIns: ["sign-in of nonstop", "sign-in of stops"] },
  });
  expect(named("sign-in of stops")?.remedy).toContain("users.conf");
  expect(named("sign-in of nonstop")?.remedy).toContain("NATS_TLS_CERT");
  expect(named("rights of gateway")?.state).toBe("ok");
  for (const folder of [mixed, others]) rmSync(folder, { recursive: true });
});

test("an authority that is not the brokers': no sign-in, and the reason", async () => {
  const others = join(cluster.credentials, "..", "authority");
  await makeCredentials(others, {});
  const stranger = await doctor(url(), "--credentials", others);
  expect({ code: stranger.code, faults: stranger.faults }).toMatchObject({
    ...{ code: expect.any(Number), faults: expect.arrayContaining(["broker"]) },
  });
  expect(stranger.code).not.toBe(0);
  expect(JSON.stringify(stranger.checks)).toMatch(/NATS_CA|certificate/i);
  rmSync(others, { recursive: true });
});
