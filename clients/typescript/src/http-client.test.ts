/** The client over HTTP against scripted answers: refusals, and streams that break. */
import { expect, test } from "@jest/globals";
import { AuctionError } from "../../../proto/errors.ts";
import { HttpClient, type SearchEvent } from "./http-client.ts";

interface Asked {
  readonly url: string;
  readonly init: RequestInit;
}

/** Each request gets the next answer; what was asked is kept. */
function scripted(...answers: readonly Response[]) {
  const asked: Asked[] = [];
  const fetch = async (url: string, init: RequestInit) => {
    asked.push({ url, init });
    return answers[asked.length - 1] ?? new Response(null, { status: 204 });
  };
  return { client: new HttpClient({ url: "http://gateway/", fetch }), asked };
}

/** A stream of these texts. Broken: its connection fails after them. */
function stream(texts: readonly string[], { broken = false } = {}): Response {
  const left = [...texts];
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const text = left.shift();
      if (text !== undefined) controller.enqueue(new TextEncoder().encode(text));
      else if (broken) controller.error(new TypeError("terminated"));
      else controller.close();
    },
  });
  return new Response(body, { headers: { "content-type": "text/event-stream" } });
}

const bid = (id: number) => `id: ${id}\nevent: bid\ndata: {"bidder":"b${id}"}\n\n`;
const RESULT = 'id: end\nevent: result\ndata: {"searchId":"s"}\n\n';
const body = { slices: [] };

async function idsOf(events: AsyncIterable<SearchEvent>): Promise<(string | undefined)[]> {
  const ids: (string | undefined)[] = [];
  for await (const { id } of events) ids.push(id);
  return ids;
}

test("a refusal is an error with its code, its words and its faults (HTTPCLIENT-1)", async () => {
  const problem = {
    status: 400,
    code: "invalid-search",
    detail: "the search has a fault",
    errors: [{ path: "slices", message: "must have at least one slice" }],
  };
  const { client } = scripted(Response.json(problem, { status: 400 }));
  const refused = client.search(body);
  await expect(refused).rejects.toBeInstanceOf(AuctionError);
  await expect(refused).rejects.toMatchObject({
    code: "invalid-search",
    message: problem.detail,
    faults: problem.errors,
  });
});

test.each([
  ["of a proxy", new Response("<html>", { status: 502 }), "no-gateway"],
  [
    "of a newer gateway",
    Response.json({ code: "new", detail: "why" }, { status: 418 }),
    "internal",
  ],
])("a refusal %s is an error too (HTTPCLIENT-1)", async (_name, response, code) => {
  await expect(scripted(response).client.search(body)).rejects.toMatchObject({ code });
});

test("events are read as they are cut by the network, and comments are left out", async () => {
  const whole = `: nothing\n\n${bid(1)}${RESULT}`;
  const { client, asked } = scripted(stream([...whole]));
  expect(await idsOf(client.stream(body, { snapshots: "changes" }))).toEqual(["1", "end"]);
  expect(asked[0]?.url).toBe("http://gateway/v1/searches?snapshots=changes");
  expect(asked[0]?.init.headers).toMatchObject({ accept: "text/event-stream" });
});

test.each([
  ["closed", stream([bid(1)])],
  ["broken", stream([bid(1)], { broken: true })],
])("a stream that is %s before its result is an error (HTTPCLIENT-1)", async (_name, response) => {
  const events = scripted(response).client.stream(body);
  await expect(idsOf(events)).rejects.toMatchObject({ code: "no-result" });
});

test("an error event ends a stream as an error (HTTPCLIENT-1)", async () => {
  const error = 'event: error\ndata: {"code":"no-broker","detail":"away"}\n\n';
  const { client } = scripted(stream([bid(1), error]));
  await expect(idsOf(client.resume("s"))).rejects.toMatchObject({ code: "no-broker" });
});

test("a search is resumed after the last event that came, to its end (HTTPCLIENT-2)", async () => {
  const { client, asked } = scripted(
    stream([bid(1), bid(2)], { broken: true }),
    stream([]),
    stream([bid(3), RESULT]),
  );
  expect(await idsOf(client.resume("s/1"))).toEqual(["1", "2", "3", "end"]);
  const after = asked.map(({ init }) => (init.headers as Record<string, string>)["last-event-id"]);
  expect({ after, url: asked[0]?.url }).toEqual({
    after: [undefined, "2", "2"],
    url: "http://gateway/v1/searches/s%2F1",
  });
});

test("the timeline of a search is asked for by its id, and a refusal of it is an error (HTTPCLIENT-1)", async () => {
  const refusal = Response.json({ code: "not-found", detail: "no such search" }, { status: 404 });
  const { client, asked } = scripted(Response.json({ searchId: "s/1", lanes: [] }), refusal);
  expect(await client.timeline("s/1")).toEqual({ searchId: "s/1", lanes: [] });
  await expect(client.timeline("gone")).rejects.toMatchObject({ code: "not-found" });
  expect(asked.map(({ url, init }) => `${init.method} ${url}`)).toEqual([
    "GET http://gateway/v1/searches/s%2F1/timeline",
    "GET http://gateway/v1/searches/gone/timeline",
  ]);
});

test("a search that is not known is not resumed again (HTTPCLIENT-2)", async () => {
  const refusal = Response.json({ code: "not-found", detail: "no such search" }, { status: 404 });
  const { client, asked } = scripted(refusal);
  await expect(idsOf(client.resume("none", { after: "2" }))).rejects.toMatchObject({
    code: "not-found",
  });
  expect(asked).toHaveLength(1);
});

test("a key is sent with each request, as it is then (HTTPCLIENT-3)", async () => {
  const keys = ["first", "second"];
  const asked: (string | undefined)[] = [];
  const fetch = async (_url: string, { headers }: RequestInit) => {
    asked.push((headers as Record<string, string>)["authorization"]);
    return Response.json({});
  };
  const renewed = new HttpClient({
    url: "http://gateway",
    fetch,
    key: async () => keys.shift() ?? "",
  });
  await renewed.search(body);
  await renewed.timeline("s");
  await new HttpClient({ url: "http://gateway", fetch, key: "fixed" }).search(body);
  await new HttpClient({ url: "http://gateway", fetch }).search(body);
  expect({ asked }).toEqual({
    asked: ["Bearer first", "Bearer second", "Bearer fixed", undefined],
  });
});
