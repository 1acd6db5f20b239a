/**
 * What a bidder's process is started with, here as by `npm run bidder`. Threads that collect
 * garbage together wait for each other: with each doing its own, two searching threads do half as
 * much again. A small space for new objects keeps a process some 50 MB smaller, and costs no time
 * that could be measured.
 */
export const BIDDER_FLAGS: readonly string[] = ["--single-threaded-gc", "--max-semi-space-size=2"];
