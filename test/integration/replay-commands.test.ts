/**
 * The commands of "From records to a better policy" in docs/replay.md, in their order and as one
 * script: with ports of this machine, and fewer searches.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { readRecords } from "../../gateway/recording/read-records.ts";
import { decodeBid } from "../../proto/codec/bid.ts";
import { freePort } from "../../script/broker/port.ts";
import { readRepositoryFile } from "../../script/documents/files.ts";

const GIVES_UP_MS = 280_000;

const ROOT = join(import.meta.dirname, "..", "..");

/** The section's commands, which are indented in a list. */
function commands(): string {
  const [, section = ""] =
    /^## From records(.*?)^## /ms.exec(readRepositoryFile("docs/replay.md")) ?? [];
  const blocks = [...section.matchAll(/^ {3}```sh\n(.*?)^ {3}```$/gms)].map(
    ([, text = ""]) => text,
  );
  expect(blocks.length).toBe(5);
  return blocks.join("\n");
}

function replaced(text: string, pairs: Readonly<Record<string, string>>): string {
  return Object.entries(pairs).reduce((all, [from, to]) => {
    if (!all.includes(from)) throw new Error(`docs/replay.md has no ${from}`);
    return all.replaceAll(from, to);
  }, text);
}

/**
 * A search that ends with the first bidder, in a market in which all of them have offers: what the
 * others bring is late.
 */
const searchOfTheFirst = (port: number) =>
  `slice="{\\"origin\\":\\"LHR\\",\\"destination\\":\\"JFK\\",\\"departureDate\\":\\"$(date -u -d '+30 days' +%F)\\"}"
curl -sS -o first.json -H 'content-type: application/json' -d "{\\"slices\\":[$slice],\\"policy\\":{\\"quorum\\":1}}" http://127.0.0.1:${port}/v1/searches
`;

type RecordedAuction =
  ReturnType<typeof readRecords> extends AsyncGenerator<infer Auction> ? Auction : never;

/** What the gateway has recorded, which must all be readable. */
async function recordsIn(folder: string): Promise<RecordedAuction[]> {
  const faults: unknown[] = [];
  const all: RecordedAuction[] = [];
  for await (const one of readRecords(folder, (fault) => faults.push(fault))) all.push(one);
  expect(faults).toEqual([]);
  return all;
}

/** The bidders of which offers were recorded after the end. */
const lateWithOffers = ({ events, endedAtUs }: RecordedAuction) =>
  events.flatMap((one) =>
    one.kind === "bid" && one.atUs > endedAtUs && decodeBid(one.bytes).status === "offers"
      ? [one.bidder]
      : [],
  );

/** RECORD_LATE=1: no bidder was told to stop, and what they had left is there. */
async function lateBidsAreIn(folder: string): Promise<void> {
  const records = await recordsIn(folder);
  expect(records.filter(({ lateWanted }) => !lateWanted)).toEqual([]);
  const late = records.filter(({ endedBy }) => endedBy === "quorum").flatMap(lateWithOffers);
  expect(late.length).toBeGreaterThan(0);
}

/**
 * A program that ends with 0 when the gateway has all bidders. It is ready with the first one, and
 * one bidder alone may have none for a market.
 */
function allAreReady(port: number): string {
  const url = JSON.stringify(`http://127.0.0.1:${port}`);
  const module = JSON.stringify(join(ROOT, "script/start/readiness.ts"));
  return `import { whatIsMissing } from ${module};
process.exit((await whatIsMissing(${url}, ["nonstop", "stops", "partners"])) === null ? 0 : 1);
`;
}

test("the commands from records to a better policy end as docs/replay.md says, and the policy is on", async () => {
  const folder = mkdtempSync(join(tmpdir(), "scatter-records-"));
  for (const name of readdirSync(ROOT))
    if (!name.startsWith(".")) symlinkSync(join(ROOT, name), join(folder, name));
  const port = await freePort();
  const script = replaced(commands(), {
    "PORT=8080": `PORT=${port}`,
    ":8080": `:${port}`,
    "seq 21 120": "seq 21 22",
    "RECORD=records": `RECORD=${folder}/records`,
    "POLICIES_FILE=policies.json": `POLICIES_FILE=${folder}/policies.json`,
    "RECORD=compared": `RECORD=${folder}/compared`,
    // On a busy machine no policy may keep to a small budget.
    "--budget-regret 0.2%": "--budget-regret 50%",
    "--share 50%": "--share 100%",
    "npx scatter replay records --verify": `${searchOfTheFirst(port)}npx scatter replay records --verify`,
  }).replaceAll(/^(.* npm start) &$/gm, "$1 &\nfor_ready");
  writeFileSync(join(folder, "ready.mjs"), allAreReady(port));
  const child = spawn(
    "bash",
    [
      "-c",
      `set -eu
for_ready() { for try in $(seq 600); do node ready.mjs && return; kill -0 $!; sleep 0.2; done; return 1; }
${script}
# With this budget a deadline may be shorter than a search waits on a busy machine: 503 overloaded.
rm result.json
for market in LHR-JFK LHR-AMS CDG-FCO FRA-SIN AMS-ATH LHR-BKK MUC-LIS CDG-SFO; do
  slice="{\\"origin\\":\\"\${market%-*}\\",\\"destination\\":\\"\${market#*-}\\",\\"departureDate\\":\\"$date\\"}"
  curl -fsS -o result.json -H 'content-type: application/json' -d "{\\"slices\\":[$slice]}" http://127.0.0.1:${port}/v1/searches && break
done
kill $!; wait $! || true`,
    ],
    {
      env: { ...process.env, RUN_FOLDER: join(folder, "started") },
      cwd: folder,
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      said = (said + text).slice(-20_000);
    });
  const closed = once(child, "close");
  const end = () => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, "SIGTERM");
    } catch {
      // Nothing of it runs any more.
    }
  };
  // Before jest gives the test up, and would leave all of it running.
  const givesUp = setTimeout(end, GIVES_UP_MS);
  try {
    const [code] = await once(child, "exit");
    expect({ code, said: code === 0 ? "" : said }).toEqual({ code: 0, said: "" });
    const { arm } = JSON.parse(readFileSync(join(folder, "result.json"), "utf8"));
    expect({ arm }).toEqual({ arm: "tuned" });
    await lateBidsAreIn(join(folder, "records"));
  } finally {
    clearTimeout(givesUp);
    end();
    await closed;
    rmSync(folder, { recursive: true, force: true });
  }
});
