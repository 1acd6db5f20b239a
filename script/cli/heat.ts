/** The colours of a heat map on a terminal: from green for the cheapest to red. */
import type { Heat } from "./heat-map.ts";

/** Backgrounds of the 256 colours that terminals share; all can be read under black letters. */
const BACKGROUNDS = [114, 150, 222, 215, 210];
const BLACK = 16;

/** @param hasColours false where the stream is no terminal, or NO_COLOR is set */
export function heatFor(hasColours: boolean): Heat {
  if (!hasColours) return (_level, text) => text;
  return (level, text) => {
    const background = BACKGROUNDS[level] ?? BACKGROUNDS.at(-1);
    return `\u001b[48;5;${background}m\u001b[38;5;${BLACK}m${text}\u001b[0m`;
  };
}
