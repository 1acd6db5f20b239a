/** A schema that has a name in the OpenAPI document (`http/openapi/named-schemas.ts`). */
import type { z } from "zod";

/** The schema's own description, where a place that uses it has another one. */
export const OWN_DESCRIPTION = "x-own-description";

/** The same schema under this name. What it validates stays as it is. */
export function named<T extends z.ZodType>(
  schema: T,
  title: string,
  description: string,
  examples?: readonly unknown[],
): T {
  const meta = { title, description, [OWN_DESCRIPTION]: description };
  return schema.meta(examples === undefined ? meta : { ...meta, examples: [...examples] });
}
