/**
 * Every invariant of the code: its label, its text, the file that keeps it and the tests that cite
 * it. `npx node script/documents/invariants.ts` writes docs/invariants.md; a test fails when that
 * file is not up to date.
 *
 * What a label is, and where it is defined: labels/labels.ts. The labels A1 to A10 of the whole
 * design are explained in docs/architecture.md.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { citationsIn, definitionsIn } from "../labels/labels.ts";
import { filesBelow, linkTo, ROOT, readRepositoryFile } from "./files.ts";

export const DOCUMENT = "docs/invariants.md";

const CODE_FOLDERS = ["proto", "common", "gateway", "bidders", "clients", "examples", "script"];

interface Invariant {
  readonly label: string;
  readonly text: string;
  /** The file at whose head it is defined. */
  readonly file: string;
}

/** The definitions in one file's text, without those of A1 to A10. */
export function invariantsIn(file: string, text: string): Invariant[] {
  return definitionsIn(text)
    .filter(({ label }) => label.includes("-"))
    .map(({ label, text: rule }) => ({ label, text: rule, file }));
}

function codeFiles(): string[] {
  return CODE_FOLDERS.flatMap((folder) =>
    filesBelow(
      folder,
      (path) =>
        path.endsWith(".ts") && !path.endsWith(".test.ts") && !/\/(generated|dist)\//.test(path),
    ),
  );
}

function allInvariants(): Invariant[] {
  return codeFiles().flatMap((file) => invariantsIn(file, readRepositoryFile(file)));
}

/** Test files by the labels that they cite. */
function citations(): Map<string, string[]> {
  const cited = new Map<string, string[]>();
  const tests = [...CODE_FOLDERS, "test"].flatMap((folder) =>
    filesBelow(folder, (path) => path.endsWith(".test.ts")),
  );
  for (const file of tests) {
    for (const label of new Set(citationsIn(readRepositoryFile(file))))
      cited.set(label, [...(cited.get(label) ?? []), file]);
  }
  return cited;
}

const TESTS_SHOWN_MAX = 3;
const link = (path: string) => `[${path.split("/").at(-1)}](${linkTo(path, DOCUMENT)})`;

/** The document, from the code. */
export function invariantsDocument(invariants = allInvariants()): string {
  const cited = citations();
  const testsOf = (label: string) => {
    const files = cited.get(label) ?? [];
    const more = files.length - TESTS_SHOWN_MAX;
    const shown = files.slice(0, TESTS_SHOWN_MAX).map(link).join(", ");
    return more > 0 ? `${shown} and ${more} more` : shown || "–";
  };
  const files = [...new Set(invariants.map(({ file }) => file))];
  const sections = files.map((file) => {
    const rows = invariants
      .filter((one) => one.file === file)
      .map(
        ({ label, text }) => `| ${label} | ${text.replaceAll("|", "\\|")} | ${testsOf(label)} |`,
      );
    return [
      `## [${file}](${linkTo(file, DOCUMENT)})`,
      "",
      "| label | rule | tests that cite it |",
      "| --- | --- | --- |",
      ...rows,
      "",
    ].join("\n");
  });
  return `${HEAD}\n${sections.join("\n")}`;
}

const HEAD = `# Invariants

For anyone who changes code: every rule with a label, the file that keeps it and the tests that cite it.
This file is generated from the code by \`npx node script/documents/invariants.ts\`. Do not edit it.
The labels A1 to A10 belong to the whole design: see [architecture.md](architecture.md#invariants-of-the-whole-system).
`;

if (import.meta.main) {
  const invariants = allInvariants();
  writeFileSync(join(ROOT, DOCUMENT), invariantsDocument(invariants));
  console.log(`${DOCUMENT}: ${invariants.length} invariants`);
}
