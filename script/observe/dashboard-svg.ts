/** The dashboard as a drawing, with the values of a run: what Grafana shows, in small. */

import { svgText } from "../documents/svg-text.ts";
import type { Panel } from "./panels.ts";

/** One line of a panel, or one value of it. */
export interface DrawnSeries {
  readonly name: string;
  /** Seconds since the start of the run, and the value. */
  readonly points: readonly (readonly [number, number])[];
}

export interface DrawnPanel {
  readonly panel: Panel;
  readonly series: readonly DrawnSeries[];
}

/** Pixels of one unit of Grafana's grid, which has 24 columns. */
const COLUMN = 50;
const ROW = 22;
const HEAD = 40;
const COLORS = [
  "#0b66c2",
  "#b5532a",
  "#2e8540",
  "#8a4fbf",
  "#b8860b",
  "#c2185b",
  "#00838f",
  "#555",
];
/** Of the names below the lines. */
const NAME_CHARACTER = 4.9;

export function dashboardSvg(
  title: string,
  panels: readonly DrawnPanel[],
  seconds: number,
): string {
  const bottom = Math.max(...panels.map(({ panel: { gridPos } }) => gridPos.y + gridPos.h));
  const [width, height] = [24 * COLUMN, HEAD + bottom * ROW];
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="sans-serif" font-size="10">`,
    `<title>${svgText(title)}</title>`,
    `<rect width="${width}" height="${height}" fill="#f4f5f7"/>`,
    text(12, 25, title, { size: 15 }),
    ...panels.map((one) => drawn(one, seconds)),
    "</svg>",
  ].join("\n")}\n`;
}

function drawn({ panel, series }: DrawnPanel, seconds: number): string {
  const { x, y, w, h } = panel.gridPos;
  const [width, height] = [w * COLUMN - 8, h * ROW - 8];
  const content =
    panel.type === "row"
      ? text(4, 15, panel.title, { size: 12 })
      : [
          `<rect width="${width}" height="${height}" rx="3" fill="#ffffff" stroke="#dddddd"/>`,
          text(8, 15, panel.title, { size: 11 }),
          panel.type === "timeseries"
            ? lines(series, { width, height, seconds, unit: panel.unit })
            : values(series, panel.unit),
        ].join("");
  return `<g transform="translate(${x * COLUMN + 4} ${HEAD + y * ROW})">${content}</g>`;
}

interface Area {
  readonly width: number;
  readonly height: number;
  readonly seconds: number;
  readonly unit: string;
}

function lines(series: readonly DrawnSeries[], { width, height, seconds, unit }: Area): string {
  if (series.length === 0) return text(width / 2, height / 2, "no data", { anchor: "middle" });
  const [left, top, right, bottom] = [46, 24, width - 8, height - 24];
  const most = Math.max(...series.flatMap(({ points }) => points.map(([, value]) => value)));
  const high = most > 0 ? most * 1.05 : 1;
  const atX = (second: number) => left + (second / seconds) * (right - left);
  const atY = (value: number) => bottom - (Math.max(0, value) / high) * (bottom - top);
  const grid = [0, high / 2, high].map(
    (value) =>
      `<line x1="${left}" x2="${right}" y1="${round(atY(value))}" y2="${round(atY(value))}" stroke="#eeeeee"/>${text(left - 4, atY(value) + 3, inUnit(value, unit), { anchor: "end" })}`,
  );
  const drawnLines = series.map(({ name, points }, i) => {
    const places = points.map(([second, value]) => `${round(atX(second))},${round(atY(value))}`);
    return `<polyline points="${places.join(" ")}" fill="none" stroke="${colorOf(i)}" stroke-width="1.5"><title>${svgText(name)}</title></polyline>`;
  });
  return [...grid, ...drawnLines, names(series, width, height)].join("");
}

/** The names of the lines, those with the highest values, as many as there is room for. */
function names(series: readonly DrawnSeries[], width: number, height: number): string {
  const all = series.map(({ name, points }, i) => ({ name, i, last: points.at(-1)?.[1] ?? 0 }));
  let characters = 6; // of the number of those without a name
  const named = all
    .toSorted((a, b) => b.last - a.last)
    .filter(({ name }, place) => {
      characters += name.length + 2;
      return place === 0 || characters * NAME_CHARACTER < width;
    });
  const spans = named.map(
    ({ name, i }) => `<tspan fill="${colorOf(i)}">${svgText(name)}  </tspan>`,
  );
  if (all.length > named.length) spans.push(`<tspan>+${all.length - named.length}</tspan>`);
  return `<text x="8" y="${height - 8}" font-size="9" xml:space="preserve">${spans.join("")}</text>`;
}

/** Of panels that show the last values alone. */
function values(series: readonly DrawnSeries[], unit: string): string {
  if (series.length === 0) return text(8, 36, "no data");
  return series
    .map(({ name, points }, i) =>
      text(8, 34 + i * 14, `${name}: ${inUnit(points.at(-1)?.[1] ?? 0, unit)}`, {
        color: colorOf(i),
      }),
    )
    .join("");
}

/** A value as Grafana writes it in this unit. */
export function inUnit(value: number, unit: string): string {
  const digits = (amount: number) => String(Number(amount.toPrecision(2)));
  if (unit === "percentunit") return `${digits(value * 100)} %`;
  if (unit === "bytes") return `${digits(value / 2 ** 20)} MiB`;
  if (unit === "s") return value < 1 ? `${digits(value * 1_000)} ms` : `${digits(value)} s`;
  return unit === "reqps" ? `${digits(value)}/s` : digits(value);
}

const colorOf = (i: number): string => COLORS[i % COLORS.length] as string;
const round = (value: number): string => value.toFixed(1);

interface TextStyle {
  readonly size?: number;
  readonly anchor?: "start" | "middle" | "end";
  readonly color?: string;
}

function text(x: number, y: number, content: string, style: TextStyle = {}): string {
  const { size = 10, anchor = "start", color = "#333333" } = style;
  return `<text x="${round(x)}" y="${round(y)}" text-anchor="${anchor}" font-size="${size}" fill="${color}">${svgText(content)}</text>`;
}
