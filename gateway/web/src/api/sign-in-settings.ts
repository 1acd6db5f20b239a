/** How a user of the page signs in at this gateway; null: nobody does. */
import type { z } from "zod";
import type { signInSchema } from "../../../http/sign-in-schema.ts";
import { getJson } from "./get-json.ts";
import { PATHS } from "./paths.ts";

export type SignInSettings = NonNullable<z.infer<typeof signInSchema>["signIn"]>;

export async function signInSettings(signal: AbortSignal): Promise<SignInSettings | null> {
  const { signIn } = await getJson<z.infer<typeof signInSchema>>(PATHS.signIn, signal);
  return signIn;
}
