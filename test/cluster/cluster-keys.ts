/**
 * The keys and certificates of the cluster under test, renewed and revoked as docs/cluster.md says:
 * the operator changes the files of a folder of their own, copies `users.conf` to the brokers, lets
 * them read it again, and copies the files of a role to its processes.
 */
import { chmod, chown, cp, mkdir, readdir, rename } from "node:fs/promises";
import { join } from "node:path";
import { makeCredentials, renew, retire, revoke } from "../../script/cluster/credentials.ts";
import type { Container } from "./engine.ts";

const USERS_FILE = "users.conf";
/** What a process of a role reads to sign in. */
const ROLE_FILES = ["seed", "key", "pem"] as const;

interface KeyFolders {
  /** The operator's own: nobody else reads it. */
  readonly operator: string;
  /** What gateways, bidders and brokers read. */
  readonly processes: string;
  /** The configuration of the brokers. */
  readonly conf: string;
  /** The user that the processes run as. */
  readonly user: number;
}

export class ClusterKeys {
  readonly #folders: KeyFolders;

  private constructor(folders: KeyFolders) {
    this.#folders = folders;
  }

  /** @param extraRole one that the system itself does not have */
  static async make(
    folders: KeyFolders,
    nodes: Readonly<Record<string, readonly string[]>>,
    extraRole: string,
  ): Promise<ClusterKeys> {
    const keys = new ClusterKeys(folders);
    const { operator, processes, user } = folders;
    await makeCredentials(operator, nodes);
    await renew(operator, extraRole);
    await mkdir(processes);
    await chown(processes, user, user);
    for (const file of await readdir(operator)) await keys.#give(file);
    await keys.#giveUsers();
    return keys;
  }

  /**
   * New keys and certificates of these roles, beside the old ones; the processes have them. No
   * connection is cut.
   */
  async renew(roles: readonly string[], brokers: readonly Container[]): Promise<void> {
    const { operator } = this.#folders;
    for (const role of roles) await renew(operator, role);
    await this.#readAgain(brokers);
    for (const role of roles)
      for (const ending of ROLE_FILES) await this.#give(`${role}.${ending}`);
  }

  /** The newest key of each role is the only one for each broker that starts after this. */
  async retire(roles: readonly string[]): Promise<void> {
    for (const role of roles) await retire(this.#folders.operator, role);
    await this.#giveUsers();
  }

  /** The role has no key: its connections are cut, and no other is accepted. */
  async revoke(role: string, brokers: readonly Container[]): Promise<void> {
    await revoke(this.#folders.operator, role);
    await this.#readAgain(brokers);
  }

  /** One node after the other. */
  async #readAgain(brokers: readonly Container[]): Promise<void> {
    await this.#giveUsers();
    for (const broker of brokers) await broker.reload();
  }

  async #giveUsers(): Promise<void> {
    const { operator, conf } = this.#folders;
    await cp(join(operator, USERS_FILE), join(conf, `${USERS_FILE}.new`));
    await rename(join(conf, `${USERS_FILE}.new`), join(conf, USERS_FILE));
  }

  /** A process reads a file as a whole: the old one or the new one. */
  async #give(file: string): Promise<void> {
    const { operator, processes, user } = this.#folders;
    const made = join(processes, `${file}.new`);
    await cp(join(operator, file), made);
    await chown(made, user, user);
    await chmod(made, 0o400);
    await rename(made, join(processes, file));
  }
}
