/** The command over HTTP, with a gateway that is played. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { ArmCounts } from "../../gateway/experiments/arm-counts.ts";
import { encodeRecordsSync } from "../../gateway/recording/block-codec.ts";
import { encodeResult } from "../../proto/codec/index.ts";
import { resultEnded } from "../../test/fixtures/auction/ends.ts";
import { recordedAuction } from "../../test/fixtures/recording/recorded.ts";
import { experimentCommand } from "./experiment.ts";
import { CommandFailure } from "./failure.ts";

const counts = new ArmCounts();
counts.add({ endedBy: "complete", partial: false, elapsedMs: 200, bestPrice: 100 });
const arm = { policy: null, share: 10_000, state: "running", ...counts.view() };
const VIEW = {
  ...{ experiment: "e", by: "search", currency: "USD" },
  ...{ arms: [{ arm: "control", ...arm }], shadows: [] },
};

let answer: readonly [status: number, body: string] = [200, ""];
const asked: IncomingMessage[] = [];
const server = createServer((request, response) => {
  asked.push(request);
  response.writeHead(answer[0]).end(answer[1]);
});
let url = "";

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

async function ended(status: number, body: unknown, ...args: string[]) {
  answer = [status, typeof body === "string" ? body : JSON.stringify(body)];
  const printed: string[] = [];
  const terminal = {
    print: (text: string) => void printed.push(text),
    ...{ width: () => 120, paint: (_: string, text: string) => text },
  };
  const all = ["report", ...args, "--from", url];
  try {
    const exit = await experimentCommand(all, "scatter experiment", { SCATTER_KEY: "k" }, terminal);
    return { exit, text: printed.join("\n") };
  } catch (thrown) {
    if (!(thrown instanceof CommandFailure)) throw thrown;
    return { exit: thrown.exitCode, text: thrown.message };
  }
}

test("a report, with the key of its user (CLIKEY-2)", async () => {
  const { exit, text } = await ended(200, VIEW);
  expect({ exit, path: asked.at(-1)?.url, key: asked.at(-1)?.headers.authorization }).toEqual({
    ...{ exit: 0, path: "/admin/experiment", key: "Bearer k" },
  });
  expect(text).toMatch(/^e: 1 searches at 1 gateway; amounts in USD; intervals of 95 %/);
  const { text: json } = await ended(200, VIEW, "--json", "--confidence", "99");
  expect(JSON.parse(json)).toMatchObject({ experiment: "e", confidence: 0.99 });
});

test.each<[string, number, unknown, number, RegExp]>([
  ["no experiment", 200, { ...VIEW, experiment: null }, 1, /^no experiment runs/],
  ["no policies file", 404, { detail: "this gateway has no policies" }, 1, /404: this gateway has/],
  ["a wrong key", 401, { detail: "the key is not known here" }, 2, /401: the key is not known/],
  ["a gateway that fails", 500, { detail: "it failed" }, 3, /500: it failed/],
  ["no JSON", 200, "<html>", 3, /answers 200, and no JSON/],
  ["another form", 200, { experiment: "e" }, 3, /has another form at currency/],
  ["too much", 200, " ".repeat(4 * 1024 * 1024 + 1), 3, /its answer is too large/],
])("%s (EXIT-1)", async (_what, status, body, exit, text) => {
  expect(await ended(status, body)).toEqual({ exit, text: expect.stringMatching(text) });
});

test("records, in the place of gateways", async () => {
  const folder = mkdtempSync(join(tmpdir(), "records-"));
  try {
    const path = join(folder, "a.records");
    const result = encodeResult(resultEnded("quorum", true, []));
    const auctions = ["hasty", "control", null].map((arm, i) =>
      recordedAuction({ searchId: `s${i}`, arm, result: arm === null ? null : result }),
    );
    writeFileSync(path, encodeRecordsSync(auctions));
    const { exit, text } = await ended(500, "no gateway is asked", path);
    expect({ exit }).toEqual({ exit: 0 });
    expect(text).toMatch(/: 2 searches at 1 gateway/);
    expect(text).toMatch(/hasty .*the gateway's .*50 %/);
    expect(await ended(200, VIEW, join(folder, "none"))).toEqual({
      ...{ exit: 2, text: expect.stringMatching(/none: .*ENOENT/) },
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("of records that cannot be read each place is named whole, and the last one always", async () => {
  const folder = mkdtempSync(join(tmpdir(), "records-with-a-long-name-of-a-folder-"));
  const error = jest.spyOn(console, "error").mockImplementation(() => {});
  try {
    const result = encodeResult(resultEnded("quorum", true, []));
    const whole = encodeRecordsSync([recordedAuction({ arm: "control", result })]);
    const cut = whole.subarray(0, -1);
    const name = (i: number) => join(folder, `${100 + i}.records`);
    for (let i = 0; i < 23; i++) writeFileSync(name(i), cut);
    writeFileSync(name(23), whole);
    const { exit } = await ended(500, "no gateway is asked", folder);
    const said = error.mock.calls.map(([line]) => line);
    const line = (i: number) => `lost: ${name(i)}, byte 0: the block is cut off`;
    expect({ exit, said }).toEqual({
      exit: 0,
      said: [...Array.from({ length: 19 }, (_, i) => line(i)), "lost: 3 more places", line(22)],
    });
  } finally {
    error.mockRestore();
    rmSync(folder, { recursive: true });
  }
});

test("no address, and nobody there (EXIT-1)", async () => {
  expect({
    form: await ended(200, VIEW, "--from", "ftp://x"),
    nobody: await ended(200, VIEW, "--from", "http://127.0.0.1:1"),
    confidence: (await ended(200, VIEW, "--confidence", "100")).exit,
  }).toEqual({
    form: { exit: 2, text: "'ftp://x' is no address: use http://127.0.0.1:9090" },
    nobody: { exit: 3, text: expect.stringMatching(/^http:\/\/127\.0\.0\.1:1 does not answer/) },
    confidence: 2,
  });
});
