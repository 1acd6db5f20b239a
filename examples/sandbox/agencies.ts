/**
 * The agencies that the sandbox simulates. Their names show that they are no real agencies, and
 * their tokens are no secrets: the sandbox sells nothing.
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
  /** What it adds to the price that it found, as fractions: from, to. Below zero is a discount. */
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
    markup: [-0.06, 0.08],
    expiryMinutes: 20,
  },
  {
    id: "sandbox-birch",
    name: "Sandbox Agency Birch",
    token: "sandbox_test_birch",
    protocol: "duffel",
    currency: "GBP",
    share: 0.75,
    markup: [-0.1, 0.12],
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
    markup: [-0.04, 0.05],
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
    markup: [-0.08, 0.1],
    expiryMinutes: 15,
  },
];
