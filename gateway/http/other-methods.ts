/** A known path with a method that it does not have is 405, not 404. */
import { METHODS } from "node:http";
import type { FastifyInstance } from "fastify";
import { AuctionError } from "../../proto/errors.ts";

/**
 * The methods that Node's parser knows. For CONNECT and for an unknown method Node closes the
 * connection; neither becomes a request.
 */
const ALL_METHODS = METHODS.filter((method) => method !== "CONNECT");

/** Keyed by path: the methods that it has. */
type MethodsByPath = Map<string, string[]>;

/** Records the methods of all routes that are added after it. */
export function recordMethods(app: FastifyInstance): MethodsByPath {
  const methodsByPath: MethodsByPath = new Map();
  app.addHook("onRoute", ({ url, method }) => {
    methodsByPath.set(url, [...(methodsByPath.get(url) ?? []), ...[method].flat()]);
  });
  return methodsByPath;
}

/** Adds a route for each method that a path does not have. */
export function refuseOtherMethods(app: FastifyInstance, methodsByPath: MethodsByPath): void {
  for (const method of ALL_METHODS)
    if (!app.supportedMethods.includes(method)) app.addHttpMethod(method);
  for (const [url, allowed] of [...methodsByPath]) {
    const allow = allowed.join(", ");
    app.route({
      method: ALL_METHODS.filter((method) => !allowed.includes(method)),
      url,
      schema: { hide: true },
      // Before the body is read: the answer does not depend on it.
      onRequest: async (request, reply) => {
        reply.header("allow", allow);
        throw new AuctionError(
          "method-not-allowed",
          `${request.method} is not allowed for ${url}; ${allow} is`,
        );
      },
      handler: async () => undefined,
    });
  }
}
