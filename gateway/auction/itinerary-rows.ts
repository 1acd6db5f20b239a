/**
 * All rows of one itinerary, wherever they are in the sheets. Few itineraries are shown, and a
 * Map of all keys takes 110 ns a row, most of it to hash the key. Here a row costs some 15 ns: it
 * is in a list with those whose keys are alike in a few characters, and whole keys are compared
 * only within the list that is asked for.
 *
 * KEYS-1 Keys that are made to be alike in those characters cost no more than the Map, which is
 *        then made once: the time for one ranking grows with the number of rows, not with its square (A6).
 */
import type { PricedRows } from "./priced-rows.ts";

const END = -1;
const TAKEN = -2;

export class ItineraryRows {
  readonly #rows: PricedRows;
  /** The first row of each list, in which rows ascend, indexed by the low bits of the hash. */
  #first = new Int32Array(0);
  /** The next row of the same list. */
  #next = new Int32Array(0);
  #keyHash = new Int32Array(0);
  #mask = 0;
  /** Rows of other keys that were passed over. */
  #passed = 0;
  #byKey: Map<string, number[]> | null = null;

  constructor(rows: PricedRows) {
    this.#rows = rows;
  }

  /** Begins again, with all rows that there are now. */
  begin(): void {
    const { count } = this.#rows;
    if (this.#next.length < count) {
      this.#next = new Int32Array(2 * count);
      this.#keyHash = new Int32Array(2 * count);
      this.#first = new Int32Array(powerOfTwo(4 * count));
    }
    const lists = powerOfTwo(2 * count);
    this.#first.fill(END, 0, lists);
    this.#mask = lists - 1;
    this.#passed = 0;
    this.#byKey = null;
    for (let row = count - 1; row >= 0; row--) {
      const keyHash = this.#rows.keyHash(row);
      this.#keyHash[row] = keyHash;
      this.#next[row] = this.#first[keyHash & this.#mask] as number;
      this.#first[keyHash & this.#mask] = row;
    }
  }

  /** Leaves no key, only memory for the next ranking. */
  end(): void {
    this.#byKey = null;
  }

  /**
   * The rows of this row's itinerary, itself among them, ascending. They are taken.
   *
   * @param key its own
   */
  take(row: number, key = this.#rows.itinerary(row)): readonly number[] {
    const rows = this.#byKey === null ? this.#find(row, key) : (this.#byKey.get(key) ?? []);
    for (let i = 0; i < rows.length; i++) this.#keyHash[rows[i] as number] = TAKEN;
    return rows;
  }

  isTaken(row: number): boolean {
    return this.#keyHash[row] === TAKEN;
  }

  #find(row: number, key: string): readonly number[] {
    const keyHash = this.#keyHash[row] as number;
    let found: number[] | undefined;
    for (
      let at = this.#first[keyHash & this.#mask] as number;
      at !== END;
      at = this.#next[at] as number
    ) {
      if (at === row || (this.#keyHash[at] === keyHash && this.#rows.itinerary(at) === key)) {
        // Most have one: a list that is made with it has room for one, not for seventeen.
        if (found === undefined) found = [at];
        else found.push(at);
      } else this.#passed++;
    }
    if (this.#passed > 2 * this.#rows.count) this.#byKey = this.#group();
    return found ?? [row];
  }

  #group(): Map<string, number[]> {
    const byKey = new Map<string, number[]>();
    for (let row = 0; row < this.#rows.count; row++) {
      const key = this.#rows.itinerary(row);
      const known = byKey.get(key);
      if (known === undefined) byKey.set(key, [row]);
      else known.push(row);
    }
    return byKey;
  }
}

function powerOfTwo(least: number): number {
  return 1 << (32 - Math.clz32(Math.max(2, least) - 1));
}
