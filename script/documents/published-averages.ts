/**
 * What is published of average fares, for the comparison in docs/fares.md. Every figure is one that
 * its source names, or the quotient of two that it names; where a figure is rounded, or a passenger
 * count is, `about` is set. They are of different kinds, and none is quite what the model
 * has (one way, one adult, economy, the lightest fare, taxes included): see `Basis`.
 */

/**
 * `one-way`: a passenger's fare for one flight. `itinerary`: as the US Bureau of Transportation
 * Statistics counts, a round trip unless no return was bought, and then one way. `round-trip`: out
 * and back.
 */
type Basis = "one-way" | "itinerary" | "round-trip";

/**
 * The number of one-way trips that an itinerary of `itinerary` counts as: about the ratio between
 * these averages and the one-way averages of the Consumer Airfare Report of the same year.
 */
export const TRIPS_AN_ITINERARY = 1.6;

/**
 * Which non-stop flights of the timetable are compared. An end is an airport (`LAX`), a country
 * (`US`) or a region of the fare model (`europe`); several are separated by spaces.
 */
export interface FareSample {
  readonly carriers?: string;
  readonly from?: string;
  readonly to?: string;
  /** The season of this date; the mean of the year where it is absent. */
  readonly date?: string;
}

export interface PublishedAverage {
  readonly name: string;
  readonly sample: FareSample;
  readonly amount: number;
  readonly currency: string;
  readonly basis: Basis;
  readonly about: boolean;
  readonly source: string;
  readonly year: string;
}

const BTS =
  "US Bureau of Transportation Statistics, Average Domestic Airline Itinerary Fares by Origin City";

/** First quarter of 2025, from these airports. */
const BTS_FARES =
  "LAX 408.38 ORD 414.12 DEN 372.13 ATL 441.88 BOS 368.53 EWR 428.51 DFW 442.24 SEA 392.92 MCO 293.96 SFO 433.41 PHX 388.81 LGA 337.53 JFK 417.45 LAS 296.55 MSP 456.15 IAH 429.02 PHL 428.60 SAN 369.24 FLL 284.95 DTW 464.07 DCA 381.42 TPA 340.65 MIA 370.19 AUS 429.52 CLT 450.86 PDX 391.20 BNA 397.04 SLC 471.90 RDU 377.13 SMF 383.75";

function btsAverages(): PublishedAverage[] {
  const words = BTS_FARES.split(" ");
  return Array.from({ length: words.length / 2 }, (_, i) => ({
    name: `${words[2 * i]}, domestic`,
    sample: { from: words[2 * i] as string, to: "US", date: "2027-02-16" },
    amount: Number(words[2 * i + 1]),
    currency: "USD",
    basis: "itinerary" as const,
    about: false,
    source: BTS,
    year: "2025, first quarter",
  }));
}

const average = (
  name: string,
  sample: FareSample,
  [amount, currency, basis, about]: readonly [number, string, Basis, "about" | "exact"],
  source: string,
  year: string,
): PublishedAverage => ({
  name,
  sample,
  amount,
  currency,
  basis,
  about: about === "about",
  source,
  year,
});

const INDIGO =
  "InterGlobe Aviation (IndiGo), quarterly results: yield of 4.98 to 5.32 rupees a kilometre; here 5.15 times the distance";
const HOPPER_2023 = "Hopper, 2023 Summer Travel Outlook: round trips from the United States";
const HOPPER_2024 = "Hopper, summer of 2024: round trips from the United States";
const SUMMER = "2027-07-10";

