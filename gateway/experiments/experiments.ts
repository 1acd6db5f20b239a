/**
 * The policies of a gateway by their names, and the experiment that runs with them.
 *
 * EXPERIMENT-1 A new file counts as a whole or not at all: one with a fault changes nothing, and is
 *    logged and counted.
 * EXPERIMENT-2 A file that says the same as before changes nothing. With another one an experiment
 *    begins again: what was counted under other shares is not mixed with what follows, since both
 *    may have had other traffic, and an arm that was stopped runs.
 * EXPERIMENT-3 A search whose arm is stopped is one of control. No search changes between other
 *    arms for it.
 * EXPERIMENT-4 With `by: "key"` a search whose caller states no key is outside of the experiment:
 *    it has no arm, also not control, whose callers would otherwise be others than those of the arms.
 */
import { LRUCache } from "lru-cache";
import { AuctionError, type Fault } from "../../proto/errors.ts";
import type { Money, SearchResult } from "../../proto/messages.ts";
import type { RegretEvent } from "../auction/ledger-events.ts";
import type { ShadowResult } from "../auction/shadow-policy.ts";
import { quoted } from "../search/problem.ts";
import { Arm, type ArmStop, type ArmView } from "./arm.ts";
import { ArmCounts, type ArmCountsView } from "./arm-counts.ts";
import { ArmTable } from "./arm-table.ts";
import type { ReadPolicies } from "./policies-file.ts";
import {
  BASIS_POINTS,
  type ExperimentEntry,
  type NamedPolicy,
  type PoliciesFile,
} from "./policies-schema.ts";

export interface ExperimentsListener {
  /** A file counts from now on; with its experiment, if it has one. */
  policiesRead(policies: number, experiment: string | null, arms: readonly string[]): void;
  /** A file has faults: what was read before counts on. */
  policiesRefused(faults: readonly Fault[]): void;
  /** An auction of this arm has ended. */
  armEnded(arm: string, result: Pick<SearchResult, "partial" | "elapsedMs">): void;
  armStopped(experiment: string, arm: string, why: ArmStop): void;
  shadowEnded(result: ShadowResult): void;
}

interface ExperimentsPorts {
  readonly listener: ExperimentsListener;
  /** Monotonic. */
  readonly nowMs: () => number;
  readonly read: (path: string) => ReadPolicies;
  /** The currency of prices and regrets in counts, and an amount in it. */
  readonly currency: string;
  readonly worth: (money: Money) => number | null;
  /** A6: searches whose regret is not known yet. */
  readonly searchesMax: number;
}

/** The arm of one search, with the policies that are computed beside it. */
export interface Assignment {
  readonly arm: Arm;
  readonly shadows: readonly ShadowEntry[];
}

interface ShadowEntry {
  readonly name: string;
  readonly policy: NamedPolicy;
  readonly counts: ShadowCounts;
}

/** What is counted of one shadow policy. */
class ShadowCounts {
  /** Where it is known what the auction would have been. */
  readonly known = new ArmCounts();
  unknown = 0;
  /** Auctions in which nothing would have been shown, although something was. */
  nothing = 0;
}

interface ShadowView extends ArmCountsView {
  readonly policy: string;
  readonly unknown: number;
  readonly nothing: number;
}

export interface ExperimentsView {
  /** Names. */
  readonly policies: readonly string[];
  readonly experiment: string | null;
  /** Whether searches or keys are assigned to its arms; null: there is none. */
  readonly by: ExperimentEntry["by"] | null;
  /** Of all amounts here. */
  readonly currency: string;
  readonly arms: readonly ArmView[];
  /** Their regret: how much more the best offer would have cost than the one that was shown. */
  readonly shadows: readonly ShadowView[];
}

/** An experiment as its file describes it. */
interface Running {
  readonly entry: ExperimentEntry;
  readonly table: ArmTable;
  readonly control: Assignment;
  readonly arms: readonly Assignment[];
  readonly shadows: readonly ShadowEntry[];
}

export class Experiments {
  readonly path: string;
  readonly #ports: ExperimentsPorts;
  /** By search id: the arms of searches whose regret is not known yet. */
  readonly #regretOf: LRUCache<string, Arm>;
  #text = "";
  #policies: readonly string[] = [];
  #running: Running | null = null;

  /** @param file what it says at the start */
  constructor(path: string, file: PoliciesFile, ports: ExperimentsPorts) {
    this.path = path;
    this.#ports = ports;
    this.#regretOf = new LRUCache({ max: ports.searchesMax });
    this.#use(file);
  }

  /** EXPERIMENT-1 */
  reload(): void {
    const { listener, read } = this.#ports;
    const { file, faults } = read(this.path);
    if (file === null) listener.policiesRefused(faults);
    else this.#use(file);
  }

