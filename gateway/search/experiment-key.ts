/**
 * The key by which a caller keeps one arm of an experiment that assigns by keys.
 *
 * EXPERIMENTKEY-1 It is 1-128 visible characters of ASCII. Another text counts as none: a proxy
 *    that states it must not make a good search fail. It is hashed, and not logged, kept, shown or sent.
 */
import { EXPERIMENT_KEY_HEADER } from "../../proto/subjects.ts";

const KEY = /^[\x21-\x7e]{1,128}$/;

const HTTP_NAME = EXPERIMENT_KEY_HEADER.toLowerCase();

/** EXPERIMENTKEY-1 */
export function experimentKeyOf(text: unknown): string | undefined {
  return typeof text === "string" && KEY.test(text) ? text : undefined;
}

/** The same of a request over HTTP: Node joins several of one name by a comma and a space. */
export function experimentKeyIn(
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
): string | undefined {
  const text = headers[HTTP_NAME];
  return text === undefined ? undefined : experimentKeyOf(text);
}
