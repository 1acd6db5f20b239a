/**
 * Requests to the gateway by `node:http`: to load `fetch` takes as long as all else that `npm
 * start` does.
 */
import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { text as textOf } from "node:stream/consumers";

export interface ProbeAnswer {
  readonly status: number;
  readonly text: string;
}

/**
 * GET, or POST where there is a JSON body. @throws Error without an answer before the signal fires
 */
export async function httpProbe(
  url: string,
  signal: AbortSignal,
  json?: string,
): Promise<ProbeAnswer> {
  const how =
    json === undefined
      ? { method: "GET" }
      : { method: "POST", headers: { "content-type": "application/json" } };
  const asked = request(url, { ...how, agent: false, signal });
  asked.end(json);
  const [response] = (await once(asked, "response")) as [IncomingMessage];
  return { status: response.statusCode ?? 0, text: await textOf(response) };
}
