/**
 * The bidders that `npm start` starts: one process for each folder of bidders/ with an `index.ts`.
 * Of each, its schema of settings is read, and not the bidder itself, which would delay the start.
 */
import type { SettingsSchema } from "../../bidders/kit/bidder.ts";
import { bidderKinds, loadSettings } from "../../bidders/kit/modules.ts";
import { settingDescriptions } from "../../bidders/kit/setting-descriptions.ts";
import type { Fault } from "../../proto/errors.ts";

/** Kinds in alphabetical order, each with its schema; undefined for one without settings. */
export type SettingsByKind = ReadonlyMap<string, SettingsSchema<unknown> | undefined>;

/** The other processes of `npm start`, and the users of nats.conf that are not bidders. */
const RESERVED: readonly string[] = [
  "broker",
  "client",
  "gateway",
  "monitor",
  "records",
  "sandbox",
];

/**
 * The kinds in a folder; that of the project without one.
 * @throws Error when a bidder's settings cannot be loaded
 */
export async function readKinds(folder?: string): Promise<SettingsByKind> {
  const names = bidderKinds(folder);
  return new Map(
    await Promise.all(names.map(async (name) => [name, await loadSettings(name, folder)] as const)),
  );
}

/** The kinds that have each variable that a bidder's schema names. */
export function ownersOfSettings(kinds: SettingsByKind): ReadonlyMap<string, readonly string[]> {
  const owners = new Map<string, string[]>();
  for (const [kind, schema] of kinds)
    for (const { name } of settingDescriptions(schema))
      owners.set(name, [...(owners.get(name) ?? []), kind]);
  return owners;
}

/**
 * What is wrong with the kinds. `users` are those of nats.conf, for a start that brings its own
 * broker; undefined for another broker, whose users are not known.
 */
export function faultsOfKinds(
  kinds: SettingsByKind,
  users: ReadonlyMap<string, string> | undefined,
): Fault[] {
  return [...kinds.keys()].flatMap((kind): Fault[] => {
    const path = `bidders/${kind}`;
    if (RESERVED.includes(kind))
      return [{ path, message: "has a name that is not for bidders; rename the folder" }];
    return users === undefined || users.has(kind)
      ? []
      : [{ path, message: "has no user in nats.conf; docs/add-a-bidder.md says how to add one" }];
  });
}
