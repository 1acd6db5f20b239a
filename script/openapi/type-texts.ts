/**
 * TypeScript types of the schemas of the OpenAPI document. The generators that are published write
 * a type anew for each description beside a `$ref`, or need a TypeScript with a JavaScript API,
 * which TypeScript 7 does not have; the schemas use few keywords.
 *
 * TYPES-1 A schema that is not understood is a mistake, and never `unknown` without a word.
 */
import type { JsonSchema } from "./document.ts";

const INDENT = "  ";
const LINE_CHARACTERS_MAX = 100;

/** One exported type for each schema. */
export function typeTexts(schemas: Readonly<Record<string, JsonSchema>>): string {
  const types = Object.entries(schemas).map(([name, schema]) => {
    const doc = docText(schema.description, "");
    return isRecord(schema)
      ? `${doc}export interface ${name} ${fieldsText(schema, "")}\n`
      : `${doc}export type ${name} = ${typeText(schema, "")};\n`;
  });
  return types.join("\n");
}

function isRecord({ type, properties }: JsonSchema): boolean {
  return type === "object" && properties !== undefined;
}

/** @throws Error when the schema has another form than those that this API uses (TYPES-1) */
function typeText(schema: JsonSchema, indent: string): string {
  if (schema.$ref !== undefined) return schema.$ref.split("/").at(-1) ?? "";
  if (schema.enum !== undefined) return schema.enum.map((one) => JSON.stringify(one)).join(" | ");
  if (schema.anyOf !== undefined)
    return schema.anyOf.map((one) => typeText(one, indent)).join(" | ");
  const { type } = schema;
  if (typeof type === "object")
    return type.map((one) => typeText({ ...schema, type: one }, indent)).join(" | ");
  switch (type) {
    case "string":
    case "boolean":
    case "null":
      return type;
    case "integer":
    case "number":
      return "number";
    case "array":
      if (schema.items === undefined) break;
      return `readonly ${elementText(schema.items, indent)}[]`;
    case "object":
      return schema.properties === undefined || Object.keys(schema.properties).length === 0
        ? mapText(schema, indent)
        : fieldsText(schema, indent);
  }
  throw new Error(`no type is known for the schema ${JSON.stringify(schema)}`);
}

function elementText(schema: JsonSchema, indent: string): string {
  const { anyOf, enum: words = [], type } = schema;
  const isSeveral = anyOf !== undefined || words.length > 1 || typeof type === "object";
  const element = typeText(schema, indent);
  return isSeveral || type === "array" ? `(${element})` : element;
}

function mapText({ additionalProperties }: JsonSchema, indent: string): string {
  const isStated =
    typeof additionalProperties === "object" && Object.keys(additionalProperties).length > 0;
  const value = isStated ? typeText(additionalProperties, indent) : "unknown";
  return `Readonly<Record<string, ${value}>>`;
}

function fieldsText({ properties = {}, required = [] }: JsonSchema, indent: string): string {
  const inner = indent + INDENT;
  const fields = Object.entries(properties).map(([name, schema]) => {
    const mark = required.includes(name) ? "" : "?";
    const doc = docText(schema.description, inner);
    return `${doc}${inner}readonly ${name}${mark}: ${typeText(schema, inner)};\n`;
  });
  return `{\n${fields.join("")}${indent}}`;
}

function docText(description: string | undefined, indent: string): string {
  if (description === undefined) return "";
  const lines: string[] = [];
  let line = "";
  for (const word of description.replaceAll("*/", "* /").split(/\s+/)) {
    const isFull = indent.length + line.length + word.length + 4 > LINE_CHARACTERS_MAX;
    if (isFull) {
      lines.push(line);
      line = "";
    }
    line += line === "" ? word : ` ${word}`;
  }
  lines.push(line);
  const single = `${indent}/** ${line} */\n`;
  if (lines.length === 1 && single.length <= LINE_CHARACTERS_MAX + 1) return single;
  return `${indent}/**\n${lines.map((one) => `${indent} * ${one}\n`).join("")}${indent} */\n`;
}
