/** What the gateway says when it refuses (RFC 9457). */

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

  constructor(detail: string, faults: readonly Fault[] = [], status: number | null = null) {
    super(detail);
    this.faults = faults;
    this.status = status;
  }
}

export async function refusalOf(response: Response): Promise<Refusal> {
  const text = await response.text();
  try {
    return problem(JSON.parse(text), response.status);
  } catch {
    return problem({}, response.status);
  }
}

export function problem(
  { detail, errors }: { detail?: unknown; errors?: unknown },
  status: number,
): Refusal {
  const text =
    typeof detail === "string"
      ? detail
      : `The gateway answered with status ${status} and no reason.`;
  return new Refusal(text, Array.isArray(errors) ? errors : [], status);
}
