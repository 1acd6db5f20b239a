/**
 * The IATA codes of carriers by their ICAO designators (ICAO Doc 8585), of those that have a name
 * here (carrier-names.ts). A table by hand for the same reason: a carrier that is not here is not
 * known, rather than taken for another one. Where a group flies under several designators and sells
 * under one code, each that is usual is here.
 */
const CODES = `
AAL AA|AAR OZ|AAY G4|ABY G9|ACA AC|AEA UX|AEE A3|AFL SU|AFR AF|AHY J2|AIC AI|AIQ FD|AIZ IZ|ALK UL
AMX AM|ANA NH|ANG PX|ANZ NZ|APJ MM|ARG AR|ASA AS|ASL JU|AUA OS|AVA AV|AWQ QZ|AXB IX|AXM AK|AZU AD
BAW BA|BEL SN|BRU B2|BTI BT|BWA BW|CAL CI|CCA CA|CCM XK|CDG SC|CEB 5J|CES MU|CFG DE|CHH HU|CMP CM
CPA CX|CQH 9C|CRK HX|CRL SS|CSC 3U|CSH FM|CSN CZ|CSZ ZH|CTN OU|CTV QG|CXA MF|CYP CY|DAH AH|DAL DL
DKH HO|DLA EN|DLH LH|EDW WK|EIN EI|ELY LY|ETD EY|ETH ET|EVA BR|EWG EW|EXS LS|EZY U2|FBU BF|FDB FZ
FFT F9|FIN AY|FJI FJ|FWI TX|GFA GF|GIA GA|GLO G3|HKE UO|HVN VN|IAW IA|IBB NT|IBE IB|IBS I2|ICE FI
IGO 6E|ITY AZ|JAL JL|JBU B6|JJA 7C|JST JQ|KAC KU|KAL KE|KLM KL|KNE XY|KQA KQ|KZR KC|LAN LA|LBT BJ
LGL LG|LNI JT|LOG LM|LOT LO|LZB FB|MAS MH|MAU MK|MEA ME|MSR MS|NAX DY|NKS NK|NOZ DY|OMA WY|PAL PR
PGT PC|PIA PK|POE PD|QFA QF|QTR QR|RAM AT|RBA BI|RJA RJ|ROT RO|RWD WB|RYR FR|RZO S4|SAA SA|SAS SK
SAT SP|SBI S7|SEJ SG|SIA SQ|SVA SV|SVR U6|SWA WN|SWR LX|SXS XQ|TAM LA|TAP TP|TAR TU|TGW TR|THA TG
THT TN|THY TK|TRA HV|TSC TS|TVF TO|TVS QS|TWB TW|UAE EK|UAL UA|UTA UT|UZB HY|VIR VS|VIV VB|VJC VJ
VLG VY|VOE V7|VOI Y4|VOZ VA|WIF WF|WJA WS|WZZ W6|XAX D7
`;

const BY_ICAO: ReadonlyMap<string, string> = new Map(
  CODES.trim()
    .split(/[|\n]/)
    .map((entry): [string, string] => [entry.slice(0, 3), entry.slice(4)]),
);

/** `BA` of `BAW`. Undefined: the table does not have it. */
export function iataOfIcao(designator: string): string | undefined {
  return BY_ICAO.get(designator);
}

/** All of them. */
export const ICAO_DESIGNATORS: readonly string[] = [...BY_ICAO.keys()];
