import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { AuctionError } from "../../proto/errors.ts";
import { anyCharacter } from "../../test/fixtures/any-character.ts";
import { checkBodyForm, isCurrent, wantsEvents } from "./negotiation.ts";

describe("Accept: events, or one document", () => {
  const table: [accept: string | undefined, events: boolean][] = [
    [undefined, false],
    ["", false],
    ["*/*", false],
    ["application/*", false],
    ["text/*", true], // JSON is not acceptable to this caller, events are
    ["text/*, */*;q=0.1", true],
    ["*/*, text/*;q=0.5", false],
    ["application/json", false],
    ["text/event-stream", true],
    ["TEXT/Event-Stream", true],
    ["text/event-stream; charset=utf-8", true],
    ["text/event-stream;q=0", false],
    ["application/json, text/event-stream;q=0", false],
    ["application/json, text/event-stream; q=0.0", false],
    ["application/json, text/event-stream", true],
    ["application/json;q=0.5, text/event-stream;q=0.4", false],
    ["application/json;q=0.4, text/event-stream;q=0.5", true],
    ["application/*;q=0.9, text/event-stream;q=0.5", false],
    ["*/*, text/event-stream;q=0.1", false],
    ["text/event-stream;q=0.1, */*", false],
    ["text/event-stream, */*", true],
    ["*/*;q=0.1, text/event-stream;q=0.1", true],
    ["*/*;q=0.1, text/event-stream;q=0.2", true],
    ["text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8", false],
    ["application/json;q=0, */*", true],
    ["application/json;q=0, */*;q=0.001", true],
    ["application/json;q=0, text/event-stream;q=0, */*", false],
    ["text/event-stream;q=0, */*", false],
    ["text/*, text/event-stream;q=0", false],
    ["text/*;q=0, text/event-stream", true],
    ["*/*;q=0, text/event-stream;q=0.3", true],
    ["*/*;q=0", false],
    // The more specific range counts, wherever it stands.
    ["application/*, application/json;q=0.1, text/event-stream;q=0.5", true],
    ["application/json;q=0.1, application/*, text/event-stream;q=0.5", true],
    // Parameters are part of the range; the form has charset=utf-8 and no other.
    ["text/event-stream;charset=UTF-8", true],
    ["text/event-stream;charset=latin1", false],
    ["text/event-stream;version=2, */*;q=0.1", false],
    ["application/json;version=2, text/event-stream;q=0.1", true],
    [
      "text/event-stream;q=0.9, text/event-stream;charset=utf-8;q=0.1, application/json;q=0.5",
      false,
    ],
    [
      "text/event-stream;charset=utf-8;q=0.1, text/event-stream;q=0.9, application/json;q=0.5",
      false,
    ],
    ["text/event-stream; Q=0", false],
    ["text/event-stream;q=0.5;charset=utf-8, application/json;q=0.4", true],
    ["text/event-stream-not", false],
    ["xtext/event-stream", false],
    ['text/plain;note="a, text/event-stream"', false],
    ['text/plain;note="a,b", text/event-stream', true],
    ["text/event-stream;q=7", false],
    ["text/event-stream;q=much", false],
  ];
  test.each(table)("%p asks for events: %s", (accept, events) =>
    expect(wantsEvents(accept)).toBe(events));

  test("property: any text is an answer, not an error", () => {
    fc.assert(fc.property(fc.string({ unit: anyCharacter }), (accept) => void wantsEvents(accept)));
  });

  test("A6: of a long header only the beginning is read, whatever it is made of", () => {
    for (const unit of ['"', ',"', '"\\', "a;q=", '",', "a/b,"])
      expect(wantsEvents(unit.repeat(16_384 / unit.length))).toBe(false);
    expect(wantsEvents(`${"a/b,".repeat(200)}text/event-stream`)).toBe(true);
    expect(wantsEvents(`${"a/b,".repeat(300)}text/event-stream`)).toBe(false);
  });
});

describe("If-None-Match", () => {
  test.each([
    [undefined, false],
    ["", false],
    ["*", true],
    ['"a"', true],
    ['W/"a"', true],
    ['"b"', false],
    ['"b", "a"', true],
    ['"b",W/"a" , "c"', true],
    ["a", false],
    ['"aa"', false],
    ["\"x, 'a'\"", false],
  ])('%p names the tag "a": %s', (header, current) =>
    expect(isCurrent(header, '"a"')).toBe(current));
});

describe("the form of a body", () => {
  const read: [string | undefined, string | undefined][] = [
    ["application/json", undefined],
    ["application/json", "identity"],
    ["application/json; charset=utf-8", undefined],
    ['application/json; charset="UTF-8"', " Identity "],
    ["application/json;charset=utf8", undefined],
    [undefined, undefined],
    ["nonsense", undefined], // the next one refuses it
  ];
  test.each(read)("of the type %p in the coding %p is read", (type, coding) => {
    expect(() => checkBodyForm({ "content-type": type, "content-encoding": coding })).not.toThrow();
  });

  const refused: [string, string | undefined, string][] = [
    [
      "application/json",
      "gzip",
      "the body is encoded as 'gzip'; send it without a content-encoding",
    ],
    [
      "application/json",
      "gzip, br",
      "the body is encoded as 'gzip, br'; send it without a content-encoding",
    ],
    [
      "application/json; charset=latin1",
      undefined,
      "the body is in the charset 'latin1'; JSON is sent as utf-8",
    ],
    [
      "application/json; charset=utf-16",
      "identity",
      "the body is in the charset 'utf-16'; JSON is sent as utf-8",
    ],
  ];
  test.each(
    refused,
  )("of the type %p in the coding %p is refused, with what would be right", (type, coding, detail) => {
    expect(() => checkBodyForm({ "content-type": type, "content-encoding": coding })).toThrow(
      new AuctionError("unsupported-media-type", detail),
    );
  });
});
