/** Text from outside goes into logs and reasons: short, and without control characters. */
export function printable(text: string, charsMax = 160): string {
  return text.slice(0, charsMax).toWellFormed().replace(/\p{C}/gu, "?");
}
