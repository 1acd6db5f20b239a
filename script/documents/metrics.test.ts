/** docs/operations.md lists every metric of the gateway, and no other. */
import { expect, test } from "@jest/globals";
import { filesBelow, readRepositoryFile } from "./files.ts";

test("the document has the metrics of the code", () => {
  const files = ["gateway", "common/runtime"].flatMap((folder) =>
    filesBelow(folder, (path) => path.endsWith(".ts") && !path.endsWith(".test.ts")),
  );
  const inCode = files.flatMap(
    (file) => readRepositoryFile(file).match(/"(auction|http)_[a-z_]+"/g) ?? [],
  );
  const inTable = [
    ...readRepositoryFile("docs/operations.md").matchAll(/^\| `((?:auction|http)_[a-z_]+)` \|/gm),
  ];
  const names = (list: readonly string[]) => [...new Set(list)].toSorted();
  expect(names(inTable.map(([, name = ""]) => name))).toEqual(
    names(inCode.map((name) => name.replaceAll('"', ""))),
  );
});
