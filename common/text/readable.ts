/** Text that people read, as bidders, gateway and sellers may send it. */

const UNREADABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/**
 * No control characters, nothing that turns the direction of writing, nothing half a character:
 * half of one makes a whole bid unreadable.
 */
export function isReadable(text: string): boolean {
  return text.isWellFormed() && !UNREADABLE.test(text);
}
