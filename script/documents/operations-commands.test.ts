/**
 * Commands that docs/operations.md names within its text: each is run by a test, or the document
 * says that it is not. Those of its `sh` blocks are run by operations-commands.test.ts of
 * test/integration.
 */
import { describe, expect, test } from "@jest/globals";
import { readRepositoryFile } from "./files.ts";

const DOCUMENT = readRepositoryFile("docs/operations.md");
const BLOCKS = [...DOCUMENT.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, text = ""]) => text).join();
const TEXT = DOCUMENT.replaceAll(/^```.*?^```$/gms, "");

/** What stands between the marks of code and begins with a program or a method of HTTP. */
const COMMAND =
  /`((?:(?:npm|npx|nats|nats-server|scatter|kill)(?=[ `])|script\/bootstrap|PUT \/admin|GET \/admin)[^`]*)`/g;
const NAMED = new Set([...TEXT.matchAll(COMMAND)].map(([, command = ""]) => command));

/** Which test runs it, and by which text. */
const RUN_BY: Readonly<Record<string, readonly [test: string, text: string]>> = {
  "GET /admin": ["test/integration/administration.test.ts", '"GET", "/admin"'],
  "GET /admin/experiment": ["test/integration/experiments.test.ts", '"/admin/experiment"'],
  "PUT /admin/bidders/NAME": ["test/integration/administration.test.ts", "/admin/bidders/"],
  "PUT /admin/bidders/NAME/instances/ID": [
    "test/integration/administration.test.ts",
    "/admin/bidders/partners/instances",
  ],
  "PUT /admin/experiment/arms/NAME": [
    "test/integration/experiments.test.ts",
    "/admin/experiment/arms/",
  ],
  "PUT /admin/policy": ["test/integration/administration.test.ts", '"PUT", "/admin/policy"'],
  "PUT /admin/sellers/NAME": ["test/integration/administration.test.ts", "/admin/sellers/"],
  "kill -9": ["test/integration/start-killed.test.ts", "killed with -9"],
  "npm run bidders": ["test/integration/cli.test.ts", "script/bidders.ts"],
  "npm run search": ["test/integration/cli.test.ts", "script/search.ts"],
  "npm start": ["test/integration/start.test.ts", "npm start"],
  "scatter bidders --feedback": ["test/integration/feedback.test.ts", "--feedback"],
  "scatter replay": ["test/integration/replay-commands.test.ts", "scatter replay"],
};

/** Where the document says that no test runs it. */
const NOT_RUN: readonly string[] = [
  "nats",
  "npm run bench",
  "npm run observe",
  "script/bootstrap --prometheus",
];
const isNotRun = (command: string) =>
  NOT_RUN.some((one) => command === one || command.startsWith(`${one} `));

describe("a command within the text of docs/operations.md", () => {
  test("is run by a test, or is one of those that the document says are not", () => {
    const isKnown = (command: string) =>
      BLOCKS.includes(command) || RUN_BY[command] !== undefined || isNotRun(command);
    expect([...NAMED].filter((command) => !isKnown(command))).toEqual([]);
    // What is gone from the document is gone from here too.
    expect(Object.keys(RUN_BY).filter((command) => !NAMED.has(command))).toEqual([]);
  });

  test("is in the test that is said to run it", () => {
    for (const [command, [path, text]] of Object.entries(RUN_BY))
      expect({ command, isThere: readRepositoryFile(path).includes(text) }).toEqual({
        ...{ command, isThere: true },
      });
  });

  test("that no test runs is named where the document says so", () => {
    const [, said = ""] =
      /A test runs the commands in all `sh` blocks(.*?)\n\n/s.exec(DOCUMENT) ?? [];
    expect(NOT_RUN.filter((command) => !said.includes(`\`${command}`))).toEqual([]);
  });
});
