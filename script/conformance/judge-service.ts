/** What a bidder says about itself: the service protocol, its markets, its presence. Pure. */
import { z } from "zod";
import { isRegionMarket } from "../../common/places/region-markets.ts";
import { readIdentity } from "../../gateway/scatter/identity.ts";
import { readAnswer } from "../../gateway/scatter/service-answer.ts";
import {
  isMarket,
  marketSubject,
  parsePresenceSubject,
  type ServiceVerb,
} from "../../proto/subjects.ts";
import { bidsOf, type Observed, played, type ServiceAnswer } from "./observed.ts";
import { counted, failed, notChecked, passed, type Verdict } from "./verdict.ts";

const NOBODY = "no instance answers the service protocol";

const endpoint = z.object({ name: z.string(), subject: z.string(), queue_group: z.string() });
const count = z.number().nonnegative();
const SHAPES: Readonly<Record<ServiceVerb, z.ZodType>> = {
  PING: z.object({ version: z.string() }),
  INFO: z.object({ version: z.string(), description: z.string(), endpoints: z.array(endpoint) }),
  STATS: z.object({
    version: z.string(),
    started: z.string(),
    sentAtMs: count,
    endpoints: z
      .array(endpoint.extend({ num_requests: count, num_errors: count, processing_time: count }))
      .min(1),
  }),
};

/** PING, INFO or STATS: on all three subjects, by the instance itself, in the form of ADR-32. */
export function serviceVerdict(seen: Observed, verb: ServiceVerb): Verdict {
  const { instance, kind } = seen;
  if (instance === null) return failed(`an answer of '${kind}' to $SRV.${verb}.${kind}`, NOBODY);
  const asked = seen.serviceAsked.filter((one) => one.verb === verb);
  for (const { subject } of asked) {
    const own = seen.service.filter((one) => one.asked === subject && isOwn(one, seen));
    const [answer] = own;
    if (answer === undefined)
      return failed(`an answer of ${kind} ${instance} to ${subject}`, "no answer of it");
    if (own.length > 1)
      return failed(`one answer to ${subject}`, counted(own.length, "answer"), answer.data);
    const fault = faultOf(answer);
    if (fault !== undefined) return failed("the form of ADR-32", fault, answer.data);
  }
  return passed(`answers on ${counted(asked.length, "subject")}`);
}

/** An instance of another kind may have the same id. */
function isOwn({ data }: ServiceAnswer, { kind, instance }: Observed): boolean {
  const answer = readAnswer(data);
  const said = "json" in answer ? (answer.json as { id?: unknown; name?: unknown } | null) : null;
  return said?.id === instance && said?.name === kind;
}

function faultOf({ verb, data }: ServiceAnswer): string | undefined {
  const identity = readIdentity(data);
  if ("fault" in identity) return identity.fault;
  const answer = readAnswer(data);
  const json = "json" in answer ? answer.json : null;
  const type = `io.nats.micro.v1.${verb.toLowerCase()}_response`;
  const said = (json as { type?: unknown }).type;
  if (said !== type) return `type is ${JSON.stringify(said)}, not "${type}"`;
  const shape = SHAPES[verb].safeParse(json);
  if (shape.success) return undefined;
  return shape.error.issues
    .slice(0, 3)
    .map(({ path, message }) => `${path.join(".")}: ${message}`)
    .join("; ");
}

/** The markets that an instance names, each as the gateways read it. */
export function marketsVerdict(seen: Observed): Verdict {
  const info = answerOf(seen, "INFO") ?? answerOf(seen, "PING");
  if (info === undefined) return notChecked(NOBODY);
  const { metadata } = (jsonOf(info) ?? {}) as { metadata?: { markets?: unknown } };
  const said = typeof metadata?.markets === "string" ? metadata.markets : "";
  const wrong = said.split(",").filter((one) => {
    const market = one.trim();
    return !(isMarket(market) || isRegionMarket(market));
  });
  if (wrong.length > 0)
    return failed(
      "metadata.markets of markets such as *.*, LHR.*, LHR.JFK or EU.*, with commas between",
      `'${wrong[0]}' in it, which gateways leave out`,
      info.data,
    );
  return passed(seen.markets.join(", "));
}

/** Calls come in the queue group of the kind, so that one instance takes each. */
export function queueGroupVerdict(seen: Observed): Verdict {
  for (const exchange of played(seen, ["plain", "party", "return"])) {
    const senders = new Set(bidsOf(exchange, seen.kind).map(({ instance }) => instance));
    if (senders.size > 1)
      return failed(
        "one instance that takes the call",
        `answers of ${senders.size}: ${[...senders].sort().join(", ")}`,
      );
  }
  const info = answerOf(seen, "INFO");
  if (info === undefined) return notChecked(NOBODY);
  const read = z.object({ endpoints: z.array(endpoint) }).safeParse(jsonOf(info));
  const endpoints = read.success ? read.data.endpoints : [];
  for (const market of seen.markets.filter(isMarket)) {
    const subject = marketSubject(market);
    const own = endpoints.find((one) => one.subject === subject);
    if (own === undefined)
      return failed(`an endpoint in INFO with the subject ${subject}`, "none", info.data);
    if (own.queue_group !== seen.kind)
      return failed(
        `queue_group '${seen.kind}' of the endpoint ${subject}`,
        `'${own.queue_group}'`,
        info.data,
      );
  }
  return seen.instances.length > 1
    ? passed(`one of ${seen.instances.length} instances takes each call`)
    : passed("INFO names it; one instance is there, so no call shows it");
}

function answerOf(seen: Observed, verb: ServiceVerb): ServiceAnswer | undefined {
  return seen.service.find((one) => one.verb === verb && isOwn(one, seen));
}

function jsonOf({ data }: ServiceAnswer): unknown {
  const answer = readAnswer(data);
  return "json" in answer ? answer.json : null;
}

/** What was seen of `joined` and `left`. */
export function presenceVerdict({ presence, kind }: Observed): Verdict {
  const own = presence.filter(({ subject }) => parsePresenceSubject(subject)?.kind === kind);
  if (own.length === 0)
    return notChecked(
      "nothing has joined or left meanwhile: start the bidder while this command waits for it, or use --drain",
    );
  const words = new Set<string>();
  for (const { subject, data } of own) {
    const identity = readIdentity(data);
    if ("fault" in identity) return failed("an INFO answer with presence", identity.fault, data);
    const { presence: word, name, report } = identity;
    const from = parsePresenceSubject(subject);
    if (name !== kind || report.instance !== from?.instance)
      return failed(
        `${kind} ${from?.instance}, as the subject says`,
        `${name} ${report.instance}`,
        data,
      );
    if (word === undefined) return failed('"presence": "joined" or "left"', "neither", data);
    if (report.sentAtMs === null) return failed("sentAtMs in epoch milliseconds", "none", data);
    words.add(word);
  }
  return passed([...words].join(" and "));
}
