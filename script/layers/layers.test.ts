/**
 * Each rule of `.dependency-cruiser.js`, seen to fail: a repository of small files breaks each rule
 * in each way that is listed here, and depcruise must name that rule and no other.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import config from "../../.dependency-cruiser.js";
import { ROOT, readRepositoryFile } from "../documents/files.ts";

/** The importing folder or file, what it imports, and the rule that refuses it. */
const REFUSED: [from: string, to: string, rule: string][] = [
  ["proto", "common/money/money.ts", "proto-imports-only-itself"],
  ["proto/codec", "bidders/kit/bidder.ts", "proto-imports-only-itself"],
  ["proto", "nats", "proto-needs-protobufjs-only"],
  ["proto/schema", "zod", "proto-needs-protobufjs-only"],
  ["proto", "node:fs", "proto-needs-protobufjs-only"],
  ["common/runtime", "gateway/config.ts", "common-imports-neither-side"],
  ["common/places", "bidders/flights/flight-data.ts", "common-imports-neither-side"],
  ["common/text", "script/search.ts", "common-imports-neither-side"],
  ["common/money", "nats", "only-runtime-imports-the-broker"],
  ["gateway/search", "@opentelemetry/api", "one-file-imports-opentelemetry"],
  ["bidders/kit", "@opentelemetry/sdk-trace", "one-file-imports-opentelemetry"],
  ["common/runtime", "common/runtime/otel-tracing.ts", "opentelemetry-is-loaded-on-demand"],
  ["common/offers", "node:fs", "offer-rules-are-pure"],
  ["common/offers", "common/places/airports.ts", "offer-rules-are-pure"],
  ["common/offers", "common/runtime/clock.ts", "offer-rules-are-pure"],
  ["gateway/auction", "nats", "auction-is-pure"],
  ["gateway/auction", "node:fs", "auction-is-pure"],
  ["gateway/auction", "node:perf_hooks", "auction-is-pure"],
  ["gateway/auction", "gateway/config.ts", "auction-is-pure"],
  ["gateway/auction", "common/runtime/connect.ts", "auction-is-pure"],
  ["gateway/auction", "gateway/http/app.ts", "auction-is-pure"],
  ["gateway/auction", "common/runtime/clock.ts", "auction-imports-no-clock"],
  ["gateway/replay", "nats", "replay-is-pure"],
  ["gateway/replay", "node:fs", "replay-is-pure"],
  ["gateway/replay", "gateway/recording/read-records.ts", "replay-is-pure"],
  ["gateway/replay", "common/places/distance.ts", "replay-is-pure"],
  ["gateway/scatter", "gateway/http/app.ts", "scatter-imports-no-transport"],
  ["gateway/scatter", "gateway/nats/subscriber.ts", "scatter-imports-no-transport"],
  ["gateway/scatter", "gateway/search/validate.ts", "scatter-imports-no-transport"],
  ["gateway/client", "gateway/config.ts", "client-imports-only-proto"],
  ["gateway/client", "common/runtime/clock.ts", "client-imports-only-proto"],
  ["clients/typescript/src", "gateway/config.ts", "packed-client-imports-only-the-client"],
  ["gateway/web/src", "gateway/http/paths.ts", "page-imports-only-itself"],
  ["gateway/web/src", "proto/messages.ts", "page-imports-only-itself"],
  ["gateway/web/src", "gateway/http/app.ts", "page-takes-types-of-the-contract"],
  ["gateway/web/shared", "nats", "page-imports-only-itself"],
  ["gateway/http", "bidders/config.ts", "gateway-imports-no-bidder"],
  ["bidders/kit", "gateway/config.ts", "bidders-import-no-gateway"],
  ["bidders/nonstop", "nats", "bidder-folders-import-no-broker"],
  ["bidders/new", "@nats-io/kv", "bidder-folders-import-no-broker"],
  ["bidders/new", "proto/subjects.ts", "bidder-folders-import-no-broker"],
  ["bidders/new", "common/runtime/connect.ts", "bidder-folders-import-no-broker"],
  ["bidders/nonstop", "bidders/app.ts", "bidder-folders-use-the-kit-api"],
  ["bidders/nonstop", "bidders/kit/pending-bids.ts", "bidder-folders-use-the-kit-api"],
  ["bidders/stops", "bidders/nonstop/index.ts", "bidder-folders-import-no-other-bidder"],
  ["bidders/new", "bidders/stops/engine/rules.ts", "bidder-folders-import-no-other-bidder"],
  ["bidders/kit", "bidders/partners/json/mapping.ts", "kit-imports-no-bidder"],
  ["bidders", "bidders/new/settings.ts", "kit-imports-no-bidder"],
  ["bidders/kit", "bidders/flights/flight-data.ts", "kit-imports-no-flights"],
  ["bidders/flights", "bidders/stops/engine/rules.ts", "flights-import-no-bidder"],
  ["bidders/flights", "bidders/app.ts", "flights-import-no-bidder"],
  ["bidders/flights", "bidders/kit/pending-bids.ts", "flights-import-no-bidder"],
  ["bidders/flights/fares", "script/search.ts", "flights-import-no-bidder"],
  ["bidders/flights", "nats", "flights-import-no-bidder"],
  ["bidders/flights", "proto/subjects.ts", "flights-import-no-bidder"],
  ["examples/bidder-typescript", "bidders/kit/bidder.ts", "example-uses-the-public-api"],
  ["examples/bidder-javascript", "common/money/money.ts", "plain-example-imports-only-itself"],
  ["examples/bidder-javascript", "bidders/index.ts", "plain-example-imports-only-itself"],
  ["examples/sandbox", "gateway/app.ts", "sandbox-imports-no-gateway"],
  ["test/integration", "gateway/scatter/roster.ts", "tests-use-the-entry-files"],
  ["test/harness", "bidders/kit/pending-bids.ts", "tests-use-the-entry-files"],
  ["test/scenarios", "gateway/scatter/roster.ts", "laws-are-tested-on-pure-rules"],
  ["test/properties", "bidders/kit/pending-bids.ts", "laws-are-tested-on-pure-rules"],
  ["test/expert", "gateway/http/server.ts", "laws-are-tested-on-pure-rules"],
  ["test/model", "gateway/scatter/roster.ts", "laws-are-tested-on-pure-rules"],
  ["test/fuzz", "gateway/scatter/roster.ts", "fuzzed-code-reads-only"],
  ["test/fixtures", "gateway/http/server.ts", "fixtures-import-no-transport"],
  ["test/fixtures", "common/runtime/connect.ts", "fixtures-import-no-transport"],
  ["bench/scale", "gateway/auction/rank.ts", "benchmarks-use-the-entry-files"],
  [
    "bench/engines-access.ts",
    "bidders/stops/engine/rules.ts",
    "engine-benchmark-has-one-access-file",
  ],
  ["bench/kept/access.ts", "gateway/auction/run.ts", "kept-benchmark-has-one-access-file"],
  ["bench/regret/access.ts", "gateway/auction/rank.ts", "regret-benchmark-has-one-access-file"],
  ["bench/simulate/access.ts", "gateway/scatter/roster.ts", "simulation-has-one-access-file"],
  ["script", "bench/load.ts", "nothing-imports-a-benchmark"],
  ["gateway/search", "test/harness/offers.ts", "shipped-code-imports-no-tests"],
  ["bidders/partners", "test/fixtures/world.ts", "shipped-code-imports-no-tests"],
  ["script/start", "test/harness/offers.ts", "commands-import-no-tests"],
];

