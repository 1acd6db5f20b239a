/**
 * Latency against regret as SVG: where each policy stands, and the frontier of those that no other
 * one beats in both.
 */
import type { PolicyFigures } from "../../gateway/replay/policy-figures.ts";

interface Point {
  readonly name: string;
  readonly meanMs: number;
  readonly percent: number;
}

const WIDTH = 720;
const HEIGHT = 420;
const LEFT = 64;
const RIGHT = 150;
const TOP = 40;
const BOTTOM = 52;
const TICKS = 4;

/** Policies without a known time or regret are left out. */
function pointsOf(policies: readonly PolicyFigures[]): Point[] {
  return policies.flatMap(({ policy, time, regret }) =>
    time.meanMs === null || regret.meanPercent === null
      ? []
      : [{ name: policy.name, meanMs: time.meanMs, percent: regret.meanPercent }],
  );
}

/** Those that no other one beats in both, from fast to slow. */
function frontierOf(points: readonly Point[]): Point[] {
  const sorted = [...points].sort((a, b) => a.meanMs - b.meanMs || a.percent - b.percent);
  let least = Number.POSITIVE_INFINITY;
  return sorted.filter(({ percent }) => {
    const isBetter = percent < least;
    least = Math.min(least, percent);
    return isBetter;
  });
}

export function frontierChart(policies: readonly PolicyFigures[]): string {
  const points = pointsOf(policies);
  const right = ceiling(Math.max(1, ...points.map(({ meanMs }) => meanMs)));
  const top = ceiling(Math.max(0.01, ...points.map(({ percent }) => percent)));
  const atX = (ms: number) => LEFT + (ms / right) * (WIDTH - LEFT - RIGHT);
  const atY = (percent: number) => HEIGHT - BOTTOM - (percent / top) * (HEIGHT - TOP - BOTTOM);
  const text = (x: number, y: number, anchor: string, content: string) =>
    `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}" fill="#333333">${escaped(content)}</text>`;
  const ticks = Array.from({ length: TICKS + 1 }, (_, i) => i / TICKS);
  const line = frontierOf(points).map(
    ({ meanMs, percent }) => `${atX(meanMs).toFixed(1)},${atY(percent).toFixed(1)}`,
  );
  const dots = points.map(({ name, meanMs, percent }) => {
    const [x, y] = [atX(meanMs), atY(percent)];
    const title = `${name}: ${meanMs.toFixed(1)} ms, ${percent.toFixed(3)} %`;
    return `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="4" fill="#0b66c2"><title>${escaped(title)}</title></circle>${text(x + 8, y + 4, "start", name)}`;
  });
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" font-family="sans-serif" font-size="12">`,
    "<title>Latency against regret</title>",
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>`,
    text(LEFT, 22, "start", "Mean regret in per cent of the best cost, by mean time"),
    ...ticks.map((share) => {
      const y = atY(top * share);
      return `<line x1="${LEFT}" y1="${y.toFixed(1)}" x2="${WIDTH - RIGHT}" y2="${y.toFixed(1)}" stroke="#dddddd"/>${text(LEFT - 8, y + 4, "end", short(top * share))}`;
    }),
    ...ticks.map((share) =>
      text(atX(right * share), HEIGHT - BOTTOM + 20, "middle", short(right * share)),
    ),
    text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 10, "middle", "milliseconds"),
    `<polyline points="${line.join(" ")}" fill="none" stroke="#b5532a" stroke-width="1.5"/>`,
    ...dots,
    "</svg>",
  ].join("\n")}\n`;
}

/** The chart and the text of the terminal as a page that needs nothing else. */
export function frontierPage(policies: readonly PolicyFigures[], report: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Replayed policies</title>
<style>body { font-family: sans-serif; margin: 2em } pre { overflow-x: auto }</style>
<h1>Replayed policies</h1>
${frontierChart(policies)}<pre>${escaped(report)}</pre>
</html>
`;
}

const short = (value: number) => String(Number(value.toPrecision(3)));

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};

/** Names of policies come from files. */
function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);
}

/** The next of 1, 2, 4, 6 or 8 times a power of ten: a quarter of it is a short number. */
function ceiling(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return power * ([1, 2, 4, 6, 8].find((factor) => value <= factor * power) ?? 10);
}
