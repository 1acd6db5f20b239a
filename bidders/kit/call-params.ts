/**
 * Reads what a caller says to this bidder alone.
 *
 * KITPARAMS-1 Only what the bidder's own schema accepts reaches its strategy. Anything else ends
 *    the answer as declined, with what is wrong and where.
 * KITPARAMS-2 No value of what was said is in the reason: a reason is shown and logged.
 */
import type { z } from "zod";
import type { BidderModule } from "./bidder.ts";
import { hiddenValues } from "./json-values.ts";

/** What was read, or why the call is declined. */
export type ReadParams = (
  json: string,
) => { readonly params: unknown } | { readonly fault: string };

/** The code of declines for what was said. */
const CODE = "params";
/** A6: faults that the reason has. */
const FAULTS_MAX = 4;

/** @throws what the bidder's function throws, or where it makes no schema */
export function paramsReader<Resources>(
  { params }: Pick<BidderModule<unknown, Resources>, "params">,
  resources: Resources,
): ReadParams {
  if (params === undefined)
    return () => ({ fault: `${CODE}: nothing can be said to this bidder alone` });
  const schema = typeof params === "function" ? params(resources) : params;
  return (json) => {
    try {
      return read(schema, JSON.parse(json));
    } catch {
      // Of JSON that cannot be read the error has a part, and of a schema that throws any text.
      return { fault: `${CODE}: what was said cannot be read` };
    }
  };
}

function read(schema: z.ZodType, value: unknown): ReturnType<ReadParams> {
  const result = schema.safeParse(value);
  if (result.success) return { params: result.data };
  const { issues } = result.error;
  const words = issues.slice(0, FAULTS_MAX).map(describeIssue);
  const more = issues.length > FAULTS_MAX ? `; and ${issues.length - FAULTS_MAX} more` : "";
  return { fault: withoutValues(`${CODE}: ${words.join("; ")}${more}`, hiddenValues(value)) };
}

function describeIssue(issue: z.core.$ZodIssue): string {
  const path = issue.path.map(String).join(".");
  // The names of fields that are not known are what the caller wrote.
  const message =
    issue.code === "unrecognized_keys" ? "has a field that is not known" : issue.message;
  return path === "" ? message : `${path} ${message}`;
}

function withoutValues(text: string, values: readonly string[]): string {
  return values.reduce((left, value) => left.replaceAll(value, "…"), text);
}
