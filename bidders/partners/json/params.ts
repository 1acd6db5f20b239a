/** What a caller may say to a JSON seller alone: the params that its mapping uses, by name. */
import { z } from "zod";
import type { PartnerConfig } from "../partner-config.ts";
import { paramNames, type TemplateValues } from "./template.ts";

const TEXT_CHARS_MAX = 200;
const RIGHT = `must be a number, or text of 1-${TEXT_CHARS_MAX} printable ASCII characters`;
// They may stand in a header, which has no other characters.
const text = z.string().regex(/^[\x20-\x7e]{1,200}$/, RIGHT);
const param = z.union([text, z.number()], RIGHT);

export function params({ mapping }: PartnerConfig): z.ZodType {
  const names = paramNames(mapping?.request);
  return z.strictObject(Object.fromEntries(names.map((name) => [name, param.optional()])));
}

/** The values of the placeholders `{{params.NAME}}`; those that are not there are null. */
export function paramValues({ mapping }: PartnerConfig, given: unknown): TemplateValues {
  const values = (given ?? {}) as TemplateValues;
  const names = paramNames(mapping?.request);
  return Object.fromEntries(names.map((name) => [`params.${name}`, values[name] ?? null]));
}
