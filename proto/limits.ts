/**
 * Limits that both sides keep. Of messages: what is larger is refused, bytes before a byte is read
 * (CODEC-1). Of a search: its validation, the bidders and their tables use the same numbers.
 * `script/documents/limits.test.ts` compares the documents with them.
 */
export const LIMITS = {
  requestBytesMax: 64 * 1024,
  callBytesMax: 64 * 1024,
  cancelBytesMax: 1024,
  bidBytesMax: 512 * 1024,
  /**
   * The most offers of a bid. With compact offers it has some 100 kB; with three fares each, 300
   * kB.
   */
  offersABidMax: 1_000,
  /** Characters of the reason of a bid; the rest is cut off. */
  reasonLengthMax: 500,
  /** Notes of a bid on what was left out by rule: more reasons than any bidder here has. */
  notesABidMax: 16,
  /** Characters of the code of such a note, and of its text; the rest of a text is cut off. */
  noteReasonLengthMax: 40,
  noteTextLengthMax: 120,
  /** One bid of the largest size fits in, and the whole stays well below the broker's 1 MiB. */
  fallbackBytesMax: 768 * 1024,
  fallbackSheetsMax: 64,
  /** Six slices of eight segments have some 3,700 bytes, twelve fares with long names 2,400. */
  offerBytesMax: 8 * 1024,
  /** An answer of the service protocol. STATS has an endpoint of some 350 bytes for each market. */
  serviceAnswerBytesMax: 64 * 1024,
  /** The longest deadline that a search may have. */
  searchDeadlineMsMax: 10_000,
  slicesMax: 6,
  /** Travellers of a search, and so the seats of a party. */
  travellersMax: 9,
  /** Stops of a slice that a search may allow, and so the most connections of an itinerary. */
  stopsMax: 3,
  segmentsASliceMax: 8,
  /** Airports that one end of a slice may stand for. */
  airportsAnEndMax: 12,
  /**
   * Searches of one pair of airports on one day that a slice may stand for: those of a week between
   * London and New York, six airports by four. Each costs a search for connections.
   */
  routesASliceMax: 168,
  /** How far from the named airport another one is near: half a day by road. */
  nearbyKmMax: 300,
  /** Nights of a stay: a return is at most a year after its outbound slice. */
  nightsMax: 361,
  /** Departure days of a calendar: a month. */
  calendarDaysMax: 31,
  /** Different numbers of nights of a calendar: two weeks of them. */
  calendarNightsMax: 14,
  /** Cells of a calendar: each of its days with each number of its nights. */
  calendarCellsMax: 31 * 14,
  /** Names of one list of bidders that a search asks, or does not. */
  bidderNamesMax: 16,
  /** Characters of a bidder's name: it is a token of a subject. */
  bidderNameLengthMax: 64,
  /** Bytes of what a search says to one bidder alone, as JSON. */
  paramsBytesMax: 4_096,
  /** Years: no one older is a child. */
  ageMax: 17,
  /** ISO 3166-1 alpha-2 */
  marketLengthMax: 2,
  /** RFC 5646, 4.4.1: the longest tag that software must be able to keep. */
  localeLengthMax: 35,
  /** Codes of one list of carriers or airports; the three alliances together have some 60. */
  codesMax: 128,
  /** An IATA code has two or three characters, an ICAO code three or four. */
  codeLengthMax: 4,
  /** YYYY-MM-DD */
  dayLengthMax: 10,
  faresMax: 12,
  /** Characters of a fare's name, and of its booking classes. */
  fareTextLengthMax: 64,
  /** Characters of the URL where a seller sells a fare; twelve of them fit in an offer. */
  linkLengthMax: 512,
  /** Characters of a seller's own id of an offer, and of the name of its API. */
  referenceLengthMax: 128,
  /** Pieces of baggage a traveller, of each kind. */
  bagsMax: 9,
  selfTransfersMax: 10,
  similarMax: 10_000,
  /** Characters of an `offerId` (gateway/auction/offer-ids.ts). */
  offerIdLength: 24,
  /** One message of feedback: a quarter of what a broker takes in one. */
  feedbackBytesMax: 256 * 1024,
  /** Auctions in one such message, and late bids. */
  feedbackAuctionsMax: 500,
  /** Sellers that feedback names of one auction: those with the most itineraries. */
  feedbackSellersMax: 16,
  /** Characters of the name of such a seller; the rest is cut off. */
  feedbackSellerLengthMax: 80,
  /** A call, one row with a body of the largest size, and its columns. */
  priceRequestBytesMax: 80 * 1024,
  /** One such row, and a reason. */
  priceAnswerBytesMax: 16 * 1024,
  resultBytesMax: 8 * 1024 * 1024,
} as const;
