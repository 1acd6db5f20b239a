/**
 * The agencies that the sandbox simulates. Their names show that they are not real agencies, and
 * their tokens are not secrets: the sandbox sells nothing.
 */

export interface Agency {
  /** Names it among the partners: `[a-z0-9-]+`. */
  readonly id: string;
  /** The seller's name, as a traveller reads it. */
  readonly name: string;
  readonly token: string;
  /**
   * Its protocol: Duffel's API, or one of its own (`trips.ts`), for which the partners bidder has a
   * mapping and no code.
   */
  readonly protocol: "duffel" | "trips";
  /** The currency that it sells in. */
  readonly currency: string;
  /** The share of all itineraries that it sells. */
  readonly share: number;
  /**
   * What it adds to the price that it found, as fractions: from, to. It is a fee mostly; below zero
   * it gives up some of its commission. So an agency is rarely cheaper than the carrier: of those
   * that several of them sell, the cheapest is in one case of six.
   */
  readonly markup: readonly [number, number];
  /** How long it holds a price, where the carrier does. */
  readonly expiryMinutes: number;
}

export const AGENCIES: readonly Agency[] = [
  {
    id: "sandbox-alder",
    name: "Sandbox Agency Alder",
    token: "sandbox_test_alder",
    protocol: "duffel",
    currency: "EUR",
    share: 0.9,
    markup: [-0.004, 0.06],
    expiryMinutes: 20,
  },
  {
    id: "sandbox-birch",
    name: "Sandbox Agency Birch",
    token: "sandbox_test_birch",
    protocol: "duffel",
    currency: "GBP",
    share: 0.75,
    markup: [-0.008, 0.1],
    expiryMinutes: 30,
  },
  {
    id: "sandbox-cedar",
    name: "Sandbox Agency Cedar",
    token: "sandbox_test_cedar",
    protocol: "duffel",
    // A currency without decimals: code that assumes two is wrong by a factor of 100.
    currency: "JPY",
    share: 0.6,
    markup: [-0.003, 0.045],
    expiryMinutes: 10,
  },
  {
    id: "sandbox-dogwood",
    name: "Sandbox Agency Dogwood",
    token: "sandbox_test_dogwood",
    protocol: "trips",
    // Three decimals: 1 dinar has 1,000 fils.
    currency: "KWD",
    share: 0.7,
    markup: [-0.006, 0.08],
    expiryMinutes: 15,
  },
];
