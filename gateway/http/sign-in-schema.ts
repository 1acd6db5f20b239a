/** The answer of `GET /v1/sign-in`. */
import { z } from "zod";
import { named } from "../search/named-schema.ts";

export const signInSchema = named(
  z.object({
    signIn: z
      .object({
        issuer: z.string().describe("the address of the issuer (OIDC_ISSUER)"),
        clientId: z.string().describe("how the page is known there (OIDC_CLIENT_ID)"),
        scope: z.string().describe("what the page asks for, with spaces between (OIDC_SCOPES)"),
      })
      .nullable()
      .describe("null: nobody signs in at this gateway's page"),
  }),
  "SignIn",
  "How the user of the page signs in.",
);
