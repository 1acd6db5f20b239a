/**
 * What `npm audit` reports, judged.
 *
 * AUDIT-1 An advisory of high or critical severity is a fault, unless its explanation says why it
 *    does no harm here. An explanation holds until its date, and one without an advisory is a fault.
 * AUDIT-2 A registry that keeps no advisories is said to be one: nothing was checked then.
 */
import { z } from "zod";

const Advisory = z.object({
  name: z.string(),
  title: z.string().default(""),
  url: z.string(),
  severity: z.string(),
  range: z.string().default("*"),
});
type Advisory = z.output<typeof Advisory>;

const AuditReport = z.object({
  auditReportVersion: z.literal(2),
  vulnerabilities: z.record(
    z.string(),
    // A string is the name of another vulnerable package, which has an entry of its own.
    z.object({ via: z.array(z.union([z.string(), Advisory])) }),
  ),
});

export interface Explanation {
  /** The end of the advisory's address: `GHSA-xxxx-xxxx-xxxx`. */
  readonly advisory: string;
  readonly why: string;
  /** The day on which somebody looks again: `2027-01-31`. */
  readonly until: string;
}

type Judgement =
  | { readonly kind: "checked"; readonly faults: readonly string[] }
  | { readonly kind: "unchecked"; readonly reason: string };

const FAULTS: ReadonlySet<string> = new Set(["high", "critical"]);

/** @param today as `2026-11-29` */
export function judge(
  output: string,
  explanations: readonly Explanation[],
  today: string,
): Judgement {
  const json = parsed(output);
  const report = AuditReport.safeParse(json);
  if (!report.success) return { kind: "unchecked", reason: reasonIn(json) };
  const advisories = Object.values(report.data.vulnerabilities)
    .flatMap(({ via }) => via)
    .filter((one) => typeof one !== "string");
  const unique = [...new Map(advisories.map((one) => [one.url, one])).values()];
  const explained = new Map(explanations.map((one) => [one.advisory, one]));
  return {
    kind: "checked",
    faults: [
      ...unique.flatMap((one) => advisoryFault(one, explained.get(idOf(one)), today)),
      ...explanations
        .filter(({ advisory }) => !unique.some((one) => idOf(one) === advisory))
        .map(({ advisory }) => `${advisory} is explained, and is none any more: remove it`),
    ],
  };
}

const idOf = ({ url }: Advisory): string => url.split("/").at(-1) ?? url;

function advisoryFault(
  { name, range, title, severity, url }: Advisory,
  explanation: Explanation | undefined,
  today: string,
): string[] {
  if (!FAULTS.has(severity)) return [];
  const what = `${name} ${range}: ${severity}, ${title} (${url})`;
  if (explanation === undefined) return [`${what}; update it, or explain it`];
  return explanation.until < today ? [`${what}; explained until ${explanation.until} only`] : [];
}

function parsed(output: string): unknown {
  try {
    return JSON.parse(output);
  } catch {
    return undefined;
  }
}

const Refusal = z.object({ message: z.string() });

function reasonIn(json: unknown): string {
  const refusal = Refusal.safeParse(json);
  return refusal.success ? refusal.data.message : "npm audit printed no report";
}
