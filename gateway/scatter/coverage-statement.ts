/**
 * The coverage that a bidder states in its answer to INFO. A sender can send any bytes (A5): its
 * name is confirmed by where the answer comes to (PRESENCE-1), and all that is read here is bounded
 * (A6).
 */
import { z } from "zod";
import type { Coverage } from "../../proto/coverage.ts";
import { readAnswer } from "./service-answer.ts";

const count = z.int().nonnegative().max(1_000_000_000);
const carrier = z.string().regex(/^[A-Z0-9]{2,3}$/);
const year = z.int().min(1900).max(2199).nullable();
/** A code of M49. */
const region = z.string().regex(/^\d{3}$/);

const gap = z.object({
  carrier,
  name: z.string().max(100),
  departuresPerWeek: count,
  worldPerWeek: count,
});

/** The bytes bound the lists. */
const coverageSchema = z.object({
  week: z.iso.date().nullable(),
  departuresPerWeek: count,
  airports: count,
  carriers: z.array(
    z.object({
      carrier,
      departuresPerWeek: count,
      firstYear: year,
      lastYear: year,
      regions: z.record(region, count),
    }),
  ),
  carriersLeftOut: count,
  regions: z.record(
    region,
    z.object({ departuresPerWeek: count, carriers: count, airports: count }),
  ),
  missing: z.array(gap),
  thin: z.array(gap),
}) satisfies z.ZodType<Coverage>;

const infoSchema = z.object({ id: z.string().max(64), coverage: coverageSchema.optional() });

interface Statement {
  readonly instance: string;
  /** Null: this instance states no coverage. */
  readonly coverage: Coverage | null;
}

/** The statement, or in `fault` why it is refused, as a text for the log. */
export function readStatement(bytes: Uint8Array): Statement | { readonly fault: string } {
  const answer = readAnswer(bytes);
  if ("fault" in answer) return answer;
  const read = infoSchema.safeParse(answer.json);
  if (read.success) return { instance: read.data.id, coverage: read.data.coverage ?? null };
  const [first] = read.error.issues;
  return { fault: `${first?.path.join(".")}: ${first?.message}` };
}
