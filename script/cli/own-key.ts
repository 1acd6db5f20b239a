/**
 * The key, or the token, of the user of a command, for gateways that ask for one over HTTP.
 *
 * CLIKEY-1 It is in no argument: a list of processes shows those to every user of the machine. It
 *    is in the file that `--key-file` names or, where that is not given, in `SCATTER_KEY`.
 * CLIKEY-2 It is sent to the gateways that the user names, and to nobody else, and is in no output.
 */
import { closeSync, openSync, readSync } from "node:fs";
import type { Environment } from "../../common/runtime/config.ts";
import { messageOf } from "../../proto/errors.ts";
import { CommandFailure, EXIT } from "./failure.ts";

/** A6: a token has some kilobytes at most. */
const KEY_BYTES_MAX = 8 * 1024;

/** What a header may have, and what keys and tokens are made of. */
const KEY_TEXT = /^[\x21-\x7e]+$/;

export const KEY_FILE_OPTION = [
  "--key-file <file>",
  "a file with the key for its HTTP port; else SCATTER_KEY has it",
] as const;

/** The headers by which a request has the key; none where there is no key. */
export function keyHeadersOf(
  environment: Environment,
  file: string | undefined,
): Readonly<Record<string, string>> {
  const from = file === undefined ? "SCATTER_KEY" : file;
  const key = (file === undefined ? environment["SCATTER_KEY"] : textOf(file))?.trim();
  if (key === undefined || (key === "" && file === undefined)) return {};
  if (key.length > KEY_BYTES_MAX || !KEY_TEXT.test(key))
    throw new CommandFailure(
      EXIT.usage,
      `what ${from} has is no key: it must be one text of letters, digits and signs, at most ${KEY_BYTES_MAX} long`,
    );
  return { authorization: `Bearer ${key}` };
}

/** One byte more than a key may have, of whatever file: a device has no end. */
function textOf(file: string): string {
  const bytes = Buffer.alloc(KEY_BYTES_MAX + 2);
  try {
    const from = openSync(file, "r");
    try {
      return bytes.toString("utf8", 0, readSync(from, bytes));
    } finally {
      closeSync(from);
    }
  } catch (thrown) {
    throw new CommandFailure(EXIT.usage, `${file} cannot be read: ${messageOf(thrown)}`);
  }
}