/** What looks similar and is right. */
const ALLOWED: [from: string, to: string][] = [
  ["proto", "protobufjs"],
  ["common/runtime", "nats"],
  ["common/money", "proto/messages.ts"],
  ["common/offers", "common/places/flight-time.ts"],
  ["gateway/auction", "common/offers/ranking-order.ts"],
  ["gateway/replay", "gateway/auction/rank.ts"],
  ["gateway/client", "proto/subjects.ts"],
  ["clients/typescript/src", "gateway/client/search-client.ts"],
  ["gateway/web/src", "preact"],
  ["gateway/web/src/sign-in", "oauth4webapi"],
  ["gateway/web/src/search", "gateway/web/shared/ending.js"],
  ["gateway/scatter", "nats"],
  ["bidders/new", "bidders/kit/bidder.ts"],
  ["bidders/new", "bidders/flights/flight-data.ts"],
  ["bidders/kit", "nats"],
  ["bidders/flights", "bidders/kit/bidder.ts"],
  ["examples/bidder-typescript", "bidders/index.ts"],
  ["examples/sandbox", "bidders/nonstop/index.ts"],
  ["test/integration", "gateway/app.ts"],
  ["test/properties", "gateway/auction/rank.ts"],
  ["test/fixtures", "gateway/scatter/roster.ts"],
  ["bench/scale", "gateway/app.ts"],
  ["script/test.ts", "test/harness/offers.ts"],
];

const FORMS = {
  value: (path: string) => `import { one } from "${path}";\nconsole.log(one);\n`,
  "type-only": (path: string) => `import type { One } from "${path}";\nexport type Two = One;\n`,
  "re-exporting": (path: string) => `export { one } from "${path}";\n`,
  dynamic: (path: string) => `export const later = () => import("${path}");\n`,
};
type Form = keyof typeof FORMS;

let folder: string;
/** The rules that each importing file breaks. */
let broken: ReadonlyMap<string, readonly string[]>;

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

const isFile = (path: string) => /^[a-z-]+(\/[a-z-]+)*\.[tj]s$/.test(path);
const importers = new Map<string, string>();

/** The page has markup in its sources; what it shares with the terminal is plain JavaScript. */
const endingOf = (from: string) =>
  /web\/src/.test(from) ? "tsx" : /web|javascript/.test(from) ? "js" : "ts";

