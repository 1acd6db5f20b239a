/**
 * Writes and reads the fields of a message in the bytes of an account, as its description in
 * `proto/schema/` has them. So a field that is added to the description is kept too.
 */
import type { Field, FieldType, Message, ValueOf } from "../../proto/schema/schema.ts";
import type { AccountReader, AccountWriter } from "./account-bytes.ts";

/** The fields of one message, in the order of its description. */
export interface AccountFields<T> {
  write(writer: AccountWriter, value: T): void;
  read(reader: AccountReader): T;
}

interface Form {
  write(writer: AccountWriter, value: unknown): void;
  read(reader: AccountReader): unknown;
}

/** @param elsewhere the fields that the account has in another place: they are not written here */
export function accountFields<M extends Message, K extends keyof ValueOf<M> = never>(
  message: M,
  elsewhere: readonly K[] = [],
): AccountFields<Omit<ValueOf<M>, K>> {
  const forms = Object.entries(message.fields)
    .filter(([name]) => !(elsewhere as readonly PropertyKey[]).includes(name))
    .map(([name, field]) => ({ name, leftOut: field.presence === "left-out", ...formOf(field) }));
  return {
    write(writer, value) {
      for (const { name, write } of forms) write(writer, value[name as keyof typeof value]);
    },
    read(reader) {
      const value: Record<string, unknown> = {};
      for (const { name, leftOut, read } of forms) {
        const one = read(reader);
        if (one !== null || !leftOut) value[name] = one;
      }
      return value as Omit<ValueOf<M>, K>;
    },
  };
}

/** Null also stands for a value that is left out. */
function formOf(field: Field): Form {
  const one = field.list === undefined ? typeForm(field.type) : listForm(typeForm(field.type));
  if (field.presence === "always") return one;
  return {
    write(writer, value) {
      const isThere = value !== null && value !== undefined;
      writer.byte(isThere ? 1 : 0);
      if (isThere) one.write(writer, value);
    },
    read: (reader) => (reader.byte() === 1 ? one.read(reader) : null),
  };
}

function listForm(one: Form): Form {
  return {
    write(writer, values) {
      const list = values as readonly unknown[];
      writer.count(list.length);
      for (const value of list) one.write(writer, value);
    },
    read: (reader) => Array.from({ length: reader.count() }, () => one.read(reader)),
  };
}

const TEXT: Form = {
  write: (writer, value) => writer.text(value as string),
  read: (reader) => reader.text(),
};
const NUMBER: Form = {
  write: (writer, value) => writer.number(value as number),
  read: (reader) => reader.number(),
};
const COUNT: Form = {
  write: (writer, value) => writer.count(value as number),
  read: (reader) => reader.count(),
};
const BOOL: Form = {
  write: (writer, value) => writer.byte(value === true ? 1 : 0),
  read: (reader) => reader.byte() === 1,
};

function typeForm(type: FieldType): Form {
  switch (type.kind) {
    case "text":
    case "instant":
      return TEXT;
    case "bool":
      return BOOL;
    case "uint32":
      return COUNT;
    case "int64":
    case "double":
    case "epoch":
      return NUMBER;
    case "words": {
      const { words } = type;
      return {
        write: (writer, value) => writer.byte(words.indexOf(value as string)),
        read: (reader) => words[reader.byte()],
      };
    }
    case "message":
      return accountFields(type) as Form;
  }
}
