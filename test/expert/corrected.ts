/**
 * Lists the facts of the files of this folder that are not as they are marked: open ones that hold
 * now, and others that do not hold. With `--write` the marks of those that hold are removed; an
 * expectation that does not hold is never marked by this.
 *
 *   npx node test/expert/corrected.ts [--write]
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openBidders } from "./answer.ts";
import { expertFiles, factText, HERE, whatIsWrong } from "./experts.ts";

const write = process.argv.includes("--write");
const bidders = await openBidders();
for (const { file, searches } of expertFiles()) {
  let text = readFileSync(join(HERE, file), "utf8");
  for (const expert of searches) {
    for (const fact of expert.expect) {
      const wrong = await whatIsWrong(bidders, expert, fact);
      const isCorrected = wrong === null && fact.open !== undefined;
      if (isCorrected) text = withoutMark(text, expert.name, fact.open as string, factText(fact));
      if (isCorrected)
        console.log(`${file} ${expert.name}: ${factText(fact)} holds now (${fact.open})`);
      else if (wrong !== null && fact.open === undefined)
        console.log(`${file} ${expert.name}: ${factText(fact)} does not hold: ${wrong}`);
    }
  }
  if (write) writeFileSync(join(HERE, file), text);
}

/** The mark is that of this fact: the first after the fact's name, in the search of this name. */
function withoutMark(text: string, name: string, mark: string, fact: string): string {
  const search = text.indexOf(JSON.stringify(name));
  const at = text.indexOf(JSON.stringify(fact.split(" ")[0]), search);
  const from = text.indexOf(`"open": ${JSON.stringify(mark)}`, at);
  const comma = text.lastIndexOf(",", from);
  return text.slice(0, comma) + text.slice(from + `"open": ${JSON.stringify(mark)}`.length);
}
