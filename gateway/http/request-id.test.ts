import type { IncomingMessage } from "node:http";
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { anyCharacter } from "../../test/fixtures/any-character.ts";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import { requestIdOf } from "./request-id.ts";

const withId = (text?: string) =>
  ({ headers: text === undefined ? {} : { "x-request-id": text } }) as unknown as IncomingMessage;

test.each([
  "a",
  "4bf92f35-77b3.A_b:c",
  "x".repeat(128),
])("an id of the right form is the request's (REQUESTID-1): %s", (text) =>
  expect({ id: requestIdOf(withId(text)) }).toEqual({ id: text }));

test.each([
  ["no id", undefined],
  ["an empty one", ""],
  ["one that is too long", "x".repeat(129)],
  ["two, as Node joins them", "a, b"],
  ["one with a line end", "a\nb"],
  ["one with a quote", 'a"b'],
])("of %s one is made, of its own each time (REQUESTID-1)", (_what, text) => {
  const [first, second] = [requestIdOf(withId(text)), requestIdOf(withId(text))];
  expect(first).toMatch(/^[\w-]{16}$/);
  expect({ isOwn: first !== second }).toEqual({ isOwn: true });
});

test("a request keeps the id that was made for it (REQUESTID-1)", () => {
  const request = withId();
  expect({ id: requestIdOf(request) }).toEqual({ id: requestIdOf(request) });
});

test("property: whatever is stated, the id has the right form (REQUESTID-1)", () => {
  fc.assert(
    fc.property(fc.string({ unit: anyCharacter, maxLength: 140 }), (text) => {
      expect(requestIdOf(withId(text))).toMatch(/^[A-Za-z0-9._:-]{1,128}$/);
    }),
    { numRuns: propertyRuns(500) },
  );
});
