/** Whether these bytes are this ASCII text from `at` on. No text is made of them. */
export function isTextAt(text: string, bytes: Uint8Array, at: number): boolean {
  for (let i = 0; i < text.length; i++) if (bytes[at + i] !== text.charCodeAt(i)) return false;
  return true;
}
