/** The error responses of every route in the OpenAPI document. */
import { problemSchema } from "./schemas.ts";

export const PROBLEM_RESPONSES = { "4xx": problemSchema, "5xx": problemSchema };
