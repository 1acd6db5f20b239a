/**
 * Whether what the documents point to is there: files and headings that they link to, and paths of
 * the repository that they name in backticks. `npx node script/documents/links.ts` prints what is
 * not.
 *
 * LINK-1 A relative link names a file or a folder of the repository; after `#` stands one of its
 *        headings, as GitHub spells anchors.
 * LINK-2 A text in backticks that begins with one of our folders and has a slash is a path, and is
 *        there. Texts with a wildcard or a placeholder are patterns and are not checked.
 *        CHANGELOG.md is exempt: it names what was there at the time.
 */
import { existsSync, statSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { filesBelow, ROOT, readRepositoryFile } from "./files.ts";

const FOLDERS =
  /^(\.ci|\.devcontainer|bench|bidders|common|docs|examples|gateway|proto|script|test)\//;
const PATH = /^[\w./-]+$/;

/** Documents without their fenced code blocks, line numbers kept. */
function prose(text: string): string {
  return text.replace(/^( *)(```|~~~)[^\n]*\n[\s\S]*?^\1\2/gm, (block) =>
    block.replace(/[^\n]/g, ""),
  );
}

/** The anchors of a document's headings, as GitHub makes them. */
export function anchorsOf(text: string): Set<string> {
  const anchors = new Set<string>();
  for (const [, heading = ""] of prose(text).matchAll(/^#{1,6} +(.+?) *#*$/gm)) {
    const base = heading
      .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replace(/ /g, "-");
    let anchor = base;
    for (let n = 1; anchors.has(anchor); n++) anchor = `${base}-${n}`;
    anchors.add(anchor);
  }
  return anchors;
}

/** What is wrong with the links and paths of one document, with its line. */
export function linkFaults(document: string, text: string): string[] {
  const faults: string[] = [];
  const body = prose(text);
  const fault = (at: number, what: string) =>
    faults.push(`${document}:${body.slice(0, at).split("\n").length}: ${what}`);
  const withoutCode = body.replace(/`[^`\n]*`/g, (code) => " ".repeat(code.length));
  for (const { 1: target = "", index } of withoutCode.matchAll(/\]\(([^)\s]+)\)/g)) {
    if (/^[a-z]+:/.test(target)) continue;
    const [file = "", anchor] = target.split("#", 2);
    const path = file === "" ? document : normalize(join(dirname(document), file));
    if (!existsSync(join(ROOT, path))) fault(index, `there is no ${path}`);
    else if (anchor !== undefined && !hasAnchor(path, anchor))
      fault(index, `${path} has no heading #${anchor}`);
  }
  if (document === "CHANGELOG.md") return faults;
  for (const { 1: code = "", index } of body.matchAll(/`([^`\n]+)`/g)) {
    if (FOLDERS.test(code) && PATH.test(code) && !existsSync(join(ROOT, code)))
      fault(index, `there is no ${code}`);
  }
  return faults;
}

function hasAnchor(path: string, anchor: string): boolean {
  if (!path.endsWith(".md") || statSync(join(ROOT, path)).isDirectory()) return true;
  return anchorsOf(readRepositoryFile(path)).has(anchor);
}

/** All documents of the repository. */
export function documents(): string[] {
  return filesBelow("", (path) => path.endsWith(".md"));
}

if (import.meta.main) {
  const faults = documents().flatMap((document) =>
    linkFaults(document, readRepositoryFile(document)),
  );
  for (const one of faults) console.error(one);
  console.log(`${documents().length} documents, ${faults.length} broken links or paths`);
  process.exitCode = faults.length === 0 ? 0 : 1;
}
