/** Bounds of an auction that more than one module keeps (A6). */

/**
 * Kinds of bidders that a gateway knows. Each is a connection at least, of the 1,024 that nats.conf
 * allows in all, and a report in each result.
 */
export const BIDDERS_MAX = 512;

/** Bidders that bid without being expected; the messages of any further one are ignored. */
export const UNEXPECTED_BIDDERS_MAX = 16;
