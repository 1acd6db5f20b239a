/**
 * What the fare model knows of a carrier: how it sells, and in which money. Carriers that are not
 * listed are network carriers that sell in US dollars, the currency of the IATA Clearing House; so
 * are those whose currency has no rate in `common/money`.
 */
import { keysByCode } from "../../../common/text/code-table.ts";

/**
 * `low-cost` sells economy alone (`cabins.ts`), and does not interline. `premium` asks more for the
 * same seat.
 */
export type CarrierTier = "low-cost" | "network" | "premium";
/** The cheapest first: the model's numbers of the tiers. */
export const TIERS: readonly CarrierTier[] = ["low-cost", "network", "premium"];

interface CarrierFacts {
  readonly tier: CarrierTier;
  /** The currency that it sells in, ISO 4217. */
  readonly currency: string;
  /** Whether it sells its own flights one after the other as one journey. */
  readonly connects: boolean;
}

const HOMES: Readonly<Record<string, string>> = {
  AED: "EK EY FZ G9",
  AUD: "QF VA JQ TT ZL",
  BRL: "AD G3",
  CAD: "AC WS TS PD WG QK RV",
  CHF: "LX WK",
  CNY: "CA CZ MU HU FM MF ZH 3U SC 9C HO GS KY JD",
  CZK: "OK QS",
  DKK: "DX",
  EUR: "LH AF KL IB AZ AY SN TP A3 EI FR VY EW UX HV TO DE 4U X3 HG LG OU BT I2 YW WX V7 TB OA CL EN A5 AB 4Y OS NI S4 XK NT KM CY EL SS BF SP CD OR TX PM YM",
  GBP: "BA VS U2 LS BE MT BY LM T3 GR SI",
  HKD: "CX KA UO HX",
  HUF: "W6",
  INR: "AI 6E SG UK G8 9W I5 IX",
  JPY: "JL NH NU BC MM GK 7G HD 6J JW NQ",
  KRW: "KE OZ 7C LJ TW BX ZE",
  MXN: "AM Y4 VB 4O",
  MYR: "MH AK OD FY D7",
  NOK: "DY WF",
  NZD: "NZ",
  PHP: "PR 5J Z2",
  PLN: "LO",
  QAR: "QR",
  SAR: "SV XY",
  SEK: "SK DC",
  SGD: "SQ TR MI 3K",
  THB: "TG FD DD SL WE PG",
  TRY: "TK PC XQ",
  ZAR: "SA MN FA 4Z",
};

const LOW_COST =
  "FR U2 W6 VY EW HV TO DY PC LS BE WN B6 NK F9 G4 SY VX 6E SG G8 I5 IX AK D7 FD QZ Z2 5J TR JQ TT MM GK 7G BC 7C LJ TW BX ZE 9C " +
  "UO FZ G9 XY WG Y4 VB 4O G3 FA MN DD SL 4U X3 HG V7 BY DX H2 JA VH WS QS DP 0B 3K JT XC";
/**
 * Those of them that fly from point to point: a traveller who changes planes buys two tickets and
 * checks in twice. The other low-cost carriers sell connections over their bases (WN, B6, F9, NK,
 * VY, EW, DY, PC, FZ, G9, 6E, AK, TR, JQ, Y4, G3 ...). Charter carriers count among these. A
 * carrier that has changed its practice is in the list of the longer period.
 */
const POINT_TO_POINT = "FR U2 W6 HV TO LS BY X3 V7 QS XC DP G4 WG MM GK 7C LJ TW BX ZE UO FA MN JA";
const PREMIUM = "SQ EK QR EY CX NH JL LX VS TK BR NZ QF";

/**
 * Carriers whose average fare lies off the line of their tier, against it: FR, W6, U2, G3 and FZ
 * from what is published (`script/documents/published-averages.ts`), the others as about as far
 * from the cheapest of their tier as they are known to be (a low-cost carrier that flies for
 * holiday makers, or sells much of what a network carrier does, or nothing but a seat). All others
 * are at 1.
 */
const LEVELS: Readonly<Record<string, number>> = {
  FR: 0.9,
  W6: 0.85,
  U2: 1.4,
  VY: 1.2,
  EW: 1.5,
  HV: 1.5,
  TO: 1.4,
  LS: 1.4,
  BY: 1.5,
  X3: 1.5,
  DY: 1.4,
  B6: 1.4,
  VX: 1.4,
  SY: 0.95,
  NK: 0.72,
  F9: 0.7,
  G4: 0.75,
  WS: 1.25,
  JQ: 1.05,
  VA: 1.35,
  G3: 1.15,
  FZ: 1.4,
};

const UNLISTED: CarrierFacts = { tier: "network", currency: "USD", connects: true };
const FACTS: ReadonlyMap<string, CarrierFacts> = factsByCarrier();

function factsByCarrier(): Map<string, CarrierFacts> {
  const currencies = keysByCode(HOMES);
  const [lowCost, pointToPoint, premium] = [LOW_COST, POINT_TO_POINT, PREMIUM].map(
    (codes) => new Set(codes.split(" ")),
  ) as [Set<string>, Set<string>, Set<string>];
  const tier = (code: string): CarrierTier =>
    lowCost.has(code) ? "low-cost" : premium.has(code) ? "premium" : "network";
  const codes = [...currencies.keys(), ...lowCost, ...premium];
  return new Map(
    codes.map((code) => [
      code,
      {
        tier: tier(code),
        currency: currencies.get(code) ?? UNLISTED.currency,
        connects: !pointToPoint.has(code),
      },
    ]),
  );
}

/** Facts of any carrier, by its IATA code. */
export function carrierFacts(code: string): CarrierFacts {
  return FACTS.get(code) ?? UNLISTED;
}

/** A carrier's average fare against the line of its tier. */
export function carrierLevel(code: string): number {
  return LEVELS[code] ?? 1;
}

/** The currencies that fares are sold in. */
export const SOLD_CURRENCIES: readonly string[] = ["USD", ...Object.keys(HOMES)];
