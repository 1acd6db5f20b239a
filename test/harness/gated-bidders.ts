/** Scripted bidders that bid when the test lets them, one after the other or all at once. */
import type { SearchResult } from "../../proto/messages.ts";
import { type ScriptedBidder, scriptedBidder } from "./bidder.ts";
import type { Broker } from "./broker.ts";
import { type GatewayAddress, get, post } from "./gateway.ts";
import { flightOffers } from "./offers.ts";
import { until } from "./until.ts";

/** What `GET /v1/searches/{searchId}` shows, as far as it is there. */
export interface ShownSearch extends SearchResult {
  readonly state: "running" | "ended";
  readonly expected?: readonly string[];
  readonly code?: string;
}

export interface GatedBidders extends AsyncDisposable {
  readonly bidders: readonly ScriptedBidder[];
  /** Later calls wait until they are opened again. */
  close(): void;
  open(...kinds: readonly string[]): void;
}

/** Each has two itineraries of its own. The last of the kinds is the cheapest. */
export async function gatedBidders(
  broker: Broker,
  kinds: readonly string[],
): Promise<GatedBidders> {
  let gates = new Map<string, PromiseWithResolvers<void>>();
  const close = () => {
    gates = new Map(kinds.map((kind) => [kind, Promise.withResolvers<void>()]));
  };
  const open = (...opened: readonly string[]) => {
    for (const kind of opened.length === 0 ? kinds : opened) gates.get(kind)?.resolve();
  };
  close();
  const bidders = await Promise.all(
    kinds.map((kind, place) =>
      scriptedBidder(broker, kind, async (call, reply) => {
        await gates.get(kind)?.promise;
        const traits = { number: 100 * (place + 1), amount: 50_000 - 1_000 * place };
        reply.offers(flightOffers(call.search, 2, { expiresAtMs: 4e12, ...traits }));
      }),
    ),
  );
  const stop = async () => {
    open();
    await Promise.all(bidders.map((bidder) => bidder.stop()));
  };
  return { bidders, close, open, [Symbol.asyncDispose]: stop };
}

/** Begins an asynchronous search. Returns its path. */
export async function begin(gateway: GatewayAddress, search: unknown): Promise<string> {
  const { status, headers, body } = await post(gateway, search, {
    headers: { prefer: "respond-async" },
  });
  if (status !== 202) throw new Error(`status ${status}: ${JSON.stringify(body)}`);
  return headers.get("location") ?? "";
}

/** The kinds that have finished, in the order in which they are shown. */
export function finished({ bidders }: Pick<SearchResult, "bidders">): string[] {
  return bidders.map(({ bidder }) => bidder);
}

/** The search as soon as it shows that this kind has finished. */
export function whenFinished(
  gateway: GatewayAddress,
  path: string,
  kind: string,
): Promise<ShownSearch> {
  return until(
    async () => {
      const { body } = await get<ShownSearch>(gateway, path);
      return finished(body).includes(kind) && body;
    },
    { what: `the bid of ${kind}` },
  );
}
