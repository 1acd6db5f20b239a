/**
 * Aircraft that a carrier no longer flies -> what it flies on such distances today. The source is
 * of 2013 to 2022; an expert sees at once that British Airways has no 747. The substitutes are
 * ours, chosen from the carrier's fleet of about 2025; times, numbers and routes stay those of the
 * source.
 *
 * RETIRED-1 The first line that has the carrier, the type and the distance counts. A type without a
 *   line stays: also that of a carrier that has closed, and of one whose fleet we are not sure of;
 *   and that of a flight too short for the substitute (BLOCK-1).
 *
 * Sources: the airlines' own announcements of each retirement, by the year in the line, and their
 * fleet pages of 2025.
 */
import { leastBlockMinutes } from "./block-times.ts";
import type { TimetableRow } from "./merge.ts";

interface Substitute {
  readonly carriers: readonly string[];
  readonly from: string;
  readonly to: string;
  /** The longest great circle; infinite where the line is for all distances. */
  readonly kmMax: number;
}

/** `carriers: type -> substitute, up to a number of km # when it was retired`. */
const LINES = `
  BA: 744 -> 77W # 2020
  BA: 767 -> 321 up to 4500 # 2018
  BA: 767 -> 788 # 2018
  BA: 318 -> 788 # 2020
  BA: 346 -> 772 # Iberia's, 2020
  BA: E70 -> E90 # BA CityFlyer, about 2021
  VS: 744 -> 35X # 2020
  VS: 346 -> 35X # 2020
  KL: 744 -> 77W # 2020
  KL: F70 -> E75 # 2017
  KL: E70 -> E75 # KLM Cityhopper has the 175 alone
  AF: 343 -> 359 # 2020
  AF: 388 -> 77W # 2020
  AF: ER4 -> E70 # HOP, 2020
  AF: CR7 -> E70 # HOP, about 2021
  AF: CRK -> E90 # HOP, 2022
  AF: AT7 ATR -> E70 # HOP, about 2018
  IB: 346 -> 359 # 2020
  OS: 100 F70 -> E95 # 2017
  OS: DH4 -> E95 # 2021
  LX: 100 -> 221 # Helvetic, about 2017
  SK: 736 737 738 -> 32N # 2023
  BT: 733 735 DH4 -> 223 # 2020
  RO: 733 -> 738 # about 2021
  B2: 733 735 -> 738 # about 2022
  LS: 733 -> 738 # about 2020
  LS: 752 -> 321 # 2025
  DE: 767 -> 339 # 2024
  DE: 753 -> 321 # 2025
  V7: 717 -> 319 # 2021
  EI: 757 -> 32Q # 2020
  LY: 744 767 -> 789 # 2019
  TK: 343 -> 333 # 2019
  AZ: E70 -> 221 # ITA Airways, from 2021
  AZ: E90 -> 223 # ITA Airways, from 2021
  AZ: 332 -> 339 # ITA Airways, from 2021
  AZ: 772 -> 359 # ITA Airways, from 2021
  5N: 735 -> 738 # about 2020
  FV: 744 -> 773 # about 2022
  SU: 744 -> 77W # never in Aeroflot's own fleet after 2016
  QR: 346 -> 35X # about 2019
  EY: 345 -> 789 # 2017
  EY: 346 -> 77W # 2017
  MS: E70 -> 738 # EgyptAir Express, about 2020
  SA: 346 -> 359 # about 2020
  KC: 752 -> 321 # about 2020
  AI: 744 -> 77W # 2022
  TG: 744 388 -> 77W # 2020
  TG: 734 -> 320 # 2018
  SQ: 772 -> 359 # about 2021
  SQ: 333 -> 359 # 2020
  SQ: 773 -> 77W # about 2021
  SQ: 319 320 -> 7M8 # SilkAir's, 2021 (mainlymiles.com, airguide.info: its 737s went to SQ)
  MH: 388 -> 359 # 2020
  PR: 343 -> 333 up to 8000 # about 2018
  PR: 343 -> 77W # about 2018
  CX: 744 -> 333 # 2016
  CX: 773 -> 773 up to 6000 # its 777-300 without ER fly in Asia
  CX: 773 -> 77W # the source has one model for both
  CX: 343 -> 333 # 2017
  CX: 772 -> 333 # about 2020
  CA: 733 -> 738 # about 2017
  CA: 343 -> 332 # 2014
  CA: 772 -> 789 # about 2018
  CZ: 388 -> 77W # 2022
  CI: 744 -> 333 up to 4500 # 2021
  CI: 744 -> 77W # 2021
  AE: 744 -> 738 # China Airlines' own, 2021
  BR: 744 -> 77W # 2017
  KE: 744 -> 333 up to 3500 # about 2020
  KE: 744 -> 77W # about 2020
  OZ: 744 -> 333 up to 4500 # 2024
  OZ: 744 -> 359 # 2024
  QF: 744 -> 789 # 2020
  QF: 717 -> 223 # QantasLink, 2024
  VA: AT7 -> 738 # 2020
  VA: 332 -> 738 # 2020
  TN: 343 -> 789 # 2019
  AS: 319 320 321 -> 739 # 2023
  AS: DH4 -> E75 # Horizon, 2023
  HA: 763 767 -> 332 # 2019
  B6: E90 -> 223 # 2025
  DL: CR2 -> CR9 # Delta Connection, about 2023
  AA: ERD -> ER4 # Envoy, 2020
  AC: E90 -> 223 # 2020
  AC: 763 -> 788 # 2020
  WS: 763 -> 789 # 2020
  TS: 310 -> 332 # 2020
  LM: SF3 -> AT7 # 2024-01 (key.aero, "Loganair bids fond farewell to the Saab 340")
  NZ: 77L -> 789 # 777-200ER, about 2021
  JL: 77L -> 359 up to 2500 # 777-200 on domestic flights, about 2020
  JL: 77L -> 788 # 777-200ER, about 2023
  EY: 77L -> 789 # about 2019
  SV: 77L -> 77W # 777-200ER, about 2018
  AA KE KL LY OZ UA: 77L -> 772 # the source has one model for both: they have the 777-200ER
  AF BA BR CA KU LX MS PK SU TG: 773 -> 77W # the source has one model for both: they have the 777-300ER
`;

