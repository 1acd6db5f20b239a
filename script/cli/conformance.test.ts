import { describe, expect, test } from "@jest/globals";
import { failed, notChecked, passed } from "../conformance/verdict.ts";
import { conformanceCommand, conformanceExit } from "./conformance.ts";
import { conformanceLines, conformanceReport } from "./conformance-table.ts";
import type { CommandFailure } from "./failure.ts";

const RUN = {
  ...{ kind: "own", instance: "i1", instances: ["i1"], markets: ["LHR.JFK"] },
  ...{ isStopped: false, isLost: false },
};
const check = (verdict: ReturnType<typeof passed>, id = "budget") => ({
  ...{ id, what: "bids come in time", where: "docs/wire-protocol.md#a-call", verdict },
});
const GOOD = check(passed("all"));
const OPEN = check(notChecked("nothing came"));
const BAD = check(failed("one", "two\u001b[2J", new Uint8Array(200)));

test.each([
  [{}, [GOOD, OPEN], 0],
  [{}, [GOOD, BAD], 1],
  [{ isStopped: true }, [GOOD], 1],
  [{ instance: null }, [OPEN], 1],
  [{ isLost: true }, [GOOD, BAD], 3],
])("CONFORMS-1: %j ends with its code", (changes, checks, code) => {
  expect({ changes, code: conformanceExit({ ...RUN, ...changes, checks }) }).toEqual({
    changes,
    code,
  });
});

describe("what was asked wrongly", () => {
  test.each([
    [[], "--kind"],
    [["--kind", "a.b"], "1-64 characters"],
    [["--kind", "a", "--only", "budget,nothing"], "'nothing' is none of service-ping"],
    [["--kind", "a", "--markets", "LHR"], "such as LHR.CDG"],
    [["--kind", "a", "--slack", "1e3"], "milliseconds from 0 to 60000"],
    [["--kind", "a", "--credentials", "x.creds"], "--server or NATS_URL"],
  ])("%j", async (args, text) => {
    const failure = await conformanceCommand(args, "scatter conformance", {}).catch(
      (thrown: CommandFailure) => thrown,
    );
    expect(failure).toMatchObject({ exitCode: 2, message: expect.stringContaining(text) });
  });
});

test("no broker is 3 (CONFORMS-1)", async () => {
  const args = ["--kind", "own", "--server", "nats://127.0.0.1:1"];
  await expect(conformanceCommand(args, "scatter conformance", {})).rejects.toMatchObject({
    exitCode: 3,
  });
});

describe("the report", () => {
  const run = { ...RUN, checks: [GOOD, BAD, OPEN] };
  const style = { width: 80, paint: (_: string, text: string) => text };

  test("says of what failed what was expected, what came, where, and the first bytes", () => {
    const text = conformanceLines(run, "first", style).join("\n");
    expect(text).toContain("expected: one");
    expect(text).toContain("came: two\\x1b[2J");
    expect(text).toContain("see: docs/wire-protocol.md#a-call");
    expect(text).toContain("and 72 more: --bytes shows them");
    expect(text).toContain("3 checks: 1 passed, 1 failed, 1 not checked");
  });

  test("for a program has the bytes as hexadecimal digits, all of them where that is asked", () => {
    expect(conformanceReport(run, "whole")).toMatchObject({
      checks: [
        { state: "passed", found: "all" },
        { state: "failed", expected: "one", bytes: "00".repeat(200), bytesLength: 200 },
        { state: "not-checked", why: "nothing came" },
      ],
      counts: { passed: 1, failed: 1, notChecked: 1 },
    });
  });
});
