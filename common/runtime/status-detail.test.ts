import { expect, test } from "@jest/globals";
import { statusDetail } from "./status-detail.ts";

type Status = Parameters<typeof statusDetail>[0];

const many = Array.from({ length: 23 }, (_, i) => `10.0.0.${i}:4222`);

test.each<[string, Status, string | undefined]>([
  [
    "a server came",
    { type: "update", added: ["10.0.0.2:4222"], deleted: [] },
    "added 10.0.0.2:4222",
  ],
  [
    "two went",
    { type: "update", added: [], deleted: ["10.0.0.2:4222", "10.0.0.3:4222"] },
    "removed 10.0.0.2:4222, 10.0.0.3:4222",
  ],
  [
    "one in the place of another",
    { type: "update", added: ["b:4222"], deleted: ["a:4222"] },
    "added b:4222; removed a:4222",
  ],
  [
    "more than are listed",
    { type: "update", added: many },
    `added ${many.slice(0, 20).join(", ")} and 3 more`,
  ],
  ["nothing changed", { type: "update", added: [], deleted: [] }, undefined],
  ["nothing is stated", { type: "update" }, undefined],
  ["another event", { type: "disconnect", server: "a:4222" }, "a:4222"],
  ["an event without details", { type: "reconnecting" }, ""],
])("%s (STATUS-1)", (_what, status, detail) => expect(statusDetail(status)).toBe(detail));
