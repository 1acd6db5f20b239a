/**
 * What a moderate overload does to the accepted searches. Callers that wait for their answers
 * (closed loop) show what the system can do a second; then callers that do not wait (open loop)
 * come at multiples of that. The answers a second must stay near the capacity, and in time.
 *
 *   npx node test/attacks/goodput.ts [real|light] [http|nats] [1.5 3 ...]
 *
 * `real`: nonstop and stops as they ship. `light`: two bidders that cost almost nothing, so that
 * only the gateway is overloaded. Not part of `npm test`: it measures, and asserts nothing. It
 * starts a broker, a gateway and bidders of its own, and ends by itself within three minutes.
 */
import { connect } from "../../common/runtime/connect.ts";
import { CLIENT_INBOX, SEARCH_SUBJECT } from "../../proto/subjects.ts";
import {
  type AttackedSystem,
  closedLoop,
  cpuSeconds,
  delay,
  type LoadSample,
  loadSummary,
  machineLoad,
  openLoop,
  postText,
  probe,
  quantile,
  quickly,
  searchText,
  startSystem,
} from "./load-kit.ts";

const DEADLINE_MS = 800;
const LATE_BY_MS = 50;
const SECONDS = Number(process.env["SECONDS"] ?? quickly(20, 1));
const CAPACITY = quickly({ width: 64, seconds: 6 }, { width: 4, seconds: 1 });

const [which = "real", transport = "http", ...multiples] = process.argv.slice(2);

interface Loads {
  closed(): Promise<LoadSample[]>;
  open(perSecond: number): Promise<LoadSample[]>;
  end(): Promise<void>;
}

const text = (i: number) => postText(searchText(i));

function overHttp({ url }: AttackedSystem): Loads {
  return {
    closed: () => closedLoop(url, { ...CAPACITY, text }),
    open: (perSecond) => openLoop(url, { perSecond, seconds: SECONDS, text }),
    end: async () => {},
  };
}

async function overNats({ broker }: AttackedSystem): Promise<Loads> {
  const client = await connect(broker.credentials("client"), {
    name: "load",
    inboxPrefix: CLIENT_INBOX,
    onStatus: () => {},
  });
  const ask = async (i: number): Promise<LoadSample> => {
    const begun = performance.now();
    const what = await client.request(SEARCH_SUBJECT, searchText(i), { timeout: 10_000 }).then(
      (reply) => reply.headers?.get("Nats-Service-Error-Code") || "200",
      () => "no answer",
    );
    return { what, ms: performance.now() - begun, at: performance.now() };
  };
  return {
    async closed() {
      const samples: LoadSample[] = [];
      const until = performance.now() + CAPACITY.seconds * 1_000;
      let next = 0;
      const caller = async () => {
        while (performance.now() < until) samples.push(await ask(next++));
      };
      await Promise.all(Array.from({ length: CAPACITY.width }, caller));
      return samples;
    },
    async open(perSecond) {
      const samples: Promise<LoadSample>[] = [];
      const begun = performance.now();
      const total = perSecond * SECONDS;
      for (let i = 0; i < total; ) {
        for (
          const due = Math.min(total, ((performance.now() - begun) / 1_000) * perSecond);
          i < due;
          i++
        )
          samples.push(ask(i));
        await delay(2);
      }
      return Promise.all(samples);
    },
    end: () => client.close(),
  };
}

const system = await startSystem({
  ...(which === "light" ? { light: ["nonstop", "stops"] } : { bidders: ["nonstop", "stops"] }),
  gateway: JSON.parse(process.env["GATEWAY"] ?? "{}"),
});
const loads = transport === "nats" ? await overNats(system) : overHttp(system);
const gatewayPid = system.gateway.pid as number;

async function measured(name: string, run: () => Promise<LoadSample[]>): Promise<number> {
  const [live, ready] = [probe(system.url, "/live"), probe(system.url, "/ready", true)];
  const [cpu, begun] = [cpuSeconds(gatewayPid), performance.now()];
  const samples = await run();
  const seconds = (performance.now() - begun) / 1_000;
  const used = (cpuSeconds(gatewayPid) - cpu) / seconds;
  const good = samples.filter(({ what }) => what === "200");
  const late = good.filter(({ ms }) => ms > DEADLINE_MS + LATE_BY_MS).length;
  const bySecond = [...Map.groupBy(good, ({ at }) => Math.floor((at - begun) / 1_000))]
    .sort(([a], [b]) => a - b)
    .map(([, some]) => some.length);
  const rate = good.length / seconds;
  console.log(
    `${name}: ${rate.toFixed(0)} results/s, late ${late} of ${good.length}; gateway ${(used * 100).toFixed(0)} % of a core; ${machineLoad()}`,
  );
  console.log(`  ${loadSummary(samples)}`);
  console.log(`  results in each second: ${bySecond.join(" ")}`);
  const max = async (one: { stop(): Promise<LoadSample[]> }) =>
    Math.round(
      quantile(
        (await one.stop()).map(({ ms }) => ms),
        1,
      ),
    );
  console.log(
    `  /live max ${await max(live)} ms, /ready on new connections max ${await max(ready)} ms`,
  );
  return rate;
}

try {
  await closedLoop(system.url, { width: 8, count: quickly(1_500, 20), text }); // what Node compiles as it goes
  const capacity = await measured(`closed loop, ${CAPACITY.width} callers`, loads.closed);
  for (const multiple of multiples.length > 0 ? multiples.map(Number) : [1.5, 3]) {
    await delay(1_000);
    await measured(`open loop, ${multiple} x ${capacity.toFixed(0)}/s for ${SECONDS} s`, () =>
      loads.open(capacity * multiple),
    );
  }
  await delay(1_000);
  await measured("closed loop again", loads.closed);
  await loads.end();
} finally {
  await system[Symbol.asyncDispose]();
}
