/**
 * The page: `GET /`, and its other views, which are the same document. `npm run page:build` makes
 * its files; a gateway without them answers everything else.
 *
 * WEB-1 The document is asked for anew each time; the files that it names carry a hash of their
 *    content, and may be kept for a year.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { SignInSettings } from "../../tokens/sign-in-settings.ts";
import { PATHS } from "../paths.ts";
import { policyWithIssuer } from "../security-headers.ts";

/** Of a gateway: `npm run page:build` writes it. */
const BUILT_PAGE = join(import.meta.dirname, "..", "..", "web", "dist");
const DOCUMENT = "index.html";
const VIEWS = [PATHS.page, PATHS.auctionView, PATHS.marketView];
const NOT_BUILT = "The page is not built here. `npm run page:build` builds it.\n";
const YEAR_S = 365 * 86_400;
const ASSET_CACHING = `public, max-age=${YEAR_S}, immutable`;

interface PageOptions {
  /** Where the built page is, or will be. */
  readonly folder?: string;
  /** Where its users sign in; undefined: nowhere. */
  readonly signIn?: Pick<SignInSettings, "issuer"> | undefined;
}

export async function servePage(
  app: FastifyInstance,
  { folder = BUILT_PAGE, signIn }: PageOptions = {},
): Promise<void> {
  const assets = join(folder, "assets");
  await app.register(fastifyStatic, {
    root: assets,
    prefix: PATHS.pageAssets,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, path) => {
      const caching = path.startsWith(assets) ? ASSET_CACHING : "no-cache";
      reply.header("cache-control", caching).header("vary", "accept-encoding");
    },
  });
  // The policy of the document counts for all that the page asks.
  const policy = signIn === undefined ? null : policyWithIssuer(signIn.issuer);
  const answer = (_request: FastifyRequest, reply: FastifyReply) => {
    if (!existsSync(join(folder, DOCUMENT)))
      return reply.code(503).type("text/plain; charset=utf-8").send(NOT_BUILT);
    if (policy !== null) reply.header("content-security-policy", policy);
    return reply.sendFile(DOCUMENT, folder);
  };
  for (const url of VIEWS) app.get(url, { schema: { hide: true } }, answer);
}