const SUBSTITUTES: readonly Substitute[] = LINES.trim().split("\n").flatMap(substitutesOf);

function substitutesOf(line: string): Substitute[] {
  const parts = /^ *([A-Z0-9 ]+): ([A-Z0-9 ]+) -> ([A-Z0-9]{3})(?: up to (\d+))? #/.exec(line);
  if (parts === null) throw new Error(`retired.ts: the line "${line.trim()}" cannot be read`);
  const [, carriers = "", types = "", to = "", kmMax] = parts;
  const rest = { carriers: carriers.split(" "), to, kmMax: Number(kmMax ?? Infinity) };
  return types.split(" ").map((from) => ({ ...rest, from }));
}

/** The type that the carrier flies there now: the same, where no line is for it. */
export function presentAircraft(carrier: string, aircraft: string, km: number): string {
  const found = SUBSTITUTES.find(
    ({ carriers, from, kmMax }) => from === aircraft && carriers.includes(carrier) && km <= kmMax,
  );
  return found?.to ?? aircraft;
}

interface Renewed {
  readonly rows: readonly TimetableRow[];
  /** `BA 744 -> 77W`, with the rows that it has changed. */
  readonly substituted: ReadonlyMap<string, readonly TimetableRow[]>;
}

/** The rows with the aircraft of today. */
export function renewAircraft(
  rows: readonly TimetableRow[],
  kmOf: (row: TimetableRow) => number,
): Renewed {
  const substituted = new Map<string, TimetableRow[]>();
  const renewed = rows.map((row) => {
    const km = kmOf(row);
    const aircraft = presentAircraft(row.carrier, row.aircraft, km);
    const isSame = aircraft === row.aircraft || row.blockMinutes < leastBlockMinutes(km, aircraft);
    if (isSame) return row;
    const name = `${row.carrier} ${row.aircraft} -> ${aircraft}`;
    const known = substituted.get(name);
    if (known === undefined) substituted.set(name, [row]);
    else known.push(row);
    return { ...row, aircraft };
  });
  return { rows: renewed, substituted };
}
