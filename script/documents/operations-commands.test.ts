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

/** Begins with a program, a path in `script` or a method of HTTP. */
const COMMAND =
  /^(?:(?:npm|npx|node|nats|nats-server|nsc|scatter|kill|curl|docker|openssl|bash|sh|git)(?!\S)|script\/|(?:GET|PUT|POST|PATCH|DELETE|HEAD) )/;
/** What begins so and is no command. */
const NO_COMMAND: readonly string[] = [
  // A label of a metric, and a process.
  "node",
  // The language of blocks.
  "sh",
  "script/documents/operations-commands.test.ts",
];
/** What stands between the marks of code. */
const SPANS = [...TEXT.matchAll(/`([^`]+)`/g)].map(([, span = ""]) => span);
const NAMED = new Set(SPANS.filter((span) => COMMAND.test(span) && !NO_COMMAND.includes(span)));

/** Which test runs it, and by which text of a line that runs it. */
const RUN_BY: Readonly<Record<string, readonly [test: string, text: string]>> = {
  "GET /v1/bidders": ["test/integration/placement.test.ts", '(gateway, "/v1/bidders")'],
  "GET /v1/searches/{searchId}": ["test/integration/asking.test.ts", "get(gateway, `/v1/searches/"],
  "GET /admin": ["test/integration/administration.test.ts", '"GET", "/admin"'],
  "GET /admin/experiment": ["test/integration/experiments.test.ts", '"GET", "/admin/experiment")'],
  "PUT /admin/bidders/NAME": ["test/integration/administration.test.ts", '"PUT", "/admin/bidders/'],
  "PUT /admin/bidders/NAME/instances/ID": [
    "test/integration/administration.test.ts",
    'at = "/admin/bidders/partners/instances"',
  ],
  "PUT /admin/experiment/arms/NAME": [
    "test/integration/experiments.test.ts",
    '"PUT", "/admin/experiment/arms/',
  ],
  "PUT /admin/policy": ["test/integration/administration.test.ts", '"PUT", "/admin/policy"'],
  "PUT /admin/sellers/NAME": ["test/integration/administration.test.ts", '"PUT", "/admin/sellers/'],
  "kill -9": ["test/integration/start-killed.test.ts", 'kill("SIGKILL")'],
  "npm run bidders": ["test/integration/cli.test.ts", 'startProgram("script/bidders.ts"'],
  "npm run search": ["test/integration/cli.test.ts", 'startProgram("script/search.ts"'],
  "npm start": ["test/integration/start.test.ts", "start({ PORT: "],
  "scatter bidders --feedback": ["test/integration/feedback.test.ts", 'bidders("--feedback")'],
  "scatter replay": ["test/integration/replay-commands.test.ts", "}npx scatter replay records"],
};

/** Where the document says that no test runs it. */
const NOT_RUN: readonly string[] = [
  "nats stream backup",
  "npm run bench",
  "npm run observe",
  "script/bootstrap",
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
    expect(NO_COMMAND.filter((span) => !SPANS.includes(span))).toEqual([]);
  });

  test("is in the test that is said to run it, and not in a comment or a title alone", () => {
    const isCode = (line: string) => !/^\s*(?:\/\/|\/?\*|(?:test|describe)(?:\.\w+)*\()/.test(line);
    for (const [command, [path, text]] of Object.entries(RUN_BY)) {
      const lines = readRepositoryFile(path).split("\n").filter(isCode);
      const isThere = lines.some((line) => line.includes(text));
      expect({ command, isThere }).toEqual({ command, isThere: true });
    }
  });

  test("that no test runs is named where the document says so", () => {
    const [, said = ""] =
      /A test runs the commands in all `sh` blocks(.*?)\n\n/s.exec(DOCUMENT) ?? [];
    expect(NOT_RUN.filter((command) => !said.includes(`\`${command}`))).toEqual([]);
  });
});
