/**
 * What a bidder's schema of settings says of its variables: their names, and what a document shows
 * of them. `npm start` passes a variable on to the bidders that have its name, and
 * docs/configuration.md has a row for each.
 *
 * An author describes a variable with zod's `meta`:
 *
 *     FARE_CENTS: wholeNumber(1, 999, 100).meta({ bounds: "1–999", description: "…" })
 *
 * Of a whole number, type, bounds and default are known; of a closed set, its words. `type` and
 * `shownDefault` of `meta` say more of others.
 */
import { z } from "zod";
import type { SettingsSchema } from "./bidder.ts";

/** What a document shows of one variable. */
export interface SettingDescription {
  readonly name: string;
  /** What applies where the variable is unset: `shownDefault`, else the schema's own. */
  readonly fallback: string;
  /** `text` where nothing else is known. */
  readonly type: string;
  readonly bounds: string;
  /** Empty where the author has not described the variable. */
  readonly meaning: string;
}

/**
 * The variables of a schema that is a zod object, or an object with a transform after it, in the
 * order of its keys. None of any other schema: its names are not known.
 */
export function settingDescriptions(
  schema: SettingsSchema<unknown> | undefined,
): SettingDescription[] {
  const shape = schema === undefined ? undefined : shapeOf(schema);
  return Object.entries(shape ?? {}).map(([name, variable]) => {
    const meta = metaOf(variable);
    const words = wordsOf(variable);
    return {
      name,
      fallback: textOf(meta["shownDefault"]) ?? defaultOf(variable as z.ZodType),
      type: textOf(meta["type"]) ?? (words === undefined ? "text" : "one of"),
      bounds: textOf(meta["bounds"]) ?? words?.map((word) => `\`${word}\``).join(", ") ?? "",
      meaning: meta.description ?? "",
    };
  });
}

function shapeOf(schema: z.core.$ZodType): Readonly<Record<string, z.core.$ZodType>> | undefined {
  if (schema instanceof z.ZodObject) return schema.shape;
  return schema instanceof z.ZodPipe ? shapeOf(schema.in) : undefined;
}

/** What is within a default, a transform, or "may be unset". */
function innerOf(schema: z.core.$ZodType): z.core.$ZodType | undefined {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodOptional)
    return schema.def.innerType;
  return schema instanceof z.ZodPipe ? schema.in : undefined;
}

function metaOf(schema: z.core.$ZodType): z.core.GlobalMeta {
  const inner = innerOf(schema);
  return { ...(inner === undefined ? {} : metaOf(inner)), ...(schema as z.ZodType).meta() };
}

/** The words that a closed set has; undefined for any other schema. */
function wordsOf(schema: z.core.$ZodType): readonly string[] | undefined {
  if (schema instanceof z.ZodEnum) return schema.options.map(String);
  const inner = innerOf(schema);
  return inner === undefined ? undefined : wordsOf(inner);
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function defaultOf(variable: z.ZodType): string {
  const { success, data } = variable.safeParse(undefined);
  if (!success) return "must be set";
  return data === undefined || data === null ? "none" : `\`${String(data)}\``;
}
