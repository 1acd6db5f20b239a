/** A command's connection to the broker, as one of its users, with errors that state a remedy. */
import type { NatsConnection } from "nats";
import { type BrokerRole, type Environment, readBroker } from "../../common/runtime/config.ts";
import { type BrokerConfig, connect } from "../../common/runtime/connect.ts";
import { type Fault, messageOf } from "../../proto/errors.ts";
import { CommandFailure, EXIT, faultLines } from "./failure.ts";

export interface CliConnection {
  readonly connection: NatsConnection;
  /** Prefix of the inboxes that this role may subscribe to. */
  readonly inboxPrefix: string;
  /** Rejects as soon as the broker refuses a subscription or a message. */
  readonly refused: Promise<never>;
  close(): Promise<void>;
}

/**
 * `inboxOf`: the inbox prefix of a user.
 *
 * @throws CommandFailure 3 when no broker is known or answers, 2 when the environment has mistakes
 */
export async function connectAs(
  role: BrokerRole,
  inboxOf: (user: string) => string,
  environment: Environment,
): Promise<CliConnection> {
  const faults: Fault[] = [];
  const broker = readBroker(environment, role, faults);
  const inboxPrefix = inboxOf(
    broker.credentials.kind === "password" ? broker.credentials.user : role,
  );
  if (faults.length > 0)
    throw new CommandFailure(
      environment["NATS_URL"] ? EXIT.usage : EXIT.unreachable,
      faultLines("no broker to connect to:", faults),
    );

  const refused = Promise.withResolvers<never>();
  refused.promise.catch(() => {}); // no caller has to wait for it
  const onStatus = ({ type, detail }: { type: string; detail: string }) => {
    if (type === "error")
      refused.reject(
        new CommandFailure(
          EXIT.unreachable,
          `the broker refuses: ${detail}; connect as the user '${role}'`,
        ),
      );
  };
  try {
    const connection = await connect(broker, { name: `scatter (${role})`, inboxPrefix, onStatus });
    return { connection, inboxPrefix, refused: refused.promise, close: () => connection.close() };
  } catch (thrown) {
    throw new CommandFailure(
      EXIT.unreachable,
      `cannot connect to a broker at ${broker.url} as ${whoOf(broker)}: ${messageOf(thrown)}; npm start brings one, or NATS_URL names one`,
    );
  }
}

function whoOf({ credentials }: BrokerConfig): string {
  return credentials.kind === "password"
    ? `'${credentials.user}'`
    : credentials.kind === "none"
      ? "a user without credentials"
      : `the bearer of its ${credentials.kind}`;
}
