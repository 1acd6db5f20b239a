/** Answers one message of the NATS transport: a search, whose reply has the form of the request. */
import type { Msg } from "nats";
import type { Clock } from "../../common/runtime/clock.ts";
import { LIMITS } from "../../proto/codec/index.ts";
import { AuctionError } from "../../proto/errors.ts";
import type { ProgressStep, SearchEvent, StepEvent } from "../../proto/messages.ts";
import { EVENT_HEADER, GATEWAY_HEADER, TAKEN_EVENT } from "../../proto/subjects.ts";
import type { AsyncSearches } from "../search/async-searches.ts";
import type { SearchService } from "../search/search-service.ts";
import type { Tenant } from "../tenants/tenant.ts";
import { type BodyForm, formOf, jsonBytes } from "./body-form.ts";
import { runCalendarRequest } from "./calendar-request.ts";
import {
  type CallerHeaders,
  experimentKeyHeader,
  readCallerHeaders,
  requestIdIn,
} from "./caller-headers.ts";
import { type CallerTenants, callersTenant } from "./caller-tenant.ts";
import {
  HEADER_BYTES_MAX,
  payloadBytesMax,
  type ReplyContext,
  requestIdHeader,
  sendError,
  sendReply,
  whyUnanswerable,
} from "./reply.ts";
import { type UnreadTime, waitedMs, whyExpired } from "./request-expiry.ts";
import { checkAsync } from "./state-request.ts";

interface RequestContext extends ReplyContext, CallerTenants {
  /** This gateway's id. */
  readonly id: string;
  readonly searchService: SearchService;
  readonly asyncSearches: Pick<AsyncSearches, "start" | "view">;
  readonly clock: Clock;
  readonly unread: () => UnreadTime;
}

/** A request while it waits. The message itself would keep all bytes that were read with it. */
interface WaitingRequest {
  readonly reply: string;
  readonly data: Uint8Array;
  readonly form: BodyForm;
  readonly caller: CallerHeaders;
  /** Undefined where callers over NATS have none. */
  readonly tenant: Tenant | undefined;
  /** As its caller states it; undefined: it does not. */
  readonly requestId: string | undefined;
  /** EXPERIMENTKEY-1 */
  readonly experimentKey: string | undefined;
}

const NO_BYTES = new Uint8Array();

/** Never rejects: an error goes to the caller or, where that cannot be, to the log. */
export async function answerSearchRequest(message: Msg, context: RequestContext): Promise<void> {
  const { searchService, events, clock } = context;
  const unanswerable = whyUnanswerable(message.reply);
  if (unanswerable !== undefined)
    return events.refused("nats", new AuctionError("malformed", unanswerable));
  const reply = message.reply as string;
  const requestId = requestIdIn(message);
  let tenant: Tenant | undefined;
  try {
    const caller = readCallerHeaders(message, searchService.isTraced);
    const waited = waitedMs(caller.sentAtMs, clock.wall(), context.unread());
    const expired = whyExpired(caller, waited);
    if (expired !== undefined) throw new AuctionError("expired", expired);
    searchService.observeArrival("nats");
    const refusal = searchService.refusal("nats");
    if (refusal !== undefined) throw refusal;
    tenant = callersTenant(reply, caller.wantsCalendar ? "calendar" : "search", context);
    if (caller.takeWithinMs !== undefined) {
      const headers = { [EVENT_HEADER]: TAKEN_EVENT, [GATEWAY_HEADER]: context.id };
      sendReply(reply, NO_BYTES, headers, context);
    }
    const form = formOf(message.data);
    // Decoding refuses a message of this size, so it is not kept while it waits.
    if (message.data.length > LIMITS.requestBytesMax) form.decode(message.data);
    const experimentKey = experimentKeyHeader(message);
    if (caller.wantsAsync) {
      checkAsync(caller);
      const raw = form.decode(message.data);
      startSearch(raw, { reply, caller, tenant, requestId, experimentKey }, context);
      return;
    }
    const data = message.data.slice();
    const request = { reply, data, form, caller, tenant, requestId, experimentKey };
    await runSearch(request, clock.now() - waited, context);
  } catch (thrown) {
    sendError(reply, thrown, context, { tenant: tenant?.id, requestId });
  }
}

/** Answers that the search runs. It goes on whether or not its caller asks for it again. */
function startSearch(
  raw: unknown,
  { reply, caller, tenant, requestId, experimentKey }: Omit<WaitingRequest, "data" | "form">,
  context: RequestContext,
): void {
  const { wantsProgress = false, traceparent } = caller;
  const terms = { traceparent, tenant, requestId, experimentKey };
  const { asyncSearches } = context;
  const id = asyncSearches.start(raw, { transport: "nats", withSteps: wantsProgress, ...terms });
  const headers = { [GATEWAY_HEADER]: context.id, ...requestIdHeader(requestId) };
  sendReply(reply, jsonBytes(asyncSearches.view(id)), headers, context);
}

async function runSearch(
  { reply, data, form, caller, tenant, requestId, experimentKey }: WaitingRequest,
  arrivedAtMs: number,
  context: RequestContext,
): Promise<void> {
  const { searchService, events } = context;
  const { waitsMs, wantsEvents, wantsProgress, wantsCalendar, traceparent } = caller;
  const known = {
    ...(waitsMs === undefined ? {} : { waitsMs }),
    ...(traceparent === undefined ? {} : { traceparent }),
    ...(tenant === undefined ? {} : { tenant }),
    ...(requestId === undefined ? {} : { requestId }),
  };
  if (wantsCalendar)
    return runCalendarRequest({ reply, data, wantsEvents }, { arrivedAtMs, ...known }, context);
  const watch = (event: SearchEvent | StepEvent) => {
    const bytes = form.encodeEvent(event);
    if (bytes.length > payloadBytesMax(context) - HEADER_BYTES_MAX)
      return events.skipped("nats", event.type);
    sendReply(reply, bytes, { [EVENT_HEADER]: event.type }, context);
  };
  const search = {
    transport: "nats",
    arrivedAtMs,
    ...known,
    ...(experimentKey === undefined ? {} : { experimentKey }),
    ...(wantsEvents ? { watch } : {}),
    ...(wantsEvents && wantsProgress
      ? { watchProgress: (progress: ProgressStep) => watch({ type: "progress", progress }) }
      : {}),
  } as const;
  const run = () => searchService.searchUnread(() => form.decode(data), undefined, search);
  const result = await (tenant === undefined ? run() : tenant.usage.during(run));
  const bytes = form.encodeResult(result);
  const bytesMax = payloadBytesMax(context);
  if (bytes.length > bytesMax) throw resultTooLarge(bytes.length, bytesMax);
  const headers = requestId === undefined ? undefined : requestIdHeader(requestId);
  sendReply(reply, bytes, headers, context);
}

/** A part of a result is not sent: an error names its size and what to do. */
function resultTooLarge(bytes: number, bytesMax: number): AuctionError {
  return new AuctionError(
    "result-too-large",
    `the result has ${bytes} bytes, and the broker takes ${bytesMax} in one message; ask for a smaller maxResults, or over HTTP`,
  );
}