/** Writes a file that imports `to`, and what it imports; gives its path. */
function writeImporter(from: string, to: string, form: Form): string {
  const key = `${from} ${to} ${form}`;
  const known = importers.get(key);
  if (known !== undefined) return known;
  const path = isFile(from) ? from : `${from}/importer-${importers.size}.${endingOf(from)}`;
  importers.set(key, path);
  const seen = relative(dirname(path), to);
  write(path, FORMS[form](isFile(to) ? (seen.startsWith(".") ? seen : `./${seen}`) : to));
  if (isFile(to)) write(to, "export const one = 1;\nexport type One = number;\n");
  else if (!to.startsWith("node:")) {
    const entry = { name: to, type: "module", exports: "./index.js" };
    write(`node_modules/${to}/package.json`, JSON.stringify(entry));
    write(`node_modules/${to}/index.js`, "export const one = 1;\n");
  }
  return path;
}

const MAY_TAKE_TYPES = ["auction-imports-no-clock", "page-imports-only-itself"];

/**
 * All forms; of a clock the type may be imported, what is loaded on demand may be imported
 * dynamically, and a file of its own has one form only.
 */
function formsOf(from: string, rule: string): Form[] {
  if (isFile(from)) return ["value"];
  if (rule === "page-takes-types-of-the-contract") return ["type-only"];
  const skipsTypes = endingOf(from) === "js" || MAY_TAKE_TYPES.includes(rule);
  const skipsDynamic = rule === "opentelemetry-is-loaded-on-demand";
  return (Object.keys(FORMS) as Form[]).filter(
    (form) => !(form === "type-only" && skipsTypes) && !(form === "dynamic" && skipsDynamic),
  );
}

interface Report {
  readonly summary: {
    readonly violations: readonly {
      readonly from: string;
      readonly rule: { readonly name: string };
    }[];
  };
}

function cruise(): Report {
  const command = join(ROOT, "node_modules/.bin/depcruise");
  const rules = join(ROOT, ".dependency-cruiser.js");
  const folders = [
    "proto",
    "common",
    "gateway",
    "bidders",
    "clients",
    "examples",
    "script",
    "test",
    "bench",
  ];
  const output = execFileSync(command, ["--config", rules, "--output-type", "json", ...folders], {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: 64 << 20,
    stdio: ["ignore", "pipe", "ignore"],
  });
  return JSON.parse(output) as Report;
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "layers-"));
  write("package.json", '{ "name": "layers", "type": "module" }');
  for (const [from, to, rule] of REFUSED)
    for (const form of formsOf(from, rule)) writeImporter(from, to, form);
  for (const [from, to] of ALLOWED)
    for (const form of formsOf(from, "")) writeImporter(from, to, form);
  writeImporter("gateway/auction", "common/runtime/clock.ts", "type-only");
  for (const to of [
    "proto/messages.ts",
    "gateway/http/schemas.ts",
    "gateway/search/search-schema.ts",
  ])
    writeImporter("gateway/web/src", to, "type-only");
  for (const within of ["gateway/web/src", "bidders/kit"]) {
    write(`${within}/a.js`, 'import { b } from "./b.js";\nexport const a = () => b;\n');
    write(`${within}/b.js`, 'import { a } from "./a.js";\nexport const b = () => a;\n');
  }
  const found = new Map<string, string[]>();
  for (const { from, rule } of cruise().summary.violations)
    found.set(from, [...(found.get(from) ?? []), rule.name]);
  broken = found;
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each(REFUSED)("%s may not import %s", (from, to, rule) => {
  test.each(formsOf(from, rule))("in a %s import", (form) => {
    expect(broken.get(writeImporter(from, to, form))).toEqual([rule]);
  });
});

test.each(ALLOWED)("%s may import %s", (from, to) => {
  for (const form of formsOf(from, ""))
    expect(broken.get(writeImporter(from, to, form))).toBeUndefined();
});

test.each([
  ["proto/messages.ts"],
  ["gateway/http/schemas.ts"],
  ["gateway/search/search-schema.ts"],
])("the page may import types of %s", (to) => {
  expect(broken.get(writeImporter("gateway/web/src", to, "type-only"))).toBeUndefined();
});

test("gateway/auction may import the interface of the clock", () => {
  const path = writeImporter("gateway/auction", "common/runtime/clock.ts", "type-only");
  expect(broken.get(path)).toBeUndefined();
});

test.each(["gateway/web/src", "bidders/kit"])("a cycle in %s is found", (within) => {
  expect(broken.get(`${within}/a.js`)).toEqual(["no-cycles"]);
});

describe("the rules, this table and the one of the architecture have the same rules", () => {
  const rules = config.forbidden?.map(({ name }) => name) ?? [];

  test("each rule is broken here", () => {
    const here = new Set([...REFUSED.map(([, , rule]) => rule), "no-cycles"]);
    expect([...here].sort()).toEqual([...rules].sort());
  });

  test("each rule is named in docs/architecture.md", () => {
    const text = readRepositoryFile("docs/architecture.md");
    const chapter = text.slice(text.indexOf("## Who may import whom"), text.indexOf("## How a"));
    expect(rules.filter((rule) => !chapter.includes(`\`${rule}\``))).toEqual([]);
  });
});
