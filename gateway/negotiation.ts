/** What a caller's headers say of the form of its body, and of the form that it wants its answer in (RFC 9110, sections 8 and 12). */
import type { IncomingHttpHeaders } from "node:http";
import { MIMEType } from "node:util";
import { AuctionError } from "../proto/errors.ts";
import { quoted } from "./problem.ts";

const EVENTS = "text/event-stream";

/** True when events are named in `Accept`, not refused by `q=0`, and not wanted less than JSON is. `*` alone asks for JSON. */
export function wantsEvents(accept: string | undefined): boolean {
  const ranges = rangesOf(accept ?? "");
  const quality = ranges.get(EVENTS) ?? 0;
  const json = ranges.get("application/json") ?? ranges.get("application/*") ?? 0;
  return quality > 0 && quality >= json;
}

/** A6: of a longer header only the beginning is read: what is made to be slow to read must be short. No caller needs more. */
const ACCEPT_LENGTH_MAX = 1_024;

/** Each media range with its quality. A range that cannot be read asks for nothing. */
function rangesOf(accept: string): Map<string, number> {
  const ranges = new Map<string, number>();
  for (const [element] of accept.slice(0, ACCEPT_LENGTH_MAX).matchAll(/(?:[^,"]|"(?:[^"\\]|\\.)*")+/g)) {
    const range = mediaType(element);
    const quality = Number(range?.params.get("q") ?? 1);
    if (range !== undefined && quality >= 0 && quality <= 1) ranges.set(range.essence, quality);
  }
  return ranges;
}

/** A body is read as it comes and as UTF-8, as JSON is (RFC 8259, 8.1). @throws AuctionError `unsupported-media-type` */
export function checkBodyForm(headers: IncomingHttpHeaders): void {
  const coding = headers["content-encoding"]?.trim().toLowerCase() ?? "identity";
  if (coding !== "identity") {
    throw new AuctionError("unsupported-media-type", `the body is encoded as '${quoted(coding)}'; send it without a content-encoding`);
  }
  const charset = mediaType(headers["content-type"] ?? "")?.params.get("charset") ?? "utf-8";
  if (!/^utf-?8$/i.test(charset)) {
    throw new AuctionError("unsupported-media-type", `the body is in the charset '${quoted(charset)}'; JSON is sent as utf-8`);
  }
}

function mediaType(text: string): MIMEType | undefined {
  try {
    return new MIMEType(text);
  } catch {
    return undefined; // a content-type that cannot be read at all is fastify's to refuse
  }
}