export const PUBLISHED_AVERAGES: readonly PublishedAverage[] = [
  ...btsAverages(),
  average(
    "Ryanair",
    { carriers: "FR" },
    [46.1, "EUR", "one-way", "exact"],
    "Ryanair Holdings, full-year results: scheduled revenue of €9.23bn by 200.2m passengers",
    "year to March 2025",
  ),
  average(
    "easyJet",
    { carriers: "U2" },
    [63.7, "GBP", "one-way", "about"],
    "easyJet plc, annual results: passenger revenue of £5,715m by about 89.7m passengers",
    "year to September 2024",
  ),
  average(
    "Wizz Air",
    { carriers: "W6" },
    [46, "EUR", "one-way", "about"],
    "Wizz Air Holdings, full-year results: revenue of €5,267.6m by 63.4m passengers, of which somewhat more than half is for tickets",
    "year to March 2025",
  ),
  average(
    "Aegean, extras included",
    { carriers: "A3 OA" },
    [109, "EUR", "one-way", "about"],
    "Aegean Airlines, annual results: revenue of €1.78bn by 16.3m passengers",
    "2024",
  ),
  average(
    "flydubai, extras included",
    { carriers: "FZ" },
    [227, "USD", "one-way", "about"],
    "flydubai, annual results: revenue of $3.5bn by 15.4m passengers",
    "2024",
  ),
  average(
    "Kenya Airways",
    { carriers: "KQ" },
    [221, "USD", "one-way", "about"],
    "Kenya Airways, annual report: passenger revenue of KSh 156.05bn by 5.23m passengers, at about 135 shillings a dollar",
    "2024",
  ),
  average(
    "Brazil, domestic",
    { from: "BR", to: "BR" },
    [631.16, "BRL", "one-way", "exact"],
    "ANAC, Tarifa Aérea Média Doméstica Real",
    "2024",
  ),
  average(
    "DEL-BOM",
    { from: "DEL", to: "BOM" },
    [5_860, "INR", "one-way", "about"],
    INDIGO,
    "2025",
  ),
  average(
    "DEL-BLR",
    { from: "DEL", to: "BLR" },
    [8_760, "INR", "one-way", "about"],
    INDIGO,
    "2025",
  ),
  average(
    "BOM-BLR",
    { from: "BOM", to: "BLR" },
    [4_290, "INR", "one-way", "about"],
    INDIGO,
    "2025",
  ),
  average(
    "China, domestic",
    { from: "CN", to: "CN", date: "2027-07-15" },
    [840, "CNY", "one-way", "exact"],
    "Flight Manager, by Yicai: domestic economy, fuel surcharge included",
    "July 2025",
  ),
  average(
    "Japan Airlines, domestic",
    { carriers: "JL", from: "JP", to: "JP" },
    [15_300, "JPY", "one-way", "about"],
    "Japan Airlines, annual results: domestic passenger revenue of ¥550.8bn by about 36m passengers",
    "year to March 2024",
  ),
  average(
    "ANA, domestic",
    { carriers: "NH", from: "JP", to: "JP" },
    [15_800, "JPY", "one-way", "about"],
    "ANA Holdings, annual results: domestic passenger revenue of about ¥645bn by about 40.8m passengers",
    "year to March 2024",
  ),
  average(
    "Cebu Pacific",
    { carriers: "5J" },
    [2_577, "PHP", "one-way", "exact"],
    "Cebu Air, results: average passenger fare",
    "2024, third quarter",
  ),
  average(
    "United States to Europe",
    { from: "US", to: "europe", date: SUMMER },
    [1_167, "USD", "round-trip", "exact"],
    HOPPER_2023,
    "2023",
  ),
  average(
    "United States to Asia",
    { from: "US", to: "china japan east-asia south-east-asia south-asia", date: SUMMER },
    [1_817, "USD", "round-trip", "exact"],
    HOPPER_2023,
    "2023",
  ),
  average(
    "United States to Australia and its neighbours",
    { from: "US", to: "oceania", date: SUMMER },
    [1_709, "USD", "round-trip", "exact"],
    HOPPER_2023,
    "2023",
  ),
  average(
    "United States to Africa and the Middle East",
    { from: "US", to: "africa middle-east north-africa south-africa", date: SUMMER },
    [1_454, "USD", "round-trip", "exact"],
    HOPPER_2023,
    "2023",
  ),
  average(
    "United States to Tokyo",
    { from: "US", to: "NRT HND", date: SUMMER },
    [1_372, "USD", "round-trip", "exact"],
    HOPPER_2024,
    "2024",
  ),
  average(
    "United States to Rio de Janeiro",
    { from: "US", to: "GIG", date: SUMMER },
    [955, "USD", "round-trip", "exact"],
    HOPPER_2024,
    "2024",
  ),
  average(
    "United States to Lima",
    { from: "US", to: "LIM", date: SUMMER },
    [667, "USD", "round-trip", "exact"],
    HOPPER_2024,
    "2024",
  ),
  average(
    "United States to Santiago de Chile",
    { from: "US", to: "SCL", date: SUMMER },
    [826, "USD", "round-trip", "exact"],
    HOPPER_2024,
    "2024",
  ),
];
