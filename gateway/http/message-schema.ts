/**
 * The zod schema of a message that `proto/schema/` describes, for the OpenAPI document and for what
 * is sent over HTTP. Bounds of decoding are not in it: the gateway's own result keeps them.
 */
import { z } from "zod";
import type { Field, FieldType, Message } from "../../proto/schema/schema.ts";
import { named } from "../search/named-schema.ts";

/** One entry for each field of the message. */
type FieldSchemas<T> = { [K in keyof T]-?: z.ZodType<T[K]> };

/** The schema of a whole message; its fields have the descriptions of `proto/schema/`. */
export function messageSchema<T>(message: Message<T>): z.ZodObject<FieldSchemas<T>> {
  const shape: Record<string, z.ZodType> = {};
  for (const [name, field] of Object.entries(message.fields)) shape[name] = fieldSchema(field);
  const schema = z.object(shape) as unknown as z.ZodObject<FieldSchemas<T>>;
  return named(schema, message.name, message.doc);
}

function fieldSchema(field: Field): z.ZodType {
  const one = typeSchema(field.type);
  const type = field.list === undefined ? one : z.array(one);
  const schema =
    field.presence === "always"
      ? type
      : field.presence === "nullable"
        ? type.nullable()
        : type.optional();
  const doc = field.doc;
  return doc === "" ? schema : schema.describe(doc);
}

function typeSchema(type: FieldType): z.ZodType {
  switch (type.kind) {
    case "message":
      return messageSchema(type);
    case "words":
      return named(z.enum(type.words), type.name, type.doc);
    case "text":
      return z.string();
    case "bool":
      return z.boolean();
    case "double":
      return z.number();
    case "instant":
      return z.iso.datetime();
    default:
      return z.int();
  }
}
