/**
 * A token in any spelling is found: within any text, after JSON has been parsed, and before
 * anything is cut short.
 */
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import {
  ENCODINGS,
  encodingNames,
  tokens,
} from "../../../test/fixtures/partners/token-spellings.ts";
import { propertyRuns } from "../../../test/harness/property-runs.ts";
import { parseJson } from "../parsing/parse-json.ts";
import { redactorOf } from "./redactor.ts";

/** For each spelling: a redactor is made for each case. */
const RUNS = { numRuns: propertyRuns(200) };

describe("REDACT-1: our token is cut out", () => {
  test.each(encodingNames)("%s, with any text around it", (name) => {
    fc.assert(
      fc.property(tokens, fc.string(), fc.string(), (token, before, after) => {
        const { encode, decode } = ENCODINGS[name] as (typeof ENCODINGS)[string];
        const spelled = encode(token);
        const text = redactorOf(token).text(`${before} ${spelled} ${after}`);
        expect(text).not.toContain(spelled);
        expect(decode(text).toLowerCase()).not.toContain(token.toLowerCase());
        expect(text).toContain("***");
      }),
      RUNS,
    );
  });

  test.each(encodingNames)("%s, out of parsed JSON: of values and of names", (name) => {
    fc.assert(
      fc.property(tokens, (token) => {
        const { encode, decode } = ENCODINGS[name] as (typeof ENCODINGS)[string];
        const spelled = encode(token);
        // Written as a JSON string, and, where it is one already, as it is: parsing then unescapes
        // it.
        const quoted = [
          JSON.stringify(`key ${spelled}`),
          ...(isJsonText(spelled) ? [`"key ${spelled}"`] : []),
        ];
        for (const one of quoted) {
          const parsed = parseJson(
            `{"errors": [{"message": ${one}, ${one}: {"deeper": [${one}]}}]}`,
            token,
          );
          const shown = textsOf(parsed)
            .flatMap((one) => [one, decode(one)])
            .filter((text) => holds(text, token) || text.includes(spelled));
          expect(shown).toEqual([]);
        }
      }),
      RUNS,
    );
  });

  test("all other text stays unchanged", () => {
    fc.assert(
      fc.property(tokens, fc.jsonValue(), (token, value) => {
        const body = JSON.stringify(value);
        fc.pre(!body.toLowerCase().includes(token.toLowerCase().slice(0, 4)));
        expect(parseJson(body, token)).toEqual(JSON.parse(body));
      }),
    );
  });
});

function isJsonText(text: string): boolean {
  try {
    JSON.parse(`"${text}"`);
    return true;
  } catch {
    return false;
  }
}

function holds(text: string, token: string): boolean {
  return text.toLowerCase().includes(token.toLowerCase());
}

function textsOf(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null
    ? Object.entries(value).flatMap(([name, inner]) => [name, ...textsOf(inner)])
    : [];
}
