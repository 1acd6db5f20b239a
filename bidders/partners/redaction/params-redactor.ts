/** Takes what a caller says to a seller alone out of texts, in the spellings of a token. */
import { hiddenValues } from "../../kit/json-values.ts";
import { MASK } from "./redact-json.ts";
import { createRedactor, SECRET_CHARS_MIN } from "./redactor.ts";

/** It is made for one search, and kept no longer. */
export function paramsRedactor(params: unknown): (text: string) => string {
  const steps = hiddenValues(params).map((value) =>
    value.length < SECRET_CHARS_MIN
      ? (text: string) => text.replaceAll(value, MASK)
      : createRedactor(value).text,
  );
  return (text) => steps.reduce((left, step) => step(left), text);
}
