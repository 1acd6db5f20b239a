/**
 * What an operator may see and change while the gateway runs. It holds until the next start.
 *
 * ADMIN-1 Each change is one line of the log, with who made it, what it is, and how it was before
 *    and after; what changes nothing has none.
 * ADMIN-2 A change with any fault changes nothing, and is refused with all faults.
 */
import { isSellerName } from "../../common/offers/offer-fields.ts";
import { AuctionError, type Fault } from "../../proto/errors.ts";
import { isToken } from "../../proto/subjects.ts";
import type { Experiments, ExperimentsView } from "../experiments/experiments.ts";
import type { BidderView } from "../scatter/microservice-client.ts";
import { isRecord } from "../search/cross-field-rules.ts";
import { DISABLED_MAX } from "../search/disabled-bidders.ts";
import { quoted } from "../search/problem.ts";
import type { PolicyBounds, PolicyDefaults } from "../search/search-schema.ts";
import { faultsOf } from "../search/validation-error.ts";
import { policyWith } from "../tenants/tenant-search.ts";
import { policySettings } from "../tenants/tenants-schema.ts";

/** One change, as it is logged. */
export interface AdminChange {
  /** The key by which it was made. */
  readonly who: string;
  readonly what: "bidder" | "seller" | "instance" | "policy" | "arm";
  /** The bidder, the seller, the instance (`nonstop/i-1`) or the arm, of a change of one. */
  readonly name?: string;
  readonly before: unknown;
  readonly after: unknown;
}

interface AdministrationPorts {
  /** What searches are made by. */
  readonly searches: {
    policy: PolicyDefaults;
    disabled: readonly string[];
    disabledSellers: readonly string[];
  };
  /** Asks an instance to drain. @throws AuctionError `no-broker` */
  readonly drain: (bidder: string, instance: string) => void;
  readonly bounds: PolicyBounds;
  readonly bidders: () => readonly BidderView[];
  readonly changed: (change: AdminChange) => void;
  /** Null: this gateway has no policies file. */
  readonly experiments: Pick<Experiments, "view" | "setArm"> | null;
}

const STATES = ["enabled", "disabled"] as const;
type State = (typeof STATES)[number];

/** The only state that an instance can be given: it leaves, and another start is another one. */
const DRAINING = "draining";

/** A6: an offer is compared with these where any is disabled. A seller has one name or a few. */
const SELLERS_DISABLED_MAX = 64;

/** As long as a bid may have it. */
const SELLER_CHARS_MAX = 80;

/** Where disabled bidders or sellers are named. */
interface DisabledList {
  readonly what: "bidder" | "seller";
  readonly field: "disabled" | "disabledSellers";
  readonly max: number;
}

const ARM_STATES = ["running", "stopped"] as const;
type ArmState = (typeof ARM_STATES)[number];

interface AdministrationView {
  readonly policy: PolicyDefaults;
  readonly bidders: readonly (BidderView & { readonly state: State })[];
  /** The disabled bidders that are not connected. */
  readonly disabledAndAway: readonly string[];
  /** Sellers whose offers are left out (DISABLED-3). */
  readonly disabledSellers: readonly string[];
}

export class Administration {
  readonly #ports: AdministrationPorts;

  constructor(ports: AdministrationPorts) {
    this.#ports = ports;
  }

  /** Who is connected, and what searches are made by. A disabled bidder is there in any case. */
  view(): AdministrationView {
    const { searches, bidders } = this.#ports;
    const connected = bidders();
    const away = searches.disabled.filter((name) => !connected.some((one) => one.bidder === name));
    return {
      policy: searches.policy,
      bidders: connected.map((one) => ({
        ...one,
        state: stateAmong(searches.disabled, one.bidder),
      })),
      disabledAndAway: away,
      disabledSellers: searches.disabledSellers,
    };
  }

  /** @throws AuctionError `invalid-request` */
  setBidder(bidder: string, raw: unknown, who: string) {
    if (!isToken(bidder))
      throw refused([{ path: "", message: `'${quoted(bidder)}' is no bidder's name` }]);
    const list = { what: "bidder", field: "disabled", max: DISABLED_MAX } as const;
    return { bidder, state: this.#setState(list, bidder, stateIn(raw, STATES), who) };
  }

  /** The policies by name, and the arms of the experiment. @throws AuctionError `not-found` */
  viewExperiment(): ExperimentsView {
    return this.#experiments.view();
  }

  get #experiments(): Pick<Experiments, "view" | "setArm"> {
    const { experiments } = this.#ports;
    if (experiments !== null) return experiments;
    throw new AuctionError("not-found", "this gateway has no policies: POLICIES_FILE is not set");
  }

