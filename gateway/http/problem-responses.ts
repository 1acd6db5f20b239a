/** The error responses of every route in the OpenAPI document. */
import { problem } from "./schemas.ts";

export const PROBLEM_RESPONSES = { "4xx": problem, "5xx": problem };
