/** The text of a .proto file, from the descriptions of its messages. */
import { type Field, type FieldType, type Message, type Words, wireNameOf } from "./schema.ts";

/** What a .proto file defines. */
type ProtoDefinition = Message | Words;

/** Other files that a file uses: by name, each with its package and what it defines. */
type Imports = Readonly<Record<string, readonly [string, readonly ProtoDefinition[]]>>;

const WIDTH_MAX = 100;

const SCALARS = {
  text: "string",
  bool: "bool",
  uint32: "uint32",
  int64: "int64",
  double: "double",
  instant: "int64",
  epoch: "int64",
} as const;

/**
 * @param head one sentence on what the file has
 * @returns proto3, with the descriptions of messages and fields as comments
 */
export function protoText(
  packageName: string,
  head: string,
  definitions: readonly ProtoDefinition[],
  imports: Imports = {},
): string {
  const packages = new Map<ProtoDefinition, string>();
  for (const [name, defined] of Object.values(imports))
    for (const definition of defined) packages.set(definition, `${name}.`);
  const parts = definitions.map((definition) =>
    definition.kind === "words" ? enumText(definition) : messageText(definition, packages),
  );
  return [
    ...comment(`${head} Written by \`npm run generate\` from proto/schema/: change it there.`),
    'syntax = "proto3";',
    `package ${packageName};`,
    ...Object.keys(imports).map((file) => `\nimport "${file}";`),
    ...parts.map((part) => `\n${part}`),
    "",
  ].join("\n");
}

function enumText({ name, doc, words }: Words): string {
  const prefix = name.replace(/(?<=[a-z])(?=[A-Z])/g, "_").toUpperCase();
  const values = ["unspecified", ...words].map(
    (word, i) => `  ${prefix}_${word.replaceAll("-", "_").toUpperCase()} = ${i};`,
  );
  return [...comment(doc), `enum ${name} {`, ...values, "}"].join("\n");
}

function messageText(
  { name, doc, fields }: Message,
  packages: ReadonlyMap<ProtoDefinition, string>,
): string {
  const lines = Object.entries(fields)
    .sort(([, a], [, b]) => a.number - b.number)
    .flatMap(([fieldName, field]) => {
      const line = `  ${label(field)}${typeName(field.type, packages)} ${wireNameOf(fieldName, field)} = ${field.number};`;
      const words = commentOf(field);
      if (words === "") return [line];
      const both = `${line}  // ${words}`;
      return both.length <= WIDTH_MAX ? [both] : [...comment(words, "  "), line];
    });
  return [...comment(doc), `message ${name} {`, ...lines, "}"].join("\n");
}

/** A text as the lines of a comment, none of them wider than the sources are. */
function comment(text: string, indent = ""): string[] {
  const lines: string[] = [];
  let line = `${indent}//`;
  for (const word of text.split(" ")) {
    if (line.length + 1 + word.length > WIDTH_MAX) {
      lines.push(line);
      line = `${indent}//`;
    }
    line += ` ${word}`;
  }
  return [...lines, line];
}

/** The description in the words of the wire. */
function commentOf({ doc, type }: Field): string {
  const unit = type.kind === "instant" ? ["epoch milliseconds"] : [];
  const words = doc === "" ? [] : [doc.replace(/\bnull\b/g, "absent")];
  return [...unit, ...words].join("; ");
}

/** Messages can be absent without `optional`, and the number 0 of an enum means absent. */
function label({ list, presence, type }: Field): string {
  if (list !== undefined) return "repeated ";
  const isScalar = type.kind !== "message" && type.kind !== "words";
  return isScalar && presence !== "always" ? "optional " : "";
}

function typeName(type: FieldType, packages: ReadonlyMap<ProtoDefinition, string>): string {
  return type.kind === "message" || type.kind === "words"
    ? `${packages.get(type) ?? ""}${type.name}`
    : SCALARS[type.kind];
}
