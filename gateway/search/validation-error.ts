/** Makes the error that a caller receives of the faults of a search. */
import type { z } from "zod";
import { AuctionError, type Fault } from "../../proto/errors.ts";
import { DETAIL_CHARACTERS_MAX, quoted } from "./problem.ts";

/**
 * A6: a request may have thousands of faults. This many are listed, and the detail names as many as
 * it has room for.
 */
const FAULTS_MAX = 50;
const NAMED_CHARACTERS_MAX = DETAIL_CHARACTERS_MAX - 100;

/** @param what has the faults */
export function invalidSearch(faults: Fault[], what = "the search"): AuctionError {
  faults.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  const listed = faults.slice(0, FAULTS_MAX);
  const count = faults.length === 1 ? "a fault" : `${faults.length} faults`;
  const named: string[] = [];
  let room = NAMED_CHARACTERS_MAX;
  for (const { path, message } of listed) {
    const text = `${path || "it"} ${message}`;
    room -= text.length + 2;
    if (room < 0) break;
    named.push(text);
  }
  const more = faults.length > named.length ? `; and ${faults.length - named.length} more` : "";
  return new AuctionError("invalid-search", `${what} has ${count}: ${named.join("; ")}${more}`, {
    faults: listed,
  });
}

/** `known`: the field names of each object, by its path in the search without indexes. */
export function faultsOf(
  issue: z.core.$ZodIssue,
  known: Record<string, readonly string[]>,
): Fault[] {
  if (issue.code === "unrecognized_keys") {
    const object = issue.path.filter((name) => typeof name === "string").join(".");
    const names = known[object] ?? [];
    const right = names.length === 0 ? "there are none here" : `known here are ${names.join(", ")}`;
    return issue.keys.map((key) => ({
      path: pathOf([...issue.path, quoted(key)]),
      message: `is not a known field; ${right}`,
    }));
  }
  if (issue.code === "invalid_union") {
    // Of the forms that are right, the one that the value has: its own faults say what is wrong.
    const meant = issue.errors.filter((faults) => !faults.some(isOtherForm));
    if (meant.length === 1)
      return (meant[0] as z.core.$ZodIssue[]).flatMap((one) =>
        faultsOf({ ...one, path: [...issue.path, ...one.path] }, known),
      );
  }
  return [{ path: pathOf(issue.path), message: issue.message }];
}

/** The whole value is of another type. */
function isOtherForm({ code, path }: z.core.$ZodIssue): boolean {
  return code === "invalid_type" && path.length === 0;
}

/** `slices[0].origin` */
function pathOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, key) =>
      typeof key === "number"
        ? `${text}[${key}]`
        : text === ""
          ? String(key)
          : `${text}.${String(key)}`,
    "",
  );
}
