import { shortened } from "../../common/text/shortened.ts";

/** Text from outside goes into logs and reasons: short, and without control characters. */
export function printable(text: string, charsMax = 160): string {
  return shortened(text, charsMax).replace(/\p{C}/gu, "?");
}
