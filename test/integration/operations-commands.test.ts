/**
 * Every command in the blocks of docs/operations.md, in its order and as one script: with this
 * machine's ports and folders in the place of those of the document.
 */
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "@jest/globals";
import { freePort } from "../../script/broker/port.ts";
import { readRepositoryFile } from "../../script/documents/files.ts";

const ROOT = join(import.meta.dirname, "..", "..");
const run = promisify(execFile);

/** Commands of the document, without comments. */
function commandsOf(document: string): string {
  const blocks = [...document.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, text = ""]) => text);
  expect(blocks.length).toBeGreaterThan(3);
  return blocks.join("\n");
}

/** Replaces what is in the text at least once. */
function replaced(text: string, pairs: Readonly<Record<string, string>>): string {
  return Object.entries(pairs).reduce((all, [from, to]) => {
    if (!all.includes(from)) throw new Error(`docs/operations.md has no ${from}`);
    return all.replaceAll(from, to);
  }, text);
}

/** The script, in this folder and with these ports. */
function scriptIn(folder: string, ports: readonly number[]): string {
  const [broker, monitoring, http, operations, metrics] = ports;
  const commands = replaced(commandsOf(readRepositoryFile("docs/operations.md")), {
    "/etc/scatter": `${folder}/etc/scatter`,
    "-C /etc ": `-C ${folder}/etc `,
    "/var/lib/nats": `${folder}/nats`,
    "/run/scatter": `${folder}/run`,
    "/var/backups": `${folder}/backups`,
    "/var/restored": `${folder}/restored`,
    "broker.internal:4222": `127.0.0.1:${broker}`,
    "-a 0.0.0.0 -p 4222": `-a 127.0.0.1 -p ${broker}`,
    ":8222": `:${monitoring}`,
    "PORT=8080": `PORT=${http}`,
    ":8080": `:${http}`,
    // What the document asks for in words: profiles are on.
    "OPERATIONS_PORT=9090": `OPERATIONS_PROFILE=on OPERATIONS_PORT=${operations}`,
    ":9090": `:${operations}`,
    "METRICS_PORT=9101": `METRICS_PROFILE=on METRICS_PORT=${metrics}`,
    ":9101": `:${metrics}`,
    "seconds=10": "seconds=1",
    // A refusal ends the script.
    "curl -X PUT": "curl -fsS -X PUT",
    "curl -OJ": "curl -fsS -OJ",
  })
    // A process that was started is waited for, by what it answers.
    .replace(/^(nats-server -c .*) &$/m, `$1 &\nfor_answer http://127.0.0.1:${monitoring}/varz`)
    .replace(
      /^(.*npm run gateway) &$/m,
      `$1 &\nfor_answer http://127.0.0.1:${http}/ready\nfor_bidders`,
    )
    .replaceAll(/^nats-server --signal reload.*$/gm, "$&\nfor_password")
    // The new process is ready before it is drained; what is restored is lost before.
    .replace(/^kill -TERM /m, "for_instances 1\n$&")
    .replace(/^wait \$!$/m, "$&\nfor_instances 0")
    .replace(/^tar -C .* -xzf /m, `rm ${folder}/etc/scatter/*\n$&`);
  return `
set -eu
tries() {
  local end=$((SECONDS + 60))
  until "$@"; do
    if [ $SECONDS -ge $end ]; then echo "not within a minute: $*"; exit 1; fi
    sleep 0.2
  done
}
answers() { curl -sf "$1" > /dev/null; }
for_answer() { tries answers "$1"; }
scatter() { "${process.execPath}" bin/scatter.js "$@"; }
monitor() { NATS_USER=monitor NATS_PASSWORD=$NATS_MONITOR_PASSWORD scatter "$@"; }
has() { [ "$(monitor bidders --json | grep -c "$1")" = "$2" ]; }
for_bidders() { tries has '"bidder"' 3; }
for_instances() { tries has '"bidder": *"stops"' "$1"; }
signs_in() { NATS_USER=stops NATS_PASSWORD=$NATS_STOPS_PASSWORD scatter doctor; }
for_password() { tries signs_in; }
${commands}`;
}

/** Where the script has failed early, nothing of its group may be left. */
function endGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, "SIGTERM");
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== "ESRCH") throw thrown;
  }
}

test("every command of docs/operations.md ends as it says, one after the other", async () => {
  const folder = mkdtempSync(join(tmpdir(), "scatter-operations-"));
  for (const name of readdirSync(ROOT))
    if (!name.startsWith(".")) symlinkSync(join(ROOT, name), join(folder, name));
  const ports = await Promise.all(Array.from({ length: 5 }, () => freePort()));
  // Of the administration.
  const { stdout } = await run(process.execPath, [join(ROOT, "bin/scatter.js"), "key", "new"]);
  const [key = "", hash = ""] = [/sba_[\w-]+/, /sha256:[0-9a-f]{64}/].map(
    (form) => form.exec(stdout)?.[0],
  );
  const child = spawn("bash", ["-c", scriptIn(folder, ports)], {
    env: {
      ...process.env,
      KEY: key,
      ADMIN_KEY_HASH: hash,
    },
    cwd: folder,
    // A group of its own: all that the script has started ends with it.
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const closed = once(child, "close");
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      said = (said + text).slice(-20_000);
    });
  try {
    const [code] = await once(child, "exit");
    expect({ code, said: code === 0 ? "" : said }).toEqual({ code: 0, said: "" });
    const kept = await run("tar", ["-tzf", `${folder}/backups/scatter.tar.gz`]);
    expect(kept.stdout.split("\n").toSorted()).toEqual(
      expect.arrayContaining(["scatter/nats.conf", "scatter/passwords"]),
    );
    for (const name of ["scatter/nats.conf", "scatter/passwords"])
      expect(readFileSync(join(folder, "restored", name), "utf8")).toBe(
        readFileSync(join(folder, "etc", name), "utf8"),
      );
    expect(readdirSync(folder).filter((name) => name.endsWith(".cpuprofile"))).toHaveLength(2);
    expect(readFileSync(`${folder}/etc/scatter/nats.conf`, "utf8")).not.toContain(
      "$NATS_STOPS_PASSWORD",
    );
    // Nobody else reads them.
    for (const name of ["etc/scatter/passwords", "etc/scatter/nats.conf", "backups/scatter.tar.gz"])
      expect({ name, others: statSync(join(folder, name)).mode & 0o077 }).toEqual({
        ...{ name, others: 0 },
      });
  } finally {
    endGroup(child.pid);
    await closed;
    rmSync(folder, { recursive: true, force: true });
  }
});
