/**
 * `npm run page:build`: builds the page; with `--if-stale` only when it is older than its sources.
 */
import { buildPage, freshPage } from "./page/built-page.ts";

await (process.argv.includes("--if-stale") ? freshPage() : buildPage());
