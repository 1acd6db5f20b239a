/**
 * The byte order mark that some editors (Windows Notepad, Excel) write before UTF-8 text.
 * JSON.parse refuses it (RFC 8259, section 8.1).
 */

/** The text without a byte order mark at its start. */
export function withoutBom(text: string): string {
  return text.startsWith("\uFEFF") ? text.slice(1) : text;
}
