/**
 * Other names of cities and airports, as travellers write them: in other languages, earlier names,
 * usual short forms. Keyed by the IATA code of the city, where it has one, else of the airport.
 * Names that differ in accents alone need no row.
 */
const TABLE = `
NYC New York City, NY, Nueva York, Nova Iorque, Neu York, Big Apple
LAX LA, L.A.
WAS DC, Washington DC, Washington D.C.
SFO SF, Frisco
CHI Windy City
LAS Vegas
MSY Nola
PHL Philly
LON Londres, Londra, Londen, Londyn
PAR Parigi, Paryz, Pariz
ROM Roma, Rom, Rzym
MIL Milano, Mailand, Mediolan
VCE Venezia, Venedig, Venise, Venecia
FLR Firenze, Florenz
NAP Napoli, Neapel
TRN Torino
GOA Genova, Genua
BLQ Bologne
MUC Muenchen, München, Monaco di Baviera, Monachium
CGN Cologne, Koeln, Keulen, Colonia
DUS Duesseldorf
NUE Nuernberg, Nuremberg, Norimberga
HAJ Hanover
FRA Frankfurt, Francfort, Francoforte
BER Berlino
HAM Hamburgo, Hambourg
VIE Wien, Wieden, Vienne, Becs, Viedeň
SZG Salisburgo
ZRH Zuerich, Zurigo
GVA Genf, Geneve, Ginevra, Ginebra
BSL Basle, Bale, Basilea
PRG Praha, Prag, Praga
WAW Warszawa, Warschau, Varsovie, Varsovia
KRK Krakau, Cracow, Cracovia
GDN Danzig
WRO Breslau
BUD Budapeszt
BUH București, Bukarest, Bucarest
BEG Beograd, Belgrad
ZAG Agram
LJU Laibach
SOF Sofija
ATH Athina, Athen, Atene, Atenas
SKG Saloniki, Salonica
IST Constantinople, Stambul
CPH Kobenhavn, Kopenhagen, Copenhague, Köpenhamn
STO Estocolmo, Stoccolma
GOT Goteborg, Gothenburg
HEL Helsingfors
BRU Bruxelles, Brussel, Bruessel, Bruselas
LUX Luxemburg
RTM Den Haag
LIS Lisboa, Lissabon, Lisbonne, Lisbona
OPO Oporto
SVQ Seville, Sevilla
BCN Barcelone, Barcellona
PMI Mallorca, Majorca
LYS Lyons
NCE Nizza, Niza
MRS Marseilles
SXB Strassburg
DUB Baile Atha Cliath
EDI Edimburgo, Edinburg
MOW Moskau, Moskva, Moscou, Mosca
LED St Petersburg, Saint Petersburg, Sankt Petersburg, Leningrad
IEV Kiev, Kiew
VNO Vilna
TLL Reval
TBS Tiflis
TLV Jaffa
CAI Le Caire, Kairo, Al Qahirah
CMN Casa, Dar el Beida
RAK Marrakech, Marrakesch
ALG Alger, Algier
TUN Tunis
BJS Peking, Pekin, Pechino
SHA Schanghai
CAN Canton
HKG Xianggang
TPE Taipeh
TYO Tokio
SEL Soul, Séoul
SGN Saigon, HCMC, Ho Chi Minh
RGN Rangoon
BOM Bombay
MAA Madras
CCU Calcutta
BLR Bangalore
TRV Trivandrum
COK Cochin
CMB Ceylon
KTM Katmandu
SIN Singapur, Singapour
JKT Batavia
DPS Bali
MLE Malediven, Maldives
MEX Ciudad de Mexico, CDMX, DF
HAV Havanna, La Habana
SAO Sampa
BUE BA, BsAs
SYD Sidney
JNB Jo'burg, Joburg
CPT Kapstadt, Kaapstad, Le Cap
ADD Addis Abeba
DXB Dubaj
AUH Abu Dabi
`;

/** Keyed by code: the other names of that place. */
export const OTHER_NAMES: ReadonlyMap<string, readonly string[]> = new Map(
  TABLE.trim()
    .split("\n")
    .map((row) => [row.slice(0, 3), row.slice(4).split(", ")]),
);
