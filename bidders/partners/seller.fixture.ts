/** A seller on this machine that answers over real HTTP or HTTPS as each test scripts it, and a partner's client to it. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import type { PartnerConfig } from "../kit/bidder.ts";
import type { Adapter } from "./adapter.ts";
import { ADAPTERS } from "./adapters.ts";
import { type Auction, createClient, type PartnerClient } from "./client.ts";
import { NEVER, NOW, partner, SEARCH } from "./partner.fixture.ts";
import type { PartnerEntry } from "./settings.ts";

export type Script = (request: IncomingMessage, response: ServerResponse) => void;

const closing: (() => unknown)[] = [];

/** To be called after each test: everything that this file has opened is closed, the latest first. */
export async function closeAll(): Promise<void> {
  for (const close of closing.splice(0).reverse()) await close();
}

export function closeLater(close: () => unknown): void {
  closing.push(close);
}

export const answer =
  (status: number, body: string | Uint8Array, headers: Record<string, string> = {}): Script =>
  (_, response) =>
    void response.writeHead(status, headers).end(body);

/** Answers in turn, the last one for ever. */
export function inTurn(...scripts: readonly Script[]): Script {
  let calls = 0;
  return (request, response) => scripts[Math.min(calls++, scripts.length - 1)]?.(request, response);
}

/** What was asked, path by path, as it comes. */
export function recorded(script: Script): { readonly script: Script; readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    script: (request, response) => {
      asked.push(`${request.method} ${request.url}`);
      script(request, response);
    },
  };
}

/** The URL under which it answers. */
export async function listen(script: Script, tls?: { readonly key: string; readonly cert: string }): Promise<string> {
  const server: Server = tls === undefined ? createServer(script) : createTlsServer(tls, script);
  // Whoever refuses our certificate hangs up.
  server.on("tlsClientError", () => {});
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(() => new Promise((resolve) => server.close(resolve)));
  closing.push(() => server.closeAllConnections());
  return `${tls === undefined ? "http" : "https"}://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

export function clientOf(config: PartnerConfig, adapter: Adapter = ADAPTERS[config.adapter]): PartnerClient {
  const client = createClient(config, adapter);
  closing.push(() => client.close());
  return client;
}

/** A client to a seller that answers so. */
export async function seller(script: Script, entry: Partial<PartnerEntry> = {}, adapter?: Adapter): Promise<PartnerClient> {
  return clientOf(partner({ url: await listen(script), ...entry }), adapter);
}

export interface Heard {
  readonly sellers: readonly string[];
  readonly notes: readonly string[];
  readonly pages: number;
}

/** All of an answer. Rejects with its fault, whatever came before. */
export async function ask(client: PartnerClient, remainingMs = 60_000, signal: AbortSignal = NEVER, search = SEARCH): Promise<Heard> {
  const heard = { sellers: [] as string[], notes: [] as string[], pages: 0 };
  const auction: Auction = { signal, now: () => NOW, remainingMs: () => remainingMs };
  for await (const page of client.ask(search, auction)) {
    heard.pages++;
    heard.sellers.push(...page.offers.map((offer) => offer.seller));
    heard.notes.push(...page.notes.map(({ text }) => text));
  }
  return heard;
}
