/** A drawing of pairs of amounts, one line a market: what is published, and what the model has. */
import { svgText } from "./svg-text.ts";

interface ChartRow {
  readonly name: string;
  /** Dollars. */
  readonly published: number;
  readonly modelled: number;
}

const WIDTH = 760;
const LEFT = 270;
const RIGHT = 30;
const TOP = 62;
const ROW = 16;
const GRID_DOLLARS = 100;
const COLORS = { published: "#555555", modelled: "#0b66c2" };

export function fareChart(rows: readonly ChartRow[]): string {
  const most = Math.max(...rows.flatMap(({ published, modelled }) => [published, modelled]));
  const top = GRID_DOLLARS * Math.ceil(most / GRID_DOLLARS);
  const height = TOP + ROW * rows.length + 14;
  const atX = (dollars: number) => (LEFT + (dollars / top) * (WIDTH - LEFT - RIGHT)).toFixed(1);
  const text = (x: number | string, y: number, anchor: string, content: string) =>
    `<text x="${x}" y="${y}" text-anchor="${anchor}" fill="#333333">${svgText(content)}</text>`;
  const grid = Array.from({ length: top / GRID_DOLLARS + 1 }, (_, i) => {
    const x = atX(i * GRID_DOLLARS);
    return [
      `<line x1="${x}" y1="${TOP - 6}" x2="${x}" y2="${height - 10}" stroke="#dddddd"/>`,
      text(x, TOP - 12, "middle", String(i * GRID_DOLLARS)),
    ].join("");
  });
  const lines = rows.flatMap(({ name, published, modelled }, i) => {
    const y = TOP + ROW * i + ROW / 2;
    const dot = (dollars: number, which: keyof typeof COLORS) =>
      `<circle cx="${atX(dollars)}" cy="${y}" r="4" fill="${COLORS[which]}"><title>${svgText(name)}, ${which}: ${dollars}</title></circle>`;
    return [
      text(LEFT - 10, y + 4, "end", name),
      `<line x1="${atX(published)}" y1="${y}" x2="${atX(modelled)}" y2="${y}" stroke="#9ab8d8" stroke-width="2"/>`,
      dot(published, "published"),
      dot(modelled, "modelled"),
    ];
  });
  const legend = (x: number, which: keyof typeof COLORS) =>
    `<circle cx="${x}" cy="32" r="4" fill="${COLORS[which]}"/>${text(x + 10, 36, "start", which)}`;
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" font-family="sans-serif" font-size="11">`,
    "<title>Average fares one way in US dollars: published and modelled</title>",
    `<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>`,
    text(LEFT, 18, "start", "Average fares one way, US dollars"),
    legend(LEFT + 4, "published"),
    legend(LEFT + 104, "modelled"),
    ...grid,
    ...lines,
    "</svg>",
  ].join("\n")}\n`;
}
