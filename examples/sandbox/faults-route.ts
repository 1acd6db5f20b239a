/**
 * `GET` and `PUT /sandbox/behaviour`: reads and changes the faults that the agencies simulate. It
 * is answered for this machine only.
 */
import type { FastifyInstance } from "fastify";
import { answerWithErrors, badRequest } from "./errors.ts";
import { faultsChange, type SimulatedFaults } from "./simulated-faults.ts";

/** `faults` has one entry for each agency, and is changed in place. */
export function serveFaultsRoute(app: FastifyInstance, faults: Map<string, SimulatedFaults>): void {
  const change = faultsChange([...faults.keys()] as [string, ...string[]]);
  app.route({
    method: ["GET", "PUT"],
    url: "/sandbox/behaviour",
    handler: (request, reply) => {
      if (!isLoopback(request.socket.remoteAddress))
        return answerWithErrors(
          request,
          reply,
          403,
          badRequest("local_only", "this is answered on the sandbox's own machine only"),
        );
      if (request.method === "GET") return Object.fromEntries(faults);
      const parsed = change.safeParse(request.body);
      if (!parsed.success) {
        const errors = parsed.error.issues.map((issue) =>
          badRequest("bad_behaviour", `${issue.path.join(".") || "the body"}: ${issue.message}`),
        );
        return answerWithErrors(request, reply, 422, ...errors);
      }
      const { agency, ...changes } = parsed.data;
      for (const [id, before] of faults) {
        if (agency === undefined || agency === id)
          faults.set(id, { ...before, ...changes } as SimulatedFaults);
      }
      return Object.fromEntries(faults);
    },
  });
}

/** Whether the socket's peer is on this machine. A header cannot forge its address. */
export function isLoopback(address: string | undefined): boolean {
  return /^(::ffff:)?127\.\d+\.\d+\.\d+$|^::1$/.test(address ?? "");
}
