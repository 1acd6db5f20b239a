/** `GET /`: the page and its files. */
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";
import { PATHS } from "../paths.ts";

const WEB_FOLDER = join(import.meta.dirname, "..", "..", "web");

export async function servePage(app: FastifyInstance): Promise<void> {
  await app.register(fastifyStatic, {
    root: WEB_FOLDER,
    maxAge: 60_000,
    // The folder also has tests and types, which are not served.
    allowedPath: (path) => path === PATHS.page || /\.(html|css|js)$/.test(path),
  });
}
