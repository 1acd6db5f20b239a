/** Who may import whom: the layers of the project. `npm run layers` fails when one is crossed. */
const rule = (name, comment, from, to) => ({ name, comment, severity: "error", from, to });
const ours = "^(proto|common|gateway|bidders|clients|examples|script|test|bench)/";
const entryFiles = [
  "^(gateway|bidders|examples/sandbox)/(app|config|index)\\.ts$",
  "^gateway/client/",
  "^bidders/kit/bidder\\.ts$",
  // The reader of records, which commands use too.
  "^gateway/recording/read-records\\.ts$",
];
const broker = "(^|/)node_modules/@?nats";
/** What a browser gets. */
const page = "^gateway/web/(src|shared)/";
const pageLibraries = "(^|/)node_modules/(preact|@preact/signals(-core)?|oauth4webapi)/";
/** The folder of a bidder, also of a new one. */
const bidderFolder = "^bidders/(?!kit/|flights/)([^/]+)/";

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    rule(
      "proto-imports-only-itself",
      "proto is the wire contract: nothing of ours below it",
      { path: "^proto/", pathNot: "\\.test\\.ts$" },
      { path: ours, pathNot: "^proto/" },
    ),
    rule(
      "proto-needs-protobufjs-only",
      "a program of yours can copy the wire contract: it needs one package, and no broker",
      { path: "^proto/", pathNot: "\\.test\\.ts$" },
      { path: ".*", pathNot: `${ours}|(^|/)node_modules/protobufjs/|^(node:)?buffer$` },
    ),
    rule(
      "common-imports-neither-side",
      "common is what both sides use: only the wire contract is below it",
      { path: "^common/", pathNot: "\\.test\\.ts$" },
      { path: ours, pathNot: "^(proto|common)/" },
    ),
    rule(
      "only-runtime-imports-the-broker",
      "amounts, places, offers and texts are the same without a broker",
      { path: "^common/(?!runtime/)", pathNot: "\\.test\\.ts$" },
      { path: broker },
    ),
    rule(
      "one-file-imports-opentelemetry",
      "a process that makes no traces does not load it; all others know spans by tracing.ts",
      {
        path: "^(common|gateway|bidders)/",
        pathNot: "^common/runtime/otel-tracing\\.ts$|\\.test\\.ts$",
      },
      { path: "(^|/)node_modules/@opentelemetry/" },
    ),
    rule(
      "opentelemetry-is-loaded-on-demand",
      "an import that is not dynamic would load it in every process",
      { path: "^(common|gateway|bidders)/", pathNot: "\\.test\\.ts$" },
      { path: "^common/runtime/otel-tracing\\.ts$", dependencyTypesNot: ["dynamic-import"] },
    ),
    rule(
      "offer-rules-are-pure",
      "the auction uses them: no file and no clock; clocks and distances are parameters",
      { path: "^common/offers/", pathNot: "\\.test\\.ts$" },
      {
        path: ".*",
        pathNot: [
          "^common/offers/",
          "^common/(text/(readable|shortened)|places/flight-time)\\.ts$",
          "^proto/(messages|itinerary|flight-times|limits|local-time)\\.ts$",
        ],
      },
    ),
    rule(
      "auction-is-pure",
      "no NATS, no HTTP and no environment; lru-cache runs on the clock that is passed in",
      { path: "^gateway/auction/", pathNot: "\\.test\\.ts$" },
      {
        path: ".*",
        pathNot: [
          "^gateway/auction/",
          "^proto/(messages|calendar|itinerary|itinerary-key|local-time|flight-times|errors|limits|plain-search|bidder-choice)\\.ts$",
          "^proto/(codec|schema)/",
          "^common/(money/money|offers/.*|places/flight-time|runtime/clock|text/[a-z-]+)\\.ts$",
          "^node_modules/lru-cache/",
        ],
      },
    ),
    rule(
      "auction-imports-no-clock",
      "they import the interface of the clock only; their caller passes the clock in",
      { path: "^gateway/auction/", pathNot: "\\.test\\.ts$" },
      { path: "^common/runtime/clock\\.ts$", dependencyTypesNot: ["type-only"] },
    ),
    rule(
      "replay-is-pure",
      "recorded auctions on a driven clock: the rules of the auction, and what a record is",
      { path: "^gateway/replay/", pathNot: "\\.test\\.ts$" },
      {
        path: ".*",
        pathNot: [
          "^gateway/(replay|auction)/",
          "^gateway/recording/recorded-auction\\.ts$",
          "^proto/(messages|errors|limits|bidder-choice)\\.ts$",
          "^proto/(codec|schema)/",
          "^common/(offers/.*|runtime/clock|text/[a-z-]+)\\.ts$",
        ],
      },
    ),
    rule(
      "scatter-imports-no-transport",
      "the wire side does not know who asked",
      { path: "^gateway/scatter/", pathNot: "\\.test\\.ts$" },
      { path: "^gateway/(http|nats|search)/" },
    ),
    rule(
      "client-imports-only-proto",
      "a service of one's own takes it with the wire contract, and with nothing of the gateway",
      { path: "^gateway/client/" },
      { path: ours, pathNot: "^(gateway/client|proto)/" },
    ),
    rule(
      "packed-client-imports-only-the-client",
      "a package of its own: what it takes with it is the client library and the wire contract",
      { path: "^clients/", pathNot: "\\.test\\.ts$" },
      { path: ours, pathNot: "^(clients|gateway/client|proto)/" },
    ),
    rule(
      "page-imports-only-itself",
      "a browser runs it: it has the files of its folder and its libraries; of other code, types alone",
      { path: page, pathNot: "\\.test\\.ts$" },
      { path: ".*", pathNot: [page, pageLibraries], dependencyTypesNot: ["type-only"] },
    ),
    rule(
      "page-takes-types-of-the-contract",
      "what the gateway answers is typed by the wire contract and the schemas of its API",
      { path: page, pathNot: "\\.test\\.ts$" },
      {
        path: ours,
        pathNot: [page, "^proto/", "^gateway/(http|search)/[a-z-]*schemas?\\.ts$"],
        dependencyTypes: ["type-only"],
      },
    ),
    rule(
      "gateway-imports-no-bidder",
      "both sides share the wire contract only",
      { path: "^gateway/" },
      { path: "^bidders/" },
    ),
    rule(
      "bidders-import-no-gateway",
      "both sides share the wire contract only",
      { path: "^bidders/" },
      { path: "^gateway/" },
    ),
    rule(
      "bidder-folders-import-no-broker",
      "a bidder is a function of the search; the kit uses NATS for it",
      { path: bidderFolder },
      {
        path: `${broker}|^(common/runtime/connect|proto/subjects)\\.ts$`,
      },
    ),
    rule(
      "bidder-folders-use-the-kit-api",
      "a bidder uses bidder.ts, and what bidders with threads share with the kit: nothing else",
      { path: bidderFolder, pathNot: "\\.test\\.ts$" },
      {
        path: "^bidders/(kit/|[^/]+\\.ts$)",
        pathNot: [
          "^bidders/kit/(bid-content|bidder|cost-history|json-values|markets)\\.ts$",
          "^bidders/kit/(offer-batch|offer-columns|search-scheduler)\\.ts$",
        ],
      },
    ),
    rule(
      "bidder-folders-import-no-other-bidder",
      "each bidder is one folder",
      { path: bidderFolder },
      { path: "^bidders/(?!kit/|flights/)[^/]+/", pathNot: "^bidders/$1/" },
    ),
    rule(
      "kit-imports-no-bidder",
      "a bidder is found by the name of its folder (kit/modules.ts): the kit has no list of them",
      { path: "^bidders/(kit/|[^/]+\\.ts$)", pathNot: "\\.test\\.ts$" },
      { path: bidderFolder },
    ),
    rule(
      "kit-imports-no-flights",
      "the kit is for any market; only its bidders know flights",
      { path: "^bidders/kit/", pathNot: "\\.test\\.ts$" },
      { path: "^bidders/flights/" },
    ),
    rule(
      "flights-import-no-bidder",
      "several bidders use timetable, fares and itineraries: what one of them needs is passed in",
      { path: "^bidders/flights/", pathNot: "\\.test\\.ts$" },
      {
        path: `${ours}|${broker}`,
        pathNot: [
          "^bidders/(flights/|kit/bidder\\.ts$)",
          "^(proto/(?!subjects\\.)|common/(?!runtime/connect\\.))",
        ],
      },
    ),
    rule(
      "example-uses-the-public-api",
      "a bidder outside of bidders/ needs only bidders/index.ts",
      { path: "^examples/bidder-typescript/" },
      { path: ours, pathNot: "^examples/bidder-typescript/|^bidders/index\\.ts$" },
    ),
    rule(
      "plain-example-imports-only-itself",
      "a bidder in another language has the .proto files, and nothing else of this project",
      { path: "^examples/bidder-javascript/", pathNot: "\\.test\\.ts$" },
      { path: ours, pathNot: "^examples/bidder-javascript/" },
    ),
    rule(
      "sandbox-imports-no-gateway",
      "it plays outside sellers, which a gateway never meets",
      { path: "^examples/sandbox/", pathNot: "\\.test\\.ts$" },
      { path: "^gateway/" },
    ),
    rule(
      "tests-use-the-entry-files",
      "what runs in a test is what ships; the fallback bucket alone is tested by itself",
      {
        path: "^test/(?!scenarios/|properties/|fixtures/|expert/|model/|fuzz/|integration/fallback-bucket\\.)",
      },
      { path: "^(gateway|bidders)/", pathNot: entryFiles },
    ),
    rule(
      "laws-are-tested-on-pure-rules",
      "many auctions and searches in one process: the rules without transports, broker or threads",
      { path: "^test/(scenarios|properties|expert|model)/" },
      {
        path: "^(gateway|bidders)/",
        pathNot: [
          ...entryFiles,
          "^gateway/(auction/|details/|offers/|search/|plausibility-settings\\.ts$)",
          "^bidders/(flights/|nonstop/index\\.ts$|partners/offers/)",
          "^bidders/stops/(engine/|offer-search\\.ts$|same-thread-search\\.ts$)",
          "^bidders/kit/(offer-check|offer-row|rows)\\.ts$",
        ],
      },
    ),
    rule(
      "fuzzed-code-reads-only",
      "what reads foreign input, in one process: codec, rules, importer and adapters, without transports",
      { path: "^test/fuzz/" },
      {
        path: "^(gateway|bidders)/",
        pathNot: [
          ...entryFiles,
          "^gateway/(auction|search)/",
          "^bidders/flights/timetable/",
          "^bidders/partners/(partner-failure\\.ts$|parsing/parse-answer\\.ts$)",
        ],
      },
    ),
    rule(
      "fixtures-import-no-transport",
      "like the unit tests that use them, fixtures listen on no port and start no process",
      { path: "^test/fixtures/" },
      {
        path: [
          "^gateway/(http|nats|client)/",
          "^(gateway|bidders|examples/sandbox)/(main|run-bidder)\\.ts$",
          "^common/runtime/connect\\.ts$",
        ],
      },
    ),
    rule(
      "benchmarks-use-the-entry-files",
      "what is measured is what ships; four folders have one file that gives them the inside: the search alone, the answers about kept searches, an auction on a driven clock, and recorded auctions",
      {
        path: "^bench/",
        pathNot: "^bench/(engines-access|kept/access|regret/access|simulate/access)\\.ts$",
      },
      { path: "^(gateway|bidders)/", pathNot: entryFiles },
    ),
    rule(
      "engine-benchmark-has-one-access-file",
      "the search, and the tables that other planners get; it does not see how the engine searches",
      { path: "^bench/engines-access\\.ts$" },
      {
        path: "^(gateway|bidders)/",
        pathNot: [
          "^bidders/stops/(offer-search|same-thread-search|search-pool|shared-data)\\.ts$",
          "^bidders/stops/engine/network\\.ts$",
          "^bidders/(nonstop/index|kit/bidder)\\.ts$",
          "^bidders/flights/itineraries/(minimum-connection|option|interline)\\.ts$",
          "^bidders/flights/itineraries/(rights|terminals)\\.ts$",
          "^bidders/flights/(flight-data|fares/(availability|fare|rates)|timetable/.*)\\.ts$",
        ],
      },
    ),
    rule(
      "kept-benchmark-has-one-access-file",
      "the ledger with one search, and the answers that are computed of it",
      { path: "^bench/kept/access\\.ts$" },
      {
        path: "^(gateway|bidders)/",
        pathNot: [
          "^gateway/auction/(ledger|rank|ranking-rules)\\.ts$",
          "^gateway/search/(kept-searches|objective)\\.ts$",
        ],
      },
    ),
    rule(
      "simulation-has-one-access-file",
      "the rules of an auction behind their ports, without a transport or a clock of this process",
      { path: "^bench/simulate/access\\.ts$" },
      {
        path: "^(gateway|bidders)/",
        pathNot: [
          "^gateway/auction/(run|ports|ledger|fallback-store)\\.ts$",
          "^gateway/replay/simulated-clock\\.ts$",
        ],
      },
    ),
    rule(
      "regret-benchmark-has-one-access-file",
      "recorded auctions, and how policies are judged on them",
      { path: "^bench/regret/access\\.ts$" },
      {
        path: "^(gateway|bidders)/",
        pathNot: ["^gateway/(replay/|recording/recorded-auction\\.ts$)"],
      },
    ),
    rule(
      "nothing-imports-a-benchmark",
      "benchmarks are programs of their own",
      { path: "^(proto|common|gateway|bidders|examples|script|test)/" },
      { path: "^bench/" },
    ),
    rule(
      "shipped-code-imports-no-tests",
      "fixtures and oracles are for tests alone",
      { path: "^(proto|common|gateway|bidders|examples)/", pathNot: "\\.test\\.ts$" },
      { path: "^test/" },
    ),
    rule(
      "commands-import-no-tests",
      "only the command that runs the tests uses their broker",
      { path: "^script/(?!test\\.ts$)", pathNot: "\\.test\\.ts$" },
      { path: "^test/" },
    ),
    rule("no-cycles", "one direction", {}, { circular: true }),
  ],
  options: {
    parser: "swc",
    // The parser reads the sources as they are, type-only imports too. `tsPreCompilationDeps` and
    // `tsConfig` would need a TypeScript compiler with an API, which version 7 does not have.
    doNotFollow: { path: "node_modules" },
    exclude: {
      path: "^(proto/generated|bench/peers|dist|gateway/web/dist[^/]*|clients/typescript/dist)/",
    },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "types"],
      extensions: [".ts", ".tsx", ".js", ".json"],
    },
  },
};
