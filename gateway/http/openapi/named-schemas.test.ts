/** The names of schemas in the OpenAPI document. */
import { expect, test } from "@jest/globals";
import { z } from "zod";
import { named } from "../../search/named-schema.ts";
import { nameSchemas } from "./named-schemas.ts";

const money = named(z.object({ amount: z.int() }), "Money", "An amount.");
const json = (schema: z.ZodType) => z.toJSONSchema(schema);

test("a schema with a name is written once, with its own description (DOC-1)", () => {
  const price = json(z.object({ price: money.describe("for all"), fee: money.nullable() }));
  const {
    components,
    info,
    price: use,
  } = nameSchemas({
    info: { title: "An API", type: "public" },
    price,
    components: {},
  } as Record<string, unknown>) as Record<string, Record<string, Record<string, unknown>>>;
  expect(info).toEqual({ title: "An API", type: "public" });
  expect(use?.["properties"]).toEqual({
    price: { $ref: "#/components/schemas/Money", description: "for all" },
    fee: { anyOf: [{ $ref: "#/components/schemas/Money" }, { type: "null" }] },
  });
  expect(components?.["schemas"]).toEqual({
    Money: expect.objectContaining({
      title: "Money",
      description: "An amount.",
      required: ["amount"],
    }),
  });
});

test("two schemas of one name are refused (DOC-1)", () => {
  const other = named(z.object({ amount: z.string() }), "Money", "An amount.");
  expect(() => nameSchemas({ a: json(money), b: json(other) })).toThrow(
    "two schemas have the title Money",
  );
  const otherwiseDescribed = named(z.object({ amount: z.int() }), "Money", "A sum.");
  expect(() => nameSchemas({ a: json(money), b: json(otherwiseDescribed) })).toThrow(/Money/);
});

test("a field that is called title makes no name", () => {
  const schema = json(z.object({ title: z.string() }));
  expect(nameSchemas({ schema })).toHaveProperty("components.schemas", {});
});
