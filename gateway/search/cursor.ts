/**
 * Cursors of pages: opaque to callers, and checked when they come back.
 *
 * CURSOR-1 A cursor is read only for the list that it was made for, and only in the form in which
 *    it was made.
 */

/** A6: the longest that is read. A key of the largest search has 1,600 characters. */
export const CURSOR_CHARS_MAX = 4_096;

/** The cursor behind a place of a list. `list`: a word that no other list has. */
export function cursorOf(list: string, place: string): string {
  return Buffer.from(`${list} ${place}`).toString("base64url");
}

/** The place; undefined where the text is no cursor of this list. */
export function placeIn(list: string, cursor: string): string | undefined {
  const text = Buffer.from(cursor, "base64url").toString();
  const place = text.slice(list.length + 1);
  return cursorOf(list, place) === cursor ? place : undefined;
}
