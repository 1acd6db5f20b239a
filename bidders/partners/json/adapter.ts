/**
 * The adapter to a seller of JSON over HTTP that a mapping describes (mapping.ts): no code for a
 * new one. What the mapping finds in an answer comes from outside, and is read as exactly, and
 * checked as much, as any other seller's offers.
 */
import type { Adapter } from "../adapter.ts";
import { offers } from "./answer.ts";
import { request, whyNotAskable } from "./request.ts";

export const json: Adapter = { whyNotAskable, request, offers };
