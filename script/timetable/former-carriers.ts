/**
 * Airlines of the source that no longer sell flights under the code that they had then. The source
 * is of 2013 to 2022; a traveller who is shown a flight of Montenegro Airlines sees at once that
 * it is sold by no airline.
 *
 * FORMER-1 The flights of a carrier that has merged are its successor's. They keep their number,
 *   unless the successor has it for a flight of its own: then it is the first free one of those
 *   above it by thousands. Such a number is ours, not the source's.
 * FORMER-2 The flights of a carrier that has closed, or sells none of its own any more, are left
 *   out. One of which we are not sure is in neither list.
 *
 * Sources: in each line, as read in November 2026.
 */
import type { TimetableRow } from "./merge.ts";

/** `code -> successor # since when, and where it is published`. */
const MERGED = `
  A5 -> AF # HOP, Air France HOP since 2019-02: flightglobal.com/news/articles/air-france-adds-own-name-to-hop-units-branding-455466
  HA -> AS # Hawaiian, one code since 2026-04-22: aloha-street.com/local_news/2025/10/31/421500, simvector.net/blog/alaska-hawaiian-merger
  I5 -> IX # AIX Connect, 2024-10-01: flightglobal.com/airlines/air-india-express-aix-connect-complete-merger/160146.article
  MI -> SQ # SilkAir, 2021-05-06: airguide.info/?p=232242
`;

/** `code # when it closed, and where it is published`. */
const CLOSED = `
  0B # Blue Air, 2022-09-06: aviation24.be, "Blue Air suspends all flights from Romanian airports"; adz.ro, October 2022
  3K # Jetstar Asia, 2025-07-31: therakyatpost.com/news/2025/06/11/jetstar-asia-to-cease-operations-on-31-july
  8Q # Onur Air, 2021-12: aviation.direct/en/tuerkei-onur-air-droht-endgueltiges-aus
  9U # Air Moldova, 2023-05-02: intellinews.com/troubled-air-moldova-suspends-all-flights-277574
  AX # Trans States, 2020-04-01: thepointsguy.com/news/trans-states-airlines-to-shut-down-april-1
  DC # Braathens Regional, flies for SAS alone since 2025-01-01: centreforaviation.com, SAS and BRA, 2024-10-09
  EL # Ellinair, 2021: newsavia.com/companhia-grega-ellinair-encerra-por-dificuldades-financeiras
  OK # Czech Airlines, 2024-10-26: theloadstar.com/czech-airlines-closes-door-on-ok-code-after-101-years
  S3 # SBA Airlines, 2018-05: expreso.info/noticias/transporte/63277_santa_barbara_anuncia_su_cese_de_operaciones_en_venezuela
  SI # Blue Islands, 2025-11-14: inkl.com, Evening Standard, "UK airline goes bust after 22 years"
  T3 # Eastern Airways, 2025-10-27: joe.co.uk/news/major-uk-airline-on-brink-of-collapse-as-it-suspends-operations-510916
  VW # Aeromar, 2023-02-15: ktvz.com/news/ap-national-news/2023/02/15/hit-by-pandemic-small-mexican-airline-aeromar-shuts-down
  XG # SunExpress Deutschland, 2020-06: thenationalnews.com/business, "Lufthansa to lay off 1,200 staff"
  YM # Montenegro Airlines, 2020-12-26: aerotime.aero/articles/26802-montenegro-airlines-cease-all-operations
`;

const SUCCESSORS: ReadonlyMap<string, string> = new Map(
  linesOf(MERGED, /^([A-Z0-9]{2}) -> ([A-Z0-9]{2}) # .{10,}$/).map(
    ([, code = "", now = ""]) => [code, now] as const,
  ),
);
const CLOSED_CODES: ReadonlySet<string> = new Set(
  linesOf(CLOSED, /^([A-Z0-9]{2}) # .{10,}$/).map(([, code = ""]) => code),
);

function linesOf(text: string, pattern: RegExp): RegExpExecArray[] {
  return text
    .trim()
    .split("\n")
    .map((line) => {
      const parts = pattern.exec(line.trim());
      if (parts === null)
        throw new Error(`former-carriers.ts: the line "${line.trim()}" cannot be read`);
      return parts;
    });
}

/** The code under which its flights are sold now: the same, where no line is for it. */
export function presentCarrier(code: string): string | "closed" {
  return CLOSED_CODES.has(code) ? "closed" : (SUCCESSORS.get(code) ?? code);
}

interface PresentRows {
  readonly rows: readonly TimetableRow[];
  /** `I5 -> IX`, with the rows as they were. */
  readonly merged: ReadonlyMap<string, readonly TimetableRow[]>;
  /** Keyed by the carrier that has closed. */
  readonly closed: ReadonlyMap<string, readonly TimetableRow[]>;
}

/** The rows under the codes of today (FORMER-1), without those of closed carriers (FORMER-2). */
export function presentCarriers(rows: readonly TimetableRow[]): PresentRows {
  const merged = new Map<string, TimetableRow[]>();
  const closed = new Map<string, TimetableRow[]>();
  const numbers = new SuccessorNumbers(rows);
  const present: TimetableRow[] = [];
  for (const row of rows) {
    const carrier = presentCarrier(row.carrier);
    if (carrier === "closed") append(closed, row.carrier, row);
    else if (carrier === row.carrier) present.push(row);
    else {
      append(merged, `${row.carrier} -> ${carrier}`, row);
      present.push({ ...row, carrier, number: numbers.numberOf(row, carrier) });
    }
  }
  return { rows: present, merged, closed };
}

/** The numbers that successors have, and those that they were given for flights of others. */
class SuccessorNumbers {
  readonly #taken = new Set<string>();
  readonly #given = new Map<string, number>();

  constructor(rows: readonly TimetableRow[]) {
    for (const { carrier, number } of rows) this.#taken.add(`${carrier}${number}`);
  }

  /** The same for all rows of a flight. @throws Error when none of 1 to 9999 is free */
  numberOf({ carrier, number }: TimetableRow, successor: string): number {
    const key = `${carrier}${number}`;
    const known = this.#given.get(key);
    if (known !== undefined) return known;
    let free = number;
    while (this.#taken.has(`${successor}${free}`)) free += 1000;
    if (free > 9999) throw new Error(`${successor} has no number for ${key}`);
    this.#taken.add(`${successor}${free}`);
    this.#given.set(key, free);
    return free;
  }
}

function append(groups: Map<string, TimetableRow[]>, key: string, row: TimetableRow): void {
  const known = groups.get(key);
  if (known === undefined) groups.set(key, [row]);
  else known.push(row);
}
