/**
 * What a scripted bidder publishes about itself: its presence, and the NATS service protocol
 * (ADR-32), so that it is on a gateway's roster.
 */
import type { Msg, NatsConnection } from "nats";
import {
  bidderQueue,
  marketSubject,
  presenceSubject,
  type ServiceVerb,
  serviceSubject,
} from "../../proto/subjects.ts";

interface ScriptedService {
  readonly kind: string;
  readonly instance: string;
  readonly market: string;
  /** What its clock shows; undefined: it does not report its clock. */
  readonly wallMs?: () => number;
}

/** Answers PING, INFO and STATS for as long as the connection lasts. */
export function answerService(connection: NatsConnection, identity: ScriptedService): void {
  const { kind, instance } = identity;
  for (const verb of ["PING", "INFO", "STATS"] as const) {
    const callback = (error: Error | null, message: Msg) => {
      if (error === null) message.respond(JSON.stringify(serviceAnswer(verb, identity)));
    };
    connection.subscribe(serviceSubject(verb), { callback });
    connection.subscribe(serviceSubject(verb, kind), { callback });
    connection.subscribe(serviceSubject(verb, kind, instance), { callback });
  }
}

/** Announces that it joins or leaves, as a bidder does: INFO with its presence in it. */
export function announce(
  connection: NatsConnection,
  identity: ScriptedService,
  presence: "joined" | "left",
): void {
  connection.publish(
    presenceSubject(identity.kind, identity.instance),
    JSON.stringify({ ...serviceAnswer("INFO", identity), presence }),
  );
}

function serviceAnswer(
  verb: ServiceVerb,
  { kind, instance, market, wallMs }: ScriptedService,
): object {
  const endpoint = {
    name: "search",
    subject: marketSubject(market),
    queue_group: bidderQueue(kind),
  };
  const head = {
    type: `io.nats.micro.v1.${verb.toLowerCase()}_response`,
    name: kind,
    id: instance,
    version: "0.0.1",
    metadata: { markets: market },
    ...(wallMs === undefined ? {} : { sentAtMs: wallMs() }),
  };
  switch (verb) {
    case "PING":
      return head;
    case "INFO":
      return { ...head, description: "a scripted bidder", endpoints: [endpoint] };
    case "STATS": {
      const counts = {
        num_requests: 0,
        num_errors: 0,
        last_error: "",
        processing_time: 0,
        average_processing_time: 0,
        data: { inFlight: 0 },
      };
      return {
        ...head,
        started: new Date().toISOString(),
        endpoints: [{ ...endpoint, ...counts }],
      };
    }
  }
}
