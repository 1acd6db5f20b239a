/**
 * Looks at a running system, and lists what is right of it and what is not.
 *
 * Tests: `test/integration/doctor.test.ts`.
 */
import type { BrokerConfig } from "../../common/runtime/connect.ts";
import { messageOf } from "../../proto/errors.ts";
import { MONITOR_INBOX } from "../../proto/subjects.ts";
import { askRoster, type RosterBidder } from "../cli/roster.ts";
import {
  type BrokerLoad,
  brokerLimits,
  brokerVersion,
  jetStream,
  messageSize,
  rightsCheck,
  roundTrip,
} from "./broker-rules.ts";
import { type Check, fault, notChecked, ok } from "./check.ts";
import type { Credentials, KnownUser } from "./credentials.ts";
import { askGateways } from "./gateway-facts.ts";
import { brokerLoad, httpReport, machineLimits, type RequestHeaders } from "./http-facts.ts";
import { httpChecks, machineChecks } from "./http-rules.ts";
import {
  bidderChecks,
  clockCheck,
  type GatewayReport,
  gatewayCheck,
  marketChecks,
  versionCheck,
} from "./process-rules.ts";
import { rightsOf } from "./rights.ts";
import { type BrokerSession, type SignIn, signIn, tryRights } from "./sign-in.ts";

/** What is to be looked at. URLs have no path. */
interface DoctorOptions {
  readonly credentials: Credentials;
  /** HTTP ports of gateways, and their monitoring ports. */
  readonly urls: readonly string[];
  readonly operations: readonly string[];
  /** The headers of requests to gateways, with the key. */
  readonly key: RequestHeaders;
  /** The broker's monitoring port. */
  readonly monitoring: string | undefined;
  /** Markets that somebody must serve. */
  readonly markets: readonly string[];
  /** Of this command. */
  readonly version: string;
  /** A token that no process has. */
  readonly token: string;
}

export interface Examination {
  readonly checks: readonly Check[];
  /** False: no broker answers, with whatever credentials. */
  readonly hasBroker: boolean;
}

/** Never rejects for what is wrong with the system. */
export async function examine(options: DoctorOptions): Promise<Examination> {
  const signedIn = await signInAll(options.credentials.known);
  const sessions = new Map<string, BrokerSession>();
  for (const { user, result } of signedIn)
    if (result.kind === "connected") sessions.set(user, result.session);
  const hasBroker = signedIn.some(({ result }) => result.kind !== "unreachable");
  try {
    const processes = await processesOn(sessions.get("monitor"));
    return {
      hasBroker,
      checks: [
        brokerCheck(options.credentials.url, signedIn),
        ...(await brokerChecks(sessions, options)),
        ...(hasBroker ? signInChecks(signedIn) : []),
        ...(await rightsChecks(sessions, options, processes)),
        ...processChecks(processes, options),
        ...(await httpPortChecks(options)),
        ...machineChecks(machineLimits()),
      ],
    };
  } finally {
    await Promise.all([...sessions.values()].map((session) => session.close()));
  }
}

type SignedIn = readonly { readonly user: string; readonly result: SignIn }[];

/** One after the other; where the first finds no broker, the others are not tried. */
async function signInAll(known: readonly KnownUser[]): Promise<SignedIn> {
  const signedIn: { user: string; result: SignIn }[] = [];
  for (const { user, broker } of known) {
    const result = await signIn(broker, user === "monitor" ? MONITOR_INBOX : undefined);
    signedIn.push({ user, result });
    if (result.kind === "unreachable" && signedIn.length === 1) break;
  }
  return signedIn;
}

function brokerCheck(url: BrokerConfig["url"], signedIn: SignedIn): Check {
  const connected = signedIn.filter(({ result }) => result.kind === "connected");
  if (connected.length > 0)
    return ok("broker", `${url}, as ${connected.map(({ user }) => user).join(", ")}`);
  const first = signedIn[0]?.result;
  if (first?.kind === "refused")
    return fault(
      "broker",
      `${url} answers, and takes none of the users that are known here`,
      "one user at least that signs in",
      "see the lines 'sign-in' below",
    );
  return fault(
    "broker",
    `nothing answers at ${url}: ${first?.kind === "unreachable" ? first.why : "no user is known"}`,
    "a nats-server with the project's nats.conf",
    "start it (npm start brings one), or let NATS_URL name it; look whether a firewall closes its port",
  );
}

const refusedRemedy = (user: string) =>
  `compare the password here (NATS_PASSWORD, or its variable) with the one in the broker's environment or nats.conf; see that nats.conf has the user '${user}'. With keys: see that users.conf of each node has the key of '${user}'`;

/**
 * With TLS 1.3 a broker ends a connection whose certificate it does not take without an error
 * message.
 */
const UNHEARD_REMEDY =
  "look at what the broker's machine is busy with; others have signed in. With TLS: see that this user's certificate (NATS_TLS_CERT) is valid, and of the authority that the brokers have (ca.pem)";

