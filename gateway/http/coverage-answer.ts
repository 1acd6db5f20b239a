/** The answer of `GET /v1/coverage`, from what the bidders have stated. Pure. */
import type { z } from "zod";
import { REGIONS, type Region } from "../../common/places/regions.ts";
import { coverageLine } from "../../common/text/coverage-line.ts";
import type { Coverage } from "../../proto/coverage.ts";
import type { CoverageView, StatedCoverage } from "../scatter/coverage-cache.ts";
import type { coverageSchema } from "./schemas.ts";

type CoverageAnswer = z.infer<typeof coverageSchema>;

export function coverageAnswer({ stated, unstated, unanswered }: CoverageView): CoverageAnswer {
  return {
    timetables: stated.map(timetable),
    unstated: [...unstated],
    unanswered: [...unanswered],
    detail: stated.length > 0 ? null : whyNone(unstated, unanswered),
  };
}

function timetable({ bidders, coverage }: StatedCoverage): CoverageAnswer["timetables"][number] {
  const { regions, carriers, missing, thin, ...figures } = coverage;
  return {
    bidders: [...bidders],
    summary: coverageLine(coverage, ({ name }) => name),
    ...figures,
    regions: Object.entries(regions)
      .map(([region, tally]) => ({ region, name: nameOf(region), ...tally }))
      .sort((a, b) => b.departuresPerWeek - a.departuresPerWeek),
    carriers: [...carriers],
    missing: [...missing],
    thin: [...thin],
  };
}

function nameOf(region: keyof Coverage["regions"]): string | null {
  return REGIONS[region as Region] ?? null;
}

function whyNone(unstated: readonly string[], unanswered: readonly string[]): string {
  if (unstated.length + unanswered.length === 0)
    return "no bidder is alive, so it is not known what is covered";
  const why = [
    ...(unstated.length > 0 ? [`stating none: ${unstated.join(", ")}`] : []),
    ...(unanswered.length > 0 ? [`without an answer yet: ${unanswered.join(", ")}`] : []),
  ];
  return `no live bidder states its coverage (${why.join("; ")})`;
}
