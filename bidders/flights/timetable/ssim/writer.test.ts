import { expect, test } from "@jest/globals";
import { FILLER } from "./fields.ts";
import { RecordWriter } from "./writer.ts";

test("a block is filled up to five records, and a full one by none", () => {
  const writer = new RecordWriter();
  const blocks = [1, 5, 7].map((records) => {
    for (let i = 0; i < records; i++) writer.write("3", []);
    return writer
      .fill()
      .split("\n")
      .filter((line) => line === FILLER).length;
  });
  expect({ blocks, serial: writer.serial }).toEqual({ blocks: [4, 0, 3], serial: "000013" });
});

test("after record 999999 comes 000002", () => {
  const writer = new RecordWriter();
  for (let i = 0; i < 999_999; i++) writer.write("3", []);
  expect(writer.serial).toBe("999999");
  expect(writer.write("3", []).slice(194)).toBe("000002\n");
});
