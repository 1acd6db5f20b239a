/** The listeners of a gateway: the main one and, where it is configured, the one for monitoring. */
import { once } from "node:events";
import type { Server } from "node:http";
import type { FastifyInstance } from "fastify";
import { listenError } from "../../common/runtime/listen-error.ts";
import { listenerUrl } from "../../common/runtime/listener-url.ts";
import type { GatewayConfig } from "../config.ts";
import type { Events } from "../events.ts";
import type { AdminRoutes } from "./admin-routes.ts";
import { type Listeners, listen } from "./listeners.ts";
import { createOperationsServer } from "./operations-server.ts";

/** How long answers on their way, and other open connections, may delay the close. */
const CLOSE_MS_MAX = 500;

export class HttpListeners {
  readonly #app: FastifyInstance;
  readonly #config: GatewayConfig;
  readonly #operations: Server | undefined;
  #listeners: Listeners | undefined;

  /** `admin`: null where nobody administers this gateway. */
  constructor(
    app: FastifyInstance,
    config: GatewayConfig,
    events: Events,
    admin: AdminRoutes | null,
  ) {
    this.#app = app;
    this.#config = config;
    this.#operations =
      config.operations === null ? undefined : createOperationsServer(app, config, events, admin);
  }

  /** @throws Error that names the setting of the port or host that cannot be used */
  async open(): Promise<void> {
    const { host, port, connectionsMax, operations } = this.#config;
    await named(this.#openMain({ host, port, backlog: connectionsMax }), this.#config, {
      host: "HOST",
      port: "PORT",
    });
    if (operations === null || this.#operations === undefined) return;
    await named(openServer(this.#operations, operations), operations, {
      host: "OPERATIONS_HOST",
      port: "OPERATIONS_PORT",
    });
  }

  async #openMain(at: { host: string; port: number; backlog: number }): Promise<void> {
    this.#listeners = await listen(this.#app, at);
  }

  /** `http://127.0.0.1:8080` */
  get url(): string {
    return listenerUrl(this.#config.host, this.#app.server);
  }

  /** Null where there is no listener for monitoring. */
  get operationsUrl(): string | null {
    const { operations } = this.#config;
    return operations === null || this.#operations === undefined
      ? null
      : listenerUrl(operations.host, this.#operations);
  }

  /**
   * Closes the main listener. Node counts a connection that has not sent its first request as busy
   * for a minute (browsers open such ones ahead of time), so after a moment all that are left are
   * closed.
   */
  async closeMain(): Promise<void> {
    const cut = setTimeout(() => this.#app.server.closeAllConnections(), CLOSE_MS_MAX);
    await Promise.all([this.#listeners?.close(), this.#app.close()]);
    clearTimeout(cut);
  }

  closeOperations(): void {
    this.#operations?.close();
    this.#operations?.closeAllConnections();
  }
}

async function openServer(server: Server, at: { host: string; port: number }): Promise<void> {
  server.listen(at);
  await once(server, "listening");
}

async function named(
  opening: Promise<void>,
  at: { host: string; port: number },
  names: { host: string; port: string },
): Promise<void> {
  try {
    await opening;
  } catch (thrown) {
    throw listenError(thrown, at, names);
  }
}
