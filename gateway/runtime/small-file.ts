/** The text of a file that people write. */
import { readFileSync, statSync } from "node:fs";
import { messageOf } from "../../proto/errors.ts";

/** Its text, or why there is none. Never throws. `bytesMax`: A6, what is larger is not read. */
export function readSmallFile(
  path: string,
  bytesMax: number,
): { readonly text: string } | { readonly fault: string } {
  try {
    const { size } = statSync(path);
    return size > bytesMax
      ? { fault: `has ${size} bytes, and may have ${bytesMax} at most` }
      : { text: readFileSync(path, "utf8") };
  } catch (thrown) {
    return { fault: `cannot be read: ${messageOf(thrown)}` };
  }
}
