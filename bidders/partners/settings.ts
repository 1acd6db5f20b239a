/**
 * The settings of `partners`: the outside sellers in the file that PARTNERS names; without it
 * Duffel, where DUFFEL_TOKEN is set. The environment is handed in by the kit.
 */
import { readFileSync } from "node:fs";
import { z } from "zod";
import { readCertificates } from "../../common/runtime/certificates.ts";
import { withoutBom } from "../../common/text/bom.ts";
import { type Fault, messageOf } from "../../proto/errors.ts";
import { checkPartners, partnerEntry, partnerOf } from "./entries.ts";
import { jsonFault } from "./json-fault.ts";
import type { PartnerConfig } from "./partner-config.ts";

export interface PartnersSettings {
  readonly partners: readonly PartnerConfig[];
}

type Variables = Readonly<Record<string, string>>;

/** It takes the whole environment, because an entry of the file may name any variable (`$NAME`). */
export const settings = z
  .looseObject({
    PARTNERS: z.string().optional().meta({
      type: "file",
      description:
        "a JSON file of outside sellers ([sellers.md](sellers.md)). A token in it that begins with `$` names a variable of your own",
    }),
    DUFFEL_TOKEN: z.string().optional().meta({
      type: "secret",
      description:
        "without a file: the token for [Duffel](https://duffel.com/docs)'s API. Duffel takes two seconds and more: ask for a longer `deadlineMs`; otherwise the circuit breaker of `partners` for Duffel opens, and it is not asked for a while",
    }),
  })
  .transform((environment, context): PartnersSettings => {
    const faults: Fault[] = [];
    const partners = readPartners(environment as Variables, faults);
    for (const { path, message } of faults)
      context.addIssue({ code: "custom", path: [path], message });
    return { partners };
  });

function readPartners(environment: Variables, faults: Fault[]): readonly PartnerConfig[] {
  const path = environment["PARTNERS"];
  if (path === undefined) return duffelAlone(environment["DUFFEL_TOKEN"], faults);
  const content = readJson(path, faults);
  if (content === undefined) return [];
  const checked = checkPartners(content);
  faults.push(
    ...checked.faults.map(({ path: at, message }) => ({ path: `PARTNERS${at}`, message })),
  );
  // What an entry names is read even where the entry has faults, so that all faults are found at
  // once.
  const referenced = (Array.isArray(content) ? (content as unknown[]) : []).map((entry, i) =>
    readReferences(entry, `PARTNERS[${i}]`, environment, faults),
  );
  return checked.entries.map((entry, i) => partnerOf(entry, referenced[i]));
}

function duffelAlone(token: string | undefined, faults: Fault[]): readonly PartnerConfig[] {
  if (token === undefined) return [];
  checkToken(token, "DUFFEL_TOKEN", faults);
  const entry = { name: "duffel", adapter: "duffel", url: "https://api.duffel.com" };
  return [partnerOf(partnerEntry.parse(entry), { token })];
}

/** The file's content; undefined where it cannot be read, which is a fault. */
function readJson(path: string, faults: Fault[]): unknown {
  let text: string | undefined;
  try {
    text = withoutBom(readFileSync(path, "utf8"));
    return JSON.parse(text);
  } catch (thrown) {
    const why = text === undefined ? messageOf(thrown) : jsonFault(text, thrown);
    faults.push({ path: "PARTNERS", message: `${path} cannot be read as JSON: ${why}` });
    return undefined;
  }
}

/** The token and the certificates that an entry names. */
function readReferences(
  entry: unknown,
  at: string,
  environment: Variables,
  faults: Fault[],
): { readonly token: string; readonly ca: string | null } {
  const { token, caFile } = (entry ?? {}) as { token?: unknown; caFile?: unknown };
  return {
    token: typeof token === "string" ? readToken(token, `${at}.token`, environment, faults) : "",
    ca:
      typeof caFile === "string"
        ? readCertificates(caFile, `${at}.caFile`, faults, "authorities")
        : null,
  };
}

function readToken(token: string, path: string, environment: Variables, faults: Fault[]): string {
  const value = token.startsWith("$") ? environment[token.slice(1)] : token;
  if (value) checkToken(value, path, faults);
  else if (token !== "") faults.push({ path, message: `${token} is not set in the environment` });
  return value ?? "";
}

/** No request could carry another token. The message does not contain the token. */
function checkToken(token: string, path: string, faults: Fault[]): void {
  if (/^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/.test(token)) return;
  const message =
    "must have printable ASCII characters only, and no space or line break around it: no header could carry it";
  faults.push({ path, message });
}
