/**
 * The headers that protect a browser's user, the same for every answer. `helmet` decides them once,
 * when the gateway starts: asking it for each answer costs 10 µs.
 *
 * WEBHEADERS-1 The page runs and shows files of this gateway alone: no inline script or style, no
 *    frame around it, nothing of another origin. An image may be in the page's own text (its icon).
 * WEBHEADERS-2 No answer has a CORS header: a page of another origin reads nothing.
 * WEBHEADERS-3 Where users sign in, the page may also ask the origin of the issuer, and no other.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import helmet from "helmet";

/** Names and values in turn, as `ServerResponse.writeHead` takes them. */
export const SECURITY_HEADERS: readonly string[] = securityHeaders();

function securityHeaders(): string[] {
  const found: string[] = [];
  const response = {
    setHeader: (name: string, value: string) => found.push(name.toLowerCase(), value),
    removeHeader: () => {},
  } as unknown as ServerResponse;
  const decide = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        "default-src": ["'none'"],
        "connect-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
      },
    },
    frameguard: { action: "deny" },
    strictTransportSecurity: false,
  });
  decide({} as IncomingMessage, response, (fault) => {
    if (fault !== undefined) throw fault;
  });
  return found;
}

/** WEBHEADERS-3: the policy of the page's document. */
export function policyWithIssuer(issuer: string): string {
  const policy = SECURITY_HEADERS[SECURITY_HEADERS.indexOf("content-security-policy") + 1] ?? "";
  return policy.replace("connect-src 'self'", `connect-src 'self' ${new URL(issuer).origin}`);
}

/** Sets them on an answer whose head is not written yet. */
export function setSecurityHeaders(response: ServerResponse): void {
  for (let i = 0; i < SECURITY_HEADERS.length; i += 2)
    response.setHeader(SECURITY_HEADERS[i] as string, SECURITY_HEADERS[i + 1] as string);
}
