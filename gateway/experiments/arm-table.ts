/**
 * Which arm of an experiment an id belongs to: pure, and the same at every gateway that has the
 * file.
 *
 * All ids fall into 10,000 buckets by a hash, and each arm takes as many buckets as its share says.
 * An arm has an order of all buckets of its own, by a hash of its name, and takes the first that no
 * arm before it in the file has taken. So what an arm has depends on its own share and on the arms
 * before it alone.
 *
 * ARM-1 An id belongs to one arm, which depends on the id, the salt and the arms alone.
 * ARM-2 An arm has exactly as many buckets as its share has hundredths of a percent; the rest is
 *    control.
 * ARM-3 When the share of one arm changes by some buckets, an arm before it in the file keeps all
 *    of its own, and each arm after it changes as many of its own at most. No id leaves an arm that
 *    grows, and none enters one that shrinks. Of the last arm, ids move between it and control
 *    alone: the fewest possible.
 */
import { BASIS_POINTS } from "./policies-schema.ts";

interface SharedArm {
  readonly name: string;
  /** Basis points. */
  readonly share: number;
}

/** What stands for control in the table of buckets. */
const FREE = 0;

export class ArmTable {
  readonly #salt: number;
  /** Of each bucket, the place of its arm in the list of arms, plus one. */
  readonly #buckets = new Uint8Array(BASIS_POINTS);

  /** @param arms their shares are `BASIS_POINTS` at most together */
  constructor(salt: string, arms: readonly SharedArm[]) {
    this.#salt = hashOf(salt, SEED);
    for (const [i, { name, share }] of arms.entries()) {
      const order = orderOf(hashOf(name, this.#salt));
      let left = share;
      for (const bucket of order) {
        if (left === 0) break;
        if (this.#buckets[bucket] !== FREE) continue;
        this.#buckets[bucket] = i + 1;
        left--;
      }
    }
  }

  /** The place of its arm in the list of arms; -1: control. */
  armOf(id: string): number {
    return (this.#buckets[hashOf(id, this.#salt) % BASIS_POINTS] as number) - 1;
  }
}

const SEED = 0x811c9dc5;
const PRIME = 0x01000193;

/** FNV-1a of the UTF-16 code units, with the finalizer of MurmurHash3, so that all bits mix. */
function hashOf(text: string, seed: number): number {
  let hash = seed;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    hash = Math.imul(hash ^ (unit & 0xff), PRIME);
    hash = Math.imul(hash ^ (unit >>> 8), PRIME);
  }
  return mixed(hash);
}

function mixed(hash: number): number {
  let h = hash;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** All buckets in an order that follows from the seed (Fisher and Yates). */
function orderOf(seed: number): Uint16Array {
  const order = Uint16Array.from({ length: BASIS_POINTS }, (_, i) => i);
  let state = seed;
  for (let i = BASIS_POINTS - 1; i > 0; i--) {
    // The sequence of Weyl, mixed: a generator with a state of one number.
    state = (state + 0x9e3779b9) | 0;
    const other = mixed(state) % (i + 1);
    const bucket = order[i] as number;
    order[i] = order[other] as number;
    order[other] = bucket;
  }
  return order;
}
