/** The oracle is the writer of protobufjs. */
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import protobuf from "../protobuf.ts";
import { ByteWriter } from "./byte-writer.ts";

type WrittenValue =
  | { readonly kind: "uint32" | "sint32" | "int64" | "double"; readonly value: number }
  | { readonly kind: "bool"; readonly value: boolean }
  | { readonly kind: "text"; readonly value: string }
  | { readonly kind: "bytes"; readonly value: Uint8Array }
  | { readonly kind: "within"; readonly value: readonly WrittenValue[] };

const { values } = fc.letrec<{ value: WrittenValue; values: readonly WrittenValue[] }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    fc.record({ kind: fc.constant("uint32" as const), value: fc.nat(2 ** 32 - 1) }),
    fc.record({ kind: fc.constant("sint32" as const), value: fc.integer() }),
    fc.record({
      kind: fc.constant("int64" as const),
      value: fc.oneof(fc.maxSafeInteger(), fc.constantFrom(2 ** 28, 2 ** 32, 2 ** 53 - 1, -1)),
    }),
    fc.record({ kind: fc.constant("double" as const), value: fc.double() }),
    fc.record({ kind: fc.constant("bool" as const), value: fc.boolean() }),
    fc.record({
      kind: fc.constant("text" as const),
      value: fc.oneof(fc.string(), fc.string({ unit: "grapheme" }), repeated("k"), repeated("é")),
    }),
    fc.record({
      kind: fc.constant("bytes" as const),
      value: fc.nat(20_000).map((length) => new Uint8Array(length).fill(length)),
    }),
    fc.record({ kind: fc.constant("within" as const), value: tie("values") }),
  ) as fc.Arbitrary<WrittenValue>,
  values: fc.array(tie("value"), { maxLength: 12 }),
}));

function repeated(character: string): fc.Arbitrary<string> {
  return fc.nat(300).map((length) => character.repeat(length));
}

function write(w: ByteWriter, list: readonly WrittenValue[]): void {
  for (const { kind, value } of list) {
    if (kind === "within") {
      const opened = w.open();
      write(w, value);
      w.close(opened);
    } else w[kind](value as never);
  }
}

function expected(list: readonly WrittenValue[], w = protobuf.Writer.create()): protobuf.Writer {
  for (const { kind, value } of list) {
    if (kind === "within") expected(value, w.fork()).ldelim();
    else w[kind === "text" ? "string" : kind](value as never);
  }
  return w;
}

describe("ByteWriter", () => {
  it("writes the bytes of protobufjs, which stay as they are when others are written", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(values, fc.boolean()), { maxLength: 8 }), (messages) => {
        const writer = new ByteWriter();
        const written = messages.map(([message, isCopied]) =>
          isCopied ? writer.copied(write, message) : writer.written(write, message),
        );
        expect(written.map((bytes) => Buffer.from(bytes).toString("hex"))).toEqual(
          messages.map(([message]) => Buffer.from(expected(message).finish()).toString("hex")),
        );
        for (const [i, bytes] of written.entries())
          if (messages[i]?.[1]) expect(bytes.buffer.byteLength).toBe(bytes.length);
      }),
      { numRuns: propertyRuns(200) },
    );
  });

  it("leaves a message whole within which another is written", () => {
    const writer = new ByteWriter();
    for (const within of ["written", "copied"] as const) {
      let inner: Uint8Array | undefined;
      const outer = writer[within === "written" ? "copied" : "written"]((w) => {
        w.uint32(1);
        inner = writer[within]((other) => other.uint32(7), null);
        w.uint32(2);
      }, null);
      const both = { outer: [...outer], inner: [...(inner ?? [])] };
      expect(both).toEqual({ outer: [1, 2], inner: [7] });
    }
  });

  it("takes fields that are written already as they are", () => {
    const writer = new ByteWriter();
    const fields = writer.written((w) => w.uint32(8).uint32(5), null);
    expect([...writer.copied((w) => w.uint32(16).uint32(1).fields(fields), null)]).toEqual([
      16, 1, 8, 5,
    ]);
  });

  it("A6: does not keep the memory of a large message for the next", () => {
    const writer = new ByteWriter();
    const large = writer.written((w) => w.bytes(new Uint8Array(100_000)), null);
    const small = writer.written((w) => w.text("small"), null);
    expect(small.buffer).not.toBe(large.buffer);
    expect(small.buffer.byteLength).toBe(16_384);
  });

  it("writes the next message where the one before it threw", () => {
    const writer = new ByteWriter();
    expect(() =>
      writer.written((w) => {
        w.text("half of it");
        throw new Error("no more");
      }, null),
    ).toThrow("no more");
    expect([...writer.written((w) => w.bool(true), null)]).toEqual([1]);
  });
});
