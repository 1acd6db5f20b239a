/** What a status other than 200 and 201 comes to. */
import { messageOf } from "../../../proto/errors.ts";
import type { PartnerPage } from "../adapter.ts";
import { PartnerFailure, type PartnerHealth } from "../partner-failure.ts";
import type { PartnerReason } from "../public-reasons.ts";

/** `read` reads what the answer says of it; `asksForDelay` is whether it says when to come back. */
export async function failureOfResponse(
  status: number,
  asksForDelay: boolean,
  read: () => Promise<PartnerPage>,
): Promise<PartnerFailure> {
  if (status >= 300 && status < 400) {
    return new PartnerFailure(
      `answered ${status}, and redirects are not followed`,
      "unhealthy",
      "partner-bad-answer",
    );
  }
  const said = await read().then(
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
    `answered ${status}: ${said.message}`,
    healthOf(status, said.health),
    createBidReason(status, said.health, asksForDelay),
  );
}

function healthOf(status: number, said: PartnerHealth): PartnerHealth {
  if (status === 429) return "unknown";
  // Until somebody mends the token, these fail every call.
  if (status === 401 || status === 403) return "unhealthy";
  // An airline that fails behind a seller that is well comes as 502.
  if (status >= 500) return said === "healthy" ? "healthy" : "unhealthy";
  return "healthy";
}

function createBidReason(
  status: number,
  said: PartnerHealth,
  asksForDelay: boolean,
): PartnerReason {
  if (status === 429 || (status === 503 && asksForDelay)) return "partner-busy";
  if (status === 401 || status === 403) return "partner-unauthorized";
  if (status >= 500) return said === "healthy" ? "partner-refused" : "partner-error";
  return status >= 400 ? "partner-refused" : "partner-bad-answer";
}
