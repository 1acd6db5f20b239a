/** A small line chart as SVG: sizes on a logarithmic axis, values from zero on a linear one. */
export interface Chart {
  readonly title: string;
  readonly xLabel: string;
  readonly series: readonly Series[];
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
const COLORS = ["#777777", "#0b66c2", "#b5532a"];
const LINES = 4;

export function lineChart({ title, xLabel, series }: Chart): string {
  const all = series.flatMap(({ points }) => points);
  const sizes = [...new Set(all.map(({ x }) => x))].sort((a, b) => a - b);
  const [least, most] = [Math.log(sizes[0] ?? 1), Math.log(sizes.at(-1) ?? 10)];
  const top = ceiling(Math.max(1, ...all.map(({ y }) => y)));
  const atX = (x: number) =>
    LEFT + ((Math.log(x) - least) / (most - least || 1)) * (WIDTH - LEFT - RIGHT);
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
  const lines = series.flatMap(({ name, points }, i) => {
    const color = COLORS[i % COLORS.length] as string;
    const last = points.at(-1);
    if (last === undefined) return [];
    const places = points.map(({ x, y }) => `${atX(x).toFixed(1)},${atY(y).toFixed(1)}`);
    return [
      `<polyline points="${places.join(" ")}" fill="none" stroke="${color}" stroke-width="2"/>`,
      ...points.map(
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
    ...sizes.map((x) => text(atX(x), HEIGHT - BOTTOM + 18, "middle", x.toLocaleString("en-US"))),
    text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 8, "middle", xLabel),
    ...lines,
    "</svg>",
  ].join("\n")}\n`;
}

/** The next of 1, 2, 4 or 8 times a power of ten: a quarter of it is a short number. */
function ceiling(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return power * ([1, 2, 4, 8].find((factor) => value <= factor * power) ?? 10);
}
