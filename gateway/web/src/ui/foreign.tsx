/**
 * A text of a bidder or a seller, isolated so that its writing direction does not affect the text
 * around it. It is always shown as text, never read as markup.
 */
export function Foreign({ text }: { text: string }) {
  return <bdi>{text}</bdi>;
}
