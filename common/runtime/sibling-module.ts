/**
 * The path of a module beside the one that asks for it, for what is started by its path: a thread.
 * Its file ends as the file of the asking one: `.ts` where Node runs the sources, `.js` in the
 * package, where they are compiled.
 */
import { extname, join } from "node:path";

/** @param name without its ending: `search-thread` */
export function siblingModule(
  { dirname, filename }: Pick<ImportMeta, "dirname" | "filename">,
  name: string,
): string {
  return join(dirname, name + extname(filename));
}
