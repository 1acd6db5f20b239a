/** What a search for offers had to leave out, so that its bid says so: nothing is lost silently. */
export class LeftOut {
  /** Currencies that the call has no rate for: what is sold in them cannot be ranked. */
  readonly currencies = new Set<string>();
  /** Whether there were more prefixes of tickets than are kept (JOIN-2). */
  tickets = false;
  /** Why there can be no trip of these slices, where that is known. */
  noTrip: string | undefined;

  /** One note for each kind of what was left out. */
  notes(): string[] {
    const notes: string[] = [];
    if (this.currencies.size > 0) {
      const currencies = [...this.currencies].sort().join(", ");
      notes.push(`left out what is sold in ${currencies}: the call has no rate for it`);
    }
    if (this.tickets)
      notes.push(
        "there are more combinations of the slices than were kept: cheaper trips than these may exist",
      );
    if (this.noTrip !== undefined) notes.push(this.noTrip);
    return notes;
  }
}
