/** A text as the content of an element of SVG. */
export function svgText(content: string): string {
  return content.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
