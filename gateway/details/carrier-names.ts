/**
 * What carriers are called, by their IATA codes: the carriers of the timetable that ships and other
 * large ones, as they were called in 2025. A table by hand, because published lists of codes name
 * carriers that closed long ago: a carrier that is not here has no name, rather than a wrong one.
 */
const NAMES = `
3U Sichuan Airlines | 4N Air North | 4U Germanwings | 5J Cebu Pacific | 5N Smartavia | 6E IndiGo
6H Israir | 6J Solaseed Air | 7C Jeju Air | 7R RusLine | 9C Spring Airlines | A3 Aegean Airlines
AA American Airlines | AC Air Canada | AD Azul | AE Mandarin Airlines | AF Air France
AH Air Algérie | AI Air India | AK AirAsia | AM Aeromexico | AR Aerolíneas Argentinas
AS Alaska Airlines | AT Royal Air Maroc | AV Avianca | AY Finnair | AZ ITA Airways
B2 Belavia | B6 JetBlue | B7 UNI Air | BA British Airways | BC Skymark Airlines | BF French bee
BI Royal Brunei Airlines | BJ Nouvelair | BR EVA Air | BT airBaltic | BW Caribbean Airlines
CA Air China | CI China Airlines | CL Lufthansa City Airlines | CM Copa Airlines
CX Cathay Pacific | CY Cyprus Airways | CZ China Southern Airlines | D7 AirAsia X | DE Condor
DL Delta Air Lines | DP Pobeda | DY Norwegian | EI Aer Lingus | EK Emirates | EN Air Dolomiti
ET Ethiopian Airlines | EW Eurowings | EY Etihad Airways | F3 flyadeal | F9 Frontier Airlines
FA FlySafair | FB Bulgaria Air | FD Thai AirAsia | FI Icelandair | FJ Fiji Airways
FM Shanghai Airlines | FR Ryanair | FV Rossiya Airlines | FW Ibex Airlines | FZ flydubai
G3 GOL | G4 Allegiant Air | G9 Air Arabia | GA Garuda Indonesia | GF Gulf Air
GS Tianjin Airlines | HA Hawaiian Airlines | HO Juneyao Airlines | HU Hainan Airlines
HV Transavia | HX Hong Kong Airlines | HY Uzbekistan Airways | I2 Iberia Express
IA Iraqi Airways | IB Iberia | ID Batik Air | IX Air India Express | IZ Arkia
J2 Azerbaijan Airlines | JL Japan Airlines | JM Jambojet | JQ Jetstar | JT Lion Air
JU Air Serbia | KC Air Astana | KE Korean Air | KL KLM | KM KM Malta Airlines
KQ Kenya Airways | KU Kuwait Airways | LA LATAM Airlines | LG Luxair | LH Lufthansa
LM Loganair | LO LOT Polish Airlines | LS Jet2.com | LX SWISS | LY El Al
MD Madagascar Airlines | ME Middle East Airlines | MF Xiamen Airlines | MH Malaysia Airlines
MK Air Mauritius | MM Peach | MS EgyptAir | MU China Eastern Airlines | N4 Nordwind Airlines
NF Air Vanuatu | NH All Nippon Airways | NK Spirit Airlines | NT Binter Canarias
NZ Air New Zealand | ON Nauru Airlines | OR TUI fly Netherlands | OS Austrian Airlines
OU Croatia Airlines | OZ Asiana Airlines | PC Pegasus Airlines | PD Porter Airlines
PK Pakistan International Airlines | PM Canaryfly | PR Philippine Airlines | PX Air Niugini
PY Surinam Airways | QF Qantas | QG Citilink | QR Qatar Airways | QS Smartwings
QZ Indonesia AirAsia | RJ Royal Jordanian | RO TAROM | S4 Azores Airlines | S7 S7 Airlines
SA South African Airways | SB Aircalin | SC Shandong Airlines | SG SpiceJet
SK Scandinavian Airlines | SN Brussels Airlines | SP SATA Air Açores | SQ Singapore Airlines
SS Corsair | SU Aeroflot | SV Saudia | T5 Turkmenistan Airlines | TG Thai Airways
TK Turkish Airlines | TN Air Tahiti Nui | TO Transavia France | TP TAP Air Portugal | TR Scoot
TS Air Transat | TU Tunisair | TW T'way Air | TX Air Caraïbes | TY Air Calédonie | U2 easyJet
U6 Ural Airlines | UA United Airlines | UG Tunisair Express | UL SriLankan Airlines | UO HK Express
UT Utair | UX Air Europa | V7 Volotea | VA Virgin Australia | VB Viva | VJ VietJet Air
VN Vietnam Airlines | VS Virgin Atlantic | VT Air Tahiti | VY Vueling | W6 Wizz Air | WB RwandAir
WF Widerøe | WK Edelweiss Air | WN Southwest Airlines | WS WestJet | WY Oman Air
XK Air Corsica | XL LATAM Airlines Ecuador | XQ SunExpress | XY flynas | Y4 Volaris
Y7 NordStar Airlines | YX Republic Airways | ZH Shenzhen Airlines | ZL Rex Airlines
`;

const BY_CODE: ReadonlyMap<string, string> = new Map(
  NAMES.trim()
    .split(/ \| |\n/)
    .map((entry): [string, string] => [entry.slice(0, 2), entry.slice(3)]),
);

/** Undefined: the table does not have it. */
export function carrierName(code: string): string | undefined {
  return BY_CODE.get(code);
}

/** How many carriers have a name. */
export const NAMED_CARRIERS = BY_CODE.size;
