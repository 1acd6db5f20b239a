/** `npm start` as a person runs it: one command, a search, Ctrl-C. */
import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { READY_MS_MAX } from "../../script/started/started-system.ts";
import { answeredByAll, pidOf, search, start } from "../harness/npm-start.ts";
import { until } from "../harness/until.ts";

/**
 * A log line of level warn or above, or one that is not a log line. A message of `npm start` itself
 * (about a port that is in use) is neither.
 */
function isWarning(line: string): boolean {
  if (!line.startsWith("{")) return !/^(ready |npm start: )/.test(line);
  return (JSON.parse(line) as { level: number }).level >= 40;
}

describe("npm start", () => {
  test(
    "is ready when a search is answered by all, goes on without a bidder, and drains at Ctrl-C",
    async () => {
      const run = start({ PORT: "" });
      const url = await run.ready();
      // Nothing that belongs to every start is a warning or an error.
      expect(run.lines.filter(isWarning)).toEqual([]);
      await answeredByAll(url);

      process.kill(await pidOf(run.process.pid ?? 0, "bidders/main.ts stops"), "SIGKILL");
      await until(() =>
        run.lines.find((line) =>
          /^npm start: stops has ended \(SIGKILL\); the rest goes on/.test(line),
        ),
      );
      const rest = await search(url);
      expect(rest.itineraries.length).toBeGreaterThan(0);
      expect(rest.bidders).toContainEqual(
        expect.objectContaining({ bidder: "nonstop", outcome: "answered" }),
      );

      // One Ctrl-C arrives twice under npm.
      run.process.kill("SIGINT");
      run.process.kill("SIGINT");
      expect(await run.ended).toBe(0);
      await expect(fetch(`${url}/live`)).rejects.toThrow();
      expect(run.lines.join("\n")).not.toMatch(/p[0-9a-f]{48}/);
    },
    2 * READY_MS_MAX,
  );

  test(
    "ends when the gateway is killed, and ends the others too",
    async () => {
      const run = start({ LOG_LEVEL: "silent" });
      const url = await run.ready();
      const bidder = await pidOf(run.process.pid ?? 0, "bidders/main.ts nonstop");
      process.kill(await pidOf(run.process.pid ?? 0, "gateway/main.ts"), "SIGKILL");
      expect(await run.ended).toBe(1);
      expect(run.lines).toContainEqual(
        expect.stringMatching(/^npm start: gateway has ended \(SIGKILL\)/),
      );
      expect(() => process.kill(bidder, 0)).toThrow();
      await expect(fetch(`${url}/live`)).rejects.toThrow();
    },
    2 * READY_MS_MAX,
  );

  test("names every mistake in the configuration at once, and starts nothing", async () => {
    const run = start({ PORT: "abc", LOG_LEVEL: "loud", NATS_URL: "foo" });
    expect(await run.ended).toBe(2);
    expect(run.lines.join("\n")).toMatch(
      /3 mistakes:\n {2}NATS_URL: .*\n {2}PORT: .*\n {2}LOG_LEVEL: /,
    );
  });

  test("reports that the port in PORT is in use", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as { port: number };
    const run = start({ PORT: String(port) });
    expect(await run.ended).toBe(1);
    expect(run.lines).toEqual([expect.stringContaining(`npm start: PORT=${port} is taken`)]);
    server.close();
  });

  test("names a run folder that cannot be made", async () => {
    const run = start({ RUN_FOLDER: join(import.meta.filename, "run") });
    expect(await run.ended).toBe(1);
    expect(run.lines).toEqual([
      expect.stringMatching(
        /^npm start: the run folder cannot be made: .*start\.test\.ts\/run'; RUN_FOLDER names another$/,
      ),
    ]);
  });
});
