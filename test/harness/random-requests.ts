/**
 * Requests made of the schemas of an operation: those that its schemas allow, and those that have
 * been spoilt in one place. The seed alone decides what is made.
 */
import { generateSync } from "json-schema-faker";
import type { ApiDocument, ApiRequest, Operation, Schema } from "./api-document.ts";

/** Values that a gateway can act on, where a schema says only of which form they are. */
type Likely = Readonly<Record<string, readonly unknown[]>>;

export interface RequestSource {
  readonly api: ApiDocument;
  /** By the name of the field or parameter. */
  readonly likely: Likely;
}

type Spoilt = "no" | "lacks" | "wrong type" | "unknown field" | "not JSON" | "any text";

export const SPOILT: readonly Spoilt[] = [
  "no",
  "lacks",
  "wrong type",
  "unknown field",
  "not JSON",
  "any text",
];

interface Choice {
  readonly seed: number;
  readonly spoilt: Spoilt;
}

export function randomRequest(
  operation: Operation,
  choice: Choice,
  source: RequestSource,
): ApiRequest {
  const { method, body } = operation;
  const path = randomPath(operation, choice, source);
  if (body === undefined) return { method, path };
  const value = generated(body, choice.seed, source) as Record<string, unknown>;
  const headers = { "content-type": "application/json" };
  return { method, path, headers, body: bodyText(value, choice) };
}

function bodyText(value: Record<string, unknown>, { seed, spoilt }: Choice): string {
  const names = Object.keys(value);
  const name = names[seed % Math.max(1, names.length)] ?? "slices";
  const wrong = [null, -1, "\u0000", [], {}, 1e300, [[[]]], true][seed % 8];
  switch (spoilt) {
    case "lacks":
      return JSON.stringify({ ...value, [name]: undefined });
    case "wrong type":
      return JSON.stringify({ ...value, [name]: wrong });
    case "unknown field":
      return JSON.stringify({ ...value, [`${name}Extra`]: wrong });
    case "not JSON":
      return JSON.stringify(value).slice(0, -(1 + (seed % 20)));
    case "any text":
      return JSON.stringify(wrong);
    case "no":
      return JSON.stringify(value);
  }
}

function randomPath(operation: Operation, choice: Choice, source: RequestSource): string {
  const { seed, spoilt } = choice;
  const query = new URLSearchParams();
  let path = operation.path;
  for (const [place, { name, in: where, schema }] of operation.parameters.entries()) {
    const value = generated({ ...schema, "x-name": name }, seed + place, source);
    const text = spoilt === "any text" ? anyText(seed + place) : String(value);
    if (where === "path") path = path.replace(`{${name}}`, encodeURIComponent(text));
    // A third of the parameters of a query, others in each request; none in a fifth of them.
    else if (where === "query" && (name === "q" || (seed % 5 > 0 && (seed + 7 * place) % 3 === 0)))
      query.append(name, text);
  }
  if (spoilt === "unknown field") query.append("unknown", "1");
  return query.size === 0 ? path : `${path}?${query}`;
}

function anyText(seed: number): string {
  return ["", "..", "%", "\u0000", "ä".repeat(40), "-1", "1e9", "a,b", "x".repeat(300)][
    seed % 9
  ] as string;
}

function generated(schema: Schema, seed: number, { api, likely }: RequestSource): unknown {
  const whole = withLikely({ ...schema, components: api.components }, likely);
  return generateSync(whole as Parameters<typeof generateSync>[0], {
    seed,
    optionalsProbability: 0.2,
    maxItems: 3,
  });
}

/** The same schemas, with the likely values in the place of those with these names. */
function withLikely(schema: unknown, likely: Likely, name = ""): unknown {
  if (Array.isArray(schema)) return schema.map((one) => withLikely(one, likely));
  if (typeof schema !== "object" || schema === null) return schema;
  const own = (schema as Schema)["x-name"] ?? name;
  const values = likely[own as string];
  if (values !== undefined) return { enum: values };
  return Object.fromEntries(
    Object.entries(schema).map(([keyword, value]) => [
      keyword,
      keyword === "properties"
        ? propertiesWithLikely(value as Schema, likely)
        : withLikely(value, likely),
    ]),
  );
}

function propertiesWithLikely(properties: Schema, likely: Likely): Schema {
  return Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [name, withLikely(schema, likely, name)]),
  );
}