  /** Until the policies file changes. @throws AuctionError `invalid-request`, `not-found` */
  setArm(arm: string, raw: unknown, who: string) {
    const state = stateIn(raw, ARM_STATES);
    const before: ArmState = this.#experiments.setArm(arm, state, who);
    if (before !== state)
      this.#ports.changed({ who, what: "arm", name: arm, before, after: state });
    return { arm, state };
  }

  /** @throws AuctionError `invalid-request` */
  setSeller(seller: string, raw: unknown, who: string) {
    if (!isSellerName(seller, SELLER_CHARS_MAX))
      throw refused([{ path: "", message: `'${quoted(seller)}' is no seller's name` }]);
    const list = { what: "seller", field: "disabledSellers", max: SELLERS_DISABLED_MAX } as const;
    return { seller, state: this.#setState(list, seller, stateIn(raw, STATES), who) };
  }

  /** The state that it has then. @throws AuctionError `invalid-request` */
  #setState({ what, field, max }: DisabledList, name: string, after: State, who: string): State {
    const { searches, changed } = this.#ports;
    const before = stateAmong(searches[field], name);
    if (before === after) return after;
    const others = searches[field].filter((one) => one !== name);
    if (after === "disabled" && others.length >= max)
      throw refused([
        { path: "state", message: `${max} ${what}s are disabled, which is the limit` },
      ]);
    searches[field] = after === "disabled" ? [...others, name].sort() : others;
    changed({ who, what, name, before, after });
    return after;
  }

  /**
   * Asks one instance to end what it does and to leave. It stays on the roster until it has.
   *
   * @throws AuctionError `invalid-request`; `not-found` where it is not connected; `no-broker`
   */
  drainInstance(bidder: string, instance: string, raw: unknown, who: string) {
    const { bidders, drain, changed } = this.#ports;
    if (!isRecord(raw) || raw["state"] !== DRAINING || Object.keys(raw).length !== 1)
      throw refused([{ path: "state", message: `must be ${DRAINING}, and the only field` }]);
    const known = bidders().find((one) => one.bidder === bidder)?.instances ?? [];
    if (!known.some(({ id }) => id === instance))
      throw new AuctionError(
        "not-found",
        `no instance '${quoted(instance)}' of '${quoted(bidder)}' is connected`,
      );
    drain(bidder, instance);
    const name = `${bidder}/${instance}`;
    changed({ who, what: "instance", name, before: "connected", after: DRAINING });
    return { bidder, instance, state: DRAINING };
  }

  /** Changes the fields that are named. @throws AuctionError `invalid-request` */
  setPolicy(raw: unknown, who: string): PolicyDefaults {
    const { searches, changed } = this.#ports;
    const parsed = policySettings.safeParse(raw);
    if (!parsed.success) {
      const known = { "": Object.keys(policySettings.shape) };
      throw refused(parsed.error.issues.flatMap((issue) => faultsOf(issue, known)));
    }
    const before = searches.policy;
    const after = policyWith(parsed.data, before);
    const faults = this.#contradictions(after);
    if (faults.length > 0) throw refused(faults);
    if (JSON.stringify(after) === JSON.stringify(before)) return before;
    searches.policy = after;
    changed({ who, what: "policy", before, after });
    return after;
  }

  /** As those of the settings (config-contradictions.ts). */
  #contradictions({ deadlineMs, quorum, required }: PolicyDefaults): Fault[] {
    const { deadlineMsMin: min, deadlineMsMax: max } = this.#ports.bounds;
    const faults: Fault[] = [];
    if (deadlineMs < min || deadlineMs > max)
      faults.push({ path: "deadlineMs", message: `must be from ${min} to ${max} here` });
    if (typeof quorum === "number" && quorum < required.length)
      faults.push({
        path: "quorum",
        message: `must be at least ${required.length}: so many bidders are required`,
      });
    return faults;
  }
}

function stateAmong(disabled: readonly string[], name: string): State {
  return disabled.includes(name) ? "disabled" : "enabled";
}

/** @throws AuctionError `invalid-request` */
function stateIn<Word extends string>(raw: unknown, words: readonly Word[]): Word {
  const state = isRecord(raw) && Object.keys(raw).length === 1 ? raw["state"] : undefined;
  if (words.includes(state as Word)) return state as Word;
  throw refused([{ path: "state", message: `must be ${words.join(" or ")}, and the only field` }]);
}

function refused(faults: readonly Fault[]): AuctionError {
  const named = faults.map(({ path, message }) => (path === "" ? message : `${path} ${message}`));
  return new AuctionError("invalid-request", `the change is refused: ${named.join("; ")}`, {
    faults,
  });
}
