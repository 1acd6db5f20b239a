/**
 * What a test's broker runs on: a container, or a process. Its port and its state stay the same
 * over `down` and `up`.
 */
export interface BrokerMachine {
  down(): Promise<void>;
  up(): Promise<void>;
  /** Sends a signal to the broker's process. Only a process of this machine can receive one. */
  signal?(signal: NodeJS.Signals): void;
  /** Stops it and removes all that it kept. */
  stop(): Promise<void>;
}

/** Containers of one run of the tests carry the run's id. */
export const RUN_LABEL = "scatter-by-auction.run";
