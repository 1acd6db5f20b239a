import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import { withoutSecrets } from "./line-secrets.ts";

const SECRET_NAMES = ["password", "apiKey", "NATS_NKEY_SEED", "Set-Cookie", "params", "x-token"];
const OTHER_NAMES = ["market", "passwords of", "tokens", "bidder", "seedling", "a:b", 'q"uote', ""];

type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** Signs that matter to JSON; none of these texts is a secret by its form. */
const text = fc.string({
  unit: fc.constantFrom("a", "B", "7", '"', "\\", "{", "}", "[", "]", ",", ":", " ", "\n", "é"),
  maxLength: 12,
});
const { tree } = fc.letrec<{ tree: Json }>((tie) => ({
  tree: fc.oneof(
    { depthSize: "medium", withCrossShrink: true },
    text,
    fc.integer(),
    fc.constantFrom(true, false, null),
    fc.array(tie("tree"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...SECRET_NAMES, ...OTHER_NAMES), tie("tree"), { maxKeys: 4 }),
  ),
}));

/** The same rule, on the value itself. */
function redacted(value: Json): Json {
  if (Array.isArray(value)) return value.map(redacted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([name, one]) => {
    const isSecret = SECRET_NAMES.includes(name) && typeof one !== "boolean" && one !== null;
    return [name, isSecret ? "[redacted]" : redacted(one as Json)] as const;
  });
  return Object.fromEntries(entries);
}

test("a line is the same object without its secrets (SECRETS-1, SECRETS-2)", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...SECRET_NAMES, ...OTHER_NAMES), tree), (fields) => {
      const line = `${JSON.stringify(fields)}\n`;
      const written = withoutSecrets(line);
      expect(written.indexOf("\n")).toBe(written.length - 1);
      expect(JSON.parse(written)).toEqual(redacted(fields));
    }),
    { numRuns: propertyRuns(2_000) },
  );
});

test("JSON in a text stays a text, and loses its secrets as well (SECRETS-1, SECRETS-2)", () => {
  fc.assert(
    fc.property(tree, text, (value, secret) => {
      const code = `<${secret}>`;
      const inner = JSON.stringify({ value, token: code, end: 1 });
      const outer = JSON.stringify({
        body: inner,
        nested: JSON.stringify({ inner }),
        last: "kept",
      });
      const written = JSON.parse(withoutSecrets(`${outer}\n`));
      expect(written.last).toBe("kept");
      const shown = `${written.body}${written.nested}`;
      expect(shown).not.toContain(JSON.stringify(code).slice(1, -1));
    }),
    { numRuns: propertyRuns(2_000) },
  );
});
