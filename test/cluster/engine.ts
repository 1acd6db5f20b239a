/**
 * The container engine's commands that the test of a cluster needs. Every container and the network
 * carry the run's name, and nothing else is touched.
 */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { RUN_LABEL } from "../harness/broker-machine.ts";
import { until } from "../harness/until.ts";

/** What a container's log may have: an hour of a gateway's lines. */
const OUTPUT_BYTES_MAX = 512 * 1024 * 1024;

/** @throws Error with what the command says */
async function command(program: string, ...args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(program, args, { maxBuffer: OUTPUT_BYTES_MAX });
  return stdout.trim();
}

export const docker = (...args: readonly string[]) => command("docker", ...args);

export interface ContainerSpec {
  readonly name: string;
  /** Its name on the network. */
  readonly host: string;
  readonly network: string;
  readonly image: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Folders of this machine, read-only, by their place in the container. */
  readonly folders: Readonly<Record<string, string>>;
  /** Ports of the container, by the port of 127.0.0.1 that leads there. */
  readonly ports: Readonly<Record<number, number>>;
  /** Further options of the engine. */
  readonly options?: readonly string[];
  readonly command: readonly string[];
}

export class Container {
  readonly name: string;
  readonly host: string;

  private constructor({ name, host }: ContainerSpec) {
    this.name = name;
    this.host = host;
  }

  static async start(spec: ContainerSpec): Promise<Container> {
    const pairs = (option: string, record: Readonly<Record<string, unknown>>, mark: string) =>
      Object.entries(record).flatMap(([key, value]) => [option, `${key}${mark}${value}`]);
    await docker(
      ...["run", "--detach", "--name", spec.name, "--network", spec.network],
      ...["--network-alias", spec.host, "--hostname", spec.host],
      // What a run of the tests leaves behind when it is killed is removed by this.
      ...["--label", `${RUN_LABEL}=${process.env["BROKER_RUN"] ?? "by-hand"}`],
      // As in compose.yaml: nothing is written, and no right is needed.
      ...["--read-only", "--cap-drop", "ALL", "--security-opt", "no-new-privileges"],
      ...pairs("--env", spec.environment, "="),
      ...Object.entries(spec.folders).flatMap(([to, from]) => ["--volume", `${from}:${to}:ro`]),
      ...Object.entries(spec.ports).flatMap(([at, to]) => ["--publish", `127.0.0.1:${at}:${to}`]),
      ...(spec.options ?? []),
      ...[spec.image, ...spec.command],
    );
    return new Container(spec);
  }

  kill = () => docker("kill", this.name);
  start = () => docker("start", this.name);
  /** On a machine that many load the engine may not stop all threads in time, and gives up. */
  pause = () => until(() => docker("pause", this.name), { what: `${this.name} to freeze` });
  unpause = () => docker("unpause", this.name);
  /** Of a broker: its configuration is read again. */
  reload = () => docker("kill", "--signal", "HUP", this.name);
  /** Ends it by SIGTERM, waits until it has drained, and starts it. */
  restart = () => docker("restart", "--time", "20", this.name);

  /** All packets from and to it are dropped: the others see neither an end nor a refusal. */
  async dropPackets(): Promise<void> {
    for (const chain of ["INPUT", "OUTPUT"])
      await this.#inNetwork("iptables", "-A", chain, "-j", "DROP");
  }

  async passPackets(): Promise<void> {
    await this.#inNetwork("iptables", "-F");
  }

  async #inNetwork(...args: readonly string[]): Promise<void> {
    const process = await docker("inspect", "--format", "{{.State.Pid}}", this.name);
    await command("nsenter", "--target", process, "--net", ...args);
  }

  /** Its output since its first start, lines of both streams. */
  async log(): Promise<string[]> {
    const { stdout, stderr } = await promisify(execFile)("docker", ["logs", this.name], {
      maxBuffer: OUTPUT_BYTES_MAX,
    });
    return `${stdout}\n${stderr}`.split("\n");
  }
}
