/** Why a listener did not open, with the names of the settings of its host and port. */

interface ListenAddress {
  readonly host: string;
  readonly port: number;
}

/** @returns an error that names the settings, or `thrown` itself when it has another reason */
export function listenError(
  thrown: unknown,
  { host, port }: ListenAddress,
  names: { host: string; port: string },
): unknown {
  const message = messageFor((thrown as NodeJS.ErrnoException | null)?.code, { host, port }, names);
  return message === undefined ? thrown : new Error(message, { cause: thrown });
}

function messageFor(
  code: string | undefined,
  { host, port }: ListenAddress,
  names: { host: string; port: string },
): string | undefined {
  switch (code) {
    case "EADDRINUSE":
      return `${names.port}=${port} is taken at ${host} (EADDRINUSE): another port is needed, or 0 for any that is free`;
    case "EACCES":
      return `${names.port}=${port} may not be used by this user: a port from 1024 to 65535 is needed, or 0 for any that is free`;
    case "ENOTFOUND":
    case "EAI_AGAIN":
    case "EADDRNOTAVAIL":
    case "EINVAL":
      return `${names.host}='${host}' is not an address of this machine (${code}): 127.0.0.1, 0.0.0.0 for all of them, or one of its own is needed`;
    default:
      return undefined;
  }
}
