/**
 * The timeline of an auction as a gateway sends it (docs/http.md). Times are milliseconds since the
 * search was accepted. What a newer gateway adds is ignored.
 */
import { z } from "zod";
import { CommandFailure, EXIT } from "./failure.ts";
import { plain } from "./outside-text.ts";

const money = z.object({ amount: z.number(), currency: z.string() });
const ms = z.number();

const lane = z.object({
  bidder: z.string(),
  /** Null of a bidder that only came too late. */
  outcome: z.string().nullable(),
  reason: z.string().nullable(),
  /** Left out on purpose, which is no fault. */
  intended: z.boolean(),
  calledAtMs: ms.nullable(),
  hedges: z.array(z.object({ atMs: ms, instance: z.string() })),
  bids: z.array(
    z.object({
      atMs: ms,
      instance: z.string(),
      offers: z.number(),
      final: z.boolean(),
      floor: money.nullable(),
      /** An older gateway does not say them. */
      queuedMs: ms.nullable().default(null),
      workMs: ms.nullable().default(null),
    }),
  ),
  cancelledAtMs: ms.nullable(),
  late: z.array(z.object({ atMs: ms, offers: z.number(), cheapest: money.nullable() })),
});

const timeline = z.object({
  searchId: z.string(),
  startedAt: z.string(),
  deadlineMs: ms,
  endedAtMs: ms,
  endedBy: z.string(),
  partial: z.boolean(),
  why: z.string(),
  quorum: z
    .object({
      bidders: z.number(),
      required: z.array(z.string()),
      metAtMs: ms.nullable(),
      graceEndMs: ms.nullable(),
    })
    .nullable(),
  lanes: z.array(lane),
  best: z.array(z.object({ atMs: ms, price: money, shown: z.number() })),
  regret: money.nullable(),
});

export type Timeline = z.infer<typeof timeline>;
export type Lane = z.infer<typeof lane>;

/** @throws CommandFailure 3 where it is none */
export function readTimeline(answer: unknown): Timeline {
  const read = timeline.safeParse(answer);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new CommandFailure(
    EXIT.unreachable,
    `the gateway's answer is no timeline: ${plain(issue?.path.join(".") ?? "", 80)}: ${plain(issue?.message ?? "", 200)}`,
  );
}
