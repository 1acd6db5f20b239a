/**
 * Codec of the messages that `proto/schema/` describes: between plain values and the objects of the
 * generated code, which writes and reads the bytes. Each message is compiled once, on first use.
 *
 * Its own work on the way out is small, because the generated code leaves out what is null or
 * undefined: only words and instants are converted, and messages that contain some.
 */
import type { ErrorCode } from "../errors.ts";
import { type Field, type FieldType, type Message, wireNameOf } from "../schema/schema.ts";
import { fail, numberOf, safeInteger, wordOf } from "./guard.ts";

type Plain = Readonly<Record<string, unknown>>;
type Write = (value: unknown) => unknown;
/** @throws AuctionError with this code */
type Read = (wire: unknown, code: ErrorCode) => unknown;

/** The object of the generated code that stands for a plain value. */
export function toWire<T>(message: Message<T>, value: T): object {
  const write = messageWriter(message);
  return (write === undefined ? value : write(value)) as object;
}

/**
 * The plain value of an object of the generated code, with every rule of the description checked.
 *
 * @throws AuctionError with this code
 */
export function fromWire<T>(message: Message<T>, wire: object, code: ErrorCode): T {
  return messageReader(message)(wire, code) as T;
}

/** The name that the generated code gives a field. */
function generatedName(name: string, field: Field): string {
  return wireNameOf(name, field).replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

// -------------------------------------------------------------------------
// to the wire

const writers = new WeakMap<Message, Write | undefined>();

/** Undefined: the value can stand as it is. */
function messageWriter(message: Message): Write | undefined {
  if (writers.has(message)) return writers.get(message);
  const conversions = Object.entries(message.fields).flatMap(([name, field]) => {
    const write = fieldWriter(field);
    const wireName = generatedName(name, field);
    return write === undefined && wireName === name ? [] : [{ name, wireName, write }];
  });
  const writer: Write | undefined =
    conversions.length === 0
      ? undefined
      : (value) => {
          const wire: Record<string, unknown> = { ...(value as Plain) };
          for (const { name, wireName, write } of conversions) {
            const plain = wire[name];
            wire[wireName] = write === undefined ? plain : write(plain);
          }
          return wire;
        };
  writers.set(message, writer);
  return writer;
}

function fieldWriter(field: Field): Write | undefined {
  const one = typeWriter(field.type);
  if (one === undefined) return undefined;
  if (field.list !== undefined)
    return (values) => (values as readonly unknown[] | undefined)?.map(one);
  // The number 0 of an enum is written for null: its field is not optional.
  if (field.type.kind === "words" && field.presence !== "left-out")
    return (value) => (value == null ? 0 : one(value));
  return (value) => (value == null ? value : one(value));
}

function typeWriter(type: FieldType): Write | undefined {
  switch (type.kind) {
    case "words":
      return (value) => numberOf(type.words, value as string);
    case "instant":
      return (value) => Date.parse(value as string);
    case "message":
      return messageWriter(type);
    default:
      return undefined;
  }
}

// -------------------------------------------------------------------------
// from the wire

const readers = new WeakMap<Message, Read>();

function messageReader(message: Message): Read {
  const known = readers.get(message);
  if (known !== undefined) return known;
  const reader = compiled(
    Object.entries(message.fields).map(([name, field]) => ({
      name,
      wireName: generatedName(name, field),
      leftOut: field.presence === "left-out",
      read: fieldReader(message.title, wireNameOf(name, field), field),
    })),
  );
  readers.set(message, reader);
  return reader;
}

interface MessageFieldReader {
  readonly name: string;
  readonly wireName: string;
  readonly leftOut: boolean;
  readonly read: Read;
}

/**
 * A function that reads all fields into one object literal, so that all values of a message have
 * one shape in the engine's memory. With a loop that adds property after property, an offer takes
 * twice the time to decode. The source text consists of names in `proto/schema/` alone.
 */
function compiled(fields: readonly MessageFieldReader[]): Read {
  const first = fields.findIndex(({ leftOut }) => leftOut);
  const literal = first < 0 ? fields.length : first;
  const readOf = (i: number) => `read${i}(wire.${fields[i]?.wireName}, code)`;
  const properties = fields.slice(0, literal).map(({ name }, i) => `${name}: ${readOf(i)}`);
  const statements = fields.slice(literal).map(({ name, leftOut }, rest) => {
    const read = readOf(literal + rest);
    return leftOut
      ? `const ${name} = ${read}; if (${name} !== undefined) value.${name} = ${name};`
      : `value.${name} = ${read};`;
  });
  return new Function(
    ...fields.map((_, i) => `read${i}`),
    `return (wire, code) => {
      const value = { ${properties.join(", ")} };
      ${statements.join("\n")}
      return value;
    }`,
  )(...fields.map(({ read }) => read));
}

/** @param title of the message, and @param name of the field in it: both for errors */
function fieldReader(title: string, name: string, field: Field): Read {
  const one = typeReader(title, name, field.type);
  if (field.list !== undefined) return listReader(title, name, field, one);
  if (field.presence === "always")
    return field.type.kind === "message"
      ? (wire, code) => (wire == null ? fail(code, `${title}: no ${name}`) : one(wire, code))
      : one;
  const absent = field.presence === "nullable" ? null : undefined;
  if (field.type.kind === "words")
    return (wire, code) => (wire == null || wire === 0 ? absent : one(wire, code));
  return (wire, code) => (wire == null ? absent : one(wire, code));
}

function listReader(title: string, name: string, { list, presence }: Field, one: Read): Read {
  const { min, max } = list as { min: number; max: number };
  return (wire, code) => {
    const values = wire as readonly unknown[];
    const { length } = values;
    if (length < min) fail(code, `${title}: ${length} ${name}; ${min} to ${max} are allowed`);
    if (length > max) fail(code, `${title}: ${length} ${name}; at most ${max} are allowed`);
    if (length === 0 && presence === "left-out") return undefined;
    return values.map((value) => one(value, code));
  };
}

function typeReader(title: string, name: string, type: FieldType): Read {
  const what = `${title}: ${name}`;
  switch (type.kind) {
    case "message": {
      return messageReader(type);
    }
    case "words":
      return (wire, code) => wordOf(type.words, wire as number, what, code);
    case "text":
      return type.max === undefined ? asItIs : textReader(what, type.max);
    case "uint32":
      return type.max === undefined ? asItIs : numberReader(what, type.max);
    case "int64":
      return (wire, code) => safeInteger(wire as number, what, code);
    case "instant":
      return (wire, code) => new Date(instant(wire as number, what, code)).toISOString();
    case "epoch":
      return (wire, code) => instant(wire as number, what, code);
    default:
      return asItIs;
  }
}

const asItIs: Read = (wire) => wire;

function textReader(what: string, max: number): Read {
  return (wire, code) => {
    const { length } = wire as string;
    return length <= max
      ? wire
      : fail(code, `${what} has ${length} characters; at most ${max} are allowed`);
  };
}

function numberReader(what: string, max: number): Read {
  return (wire, code) =>
    (wire as number) <= max ? wire : fail(code, `${what} is ${wire}; at most ${max} is allowed`);
}

/** The last instant that a Date can hold (ECMA-262, 21.4.1.1): there is no text for a later one. */
const LAST_INSTANT_MS = 8.64e15;

function instant(epochMs: number, what: string, code: ErrorCode): number {
  return Number.isSafeInteger(epochMs) && Math.abs(epochMs) <= LAST_INSTANT_MS
    ? epochMs
    : fail(code, `${what} ${epochMs} is not an instant`);
}
