/**
 * Copies of messages that are kept for a moment. Small ones share buffers of 16 kB, since a buffer
 * of its own costs more than the copy. Node's own pool (`Buffer.from`) has 64 kB in some releases:
 * so much would each small message keep in memory.
 *
 * A6: beside what is counted of it, a message keeps one such buffer at most.
 */
export const POOL_BYTES = 16 * 1024;
/** A larger message has a buffer of its own. */
const SHARED_MAX = POOL_BYTES / 8;

export class MessagePool {
  #buffer = Buffer.allocUnsafeSlow(0);
  #end = 0;

  copyOf(bytes: Uint8Array): Uint8Array {
    if (bytes.length > SHARED_MAX) return new Uint8Array(bytes);
    if (this.#end + bytes.length > this.#buffer.length) {
      // Not of Node's pool, and not filled with zeros.
      this.#buffer = Buffer.allocUnsafeSlow(POOL_BYTES);
      this.#end = 0;
    }
    const copy = new Uint8Array(this.#buffer.buffer, this.#end, bytes.length);
    copy.set(bytes);
    this.#end += bytes.length;
    return copy;
  }
}
