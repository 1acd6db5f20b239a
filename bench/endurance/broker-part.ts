/** The broker of the endurance run: `nats.conf` as it ships, with a port for monitoring. */
import { readFileSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type BrokerProcess, startBinary } from "../../script/broker/binary.ts";
import { freePort } from "../../script/broker/port.ts";
import {
  type BrokerSecrets,
  brokerUsers,
  freshSecrets,
  NATS_CONF,
} from "../../script/broker/users.ts";

export class BrokerPart {
  readonly name = "broker";
  /** `http://127.0.0.1:…` of the broker's own monitoring. */
  readonly monitorUrl: string;
  readonly url: string;
  readonly passwords: BrokerSecrets["passwords"];
  readonly #folder: string;
  readonly #port: number;
  readonly #environment: BrokerSecrets["environment"];
  #running: BrokerProcess | undefined;

  private constructor(folder: string, port: number, monitorPort: number, secrets: BrokerSecrets) {
    this.#folder = folder;
    this.#port = port;
    this.#environment = secrets.environment;
    this.passwords = secrets.passwords;
    this.url = `nats://127.0.0.1:${port}`;
    this.monitorUrl = `http://127.0.0.1:${monitorPort}`;
  }

  /** @throws Error when it does not come up */
  static async start(folder: string): Promise<BrokerPart> {
    const conf = readFileSync(NATS_CONF, "utf8");
    const [port, monitorPort] = [await freePort(), await freePort()];
    const monitored = `http: "127.0.0.1:${monitorPort}"\n${conf}`;
    await writeFile(join(folder, "nats.conf"), monitored);
    const part = new BrokerPart(folder, port, monitorPort, freshSecrets(brokerUsers(conf)));
    await part.start();
    return part;
  }

  get pid(): number | undefined {
    return this.#running?.pid;
  }

  async start(): Promise<void> {
    this.#running = await startBinary({
      port: this.#port,
      storeFolder: this.#folder,
      environment: this.#environment,
      confPath: join(this.#folder, "nats.conf"),
    });
  }

  async kill(): Promise<void> {
    const running = this.#running;
    this.#running = undefined;
    running?.kill();
    await running?.ended;
  }

  async stop(): Promise<void> {
    const running = this.#running;
    this.#running = undefined;
    await running?.stop();
  }

  /** While it does not run: what JetStream keeps is gone, as with a disk that is replaced. */
  async loseStore(): Promise<void> {
    await rm(join(this.#folder, "jetstream"), { recursive: true, force: true });
  }

  freeze(): void {
    if (this.pid !== undefined) process.kill(this.pid, "SIGSTOP");
  }

  thaw(): void {
    if (this.pid !== undefined) process.kill(this.pid, "SIGCONT");
  }
}
