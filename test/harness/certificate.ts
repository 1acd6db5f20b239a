/**
 * Certificates for tests: X.509 v3 (RFC 5280) in DER, signed with ECDSA, with only the fields that
 * a TLS handshake needs. They are made for each run, so that no stored one can expire.
 */
import { generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";

const tlv = (tag: number, ...parts: readonly Uint8Array[]): Buffer => {
  const body = Buffer.concat(parts);
  const { length } = body;
  const size =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), body]);
};
const sequence = (...parts: readonly Uint8Array[]) => tlv(0x30, ...parts);
const oid = (hex: string) => tlv(0x06, Buffer.from(hex, "hex"));
const time = (ms: number) =>
  tlv(0x18, Buffer.from(`${new Date(ms).toISOString().replace(/[-:T]|\.\d+/g, "")}`));

const ECDSA_WITH_SHA256 = sequence(oid("2a8648ce3d040302"));
const name = (common: string) =>
  sequence(tlv(0x31, sequence(oid("550403"), tlv(0x0c, Buffer.from(common)))));
const extension = (id: string, value: Uint8Array) =>
  sequence(oid(id), tlv(0x01, Buffer.from([0xff])), tlv(0x04, value));
const alternativeName = (host: string) =>
  /^[\d.]+$/.test(host)
    ? tlv(0x87, Buffer.from(host.split(".").map(Number)))
    : tlv(0x82, Buffer.from(host));
const pem = (der: Uint8Array) =>
  `-----BEGIN CERTIFICATE-----\n${Buffer.from(der)
    .toString("base64")
    // An empty line would end what OpenSSL reads.
    .replaceAll(/.{64}(?!$)/g, "$&\n")}\n-----END CERTIFICATE-----\n`;

export interface Certificate {
  readonly cert: string;
  readonly key: string;
  readonly signer: { readonly name: string; readonly key: KeyObject };
}

interface Wanted {
  readonly common: string;
  /** A host name, or an IPv4 address; without one it is an authority's. */
  readonly host?: string;
  /** Who signs it; without one, itself. */
  readonly by?: Certificate;
  /** Days from now, one may be past. */
  readonly days?: readonly [number, number];
}

export function certificate({ common, host, by, days = [-1, 1] }: Wanted): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const signer = by?.signer ?? { name: common, key: privateKey };
  const at = (day: number) => time(Date.now() + day * 86_400_000);
  const extensions =
    host === undefined
      ? [extension("551d13", sequence(tlv(0x01, Buffer.from([0xff]))))]
      : [extension("551d11", sequence(alternativeName(host)))];
  const body = sequence(
    tlv(0xa0, tlv(0x02, Buffer.from([2]))),
    tlv(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    ECDSA_WITH_SHA256,
    name(signer.name),
    sequence(at(days[0]), at(days[1])),
    name(common),
    publicKey.export({ type: "spki", format: "der" }),
    tlv(0xa3, sequence(...extensions)),
  );
  const signature = tlv(0x03, Buffer.from([0]), sign("sha256", body, signer.key));
  return {
    cert: pem(sequence(body, ECDSA_WITH_SHA256, signature)),
    key: privateKey.export({ type: "pkcs8", format: "pem" }) as string,
    signer: { name: common, key: privateKey },
  };
}