function signInChecks(signedIn: SignedIn): Check[] {
  return signedIn.flatMap(({ user, result }) => {
    if (result.kind === "connected") return [];
    const remedy = result.kind === "refused" ? refusedRemedy(user) : UNHEARD_REMEDY;
    return [fault(`sign-in of ${user}`, result.why, "the broker takes this user", remedy)];
  });
}

const NO_BROKER = "no broker to ask";
const START = "mend the check 'broker' first";

async function brokerChecks(
  sessions: ReadonlyMap<string, BrokerSession>,
  { monitoring }: DoctorOptions,
): Promise<Check[]> {
  const [session] = sessions.values();
  const { info } = session?.connection ?? {};
  const { load, why } = await loadOf(monitoring);
  const limits = brokerLimits(load, why);
  if (session === undefined || info === undefined)
    return [
      ...["round trip", "broker version", "message size", "JetStream"].map((name) =>
        notChecked(name, NO_BROKER, "a broker that answers", START),
      ),
      ...limits,
    ];
  return [
    roundTrip(await session.roundTripMs()),
    brokerVersion(info),
    messageSize({ maxPayload: info.max_payload }),
    jetStream({ hasJetStream: info.jetstream === true }),
    ...limits,
  ];
}

async function loadOf(
  monitoring: string | undefined,
): Promise<{ readonly load: BrokerLoad | null; readonly why: string }> {
  if (monitoring === undefined) return { load: null, why: "no monitoring port is named" };
  try {
    return { load: await brokerLoad(monitoring), why: "" };
  } catch (thrown) {
    return { load: null, why: `${monitoring} does not answer: ${messageOf(thrown)}` };
  }
}

/** What answers on the broker; null where nobody may ask. */
interface Processes {
  readonly roster: readonly RosterBidder[];
  readonly gateways: readonly GatewayReport[];
  /** Why the questions failed; null where they did not. */
  readonly failure: string | null;
}

async function processesOn(session: BrokerSession | undefined): Promise<Processes | null> {
  if (session === undefined) return null;
  const link = {
    connection: session.connection,
    inboxPrefix: MONITOR_INBOX,
    // A right that is missing is found by the rights of 'monitor'.
    refused: new Promise<never>(() => {}),
    close: () => session.close(),
  };
  try {
    const [roster, gateways] = await Promise.all([askRoster(link), askGateways(link)]);
    return { roster, gateways, failure: null };
  } catch (thrown) {
    return { roster: [], gateways: [], failure: messageOf(thrown) };
  }
}

async function rightsChecks(
  sessions: ReadonlyMap<string, BrokerSession>,
  { credentials, token }: DoctorOptions,
  processes: Processes | null,
): Promise<Check[]> {
  // Where nobody can say who runs, everybody may.
  const noticing = new Set<"gateways" | "bidders">();
  if (processes === null || processes.failure !== null || processes.gateways.length > 0)
    noticing.add("gateways");
  if (processes === null || processes.failure !== null || processes.roster.length > 0)
    noticing.add("bidders");
  const checks: Check[] = [];
  for (const [user, session] of sessions)
    checks.push(
      rightsCheck(user, await tryRights(session, rightsOf(user, token), noticing), token),
    );
  const unknown = credentials.unknown.map((user) =>
    notChecked(
      `rights of ${user}`,
      "no password and no key of it is here",
      "its rights as in the project's nats.conf",
      "set the variable that nats.conf reads its password from; with keys, name their folder: --credentials",
    ),
  );
  return [...checks, ...unknown];
}

function processChecks(processes: Processes | null, options: DoctorOptions): Check[] {
  if (processes === null || processes.failure !== null)
    return ["gateways", "bidders", "markets", "versions", "clocks"].map((name) =>
      notChecked(
        name,
        processes?.failure ?? "nobody here may ask: the user 'monitor' is not signed in",
        "the answers of gateways and bidders",
        "sign in as 'monitor' (NATS_USER and NATS_PASSWORD, or NATS_MONITOR_PASSWORD, or --credentials)",
      ),
    );
  const { roster, gateways } = processes;
  return [
    gatewayCheck(gateways),
    ...bidderChecks(roster, options.credentials.bidders),
    ...marketChecks(roster, options.markets),
    versionCheck({ own: options.version, gateways, roster }),
    clockCheck(gateways, roster),
  ];
}

async function httpPortChecks({ urls, operations, key }: DoctorOptions): Promise<Check[]> {
  const ports = [
    ...urls.map((url) => ["HTTP port", url] as const),
    ...operations.map((url) => ["monitoring port", url] as const),
  ];
  const checks = await Promise.all(
    ports.map(async ([kind, url]) => httpChecks(kind, await httpReport(url, key))),
  );
  if (urls.length > 0) return checks.flat();
  return [
    ...checks.flat(),
    notChecked(
      "HTTP port",
      "no gateway's address is named",
      "an answer to /ready",
      "name each gateway: --url http://127.0.0.1:8080, and --operations for its OPERATIONS_PORT",
    ),
  ];
}
