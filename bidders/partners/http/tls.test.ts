/**
 * Tests over real HTTPS on this machine: an invalid certificate is named, and nothing is sold from
 * that seller.
 */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterEach, describe, expect, test } from "@jest/globals";
import { duffelAnswer, duffelOffers, partner } from "../../../test/fixtures/partners/partner.ts";
import {
  answer,
  askPartner,
  clientOf,
  closeAll,
  recorded,
  startSeller,
} from "../../../test/fixtures/partners/seller.ts";
import { type Certificate, certificate } from "../../../test/harness/certificate.ts";

const run = promisify(execFile);
afterEach(closeAll);

const authority = certificate({ common: "Authority" });
const stranger = certificate({ common: "Stranger" });
const host = "127.0.0.1";
const GOOD = certificate({ common: "good", host, by: authority });

async function asked(server: Certificate, ca: string | null, url = (own: string) => own) {
  const { script, asked: requests } = recorded(
    answer(201, duffelAnswer({ offers: duffelOffers(2) })),
  );
  const client = clientOf(partner({ url: url(await startSeller(script, server)) }, { ca }));
  const outcome = await askPartner(client).catch((thrown: unknown) => thrown);
  return { outcome, requests, client };
}

describe("a certificate", () => {
  test("of an authority that the partner's caFile names is accepted", async () => {
    const { outcome, requests } = await asked(GOOD, authority.cert);
    expect(outcome).toMatchObject({ sellers: ["Owner 0", "Owner 1"], notes: [] });
    expect(requests).toHaveLength(1);
  });

  test.each<[string, Certificate, string | null, string]>([
    [
      "self-signed",
      certificate({ common: "alone", host }),
      authority.cert,
      "it is signed by itself (DEPTH_ZERO_SELF_SIGNED_CERT)",
    ],
    [
      "of an unknown authority",
      GOOD,
      null,
      "its authority is not one that we know (UNABLE_TO_VERIFY_LEAF_SIGNATURE)",
    ],
    [
      "of another authority",
      GOOD,
      stranger.cert,
      "its authority is not one that we know (UNABLE_TO_VERIFY_LEAF_SIGNATURE)",
    ],
    [
      "that has expired",
      certificate({ common: "old", host, by: authority, days: [-9, -1] }),
      authority.cert,
      "it has expired (CERT_HAS_EXPIRED)",
    ],
    [
      "that is not valid yet",
      certificate({ common: "new", host, by: authority, days: [1, 9] }),
      authority.cert,
      "it is not valid yet (CERT_NOT_YET_VALID)",
    ],
    [
      "for another host",
      certificate({ common: "else", host: "api.example.com", by: authority }),
      authority.cert,
      "it is for another host (ERR_TLS_CERT_ALTNAME_INVALID)",
    ],
  ])("%s is refused: it is named, no request is sent, and it counts against the partner", async (_, server, ca, why) => {
    const { outcome, requests } = await asked(server, ca);
    expect(outcome).toMatchObject({
      name: "PartnerFailure",
      health: "unhealthy",
      message: `no answer: its certificate does not hold: ${why}`,
    });
    expect(requests).toEqual([]);
  });

  test("is required: a seller that answers without TLS is refused on https://", async () => {
    const { script, asked: requests } = recorded(
      answer(201, duffelAnswer({ offers: duffelOffers(1) })),
    );
    const url = (await startSeller(script)).replace("http:", "https:");
    await expect(askPartner(clientOf(partner({ url })))).rejects.toMatchObject({
      health: "unhealthy",
      message: expect.stringMatching(/^no answer: /),
    });
    expect(requests).toEqual([]);
  });
});

test("an environment that turns the check of certificates off has no effect", async () => {
  const { script, asked: requests } = recorded(
    answer(201, duffelAnswer({ offers: duffelOffers(1) })),
  );
  const url = await startSeller(script, GOOD);
  // Node reads it from the environment with which a process begins, so the test starts a process.
  const program = `
    import { createClient } from "./client.ts";
    import { duffel } from "../duffel/adapter.ts";
    import { partner, SEARCH, NEVER } from "../../../test/fixtures/partners/partner.ts";
    const client = createClient(partner({ url: ${JSON.stringify(url)} }), duffel);
    const pages = client.ask(SEARCH, { signal: NEVER, now: () => 0, remainingMs: () => 60_000 });
    console.log(await pages.next().then(() => "sold", (fault) => fault.message));
    await client.close();`;
  const { stdout } = await run(
    process.execPath,
    ["--no-warnings", "--input-type=module", "--eval", program],
    {
      cwd: import.meta.dirname,
      env: { ...process.env, NODE_TLS_REJECT_UNAUTHORIZED: "0", NODE_OPTIONS: "" },
    },
  );
  expect(stdout.trim()).toBe(
    "no answer: its certificate does not hold: its authority is not one that we know (UNABLE_TO_VERIFY_LEAF_SIGNATURE)",
  );
  expect(requests).toEqual([]);
});
