/** What the gateway says when it refuses (RFC 9457). */
import { askForKey } from "./own-key.ts";

export interface Fault {
  readonly path: string;
  readonly message: string;
}

/** The gateway refused, and stated why. */
export class Refusal extends Error {
  override name = "Refusal";
  readonly faults: readonly Fault[];
  /** Of HTTP; null where the answer had begun. */
  readonly status: number | null;
  /** Such as `not-found`; empty where the answer has none. */
  readonly code: string;

  constructor(
    detail: string,
    faults: readonly Fault[] = [],
    { status = null, code = "" }: { readonly status?: number | null; readonly code?: string } = {},
  ) {
    super(detail);
    this.faults = faults;
    this.status = status;
    this.code = code;
  }
}

/** OWNKEY-2 */
export async function refusalOf(response: Response): Promise<Refusal> {
  const refusal = await readRefusal(response);
  if (response.status === 401) askForKey(refusal.message);
  return refusal;
}

async function readRefusal(response: Response): Promise<Refusal> {
  const text = await response.text();
  try {
    return problem(JSON.parse(text), response.status);
  } catch {
    return problem({}, response.status);
  }
}

export function problem(
  { detail, errors, code }: { detail?: unknown; errors?: unknown; code?: unknown },
  status: number,
): Refusal {
  const text =
    typeof detail === "string"
      ? detail
      : `The gateway answered with status ${status} and no reason.`;
  const faults = Array.isArray(errors) ? errors : [];
  return new Refusal(text, faults, { status, code: String(code ?? "") });
}
