/** The packages of the peers that need some, where they are not there yet. */
import { messageOf } from "../../proto/errors.ts";
import { installPeers } from "../install-peers.ts";
import { FROM_PEERS, peersInstalled } from "./sides/index.ts";

/** Where they cannot be installed, their peers are left out of the table. */
export function installPeersOnce(sides: readonly string[], print: (text: string) => void): void {
  if (peersInstalled() || !sides.some((side) => FROM_PEERS.includes(side))) return;
  try {
    installPeers();
  } catch (thrown) {
    print(messageOf(thrown));
  }
}
