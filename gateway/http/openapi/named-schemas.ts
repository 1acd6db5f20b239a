/**
 * Names the schemas of the OpenAPI document. A schema with a title is written once, under
 * `components/schemas`, and every place that uses it refers to it. What is said of one place stays
 * beside its reference.
 *
 * DOC-1 One title is one schema: two that differ in more than what is said of them are a mistake.
 */
import { OWN_DESCRIPTION as OWN } from "../../search/named-schema.ts";

type Json = Readonly<Record<string, unknown>>;

/** Keywords whose values are no schemas, whatever they contain. */
const VALUES: ReadonlySet<string> = new Set(["examples", "example", "default", "const", "enum"]);

/** @throws Error where one title is that of two schemas (DOC-1) */
export function nameSchemas<T extends object>(document: T): T {
  const found = new Map<string, Json>();
  const result = walk(document, found) as T & { components?: { schemas?: Json } };
  const schemas = { ...result.components?.schemas, ...Object.fromEntries(found) };
  const sorted = Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    ...result,
    components: { ...result.components, schemas: Object.fromEntries(sorted) },
  };
}

function walk(value: unknown, found: Map<string, Json>): unknown {
  if (Array.isArray(value)) return value.map((one) => walk(one, found));
  if (typeof value !== "object" || value === null) return value;
  const inside = Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, VALUES.has(name) ? one : walk(one, found)]),
  );
  return isNamed(inside) ? referenceTo(inside, found) : inside;
}

type NamedSchema = Json & { readonly title: string };

/** What has a title and is no schema, such as the information of the document, is not named. */
function isNamed(value: Json): value is NamedSchema {
  return typeof value["title"] === "string" && OWN in value;
}

function referenceTo(schema: NamedSchema, found: Map<string, Json>): Json {
  const { title, description, [OWN]: own, ...shape } = schema;
  const component = { title, description: own, ...shape };
  const known = found.get(title);
  if (known === undefined) found.set(title, component);
  else if (JSON.stringify(known) !== JSON.stringify(component))
    throw new Error(`two schemas have the title ${title}`);
  const $ref = `#/components/schemas/${title}`;
  return description === own ? { $ref } : { $ref, description };
}
