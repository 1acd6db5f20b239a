/**
 * `scatter search … --detach`: begins a search that runs also when nobody waits for it, and prints
 * its id. `scatter state` shows it, and `scatter cancel` ends it.
 */
import type { SearchArguments } from "./arguments.ts";
import { answered } from "./ask.ts";
import type { CliConnection } from "./connect.ts";
import { CommandFailure, EXIT, type ExitCode } from "./failure.ts";
import { jsonText, plain } from "./outside-text.ts";
import { RESULT_WITHIN_MS, searchClientOf } from "./search-client.ts";

interface Streams {
  readonly out: (text: string) => void;
  readonly remark: (text: string) => void;
}

/** @throws CommandFailure as `ask`: faults of the search are known at once */
export async function beginSearch(
  link: CliConnection,
  { search, slices = [], form }: SearchArguments,
  { out, remark }: Streams,
): Promise<ExitCode> {
  const client = searchClientOf(link);
  const started = client.start(search, { timeoutMs: RESULT_WITHIN_MS });
  const begun = await answered(link, started, { slices, request: search });
  const { searchId } = (begun ?? {}) as { readonly searchId?: unknown };
  if (typeof searchId !== "string")
    throw new CommandFailure(EXIT.unreachable, "the gateway's answer names no search");
  const id = plain(searchId, 64);
  out(form === "json" ? jsonText(begun, 2) : id);
  remark(
    `scatter state ${id} --wait 10000 shows it when it has ended; scatter cancel ${id} ends it`,
  );
  return EXIT.done;
}
