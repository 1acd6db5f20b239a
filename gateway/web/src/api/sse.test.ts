import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { SseParser } from "./sse.ts";

function parse(...pieces: string[]) {
  const parser = new SseParser();
  return pieces.flatMap((piece) => parser.push(piece));
}

describe("server-sent events", () => {
  test.each<[string, string, { event: string; data: string }[]]>([
    ["one", "event: bid\ndata: {}\n\n", [{ event: "bid", data: "{}" }]],
    ["no name is 'message'", "data: x\n\n", [{ event: "message", data: "x" }]],
    ["no space after the colon", "event:bid\ndata:x\n\n", [{ event: "bid", data: "x" }]],
    ["only one space is removed", "data:  x\n\n", [{ event: "message", data: " x" }]],
    ["several lines of data", "data: a\ndata: b\n\n", [{ event: "message", data: "a\nb" }]],
    ["a field without a colon", "data\n\n", [{ event: "message", data: "" }]],
    [
      "comments and unknown fields",
      ": hello\nid: 7\nretry: 1\ndata: x\n\n",
      [{ event: "message", data: "x" }],
    ],
    [
      "an event without data is none, and its name is forgotten",
      "event: bid\n\ndata: x\n\n",
      [{ event: "message", data: "x" }],
    ],
    ["CR LF", "event: bid\r\ndata: x\r\n\r\n", [{ event: "bid", data: "x" }]],
    ["CR", "event: bid\rdata: x\r\r\n", [{ event: "bid", data: "x" }]],
    ["a byte order mark", "\uFEFFdata: x\n\n", [{ event: "message", data: "x" }]],
    [
      "an event that has not ended is not returned",
      "data: x\n\ndata: y\n",
      [{ event: "message", data: "x" }],
    ],
  ])("%s", (_what, text, events) => expect(parse(text)).toEqual(events));

  const text = fc.string({ unit: "grapheme" }).map((s) => s.replace(/[\r\n]/g, ""));
  const sent = fc.array(
    fc.record({ event: text.filter((s) => s !== "" && !s.startsWith(" ")), data: text }),
  );

  test("for any cuts of the stream and any line ends, the events are the same", () => {
    fc.assert(
      fc.property(
        sent,
        fc.array(fc.nat(400)),
        fc.constantFrom("\n", "\r\n"),
        (events, cuts, end) => {
          const stream = events
            .map(({ event, data }) => `event: ${event}${end}data: ${data}${end}${end}`)
            .join("");
          const at = [0, ...cuts.map((cut) => Math.min(cut, stream.length)), stream.length].sort(
            (a, b) => a - b,
          );
          const pieces = at.slice(1).map((to, i) => stream.slice(at[i], to));
          expect(parse(...pieces)).toEqual(events);
        },
      ),
    );
  });
});
