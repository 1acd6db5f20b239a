/** The header `Prefer` (RFC 7240), of which the gateway knows one preference. */
import { remembered } from "./remembered.ts";

/** How the gateway names the preference that it has followed (RFC 7240, 3). */
export const RESPOND_ASYNC = "respond-async";

/** True when the caller does not wait for the end of its search (RFC 7240, 4.1). */
export function prefersAsync(prefer: string | string[] | undefined): boolean {
  return prefer !== undefined && namesAsync(String(prefer));
}

/**
 * A6: of a longer header only the beginning is read. No caller needs more.
 */
const PREFER_LENGTH_MAX = 1_024;

/**
 * The grammar of section 2: preferences between commas, each a name with a value and parameters. An
 * empty value is none. A preference that is not known, or with a value that it does not have, is
 * ignored.
 */
const namesAsync = remembered((prefer) => {
  for (const [preference] of prefer
    .slice(0, PREFER_LENGTH_MAX)
    .matchAll(/(?:[^,"]|"(?:[^"\\]|\\.)*"?)+/g)) {
    const [pair = ""] = preference.split(";");
    const [name = "", value = ""] = pair.split("=");
    if (name.trim().toLowerCase() === RESPOND_ASYNC && EMPTY.has(value.trim())) return true;
  }
  return false;
});

const EMPTY: ReadonlySet<string> = new Set(["", '""']);
