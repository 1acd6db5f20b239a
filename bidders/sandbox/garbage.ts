/** The ways in which an answer with status 200 can be no answer. Each was seen at some seller once; none may be sold from. */

export const GARBAGE = ["html", "truncated", "float-prices", "error-in-200", "wrong-itineraries"] as const;
export type Garbage = (typeof GARBAGE)[number];

/** A good answer's body spoilt. */
export function spoil(kind: Garbage, body: string): { readonly body: string; readonly type: string } {
  const json = "application/json; charset=utf-8";
  switch (kind) {
    case "html":
      return { body: "<!doctype html><title>We'll be back soon</title><h1>Down for maintenance</h1>", type: "text/html; charset=utf-8" };
    case "truncated":
      return { body: body.slice(0, Math.floor(body.length * 0.6)), type: json };
    case "float-prices":
      return { body: body.replaceAll(/"total_amount":"([\d.]+)"/g, '"total_amount":$1'), type: json };
    case "error-in-200":
      return {
        body: JSON.stringify({
          meta: { status: 200, request_id: "garbage" },
          errors: [{ type: "airline_error", code: "airline_internal", title: "Airline error", message: "the airline did not answer" }],
        }),
        type: json,
      };
    case "wrong-itineraries":
      return { body: body.replaceAll(/"departing_at":"\d{4}-/g, '"departing_at":"1999-'), type: json };
  }
}
