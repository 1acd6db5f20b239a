/**
 * A route's answers in JSON, compressed for the callers that accept it. Problems stay as they are.
 */
import type { onSendHookHandler } from "fastify";
import { type Compression, codingFor, codingHeaders, compressed } from "./compression.ts";

export function compressResults(compression: Compression): onSendHookHandler {
  return (request, reply, payload, done) => {
    // The other form of what may be cached (RFC 9110, 12.5.5). An answer to POST may not.
    if (compression !== "never" && request.method === "GET" && reply.statusCode === 200)
      reply.header("vary", "accept-encoding");
    const coding = reply.statusCode === 200 ? codingFor(request.raw, compression) : null;
    const bytes =
      coding === null || typeof payload !== "string" ? null : compressed(payload, coding);
    if (bytes === null || coding === null) return done(null, payload);
    const [encoding, value, vary, header] = codingHeaders(coding);
    reply.header(encoding, value).header(vary, header).removeHeader("content-length");
    done(null, bytes);
  };
}
