/** A small line chart as SVG: values from zero upwards on a linear axis. */
export interface Chart {
  readonly title: string;
  readonly xLabel: string;
  /** `sizes`: each size that was measured, on a logarithmic axis. `time`: from zero, linear. */
  readonly xAxis: "sizes" | "time";
  readonly series: readonly Series[];
  /** What happened at these places: a line from top to bottom, with its name as a tooltip. */
  readonly marks?: readonly { readonly x: number; readonly name: string }[];
}

interface Series {
  readonly name: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

const WIDTH = 480;
const HEIGHT = 260;
const LEFT = 56;
const RIGHT = 70;
const TOP = 36;
const BOTTOM = 44;
const COLORS = ["#777777", "#0b66c2", "#b5532a", "#2f7d4f"];
const LINES = 4;

export function lineChart({ title, xLabel, xAxis, series, marks = [] }: Chart): string {
  const all = series.flatMap(({ points }) => points);
  const { ticks, shareOf } = horizontal(
    xAxis,
    all.map(({ x }) => x),
  );
  const top = ceiling(Math.max(1, ...all.map(({ y }) => y)));
  const atX = (x: number) => LEFT + shareOf(x) * (WIDTH - LEFT - RIGHT);
  const atY = (y: number) => HEIGHT - BOTTOM - (y / top) * (HEIGHT - TOP - BOTTOM);
  const text = (x: number, y: number, anchor: string, content: string, color = "#333333") =>
    `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}" fill="${color}">${content}</text>`;
  const grid = Array.from({ length: LINES + 1 }, (_, i) => {
    const value = (top * i) / LINES;
    const y = atY(value).toFixed(1);
    return [
      `<line x1="${LEFT}" y1="${y}" x2="${WIDTH - RIGHT}" y2="${y}" stroke="#dddddd"/>`,
      text(LEFT - 6, atY(value) + 4, "end", value.toLocaleString("en-US")),
    ].join("");
  });
  const marked = marks.map(({ x, name }) => {
    const at = atX(x).toFixed(1);
    return `<line x1="${at}" y1="${TOP}" x2="${at}" y2="${HEIGHT - BOTTOM}" stroke="#eeddcc"><title>${name}</title></line>`;
  });
  const lines = series.flatMap(({ name, points }, i) => {
    const color = COLORS[i % COLORS.length] as string;
    const last = points.at(-1);
    if (last === undefined) return [];
    const places = points.map(({ x, y }) => `${atX(x).toFixed(1)},${atY(y).toFixed(1)}`);
    // A time has too many points for a dot each.
    const dots = xAxis === "sizes" ? points : [];
    const width = xAxis === "sizes" ? 2 : 1;
    return [
      `<polyline points="${places.join(" ")}" fill="none" stroke="${color}" stroke-width="${width}"/>`,
      ...dots.map(
        ({ x, y }) =>
          `<circle cx="${atX(x).toFixed(1)}" cy="${atY(y).toFixed(1)}" r="3" fill="${color}"><title>${name}, ${x}: ${y.toFixed(1)}</title></circle>`,
      ),
      text(atX(last.x) + 8, atY(last.y) + 4, "start", name, color),
    ];
  });
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" font-family="sans-serif" font-size="11">`,
    `<title>${title}</title>`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>`,
    text(LEFT, 20, "start", title),
    ...grid,
    ...marked,
    ...ticks.map((x) => text(atX(x), HEIGHT - BOTTOM + 18, "middle", x.toLocaleString("en-US"))),
    text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 8, "middle", xLabel),
    ...lines,
    "</svg>",
  ].join("\n")}\n`;
}

/** Where the axis has its numbers, and which share of its length lies left of a value. */
function horizontal(
  axis: Chart["xAxis"],
  values: readonly number[],
): { readonly ticks: readonly number[]; shareOf(x: number): number } {
  if (axis === "time") {
    const end = ceiling(Math.max(...values, 1));
    const ticks = Array.from({ length: LINES + 1 }, (_, i) => (end * i) / LINES);
    return { ticks, shareOf: (x) => x / end };
  }
  const sizes = [...new Set(values)].sort((a, b) => a - b);
  const [least, most] = [Math.log(sizes[0] ?? 1), Math.log(sizes.at(-1) ?? 10)];
  return { ticks: sizes, shareOf: (x) => (Math.log(x) - least) / (most - least || 1) };
}

/** The next of 1, 2, 4, 6 or 8 times a power of ten: a quarter of it is a short number. */
function ceiling(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return power * ([1, 2, 4, 6, 8].find((factor) => value <= factor * power) ?? 10);
}
