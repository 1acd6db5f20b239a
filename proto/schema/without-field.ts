/** The same message without one field of it, or of a message in it. */
import type { Field, FieldType, Message } from "./schema.ts";

/** @param left the field object of a description: another one with the same values stays */
export function withoutField<T>(message: Message<T>, left: Field | undefined): Message<T> {
  const fields = Object.entries(message.fields)
    .filter(([, field]) => field !== left)
    .map(([name, field]) => [name, { ...field, type: typeWithout(field.type, left) }] as const);
  return { ...message, fields: Object.fromEntries(fields) };
}

function typeWithout(type: FieldType, left: Field | undefined): FieldType {
  return type.kind === "message" ? withoutField(type, left) : type;
}
