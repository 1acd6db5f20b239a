/** Win rates by partner. */
import { expect, test } from "@jest/globals";
import { WinRates } from "./win-rates.ts";

function winRatesOf(partners: readonly string[]) {
  const counts = new Map<string, number>();
  const inc = (labels: Readonly<Record<string, string>>, by: number) => {
    const key = Object.values(labels).join(" ");
    counts.set(key, (counts.get(key) ?? 0) + by);
  };
  const metrics = { counter: () => ({ inc }) } as never;
  return { rates: new WinRates(metrics, partners), counts };
}

test("WINRATE-1 sellers are counted under the partner that has sold for them; a name that nobody has sold under is `other`", () => {
  const { rates, counts } = winRatesOf(["alder", "birch"]);
  rates.sold("Alder Travel", "alder");
  const sellers = [
    { seller: "Alder Travel", shown: 3, won: 1 },
    { seller: "a name of nobody", shown: 2, won: 2 },
  ];
  rates.told({ auctions: [{ sellers } as never] });
  expect(Object.fromEntries(counts)).toEqual({
    "alder shown": 3,
    "alder won": 1,
    "birch shown": 0,
    "birch won": 0,
    "other shown": 2,
    "other won": 2,
  });
});
