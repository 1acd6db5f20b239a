/**
 * One partner's failure in one auction: a code for the bid's reason, a text for the log, and what
 * it says of the partner's health.
 */
import { withoutBom } from "../../common/text/bom.ts";
import { shortened } from "../../common/text/shortened.ts";
import { messageOf } from "../../proto/errors.ts";
import type { PartnerReason, Remark } from "./reasons.ts";
import { redactorOf, SECRET_CHARS_MIN } from "./redact.ts";

/**
 * `sick` counts against the partner in its breaker. `alive` proves that it answers, if not as we
 * like (a search it refuses). `unknown` says nothing of it: the auction was cancelled, too little
 * time was left, all connections were taken.
 */
export type Verdict = "sick" | "alive" | "unknown";

/** The message may quote the partner: it is for the log. `reason` is what the public is shown. */
export class PartnerFault extends Error implements Pick<Remark, "reason" | "refused"> {
  override readonly name = "PartnerFault";
  readonly verdict: Verdict;
  readonly reason: PartnerReason;
  readonly refused?: NonNullable<Remark["refused"]>;

  constructor(
    message: string,
    verdict: Verdict,
    reason: PartnerReason,
    more: Pick<Remark, "refused"> & { readonly cause?: unknown } = {},
  ) {
    super(message, more.cause === undefined ? undefined : { cause: more.cause });
    this.verdict = verdict;
    this.reason = reason;
    if (more.refused !== undefined) this.refused = more.refused;
  }
}

/**
 * What was thrown, as a fault that carries nothing of the secret: not in its message, nor in its
 * stack, and without its causes.
 */
export function redacted(thrown: unknown, secret: string): PartnerFault {
  const fault =
    thrown instanceof PartnerFault
      ? thrown
      : new PartnerFault(messageOf(thrown), "sick", "partner-internal");
  const { text } = redactorOf(secret);
  const { verdict, reason, refused } = fault;
  const safe = new PartnerFault(
    text(fault.message),
    verdict,
    reason,
    refused === undefined ? {} : { refused },
  );
  // Of a fault of ours the place is wanted: that of the first error.
  const stack =
    thrown instanceof Error
      ? thrown.cause instanceof Error
        ? thrown.cause.stack
        : thrown.stack
      : undefined;
  if (stack !== undefined) safe.stack = text(stack);
  return safe;
}

/** Text from outside goes into logs and reasons: short, and without control characters. */
export function clean(text: string, charsMax = 160): string {
  return shortened(text, charsMax).replace(/\p{C}/gu, "?");
}

/**
 * An answer's JSON, without our own secret in it. @throws PartnerFault that says what came instead
 */
export function parseJson(body: string, secret: string): unknown {
  let json: unknown;
  try {
    json = JSON.parse(withoutBom(body));
  } catch {
    // The engine's message quotes the body: it is not passed on.
    const what = /^\s*</.test(body) ? "HTML" : body.trim() === "" ? "nothing" : "broken JSON";
    throw new PartnerFault(`answered ${what} where JSON was due`, "sick", "partner-bad-answer");
  }
  if (secret.length < SECRET_CHARS_MIN) return json;
  const redactor = redactorOf(secret);
  // Without a backslash every text of it stands in the body as it is: one look is enough.
  return !body.includes("\\") && redactor.text(body) === body ? json : redactor.json(json);
}
