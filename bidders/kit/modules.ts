/**
 * Finds bidders: each is a folder of `bidders/` with an `index.ts`, named after its kind. There is
 * no list of them: the kit imports a bidder by the name of its folder, here and nowhere else. In
 * the package, where all is compiled, and in a folder of plain JavaScript it is an `index.js`.
 */
import { existsSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { isToken } from "../../proto/subjects.ts";
import { type BidderModule, CONCURRENCY_DEFAULT, type SettingsSchema } from "./bidder.ts";

/** The folder in which bidders are looked for where no other is named. */
const BIDDERS_FOLDER = join(import.meta.dirname, "..");

/** How the file of a module may end. Where both are there, TypeScript is what was written. */
const ENDINGS = [".ts", ".js"];

/** The file of a bidder's module with this name; undefined where there is none. */
function fileOf(folder: string, kind: string, name: string): string | undefined {
  return ENDINGS.map((ending) => join(folder, kind, name + ending)).find((path) =>
    existsSync(path),
  );
}

/** A module of which neither the settings nor the resources are known. */
type AnyBidderModule = BidderModule<unknown, unknown>;

/**
 * The kinds of bidders in a folder, in alphabetical order.
 * @throws Error when the folder cannot be read
 */
export function bidderKinds(folder = BIDDERS_FOLDER): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(
      (entry) =>
        entry.isDirectory() &&
        isToken(entry.name) &&
        fileOf(folder, entry.name, "index") !== undefined,
    )
    .map((entry) => entry.name)
    .sort();
}

const OPTIONAL_FUNCTIONS = [
  "open",
  "price",
  "warmUp",
  "whyEmpty",
  "whyDeclined",
  "coverage",
] as const;

/**
 * Imports the bidder of this kind and checks the types of its exports.
 * @throws Error when its folder has no module, or one that cannot be loaded, or that exports what
 *   no BidderModule has
 */
export async function loadBidder(kind: string, folder = BIDDERS_FOLDER): Promise<AnyBidderModule> {
  const path = fileOf(folder, kind, "index");
  if (path === undefined)
    throw new Error(`${join(folder, kind)} has neither index.ts nor index.js`);
  const exported = (await import(pathToFileURL(path).href)) as Readonly<
    Record<keyof BidderModule, unknown>
  >;
  const name = `bidders/${kind}/${basename(path)}`;
  if (typeof exported.search !== "function")
    throw new Error(`${name} must export a function search(request, context)`);
  for (const key of OPTIONAL_FUNCTIONS)
    if (exported[key] !== undefined && typeof exported[key] !== "function")
      throw new Error(`${name} exports '${key}', but it is not a function`);
  const { concurrency, settings, params } = exported;
  if (params !== undefined && typeof params !== "function" && !isSchema(params))
    throw new Error(`${name} exports 'params', but it is neither a zod schema nor a function`);
  if (concurrency !== undefined && typeof concurrency !== "function" && !isConcurrency(concurrency))
    throw new Error(
      `${name} exports 'concurrency', but it is neither a whole number from 1 on nor a function of the settings`,
    );
  checkSettings(name, settings);
  return exported as unknown as AnyBidderModule;
}

/**
 * The schema of the bidder's own settings; undefined for a bidder without any. Where its folder has
 * a `settings.ts` that exports `settings`, that file alone is imported: to load a whole bidder can
 * take a second.
 * @throws Error when the file cannot be loaded, or its `settings` is not a schema
 */
export async function loadSettings(
  kind: string,
  folder = BIDDERS_FOLDER,
): Promise<SettingsSchema<unknown> | undefined> {
  const path = fileOf(folder, kind, "settings");
  if (path === undefined) return (await loadBidder(kind, folder)).settings;
  const { settings } = (await import(pathToFileURL(path).href)) as { settings?: unknown };
  if (settings === undefined) return (await loadBidder(kind, folder)).settings;
  checkSettings(`bidders/${kind}/${basename(path)}`, settings);
  return settings as SettingsSchema<unknown> | undefined;
}

function checkSettings(file: string, settings: unknown): void {
  if (settings !== undefined && !isSchema(settings))
    throw new Error(`${file} exports 'settings', but it is not a zod schema`);
}

/**
 * How many searches may run at once, as the module says for these settings.
 * @throws Error when its function returns anything but a whole number from 1 on
 */
export function concurrencyOf<Settings>(
  { concurrency = CONCURRENCY_DEFAULT }: Pick<BidderModule<Settings>, "concurrency">,
  settings: Settings,
): number {
  const value = typeof concurrency === "function" ? concurrency(settings) : concurrency;
  if (!isConcurrency(value))
    throw new Error(
      `the bidder's concurrency is ${String(value)}; a whole number from 1 on would be right`,
    );
  return value;
}

function isConcurrency(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 1;
}

function isSchema(value: unknown): boolean {
  return typeof (value as { safeParse?: unknown } | null)?.safeParse === "function";
}
