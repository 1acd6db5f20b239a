/** What a status other than 200 and 201 comes to. */
import { messageOf } from "../../../proto/errors.ts";
import type { PartnerPage } from "../adapter.ts";
import { PartnerFault, type Verdict } from "../partner-failure.ts";
import type { PartnerReason } from "../public-reasons.ts";

/** `read` reads what the answer says of it; `asksForPause` is whether it says when to come back. */
export async function refusal(
  status: number,
  asksForPause: boolean,
  read: () => Promise<PartnerPage>,
): Promise<PartnerFault> {
  if (status >= 300 && status < 400) {
    return new PartnerFault(
      `answered ${status}, and redirects are not followed`,
      "sick",
      "partner-bad-answer",
    );
  }
  const said = await read().then(
    ({ offers, refused }) => ({
      message: offers.length + refused.length > 0 ? "with offers" : "without offers",
      verdict: "sick" as const,
    }),
    (thrown) =>
      thrown instanceof PartnerFault
        ? thrown
        : { message: messageOf(thrown), verdict: "sick" as const },
  );
  return new PartnerFault(
    `answered ${status}: ${said.message}`,
    verdictOf(status, said.verdict),
    reasonOf(status, said.verdict, asksForPause),
  );
}

function verdictOf(status: number, said: Verdict): Verdict {
  if (status === 429) return "unknown";
  // Until somebody mends the token, these fail every call.
  if (status === 401 || status === 403) return "sick";
  // An airline that fails behind a seller that is well comes as 502.
  if (status >= 500) return said === "alive" ? "alive" : "sick";
  return "alive";
}

function reasonOf(status: number, said: Verdict, asksForPause: boolean): PartnerReason {
  if (status === 429 || (status === 503 && asksForPause)) return "partner-busy";
  if (status === 401 || status === 403) return "partner-unauthorized";
  if (status >= 500) return said === "alive" ? "partner-refused" : "partner-error";
  return status >= 400 ? "partner-refused" : "partner-bad-answer";
}
