/** The processes of one competitor while it is measured. */
import type { BenchProcess } from "./bench-process.ts";
import type { CallerLoad, LoadMeasured } from "./drive.ts";
import { type Usage, usageOf } from "./process-usage.ts";

interface SessionProcesses {
  readonly gateway: BenchProcess;
  readonly bidders: readonly BenchProcess[];
  /** Where searches come from: the gateway's process, or another one. */
  readonly caller: BenchProcess;
  readonly brokerPid: number | undefined;
}

/** What the auctions of one load cost. */
export interface Costs extends LoadMeasured {
  readonly perSecond: number;
  /** Microseconds of processor time for each auction. */
  readonly gatewayCpuUs: number;
  /** The processor time of all bidders together. */
  readonly biddersCpuUs: number;
  readonly brokerCpuUs: number;
  /**
   * The processor time of gateway, broker and bidders together; callers in another process do not
   * count.
   */
  readonly allCpuUs: number;
  /** The bytes of an auction's calls and bids, as the bidders' processes read and write them. */
  readonly wireBytes: number;
  /** The most memory that the gateway's process has had since its start. */
  readonly peakBytes: number;
}

interface Usages {
  readonly gateway: Usage;
  readonly bidders: readonly Usage[];
  readonly brokerCpuUs: number;
}

export class Session {
  readonly #processes: SessionProcesses;

  constructor(processes: SessionProcesses) {
    this.#processes = processes;
  }

  get gateway(): BenchProcess {
    return this.#processes.gateway;
  }

  /** @throws Error when the answer is not exactly the expected one */
  check(): Promise<void> {
    return this.#processes.caller.call("check");
  }

  async run(load: CallerLoad): Promise<Costs> {
    const before = await this.#usages();
    const driven = await this.#processes.caller.call<LoadMeasured>("run", load, load.ms);
    const after = await this.#usages();
    const { auctions, elapsedMs } = driven;
    const gatewayUs = after.gateway.cpuUs - before.gateway.cpuUs;
    const biddersUs = difference(before, after, "cpuUs");
    const brokerUs = after.brokerCpuUs - before.brokerCpuUs;
    return {
      ...driven,
      perSecond: (1_000 * auctions) / elapsedMs,
      gatewayCpuUs: gatewayUs / auctions,
      biddersCpuUs: biddersUs / auctions,
      brokerCpuUs: brokerUs / auctions,
      allCpuUs: (gatewayUs + biddersUs + brokerUs) / auctions,
      wireBytes: difference(before, after, "transferredBytes") / auctions,
      peakBytes: after.gateway.peakBytes,
    };
  }

  /** The same, with the profiles of the gateway and of one bidder in files of this name. */
  async profiled(load: CallerLoad, path: string): Promise<Costs> {
    const { gateway, bidders } = this.#processes;
    const profiled = [
      { process: gateway, file: `${path}-gateway.cpuprofile` },
      { process: bidders[0] as BenchProcess, file: `${path}-bidder.cpuprofile` },
    ];
    for (const { process } of profiled) await process.call("profile");
    const costs = await this.run(load);
    for (const { process, file } of profiled) await process.call("writeProfile", file);
    return costs;
  }

  async #usages(): Promise<Usages> {
    const { gateway, bidders, brokerPid } = this.#processes;
    const [ofGateway, ...ofBidders] = await Promise.all(
      [gateway, ...bidders].map((process) => process.call<Usage>("usage")),
    );
    return {
      gateway: ofGateway as Usage,
      bidders: ofBidders,
      brokerCpuUs: brokerPid === undefined ? 0 : usageOf(brokerPid).cpuUs,
    };
  }
}

function difference(before: Usages, after: Usages, key: keyof Usage): number {
  const sum = ({ bidders }: Usages) => bidders.reduce((total, usage) => total + usage[key], 0);
  return sum(after) - sum(before);
}
