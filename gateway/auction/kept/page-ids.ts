/** The ids of the offers on the pages of a kept auction (OFFERID-3). */
import { derivedOwnIds, type OfferIds, type RowPlace } from "../offer-ids.ts";

interface ShownId {
  readonly place: RowPlace;
  readonly ownId: string;
}

/** Of one auction. */
export class PageIds implements Pick<OfferIds, "common"> {
  readonly common: string;
  readonly #shown = new Map<string, string>();
  readonly #derived: (place: RowPlace) => string;

  /** `shown`: those of the result. */
  constructor(secret: string, { common }: Pick<OfferIds, "common">, shown: readonly ShownId[]) {
    this.common = common;
    this.#derived = derivedOwnIds(secret);
    for (const { place, ownId } of shown) this.#shown.set(keyOf(place), ownId);
  }

  /** The second part of the id of the offer at this place. */
  of(place: RowPlace): string {
    return this.#shown.get(keyOf(place)) ?? this.#derived(place);
  }
}

function keyOf({ sheet, row }: RowPlace): string {
  return `${sheet}.${row}`;
}
