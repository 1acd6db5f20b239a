/**
 * Callers over HTTP that cost as little as possible: they share the machine with what is measured.
 * A connection for each; of an answer, only the status and the length are read.
 */
import { connect, type Socket } from "node:net";

interface RawHttpAnswer {
  readonly status: number;
  readonly body: Buffer;
}

const HEAD_END = Buffer.from("\r\n\r\n");

export class HttpCaller {
  readonly #request: Buffer;
  readonly #address: { readonly host: string; readonly port: number };
  readonly #idle: HttpConnection[] = [];

  /** Every request is the same. */
  constructor(url: string, path: string, body: string) {
    const { hostname, port, host } = new URL(url);
    this.#address = { host: hostname, port: Number(port) };
    const head = [
      `POST ${path} HTTP/1.1`,
      `host: ${host}`,
      "content-type: application/json",
      `content-length: ${Buffer.byteLength(body)}`,
    ].join("\r\n");
    this.#request = Buffer.concat([Buffer.from(head), HEAD_END, Buffer.from(body)]);
  }

  /** @throws Error when the connection ends before the answer, or the answer has no length */
  async ask(): Promise<RawHttpAnswer> {
    const { host, port } = this.#address;
    const connection =
      this.#idle.pop() ?? new HttpConnection(connect({ host, port, noDelay: true }));
    const answer = await connection.ask(this.#request);
    this.#idle.push(connection);
    return answer;
  }
}

class HttpConnection {
  readonly #socket: Socket;
  #read: Buffer = Buffer.alloc(0);
  #asked: PromiseWithResolvers<RawHttpAnswer> = Promise.withResolvers();

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.on("data", (bytes) => {
      this.#read = this.#read.length === 0 ? bytes : Buffer.concat([this.#read, bytes]);
      this.#answer();
    });
    socket.on("error", (error) => this.#asked.reject(error));
    socket.on("close", () => this.#asked.reject(new Error("the connection was closed")));
  }

  ask(request: Buffer): Promise<RawHttpAnswer> {
    this.#asked = Promise.withResolvers();
    this.#socket.write(request);
    return this.#asked.promise;
  }

  #answer(): void {
    const headEnd = this.#read.indexOf(HEAD_END);
    if (headEnd < 0) return;
    const head = this.#read.toString("latin1", 0, headEnd);
    const length = /^content-length: *(\d+)/im.exec(head)?.[1];
    if (length === undefined) {
      this.#asked.reject(new Error(`an answer without a length: ${head}`));
      return;
    }
    const bodyAt = headEnd + HEAD_END.length;
    const end = bodyAt + Number(length);
    if (this.#read.length < end) return;
    const body = this.#read.subarray(bodyAt, end);
    const status = Number(head.slice(9, 12));
    this.#read = this.#read.subarray(end);
    this.#asked.resolve({ status, body });
  }
}
