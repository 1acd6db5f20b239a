/** What a test's broker runs on: a container, or a process. Its port and its state outlive `down` and `up`. */
export interface BrokerMachine {
  down(): Promise<void>;
  up(): Promise<void>;
  /** Stops it and removes all that it kept. */
  stop(): Promise<void>;
}
