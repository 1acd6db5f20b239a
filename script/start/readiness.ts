/** Whether the started system can answer searches. */
import { PATHS } from "../../gateway/http/paths.ts";
import { httpProbe, type ProbeAnswer } from "./ask.ts";

const ANSWER_MS_MAX = 1_000;

/** Null when the gateway is ready and all of `kinds` are on its roster; else what is missing. */
export async function whatIsMissing(url: string, kinds: Iterable<string>): Promise<string | null> {
  try {
    const ready = await get(`${url}${PATHS.ready}`);
    if (ready.status !== 200) return `GET ${PATHS.ready} answers ${ready.status}: ${ready.text}`;
    const roster = await get(`${url}${PATHS.bidders}`);
    const { bidders } = JSON.parse(roster.text) as {
      bidders: { bidder: string; instances: unknown[] }[];
    };
    const alive = new Set(
      bidders.filter(({ instances }) => instances.length > 0).map(({ bidder }) => bidder),
    );
    const missing = [...kinds].filter((kind) => !alive.has(kind));
    return missing.length === 0 ? null : `the gateway's roster has no ${missing.join(", ")}`;
  } catch (thrown) {
    return `the gateway does not answer: ${String(thrown)}`;
  }
}

function get(url: string): Promise<ProbeAnswer> {
  return httpProbe(url, AbortSignal.timeout(ANSWER_MS_MAX));
}
