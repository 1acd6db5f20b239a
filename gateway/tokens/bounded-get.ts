/** A GET whose answer is a text of bounded length. */
import { messageOf } from "../../proto/errors.ts";

/** A6: the keys of large issuers have 20 kB. */
const ANSWER_BYTES_MAX = 256 * 1024;

/**
 * Redirects are not followed: an issuer's documents are where they say that they are.
 *
 * @throws Error when the answer is none in time, too long, or not 200
 */
export async function getBounded(url: string, signal: AbortSignal): Promise<string> {
  const headers = { accept: "application/json" };
  const response = await fetch(url, { signal, headers, redirect: "manual" }).catch((thrown) => {
    throw new Error(`${url} ${whyUnanswered(thrown)}`, { cause: thrown });
  });
  if (response.status !== 200) {
    await response.body?.cancel();
    throw new Error(`${url} answers with the status ${response.status}`);
  }
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    if (bytes > ANSWER_BYTES_MAX)
      throw new Error(`the answer of ${url} is longer than ${ANSWER_BYTES_MAX / 1024} KiB`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

/** By the code alone where there is one (ENOTFOUND, CERT_HAS_EXPIRED): texts name addresses. */
function whyUnanswered(thrown: unknown): string {
  const { name, cause = thrown } = thrown as { readonly name?: string; readonly cause?: unknown };
  if (name === "TimeoutError") return "does not answer in time";
  const code = (cause as { readonly code?: unknown } | null)?.code;
  return `cannot be reached: ${typeof code === "string" ? code : messageOf(cause)}`;
}
