/**
 * Settings that code reads one by one, and no schema: what docs/configuration.md says of their
 * types, defaults and bounds. Where code has a constant it is taken from there;
 * configuration.test.ts holds the rest against what the code does.
 */
import { z } from "zod";
import {
  type SettingDescription,
  settingDescriptions,
} from "../../bidders/kit/setting-descriptions.ts";
import type { BROKER_TLS_SETTINGS } from "../../common/runtime/broker-tls.ts";
import { logLevel, type SIGN_IN_SETTINGS } from "../../common/runtime/config.ts";
import { tracingSettings } from "../../common/runtime/tracing-settings.ts";
import { configSchema } from "../../gateway/config-schema.ts";
import { brokerUsers } from "../broker/users.ts";

type Described = Omit<SettingDescription, "name" | "meaning">;
const described = (type: string, fallback = "none", bounds = ""): Described => ({
  type,
  fallback,
  bounds,
});

type BrokerSetting =
  | "NATS_URL"
  | "RUN_FOLDER"
  | (typeof SIGN_IN_SETTINGS)[number]
  | (typeof BROKER_TLS_SETTINGS)[number];

const BROKER: Readonly<Record<BrokerSetting, Described>> = {
  NATS_URL: described("URLs", "the broker of `npm start`", "`nats://` or `tls://`"),
  RUN_FOLDER: described("folder", "`.run` of this project"),
  NATS_USER: described("name"),
  NATS_PASSWORD: described("secret"),
  NATS_CREDS: described("file"),
  NATS_NKEY_SEED: described("secret", "none", "`SU` and 56 letters or digits"),
  NATS_NKEY_SEED_FILE: described("file"),
  NATS_CA: described("file", "well-known authorities"),
  NATS_TLS_CERT: described("file"),
  NATS_TLS_KEY: described("file"),
  NATS_TLS_FIRST: described("one of", "`false`", "`true`, `false`"),
};

const named = (settings: Readonly<Record<string, Described>>): SettingDescription[] =>
  Object.entries(settings).map(([name, its]) => ({ name, ...its, meaning: "" }));

/** Those of the broker, of traces and of the log, which gateway and bidders share. */
export const sharedSettings = (): SettingDescription[] => [
  ...named(BROKER),
  ...settingDescriptions(z.object({ ...tracingSettings, LOG_LEVEL: logLevel })),
];

/** Which bidder a process is. */
export const kindSetting = (): SettingDescription[] =>
  named({ KIND: described("name", "the argument of `npm run bidder`", "a folder of `bidders/`") });

/** Those that `npm start` and `scatter` read themselves. */
export function startSettings(): SettingDescription[] {
  const ofGateway = new Map(settingDescriptions(configSchema).map((one) => [one.name, one]));
  const { PORT, SEARCHES_PER_MINUTE_MAX } = Object.fromEntries(ofGateway);
  if (PORT === undefined || SEARCHES_PER_MINUTE_MAX === undefined)
    throw new Error("the gateway has no setting PORT or SEARCHES_PER_MINUTE_MAX");
  const { NATS_URL, RUN_FOLDER } = BROKER;
  return [
    ...named({ NATS_URL, RUN_FOLDER }),
    { ...PORT, fallback: `${PORT.fallback}, or a free port where it is in use` },
    SEARCHES_PER_MINUTE_MAX,
    ...named({
      PARTNERS: described("file", "the sandbox"),
      DUFFEL_TOKEN: described("secret", "the sandbox"),
      COLUMNS: described("whole number", "`80`", "40–200"),
      TERM: described("text"),
      SCATTER_KEY: described("secret", "none", "at most 8 KiB"),
      NO_COLOR: described("text"),
      [brokerUsers().get("gateway") ?? ""]: described("secret"),
    }),
  ];
}
