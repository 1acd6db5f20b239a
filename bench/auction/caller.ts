/**
 * The process of the callers of a gateway that is reached over HTTP or NATS.
 *
 *   caller.ts http URL
 *   caller.ts nats
 */
import { connect } from "nats";
import { decodeResult, encodeSearch } from "../../proto/codec/index.ts";
import { clientInbox, ERROR_CODE_HEADER, SEARCH_SUBJECT } from "../../proto/subjects.ts";
import { flightSearch } from "../../test/harness/offers.ts";
import type { SideAnswer } from "./answer.ts";
import { answerCommands } from "./commands.ts";
import { readContext } from "./context.ts";
import { type CallerLoad, check, drive } from "./drive.ts";
import { HttpCaller } from "./http-caller.ts";

const [transport, url = ""] = process.argv.slice(2);
const { work, broker } = readContext();
const ANSWER_MS_MAX = 5_000;

const search = transport === "http" ? overHttp() : await overNats();
answerCommands({
  check: () => check(search, work),
  run: (load: CallerLoad) => drive(search, load, work),
});

function overHttp(): () => Promise<SideAnswer> {
  const caller = new HttpCaller(url, "/v1/searches", JSON.stringify(work.search));
  return async () => {
    const { status, body } = await caller.ask();
    if (status !== 200) throw refused(body.toString());
    // Parsed only where it is compared.
    return {
      partial: body.includes('"partial":true'),
      get itineraries() {
        return (JSON.parse(body.toString()) as SideAnswer).itineraries;
      },
    };
  };
}

async function overNats(): Promise<() => Promise<SideAnswer>> {
  const { url: servers, user, password: pass } = broker;
  const inboxPrefix = clientInbox(user);
  const connection = await connect({ servers, user, pass, inboxPrefix });
  const { slices, maxResults, policy } = work.search;
  const request = encodeSearch(
    flightSearch({ slices, maxResults, policy: { quorum: null, required: [], ...policy } }),
  );
  return async () => {
    const { data, headers } = await connection.request(SEARCH_SUBJECT, request, {
      timeout: ANSWER_MS_MAX,
    });
    if (headers?.has(ERROR_CODE_HEADER)) throw refused(new TextDecoder().decode(data));
    return decodeResult(data);
  };
}

/** `body`: the problem that the gateway states, or anything else. */
function refused(body: string): Error {
  const code = /"code":"([a-z-]+)"/.exec(body)?.[1] ?? "refused";
  return Object.assign(new Error(`the gateway refused a search: ${body}`), { code });
}
