/** The failure that a status other than 200 and 201 means. */
import { messageOf } from "../../../proto/errors.ts";
import { GONE, type PartnerPage } from "../adapter.ts";
import { PartnerFailure, type PartnerHealth } from "../partner-failure.ts";
import type { PartnerReason } from "../public-reasons.ts";

/** `parse` reads the answer's own error; `asksForDelay`: whether it states when to ask again. */
export async function failureOfResponse(
  status: number,
  asksForDelay: boolean,
  parse: () => Promise<PartnerPage>,
): Promise<PartnerFailure> {
  if (status >= 300 && status < 400) {
    return new PartnerFailure(
      `answered ${status}, and redirects are not followed`,
      "unhealthy",
      "partner-bad-answer",
    );
  }
  const stated = await parse().then(
    ({ offers, refused }) => ({
      message: offers.length + refused.length > 0 ? "with offers" : "without offers",
      health: "unhealthy" as const,
    }),
    (thrown) =>
      thrown instanceof PartnerFailure
        ? thrown
        : { message: messageOf(thrown), health: "unhealthy" as const },
  );
  return new PartnerFailure(
    `answered ${status}: ${stated.message}`,
    healthOf(status, stated.health),
    publicReasonOf(status, stated.health, asksForDelay),
  );
}

/**
 * The same for one offer that was asked for by its id: it may be gone, which is no failure. @throws
 * PartnerFailure
 */
export async function answerWithoutOffer(
  status: number,
  asksForDelay: boolean,
  parse: () => Promise<PartnerPage>,
): Promise<PartnerPage> {
  if (status === 404 || status === 410) return GONE;
  const parsed = parse();
  const page = await parsed.catch(() => undefined);
  // Of a failure an empty body means nothing; a seller that names the offer as gone does.
  if (status >= 400 && status < 500 && page?.isGone === true && STATES_IT.has(status)) return page;
  throw await failureOfResponse(status, asksForDelay, () => parsed);
}

/** Duffel says by 422 that an offer is no longer there; others may by 409. */
const STATES_IT: ReadonlySet<number> = new Set([409, 422]);

function healthOf(status: number, stated: PartnerHealth): PartnerHealth {
  if (status === 429) return "unknown";
  // Until the token is corrected, these fail every call.
  if (status === 401 || status === 403) return "unhealthy";
  // An airline that fails behind a healthy seller is reported as 502.
  if (status >= 500) return stated === "healthy" ? "healthy" : "unhealthy";
  return "healthy";
}

function publicReasonOf(
  status: number,
  stated: PartnerHealth,
  asksForDelay: boolean,
): PartnerReason {
  if (status === 429 || (status === 503 && asksForDelay)) return "partner-busy";
  if (status === 401 || status === 403) return "partner-unauthorized";
  if (status >= 500) return stated === "healthy" ? "partner-refused" : "partner-error";
  return status >= 400 ? "partner-refused" : "partner-bad-answer";
}
