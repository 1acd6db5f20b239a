/**
 * The adapter to a seller of JSON over HTTP that a mapping describes (mapping.ts): a new seller
 * needs no code. What the mapping finds in an answer is from outside. It is read as exactly, and
 * checked as strictly, as any other seller's offers.
 */
import type { Adapter } from "../adapter.ts";
import { offers } from "./answer.ts";
import { params } from "./params.ts";
import { canPrice, knowsCities, request, unsupportedReason } from "./request.ts";

export const json: Adapter = {
  params,
  unsupportedReason,
  knowsCities,
  canPrice,
  request,
  offers,
};
