import { describe, expect, test } from "@jest/globals";
import { readRepositoryFile } from "./files.ts";
import { anchorsOf, documents, linkFaults } from "./links.ts";

describe("links and paths of a document", () => {
  test("a link to a file that is not there is named with its line (LINK-1)", () => {
    expect(linkFaults("docs/x.md", "# X\n\nSee [y](../nowhere.md).\n")).toEqual([
      "docs/x.md:3: there is no nowhere.md",
    ]);
  });

  test("a link to a heading that is not there is named (LINK-1)", () => {
    expect(
      linkFaults("x.md", "[licence](LICENSE), [a](docs/operations.md#no-such-heading)"),
    ).toEqual(["x.md:1: docs/operations.md has no heading #no-such-heading"]);
  });

  test("a path in backticks that is not there is named (LINK-2)", () => {
    expect(linkFaults("x.md", "`proto/auction.proto` and `proto/auctions.proto`")).toEqual([
      "x.md:1: there is no proto/auctions.proto",
    ]);
  });

  test.each([
    "[a site](https://example.org/x.md)",
    "`bidders/<name>/index.ts`, `test/*.ts`, `node_modules/x`, `a/b`",
    "```sh\ncat proto/nothing.ts [x](y.md)\n```",
    "`[x](y.md)`",
  ])("%j is not a fault", (text) => {
    expect(linkFaults("x.md", text)).toEqual([]);
  });

  test("anchors are spelled as GitHub does", () => {
    expect([...anchorsOf("# A `b/c`: D?\n## The same\n## The same\n")]).toEqual([
      "a-bc-d",
      "the-same",
      "the-same-1",
    ]);
  });
});

test.each(documents())("all links and paths of %s are there", (document) => {
  expect(linkFaults(document, readRepositoryFile(document))).toEqual([]);
});

test("the index of the decisions has a line for each page", () => {
  const index = readRepositoryFile("docs/decisions/README.md");
  const pages = documents().filter((path) => path.startsWith("docs/decisions/"));
  const names = pages
    .map((path) => path.split("/").at(-1) ?? "")
    .filter((name) => name !== "README.md");
  expect(names.filter((name) => !index.includes(`](${name})`))).toEqual([]);
});

test("the index of docs/ has a line for each document there", () => {
  const index = readRepositoryFile("docs/README.md");
  const names = documents()
    .filter((path) => /^docs\/[^/]+\.md$/.test(path) && path !== "docs/README.md")
    .map((path) => path.slice("docs/".length));
  expect(names.filter((name) => !index.includes(`](${name})`))).toEqual([]);
});
