/**
 * Aircraft types as FlightGear's authors wrote them -> IATA aircraft codes. What is in neither form
 * is left out ("not known").
 */

const BY_HAND: Readonly<Record<string, string>> = {
  "20N": "32N",
  "300-605R": "AB6",
  "300B2-203": "AB4",
  "300B4-2C": "AB4",
  "320-200": "320",
  "320-214": "320",
  "320-232": "320",
  "320-233": "320",
  "380": "388",
  "737-800": "738",
  "737-900": "739",
  "767-383ER": "763",
  A310: "310",
  A320: "320",
  "A320-200": "320",
  "A320-214": "320",
  "A330-243": "332",
  "A330-341": "333",
  Airbus_A321: "321",
  CS1: "221",
  CS3: "223",
  DH1: "DH1",
  E145: "ER4",
  ERJ: "ERJ",
  ERJ145: "ER4",
  B1900D: "BEH",
  b1900d: "BEH",
};

export function aircraftCode(type: string): string {
  const known = BY_HAND[type];
  if (known !== undefined) return known;
  return /^[A-Z0-9]{3}$/.test(type) ? type : "";
}

/** SSIM, appendix A: the codes of freighters end in F (73F, 77F). */
export function isFreighter(code: string): boolean {
  return /^[A-Z0-9]{2}F$/.test(code);
}
