/**
 * Writes the .proto files that follow from `proto/schema/`: `offer.proto`, `search-limits.proto`
 * and `result.proto`.
 *
 *     npx node script/proto-files.ts FOLDER
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { OFFER_MESSAGES } from "../proto/schema/offer.ts";
import { PROGRESS_MESSAGES } from "../proto/schema/progress.ts";
import { protoText } from "../proto/schema/proto-text.ts";
import { RESULT_MESSAGES } from "../proto/schema/result.ts";
import { SEARCH_LIMIT_MESSAGES } from "../proto/schema/search-limits.ts";

const folder = process.argv[2];
if (folder === undefined) throw new Error("usage: npx node script/proto-files.ts FOLDER");
const files = {
  "offer.proto": protoText("flights", "What a seller offers.", OFFER_MESSAGES),
  "search-limits.proto": protoText(
    "flights",
    "What a search may ask beyond its ends, dates and travellers.",
    SEARCH_LIMIT_MESSAGES,
  ),
  "result.proto": protoText(
    "auction",
    "The result of a search, and the events before it.",
    [...RESULT_MESSAGES, ...PROGRESS_MESSAGES],
    { "offer.proto": ["flights", OFFER_MESSAGES] },
  ),
};
for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
