/** One arm of an experiment while it runs: its policy, its counts, and whether it is stopped. */
import { ArmCounts, type ArmCountsView } from "./arm-counts.ts";
import { type Breach, GuardRail } from "./guard-rail.ts";
import { CONTROL, type GuardLimits, type NamedPolicy } from "./policies-schema.ts";

/** Why an arm gets no more searches. */
export type ArmStop =
  | { readonly by: "guard"; readonly breach: Breach }
  | { readonly by: "operator"; readonly who: string };

export interface ArmView extends ArmCountsView {
  readonly arm: string;
  /** Null: that of the gateway. */
  readonly policy: string | null;
  /** Basis points, as the file says. */
  readonly share: number;
  readonly state: "running" | "stopped";
  /** Null while it runs. */
  readonly stopped: ArmStop | null;
}

interface ArmTerms {
  readonly name: string;
  /** Null for control. */
  readonly policyName: string | null;
  readonly policy: NamedPolicy | null;
  readonly share: number;
  readonly guard: GuardLimits | undefined;
}

export class Arm {
  readonly name: string;
  /** Null for control: the policy of the gateway. */
  readonly policy: NamedPolicy | null;
  readonly counts = new ArmCounts();
  readonly #terms: ArmTerms;
  #guard: GuardRail | null;
  #stopped: ArmStop | null = null;

  constructor(terms: ArmTerms) {
    this.name = terms.name;
    this.policy = terms.policy;
    this.#terms = terms;
    this.#guard = guardOf(terms);
  }

  static control(share: number): Arm {
    return new Arm({ name: CONTROL, policyName: null, policy: null, share, guard: undefined });
  }

  get stopped(): ArmStop | null {
    return this.#stopped;
  }

  stop(why: ArmStop): void {
    this.#stopped = why;
  }

  /** What its guard rails have counted is forgotten: it would be stopped again by it. */
  resume(): void {
    this.#stopped = null;
    this.#guard = guardOf(this.#terms);
  }

  /** The breach of its bounds that there is now; null: none, or it is stopped already. */
  guarded(nowMs: number, partial: boolean, elapsedMs: number): Breach | null {
    if (this.#guard === null || this.#stopped !== null) return null;
    return this.#guard.observe(nowMs, partial, elapsedMs);
  }

  view(): ArmView {
    const { name: arm, policyName: policy, share } = this.#terms;
    const state = this.#stopped === null ? "running" : "stopped";
    return { arm, policy, share, state, stopped: this.#stopped, ...this.counts.view() };
  }
}

function guardOf({ guard }: ArmTerms): GuardRail | null {
  return guard === undefined ? null : new GuardRail(guard);
}
