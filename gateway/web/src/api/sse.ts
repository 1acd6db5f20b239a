/**
 * Reads server-sent events from a stream of text, by the HTML standard (9.2.6). Pure: no DOM.
 * EventSource cannot be used: it supports only GET.
 */

interface ServerEvent {
  readonly event: string;
  readonly data: string;
}

export class SseParser {
  #buffer = "";
  #event = "";
  #data: string[] = [];
  #begun = false;

  /** Reads the next piece, which may end anywhere, and returns the events that it completes. */
  push(text: string): ServerEvent[] {
    this.#buffer += this.#begun ? text : text.replace(/^\uFEFF/, "");
    this.#begun ||= text !== "";
    const events: ServerEvent[] = [];
    for (let line = this.#nextLine(); line !== undefined; line = this.#nextLine()) {
      if (line !== "") {
        this.#field(line);
      } else {
        if (this.#data.length > 0)
          events.push({ event: this.#event || "message", data: this.#data.join("\n") });
        this.#event = "";
        this.#data = [];
      }
    }
    return events;
  }

  /**
   * Lines end in CR LF, LF or CR. A CR at the end of the buffer may be half of a CR LF and waits.
   */
  #nextLine(): string | undefined {
    const end = this.#buffer.search(/[\r\n]/);
    if (end < 0 || (this.#buffer[end] === "\r" && end === this.#buffer.length - 1))
      return undefined;
    const line = this.#buffer.slice(0, end);
    this.#buffer = this.#buffer.slice(end + (this.#buffer.startsWith("\r\n", end) ? 2 : 1));
    return line;
  }

  #field(line: string): void {
    const colon = line.indexOf(":");
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (name === "event") this.#event = value;
    if (name === "data") this.#data.push(value);
  }
}
