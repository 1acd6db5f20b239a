/**
 * By which rules a caller's searches and calendars are read: those of the gateway, or those of the
 * caller's tenant. They are made once, and again when the gateway's default policy changes.
 */
import { searchCost } from "../tenants/search-cost.ts";
import type { Tenant } from "../tenants/tenant.ts";
import {
  policyOfTenant,
  policyWith,
  type StatedPolicy,
  searchOfTenant,
  termsOfTenant,
} from "../tenants/tenant-search.ts";
import { createCalendarValidator } from "./calendar-validate.ts";
import { withoutDisabled } from "./disabled-bidders.ts";
import type { PolicyDefaults, ValidationTerms } from "./search-schema.ts";
import { createValidator, type ValidSearch } from "./validate.ts";

type Validate = (raw: unknown) => ValidSearch;

interface Rules {
  readonly policy: PolicyDefaults;
  /** @throws AuctionError `invalid-search`; of a tenant also `rate-limited` and `forbidden` */
  readonly search: Validate;
  readonly calendar: Validate;
}

export class CallerRules {
  #terms: ValidationTerms;
  #own: Rules;
  #disabled: readonly string[] = [];
  /** A tenant is another object after its file was read again. */
  #ofTenants = new WeakMap<Tenant, Rules>();
  /** By policies of an experiment, which are other objects after their file was read again. */
  #ofPolicies = new WeakMap<StatedPolicy, CallerRules>();

  constructor(terms: ValidationTerms) {
    this.#terms = terms;
    this.#own = rulesBy(terms);
  }

  /** The gateway's own, where there is no tenant. */
  of(tenant: Tenant | undefined): Rules {
    if (tenant === undefined) return this.#own;
    let rules = this.#ofTenants.get(tenant);
    if (rules === undefined) {
      rules = this.#asking(rulesOfTenant(this.#terms, tenant));
      this.#ofTenants.set(tenant, rules);
    }
    return rules;
  }

  /**
   * The rules where this policy stands in the place of the gateway's: what a tenant or a search
   * says itself counts before it. Null: the gateway's own.
   */
  under(policy: StatedPolicy | null): CallerRules {
    if (policy === null) return this;
    let rules = this.#ofPolicies.get(policy);
    if (rules === undefined) {
      rules = new CallerRules({ ...this.#terms, policy: policyWith(policy, this.#terms.policy) });
      rules.disabled = this.#disabled;
      this.#ofPolicies.set(policy, rules);
    }
    return rules;
  }

  /** The same policy alone, of a search that names none: no rules are made for it. */
  policyUnder(policy: StatedPolicy, tenant: Tenant | undefined): PolicyDefaults {
    const its = policyWith(policy, this.#terms.policy);
    return tenant === undefined ? its : policyOfTenant(its, tenant);
  }

  /** The policy of searches that name none, from now on. */
  setPolicy(policy: PolicyDefaults): void {
    this.#terms = { ...this.#terms, policy };
    this.#renew();
  }

  /** Bidders that no search asks, from now on (DISABLED-1). */
  get disabled(): readonly string[] {
    return this.#disabled;
  }

  set disabled(bidders: readonly string[]) {
    this.#disabled = bidders;
    this.#renew();
  }

  #renew(): void {
    this.#own = this.#asking(rulesBy(this.#terms));
    this.#ofTenants = new WeakMap();
    this.#ofPolicies = new WeakMap();
  }

  /** Where none is disabled, nothing stands before the validation. */
  #asking(rules: Rules): Rules {
    const disabled = this.#disabled;
    if (disabled.length === 0) return rules;
    const { policy, search, calendar } = rules;
    return {
      policy,
      search: (raw) => withoutDisabled(search(raw), disabled),
      calendar: (raw) => withoutDisabled(calendar(raw), disabled),
    };
  }
}

function rulesBy(terms: ValidationTerms): Rules {
  return {
    policy: terms.policy,
    search: createValidator(terms),
    calendar: createCalendarValidator(terms),
  };
}

function rulesOfTenant(terms: ValidationTerms, tenant: Tenant): Rules {
  const its = termsOfTenant(terms, tenant);
  const { policy, search, calendar } = rulesBy(its);
  const ofTenant = (validate: Validate): Validate => {
    return (raw) => {
      const asked = searchOfTenant(validate(raw), tenant, its.takingParams ?? NONE);
      tenant.usage.spend(searchCost(asked.slices));
      return asked;
    };
  };
  return { policy, search: ofTenant(search), calendar: ofTenant(calendar) };
}

const NONE = () => [];
