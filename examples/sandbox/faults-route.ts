/**
 * How the agencies behave, to read and to change while they run: `GET` and `PUT
 * /sandbox/behaviour`, for this machine only.
 */
import type { FastifyInstance } from "fastify";
import { badRequest, refuse } from "./errors.ts";
import { type Behaviour, behaviourChange } from "./simulated-faults.ts";

/** `behaviours` holds one entry an agency, and is changed in place. */
export function serveBehaviour(app: FastifyInstance, behaviours: Map<string, Behaviour>): void {
  const change = behaviourChange([...behaviours.keys()] as [string, ...string[]]);
  app.route({
    method: ["GET", "PUT"],
    url: "/sandbox/behaviour",
    handler: (request, reply) => {
      if (!isLoopback(request.socket.remoteAddress))
        return refuse(
          request,
          reply,
          403,
          badRequest("local_only", "this is answered on the sandbox's own machine only"),
        );
      if (request.method === "GET") return Object.fromEntries(behaviours);
      const parsed = change.safeParse(request.body);
      if (!parsed.success) {
        const errors = parsed.error.issues.map((issue) =>
          badRequest("bad_behaviour", `${issue.path.join(".") || "the body"}: ${issue.message}`),
        );
        return refuse(request, reply, 422, ...errors);
      }
      const { agency, ...said } = parsed.data;
      for (const [id, before] of behaviours) {
        if (agency === undefined || agency === id)
          behaviours.set(id, { ...before, ...said } as Behaviour);
      }
      return Object.fromEntries(behaviours);
    },
  });
}

/** Is the socket's other end, which no header can claim to be, on this machine? */
export function isLoopback(address: string | undefined): boolean {
  return /^(::ffff:)?127\.\d+\.\d+\.\d+$|^::1$/.test(address ?? "");
}
