/**
 * What a caller may say to Duffel alone: loyalty programme accounts, with the names that Duffel
 * requires beside them, and the codes of corporate fares.
 */
import { z } from "zod";
import { LIMITS } from "../../../proto/limits.ts";

/** A6: accounts of one traveller, and airlines with a corporate fare. */
const LISTED_MAX = 20;
const TEXT_CHARS_MAX = 100;

const text = z
  .string("must be text")
  .min(1, "must not be empty")
  .max(TEXT_CHARS_MAX, `must have at most ${TEXT_CHARS_MAX} characters`);
const airline = z
  .string("must be an airline's IATA code")
  .regex(/^[A-Z0-9]{2}$/, "must be an airline's IATA code");

const traveller = z.strictObject({
  givenName: text,
  familyName: text,
  loyaltyProgrammeAccounts: z
    .array(z.strictObject({ airline, accountNumber: text }), "must be a list of accounts")
    .min(1, "must have an account")
    .max(LISTED_MAX, `must have at most ${LISTED_MAX} accounts`),
});

export const duffelParams = z.strictObject({
  /** In the order of the search: adults, children (the oldest first), infants. Null: no account. */
  travellers: z
    .array(traveller.nullable(), "must be a list of travellers")
    .max(LIMITS.travellersMax, `must have at most ${LIMITS.travellersMax} travellers`)
    .optional(),
  privateFares: z
    .array(
      z.strictObject({
        airline,
        corporateCode: text.optional(),
        tourCode: text.optional(),
        trackingReference: text.optional(),
      }),
      "must be a list of fares",
    )
    .max(LISTED_MAX, `must have at most ${LISTED_MAX} fares`)
    .optional(),
});

export type DuffelParams = z.output<typeof duffelParams>;

type Traveller = NonNullable<NonNullable<DuffelParams["travellers"]>[number]>;

/** The traveller's fields in Duffel's terms. */
export function accountFields(traveller: Traveller | null | undefined): object {
  if (traveller == null) return {};
  const { givenName, familyName, loyaltyProgrammeAccounts } = traveller;
  return {
    given_name: givenName,
    family_name: familyName,
    loyalty_programme_accounts: loyaltyProgrammeAccounts.map(
      ({ airline: code, accountNumber }) => ({
        airline_iata_code: code,
        account_number: accountNumber,
      }),
    ),
  };
}

/** Duffel takes a list of fares for each airline. */
export function privateFareFields(fares: DuffelParams["privateFares"]): object {
  if (fares === undefined || fares.length === 0) return {};
  const byAirline: Record<string, object[]> = {};
  for (const { airline: code, corporateCode, tourCode, trackingReference } of fares) {
    byAirline[code] ??= [];
    byAirline[code].push({
      ...(corporateCode === undefined ? {} : { corporate_code: corporateCode }),
      ...(tourCode === undefined ? {} : { tour_code: tourCode }),
      ...(trackingReference === undefined ? {} : { tracking_reference: trackingReference }),
    });
  }
  return { private_fares: byAirline };
}
