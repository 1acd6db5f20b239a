/** All searches of the JSON files of this folder, with what is found of each fact. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { OpenBidders } from "./answer.ts";
import { factOf, unmet } from "./check.ts";
import { type Expert, type ExpertFile, type FactExpectation, readExperts } from "./format.ts";

export const HERE = import.meta.dirname;

export function expertFiles(): (ExpertFile & { readonly file: string })[] {
  return readdirSync(HERE)
    .filter((name) => name.endsWith(".json"))
    .sort()
    .map((file) => ({ file, ...readExperts(file, readFileSync(join(HERE, file), "utf8")) }));
}

/** Null where the fact holds of the search's answer, else what is there instead. */
export async function whatIsWrong(
  bidders: OpenBidders,
  { search }: Expert,
  expectation: FactExpectation,
): Promise<string | null> {
  const answer = await bidders.ask(search);
  const changed = (change: object) => bidders.ask({ ...search, ...change });
  return unmet(expectation, { ...answer, changed });
}

/** `fastestMin 85`, `ratio {...}`: the fact in one line. */
export function factText(expectation: FactExpectation): string {
  const [name, value] = factOf(expectation);
  return `${name} ${typeof value === "object" ? JSON.stringify(value) : value}`;
}
