/** What happens to parts of the cluster, and what it leaves for the books. */
import type { BrokenSpan, KeptRecord, RequestRecord, Span } from "./records.ts";
import type { System } from "./system.ts";

/** What callers got so far, and what a fault writes down for the books. */
export interface Journal {
  readonly requests: readonly RequestRecord[];
  readonly kept: KeptRecord[];
  readonly revoked: (Span & { readonly kind: string })[];
  readonly killedGateways: (Span & { readonly gateway: string })[];
}

export interface Fault {
  readonly name: string;
  /**
   * Breaks a part, keeps it so for a while, and repairs it. A fault of which one part after the
   * other is concerned waits between them until the system is whole.
   */
  inflict(system: System, holdMs: number, journal: Journal): Promise<void>;
  /**
   * What is killed, frozen or cut off, and may take with it what it has not passed on. Absent where
   * nothing may be lost, as where a gateway is rolled.
   */
  readonly breaks?: BrokenSpan["part"];
}
