/**
 * The auctions of a record that were drawn, apart from those that are in it for their end: a
 * gateway records all that are partial or slow (RECORDER-1), so that together they say too much of
 * these.
 *
 * DRAWN-1 Figures of a record are of the auctions that were drawn, where it has any, and how many
 *    others are left out is counted. Where it has none they are of all, and so they are where all
 *    are wanted: how many of them were not drawn is counted then.
 */

export interface DrawnCounts {
  /** Of which the figures are. */
  readonly auctions: number;
  /** Recorded for being partial or slow, and in no figure. */
  readonly leftOut: number;
  /** The same, which are in the figures. */
  readonly notDrawn: number;
}

export class DrawnAuctions<Gathered> {
  readonly #drawn: Gathered;
  readonly #others: Gathered;
  readonly #all: boolean;
  #drawnCount = 0;
  #othersCount = 0;

  constructor(make: () => Gathered, all: boolean) {
    this.#drawn = make();
    this.#others = all ? this.#drawn : make();
    this.#all = all;
  }

  /** Where this auction is gathered. */
  of({ sampled }: { readonly sampled: boolean }): Gathered {
    if (sampled) this.#drawnCount++;
    else this.#othersCount++;
    return sampled ? this.#drawn : this.#others;
  }

  /** DRAWN-1 */
  get chosen(): Gathered {
    return this.#drawnCount === 0 ? this.#others : this.#drawn;
  }

  get counts(): DrawnCounts {
    const [drawn, others] = [this.#drawnCount, this.#othersCount];
    return this.#all || drawn === 0
      ? { auctions: drawn + others, leftOut: 0, notDrawn: others }
      : { auctions: drawn, leftOut: others, notDrawn: 0 };
  }
}

/** What is said of them; null: all were drawn. */
export function drawnWords({ leftOut, notDrawn }: Omit<DrawnCounts, "auctions">): string | null {
  if (leftOut > 0)
    return `${leftOut} left out, which were recorded for being partial or slow (--all keeps them)`;
  if (notDrawn > 0)
    return `${notDrawn} of them were recorded for being partial or slow: the figures say too much of such auctions`;
  return null;
}