  /** EXPERIMENT-2 */
  #use(file: PoliciesFile): void {
    const text = JSON.stringify(file);
    const { policies, experiment } = file;
    if (text !== this.#text) {
      this.#text = text;
      this.#policies = Object.keys(policies);
      this.#running = experiment === undefined ? null : runningOf(experiment, policies);
      this.#regretOf.clear();
    }
    const arms = this.#running?.arms.map(({ arm }) => arm.name) ?? [];
    this.#ports.listener.policiesRead(this.#policies.length, experiment?.name ?? null, arms);
  }

  /**
   * The arm of a search; undefined where it has none (EXPERIMENT-3, EXPERIMENT-4).
   *
   * @param key what its caller states; undefined: nothing
   */
  assign(searchId: string, key: string | undefined): Assignment | undefined {
    const running = this.#running;
    if (running === null) return undefined;
    const { entry, table, control, arms } = running;
    const id = entry.by === "search" ? searchId : key;
    if (id === undefined) return undefined;
    const assigned = arms[table.armOf(id)] ?? control;
    return assigned.arm.stopped === null ? assigned : control;
  }

  /** Its search has a result. */
  ended({ arm }: Assignment, result: SearchResult): void {
    const { listener, nowMs, worth } = this.#ports;
    const { searchId, endedBy, partial, elapsedMs, itineraries } = result;
    const price = itineraries[0]?.price;
    const bestPrice = price === undefined ? null : worth(price);
    arm.counts.add({ endedBy, partial, elapsedMs, bestPrice });
    this.#regretOf.set(searchId, arm);
    listener.armEnded(arm.name, result);
    const breach = arm.guarded(nowMs(), partial, elapsedMs);
    if (breach !== null && this.#has(arm)) this.#stop(arm, { by: "guard", breach });
  }

  /** A search that was assigned before a new file has an arm of the old one (EXPERIMENT-2). */
  #has(arm: Arm): boolean {
    return this.#running?.arms.some((one) => one.arm === arm) ?? false;
  }

  #stop(arm: Arm, why: ArmStop): void {
    arm.stop(why);
    this.#ports.listener.armStopped(this.#running?.entry.name ?? "", arm.name, why);
  }

  /** What the ledger knows of the regret of a search: once for each. */
  regret({ searchId, regret }: Pick<RegretEvent, "searchId" | "regret">): void {
    const arm = this.#regretOf.get(searchId);
    if (arm === undefined) return;
    this.#regretOf.delete(searchId);
    arm.counts.addRegret(regret === null ? null : this.#ports.worth(regret));
  }

  /** What the auction of this search would have been under each shadow policy. */
  shadowed(
    { shadows }: Assignment,
    results: readonly ShadowResult[],
    itineraries: SearchResult["itineraries"],
  ): void {
    const { worth, listener } = this.#ports;
    const served = itineraries[0];
    for (const result of results) {
      listener.shadowEnded(result);
      const counts = shadows.find(({ name }) => name === result.policy)?.counts;
      if (counts === undefined) continue;
      if (result.end === null) {
        counts.unknown++;
        continue;
      }
      const { endedBy, partial, elapsedMs, best } = result.end;
      const bestPrice = best === null ? null : worth(best.price);
      counts.known.add({ endedBy, partial, elapsedMs, bestPrice });
      if (served === undefined) continue;
      if (best === null) counts.nothing++;
      const { currency } = served.price;
      const more = best === null ? null : worth({ amount: best.cost - served.cost, currency });
      counts.known.addRegret(more);
    }
  }

  /**
   * Stops an arm, or lets it run again. Returns how it was before.
   *
   * @throws AuctionError `not-found`
   */
  setArm(name: string, state: "running" | "stopped", who: string): "running" | "stopped" {
    const arm = this.#running?.arms.find((one) => one.arm.name === name)?.arm;
    if (arm === undefined) {
      const names = this.#running?.arms.map((one) => one.arm.name) ?? [];
      const there = names.length === 0 ? "there is none" : `there are ${names.join(", ")}`;
      throw new AuctionError("not-found", `no arm is named '${quoted(name)}'; ${there}`);
    }
    const before = arm.stopped === null ? "running" : "stopped";
    if (before === state) return before;
    if (state === "running") arm.resume();
    else this.#stop(arm, { by: "operator", who });
    return before;
  }

  view(): ExperimentsView {
    const running = this.#running;
    return {
      policies: this.#policies,
      experiment: running?.entry.name ?? null,
      by: running?.entry.by ?? null,
      currency: this.#ports.currency,
      arms: running === null ? [] : [running.control, ...running.arms].map((one) => one.arm.view()),
      shadows: (running?.shadows ?? []).map(({ name, counts }) => ({
        ...{ policy: name, unknown: counts.unknown, nothing: counts.nothing },
        ...counts.known.view(),
      })),
    };
  }
}

function runningOf(entry: ExperimentEntry, policies: PoliciesFile["policies"]): Running {
  const shadows = entry.shadows.map((name) => ({
    ...{ name, policy: policies[name] as NamedPolicy, counts: new ShadowCounts() },
  }));
  const arms = entry.arms.map(({ name, policy: policyName, share, guard = entry.guard }) => ({
    arm: new Arm({
      ...{ name, policyName, share, guard },
      // A copy: rules are kept by it, and two arms may have one policy.
      policy: { ...(policies[policyName] as NamedPolicy) },
    }),
    shadows,
  }));
  const rest = BASIS_POINTS - entry.arms.reduce((sum, { share }) => sum + share, 0);
  const table = new ArmTable(entry.salt ?? entry.name, entry.arms);
  return { entry, table, arms, shadows, control: { arm: Arm.control(rest), shadows } };
}
