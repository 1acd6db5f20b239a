/** docs/operations.md lists every metric of gateway and bidders, and no other. */
import { expect, test } from "@jest/globals";
import { filesBelow, readRepositoryFile } from "./files.ts";

test("the document has the metrics of the code", () => {
  const files = ["gateway", "bidders", "common/runtime"].flatMap((folder) =>
    filesBelow(folder, (path) => path.endsWith(".ts") && !path.endsWith(".test.ts")),
  );
  const inCode = files.flatMap(
    (file) => readRepositoryFile(file).match(/"(auction|http|bidder)_[a-z_]+"/g) ?? [],
  );
  const inTable = [
    ...readRepositoryFile("docs/operations.md").matchAll(
      /^\| `((?:auction|http|bidder)_[a-z_]+)` \|/gm,
    ),
  ];
  const names = (list: readonly string[]) => [...new Set(list)].toSorted();
  expect(names(inTable.map(([, name = ""]) => name))).toEqual(
    names(inCode.map((name) => name.replaceAll('"', ""))),
  );
});
