/** The JSON of an answer. */
import { withoutBom } from "../../../common/text/bom.ts";
import { PartnerFailure } from "../partner-failure.ts";
import { redactorOf, SECRET_CHARS_MIN } from "../redaction/redactor.ts";

/**
 * An answer's JSON, without our own secret in it. @throws PartnerFailure that names what was
 * received instead
 */
export function parseJson(body: string, secret: string): unknown {
  let json: unknown;
  try {
    json = JSON.parse(withoutBom(body));
  } catch {
    // The engine's message quotes the body: it is not passed on.
    const what = /^\s*</.test(body) ? "HTML" : body.trim() === "" ? "nothing" : "broken JSON";
    throw new PartnerFailure(
      `answered ${what} where JSON was due`,
      "unhealthy",
      "partner-bad-answer",
    );
  }
  if (secret.length < SECRET_CHARS_MIN) return json;
  const redactor = redactorOf(secret);
  // Without a backslash every text is in the body as it is: one search is enough.
  return !body.includes("\\") && redactor.text(body) === body ? json : redactor.json(json);
}
