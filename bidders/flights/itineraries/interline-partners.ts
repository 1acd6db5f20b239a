/**
 * Which carriers are interline partners: alliances, groups of one owner, and the code-share and
 * interline agreements that carriers have published. Small tables by hand, about as of 2025;
 * carriers of the timetable that have since stopped flying are where they last belonged. They are a
 * model, not the contracts: an agreement counts for all flights of both carriers.
 */
import { CARRIER_GROUPS } from "../../../common/offers/alliances.ts";

/**
 * Members are each other's interline partners: alliances, groups of one owner, and carriers that
 * fly under the names of others.
 */
export const PARTNER_GROUPS: readonly string[] = [
  ...CARRIER_GROUPS,
  "G3 AD LA",
  // Regional carriers of the United States fly under the names of those that hire them.
  "AA MQ OH PT OO YX YV ZW",
  "DL 9E CP OO YX",
  "UA OO YX YV ZW G7 C5 EV AX",
];

/** A carrier, and the partners that it has published besides those of its groups. */
interface Agreements {
  readonly carrier: string;
  readonly partners: string;
  /** Who published it, and when. */
  readonly source: string;
}

/**
 * Only agreements that are well known, so no carrier's are complete. Where the source is a
 * carrier's own list of partners, it is meant about as of that year; news have their date.
 */
export const AGREEMENTS: readonly Agreements[] = [
  { carrier: "EK", partners: "QF UA AC TP SA", source: "Emirates, code-share partners, 2024" },
  { carrier: "VA", partners: "QR UA SQ AC", source: "Virgin Australia, partner airlines, 2024" },
  { carrier: "LA", partners: "DL", source: "Delta and LATAM, joint venture, 2022" },
  { carrier: "HA", partners: "JL KE", source: "Hawaiian Airlines, code-share partners, 2023" },
  { carrier: "CZ", partners: "AF KL AA BA QR", source: "China Southern, partners, 2023" },
  { carrier: "B6", partners: "EI EY TP FI QR", source: "JetBlue, partner airlines, 2024" },
  { carrier: "EY", partners: "AF KL GF", source: "Etihad Airways, partners, 2024" },
  {
    carrier: "LM",
    partners: "BA",
    source: "British Airways and Loganair, code-share of 2017-09-01 (Air Journal, 2017-08-17)",
  },
  {
    carrier: "LM",
    partners: "AF KL EK TK",
    source: "Loganair, interline agreements (The Scotsman, 2018-08-29)",
  },
  {
    carrier: "LM",
    partners: "EI UA",
    source: "Aer Lingus and Loganair, interline agreement (Airways, 2023-06-04)",
  },
  {
    carrier: "WF",
    partners: "SK DY",
    source: "Widerøe, agreements with SAS and Norwegian (News in English, 2022-07-14)",
  },
  {
    carrier: "WF",
    partners: "KL AF",
    source: "KLM and Widerøe, code-share of 2018-02-21 (Air Journal, 2018-02-22)",
  },
  { carrier: "FI", partners: "AS AY SK BT TK", source: "Icelandair, partner airlines, 2024" },
  {
    carrier: "FI",
    partners: "B6",
    source: "Icelandair and JetBlue, code-share (Turisti, 2019-10-15)",
  },
  {
    carrier: "FI",
    partners: "WS",
    source: "Icelandair and WestJet, interline (Air Journal, 2013)",
  },
  {
    carrier: "BT",
    partners: "A3 OS SN LO BA IB AF RO LH SK",
    source: "airBaltic, code-share partners (Simple Flying, 2022-03-31)",
  },
  {
    carrier: "BT",
    partners: "UA TK AC DL QR",
    source: "airBaltic, interline partners (Simple Flying, 2022-03-31)",
  },
  {
    carrier: "WS",
    partners: "AM AF TS CX CI MU CZ DE DL EK HU HX JL KL KE LA PR QF VS MF",
    source: "WestJet, code-share partners (Travel Codex, 2025)",
  },
  { carrier: "JU", partners: "EY AF KL RO TK", source: "Air Serbia, code-share partners, 2024" },
  {
    carrier: "GF",
    partners: "SV",
    source: "Gulf Air and Saudia, code-share (Airways, 2021-04-26)",
  },
  {
    carrier: "GF",
    partners: "TK",
    source: "Gulf Air and Turkish Airlines, code-share, enlarged on 2025-12-22",
  },
  { carrier: "KU", partners: "TK ET", source: "Kuwait Airways, code-share partners, 2023" },
  {
    carrier: "PR",
    partners: "EK",
    source: "Emirates and Philippine Airlines, interline of March 2023 (aeroTELEGRAPH)",
  },
  { carrier: "PR", partners: "NH TK", source: "Philippine Airlines, partners, 2023" },
  { carrier: "LG", partners: "LH AF TP", source: "Luxair, code-share partners, 2023" },
  { carrier: "LY", partners: "DL B6 QF TG VN", source: "El Al, code-share partners, 2024" },
  { carrier: "KC", partners: "LH TK", source: "Air Astana, code-share partners, 2023" },
  { carrier: "DE", partners: "AS", source: "Condor, partner airlines, 2024" },
  { carrier: "VN", partners: "NH QF", source: "Vietnam Airlines, code-share partners, 2023" },
  { carrier: "BI", partners: "TK MH", source: "Royal Brunei Airlines, code-share partners, 2023" },
  { carrier: "PX", partners: "QF PR", source: "Air Niugini, code-share partners, 2023" },
  { carrier: "SB", partners: "AF QF", source: "Aircalin, code-share partners, 2023" },
  { carrier: "TY", partners: "SB", source: "Air Calédonie and Aircalin, New Caledonia, 2023" },
  { carrier: "TN", partners: "AF NZ AA", source: "Air Tahiti Nui, code-share partners, 2023" },
  { carrier: "VT", partners: "TN", source: "Air Tahiti and Air Tahiti Nui, 2023" },
  { carrier: "MK", partners: "AF EK KQ", source: "Air Mauritius, code-share partners, 2019" },
  { carrier: "WB", partners: "QR", source: "RwandAir, code-share partners, 2023" },
  { carrier: "XK", partners: "AF", source: "Air Corsica and Air France, code-share, 2023" },
  { carrier: "FB", partners: "AF KL", source: "Bulgaria Air, code-share partners, 2023" },
  { carrier: "J2", partners: "TK", source: "Azerbaijan Airlines, code-share partners, 2023" },
  { carrier: "SP", partners: "TP", source: "SATA and TAP, code-share, 2023" },
  { carrier: "S4", partners: "TP", source: "SATA and TAP, code-share, 2023" },
  { carrier: "NT", partners: "IB", source: "Binter and Iberia, code-share, 2023" },
  { carrier: "ZL", partners: "DL", source: "Rex and Delta, interline, 2022" },
  { carrier: "6J", partners: "NH", source: "Solaseed Air and ANA, code-share, 2023" },
  { carrier: "FW", partners: "NH", source: "IBEX Airlines and ANA, code-share, 2023" },
  { carrier: "PY", partners: "KL", source: "Surinam Airways and KLM, 2019" },
];
