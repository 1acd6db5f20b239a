/**
 * `GET /book/{id}`: the page where the link of an offer of the sandbox ends. A link must be https,
 * so offers have one only where SANDBOX_LINKS names the https address of a proxy before the
 * sandbox.
 */
import type { FastifyInstance } from "fastify";

/** Nothing of the address is repeated in it: it comes from outside. */
const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <title>Nothing is sold here</title>
  </head>
  <body>
    <main>
      <h1>Nothing is sold here</h1>
      <p>This is the end of the demonstration. The agencies of the sandbox are invented, and so are
        their prices: no ticket can be bought, and nothing was reserved.</p>
      <p>With a real seller this link opens the page on which the seller sells the offer.</p>
    </main>
  </body>
</html>
`;

export function serveBookingPage(app: FastifyInstance): void {
  app.get("/book/:id", (_request, reply) =>
    reply
      .type("text/html; charset=utf-8")
      .header("content-security-policy", "default-src 'none'")
      .send(PAGE),
  );
}
