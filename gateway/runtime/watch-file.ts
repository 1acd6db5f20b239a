/**
 * Tells when a file has changed: by its state, asked for again and again. Notices of the file
 * system are of the file that was there, and a secret that is renewed is often another one in its
 * place.
 */
import { unwatchFile, watchFile } from "node:fs";

const ASK_MS = 1_000;

/** The returned function ends it. */
export function onFileChange(path: string, changed: () => void, askMs = ASK_MS): () => void {
  const listener = () => changed();
  watchFile(path, { interval: askMs, persistent: false }, listener);
  return () => unwatchFile(path, listener);
}
