/** A place as it is answered, and with what finds it. */

export interface FoundPlace {
  readonly type: "airport" | "city";
  readonly code: string;
  readonly name: string;
  readonly city: string;
  readonly country: string;
  /** Of a city: the codes of its airports, the busiest first. */
  readonly airports?: readonly string[];
  /** Nothing of it but its country begins with the query. */
  readonly foundBy?: "country";
  /** It may be meant as well as the first place (ALIKE-1). */
  readonly alike?: true;
}

export interface IndexedPlace {
  readonly place: FoundPlace;
  /** ISO 3166 alpha-2. */
  readonly country: string;
  readonly departures: number;
  readonly keys: readonly (readonly [key: string, rank: number])[];
  readonly codeRank: number;
}
