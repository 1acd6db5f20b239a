/** The types that are made of the schemas of the OpenAPI document. */
import { expect, test } from "@jest/globals";
import { typeTexts } from "./type-texts.ts";

test("each schema is a type, with what is said of it", () => {
  const text = typeTexts({
    State: { description: "Whether it runs.", type: "string", enum: ["running", "ended"] },
    Thing: {
      type: "object",
      description: "A thing.",
      properties: {
        state: { $ref: "#/components/schemas/State" },
        count: { type: ["integer", "null"], description: "how many" },
        names: { type: "array", items: { type: "string" } },
        states: { type: "array", items: { type: "string", enum: ["a", "b"] } },
        either: { anyOf: [{ type: "boolean" }, { $ref: "#/components/schemas/State" }] },
        byName: { type: "object", additionalProperties: { type: "number" } },
        anything: { type: "object", properties: {}, additionalProperties: {} },
      },
      required: ["state"],
    },
  });
  expect(text).toBe(`/** Whether it runs. */
export type State = "running" | "ended";

/** A thing. */
export interface Thing {
  readonly state: State;
  /** how many */
  readonly count?: number | null;
  readonly names?: readonly string[];
  readonly states?: readonly ("a" | "b")[];
  readonly either?: boolean | State;
  readonly byName?: Readonly<Record<string, number>>;
  readonly anything?: Readonly<Record<string, unknown>>;
}
`);
});

test("a schema of another form is refused (TYPES-1)", () => {
  expect(() => typeTexts({ Odd: { allOf: [] } as never })).toThrow(/no type is known/);
  expect(() => typeTexts({ List: { type: "array" } })).toThrow(/no type is known/);
});
