/** The competitors by name. Those of bench/peers are read only when they are asked for. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Side } from "../side.ts";

const PEERS_FOLDER = join(import.meta.dirname, "..", "..", "peers");

/** A program of bench/peers: its packages may be missing, so nothing imports it by name. */
async function ofPeers(file: string): Promise<Side> {
  const module = (await import(pathToFileURL(join(PEERS_FOLDER, file)).href)) as { side: Side };
  return module.side;
}

const LOADERS: Readonly<Record<string, () => Promise<Side>>> = {
  floor: async () => (await import("./floor.ts")).floor,
  "request-many": async () => (await import("./request-many.ts")).requestManyProtobuf,
  "request-many-json": async () => (await import("./request-many.ts")).requestManyJson,
  moleculer: () => ofPeers("moleculer-side.js"),
  nestjs: () => ofPeers("nestjs-side.js"),
  http: async () => (await import("./http-pool.ts")).httpPool,
  ours: async () => (await import("./ours.ts")).ours,
};

/** Those that need the packages of bench/peers. */
export const FROM_PEERS: readonly string[] = ["moleculer", "nestjs"];

export const peersInstalled = (): boolean =>
  existsSync(join(PEERS_FOLDER, "node_modules", "moleculer"));

/** @throws Error when there is none of this name */
export function loadSide(name: string): Promise<Side> {
  const load = LOADERS[name];
  if (load === undefined)
    throw new Error(`there is no '${name}'; there are ${Object.keys(LOADERS).join(", ")}`);
  return load();
}
