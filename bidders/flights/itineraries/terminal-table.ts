/**
 * Terminals of the busiest airports that have several: which carriers use which, and how long a
 * change between two of them takes. As of about 2025 (Frankfurt and Seoul: 2026), from the
 * airports' own lists of airlines by terminal, by hand. What is not known for certain is left out,
 * and so are carriers with flights at several terminals that nothing here tells apart: then no
 * terminal is named, and the airport's own minimum connecting times hold.
 *
 * A carrier is at its terminal, `*` for all flights of carriers that no other entry fits. `/D`
 * behind it means its domestic flights only, `/I` its international ones, `/S` those within the
 * Schengen area (domestic ones too), `/N` all others.
 *
 * Tests: `terminals.test.ts`.
 */
interface AirportTerminals {
  /**
   * Minutes from a flight at one terminal to a flight at another, at least: about what airports and
   * carriers publish. 0: no more than the airport's own times, as where all are joined behind
   * security.
   */
  readonly minutes: number;
  /** The minutes between two of them, as `2 3`, where that differs. */
  readonly pairs?: Readonly<Record<string, number>>;
  readonly terminals: Readonly<Record<string, string>>;
}

export const TERMINALS: Readonly<Record<string, AirportTerminals>> = {
  // Europe. Heathrow: 90 minutes between terminals, a bus or a train apart (heathrow.com, flight
  // connections; British Airways 2024). A few flights of BA use terminal 3.
  LHR: {
    minutes: 90,
    terminals: {
      "2": "A3 AC AI AV BR CA EI ET EW LH LO LX MS NH OS OU OZ SA SN SQ TG TK TP UA FI B6 LM",
      "3": "AA AY CX DL EK JL QF RJ UL VS",
      "4": "AF AH AT AZ CZ EY FB GF HY J2 KC KE KL KM KQ KU LY MH QR RO SV TU VN WY",
      "5": "BA IB",
    },
  },
  LGW: { minutes: 75, terminals: { N: "EK", S: "BA EI" } },
  MAN: { minutes: 75, terminals: { "2": "LS BY SQ VS QR CX HU TK SV EY", "3": "BA FR" } },
  DUB: {
    minutes: 75,
    terminals: { "1": "FR AF BA KL LH LX SK TK QR AY", "2": "EI AA DL UA EK B6" },
  },
  // Halls E and F of terminal 2, and A and C, are joined; terminal 1 is a train away.
  CDG: {
    minutes: 90,
    pairs: { "2A 2C": 0, "2E 2F": 0 },
    terminals: {
      "1": "A3 BR CA LH LX NH OZ QR SQ TG TK UA",
      "2A": "AA CX",
      "2C": "EK",
      "2E": "AF/N AM CI CZ DL JL KE KQ ME MU VN VS",
      "2F": "AF/S KL",
    },
  },
  // Terminal 3 opened on 2026-04-22; all 57 airlines of terminal 2 moved there by June, and 2
  // closed (visaverge.com; the list of terminal 2: cestee.de). Connections of 45 minutes hold for
  // both terminals (frankfurt-airport.com, "Von Terminal zu Terminal").
  FRA: {
    minutes: 0,
    terminals: {
      "1": "A3 AC AI CA DE EN ET LH LO LX MS NH OS OU OZ SA SN SQ TG TK TP UA",
      "3": "AA AF AH AT AY AZ BA BT CI CX CZ DL EI EK EY FB FI GF IB JL JU KC KE KL KU LY ME MU PC QR RJ RO SV TU UL UX VN WY",
    },
  },
  MUC: {
    minutes: 45,
    terminals: {
      "1": "AA AF AY AZ BA DL EI EK EY IB KL QR SV TU VY WY",
      "2": "A3 AC CA EN ET LH LO LX MS NH OS OU SA SN SQ TG TP UA CL",
    },
  },
  // Terminal 4 is a bus away from the old ones, which are one building.
  MAD: {
    minutes: 90,
    pairs: { "1 2": 0 },
    terminals: {
      "1": "AC AM AV CA DL FR KE TK UA UX/N",
      "2": "AF KL LH LX UX/S",
      "4": "AA AY BA CX EK IB I2 JL LA QR RJ VY",
    },
  },
  BCN: {
    minutes: 90,
    terminals: {
      "1": "AA AC AF AV AY AZ BA DL EK IB KL LA LH LX OS QR SK SN SQ TK TP UA UX VY",
      "2": "FR U2 TO LS",
    },
  },
  FCO: {
    minutes: 60,
    terminals: {
      "1": "AZ AF KL VY",
      "3": "AA AC CX DL EK ET EY KE LY QR SQ TG TK UA",
    },
  },
  LIS: {
    minutes: 90,
    terminals: {
      "1": "A3 AC AF AT AZ BA DL EI EK IB KL LH LO LX OS S4 SK SN TK TP UA UX VY",
      "2": "FR W6 TO",
    },
  },
  // Asia. Terminal 2 of Dubai lies across the runways.
  DXB: {
    minutes: 90,
    pairs: { "1 2": 120, "2 3": 120 },
    terminals: {
      "1": "AF AI BA BR CX DL ET GF KL KQ LH LX LY ME MH MS MU PR QR RJ SQ SV TG TK UL VS WY",
      "2": "IX IA",
      "3": "EK QF UA AC",
    },
  },
  DEL: { minutes: 120, terminals: { "1": "SG/D", "3": "AI UK */I" } },
  BOM: { minutes: 120, terminals: { "1": "SG/D G8/D", "2": "AI UK */I" } },
  // Terminals 1 to 3 are joined behind security.
  SIN: {
    minutes: 0,
    pairs: { "1 4": 90, "2 4": 90, "3 4": 90 },
    terminals: {
      "1": "BA EK JL PR QF QR TK TR",
      "2": "AI BI ET LH MH NH",
      "3": "BR CI GA OZ",
      "4": "3K AK CX D7 FD JQ KE QZ VN",
    },
  },
  KUL: {
    minutes: 120,
    terminals: {
      "1": "BA BR CI CX CZ EK EY GA JL KE KL MF MH NH OD PR QR SQ SV TG TK TR UL VN",
      "2": "AK D7 FD QZ Z2",
    },
  },
  CGK: {
    minutes: 90,
    terminals: { "2": "AK QZ", "3": "BR CI CX EK EY GA JL KE KL NH QF QR SQ TG TK" },
  },
  // No way between terminals behind security.
  MNL: {
    minutes: 120,
    terminals: {
      "1": "PR/I",
      "2": "PR/D",
      "3": "5J AC AF BR CI CX DL EK EY JL JQ KE KL NH OZ QF QR SQ TG TK TR UA VN",
    },
  },
  // Asiana is at terminal 2 since 2026-01-14 (Korea JoongAng Daily).
  ICN: {
    minutes: 90,
    terminals: {
      "1": "7C AA AC AI AY BR CA CX CZ EK ET EY HX JL LH LO MH NH NZ PR QF QR SQ TG TK TR TW UA ZE",
      "2": "AF AM CI DL GA KE KL LJ MF OZ",
    },
  },
  NRT: {
    minutes: 90,
    terminals: {
      "1": "AC AF AM AZ BR CA CZ ET EY GA KE KL LH LO LX MS NH NZ OS OZ SK SQ TG TK UA VN",
      "2": "AA AI AY BA CI CX EK FJ HA IB JL MU PR QF QR UL",
      "3": "7C GK JQ",
    },
  },
  HND: {
    minutes: 80,
    pairs: { "1 2": 60 },
    terminals: {
      "1": "JL/D 7G/D BC/D",
      "2": "NH/D HD/D 6J/D",
      "3": "JL/I AA AC AF AY BA BR CX DL EK KE LH MH OZ QF QR SQ TG TK UA VN",
    },
  },
  PVG: {
    minutes: 120,
    terminals: {
      "1": "MU FM AF KL DL CI JL KE",
      "2": "AA AC AY BA BR CA CX CZ EK ET EY HO HU LH LX NH OZ QR SQ TG TK UA",
    },
  },
  PEK: {
    minutes: 120,
    terminals: {
      "2": "HU KE",
      "3": "A3 AC CA CX EK ET EY JL LH LX LO MS NH OS OZ QR SC SQ TG TK UA ZH",
    },
  },
  CAN: {
    minutes: 90,
    terminals: { "1": "3U CA EK ET FM HU MU NH QR SQ ZH", "2": "AF CZ KE MF VN" },
  },
  TPE: {
    minutes: 80,
    terminals: {
      "1": "7C AK CX D7 GK IT KE LJ MM PR TR",
      "2": "B7/I BR CA JL NH OZ SQ UA",
    },
  },
  SYD: {
    minutes: 90,
    pairs: { "2 3": 60 },
    terminals: { "1": "*/I", "2": "JQ/D VA/D ZL/D", "3": "QF/D" },
  },
  MEL: {
    minutes: 60,
    terminals: { "1": "QF/D", "2": "*/I", "3": "VA/D", "4": "JQ/D ZL/D" },
  },
  // North America. Terminals of Kennedy are joined by a train outside security.
  JFK: {
    minutes: 120,
    terminals: {
      "1": "AF AZ KE LH MU NZ PR TK",
      "4": "AV DL EK EY HA KL KQ LA LY SQ VS WS",
      "5": "B6",
      "7": "AC EI FI LO NH",
      "8": "AA AY BA CX IB JL QF QR RJ",
    },
  },
  EWR: {
    minutes: 90,
    terminals: {
      A: "AA AC B6 DL",
      B: "AF BA EI EY LH LO LX LY NK OS SK SQ TP",
      C: "UA",
    },
  },
  LGA: { minutes: 75, terminals: { B: "AA AC UA WN", C: "DL" } },
  // Terminals 4 to 7 and B, and 3 and B, are joined behind security.
  LAX: {
    minutes: 90,
    pairs: {
      "3 B": 0,
      "4 5": 0,
      "4 6": 0,
      "4 7": 0,
      "4 B": 0,
      "5 6": 0,
      "5 7": 0,
      "5 B": 0,
      "6 7": 0,
      "6 B": 0,
      "7 B": 0,
    },
    terminals: {
      "1": "WN",
      "3": "DL",
      "4": "AA",
      "5": "B6 F9 HA NK",
      "6": "AC AS",
      "7": "UA",
      B: "AF AY AZ BA BR CA CI CX CZ EK ET EY FJ HU IB JL KE KL LA LH LO LX LY MF MU NH NZ OS OZ PR QF QR SK SQ SV TK TN",
    },
  },
  // Arrivals from abroad use terminal 5, whatever the carrier's own is: so only those are named
  // that leave from there too, and domestic ones.
  ORD: {
    minutes: 90,
    pairs: { "1 3": 0 },
    terminals: {
      "1": "UA/D",
      "3": "AA/D NK/D",
      "5": "AF AI AM AV AY AZ B6 BA BR CM CX DL EI EK ET EY F9 FI HU KE KL LO LX OS OZ QR RJ SK SQ TK TP VS WN WS",
    },
  },
  BOS: {
    minutes: 75,
    pairs: { "C E": 0 },
    terminals: {
      A: "DL/D WS",
      B: "AA AC UA NK WN",
      C: "B6/D EI",
      E: "AF AM AT AV AY AZ BA CM CX DL/I EK FI HU IB JL KE KL LA LH LX LY QR SK TK VS",
    },
  },
  YYZ: {
    minutes: 90,
    terminals: {
      "1": "AC AV BR CA CM EK ET EY LH LO LX MS NH OS SA SN SQ TK UA",
      "3": "AA AF AM AT AY AZ B6 BA CI CX CZ DL EI FI HU IB KE KL LA MU PR QF RJ SV TS WS",
    },
  },
  MEX: {
    minutes: 90,
    terminals: { "1": "AA AC AF BA IB KL LH NH TK UA VB Y4", "2": "AM CM DL LA" },
  },
  LAS: {
    minutes: 60,
    terminals: { "1": "AA DL G4 NK WN", "3": "AC AM AS B6 BA DE F9 HA KE UA VS WS" },
  },
  MSP: { minutes: 75, terminals: { "1": "AA AC AF AS DL KL UA", "2": "FI SY WN" } },
  // McNamara (EM) and Evans (N) are a bus apart.
  DTW: { minutes: 75, terminals: { EM: "AF DL", N: "AA AC AS B6 F9 LH NK RJ UA WN" } },
  PHX: { minutes: 60, terminals: { "3": "AS B6 DL F9 HA NK UA", "4": "AA BA WN WS" } },
  // South America.
  GRU: {
    minutes: 90,
    terminals: {
      "1": "AD",
      "2": "LA/D G3",
      "3": "LA/I AA AC AF BA DL EK ET IB KL LH LX QR TK TP UA",
    },
  },
  SCL: { minutes: 90, terminals: { "1": "*/D", "2": "*/I" } },
};
