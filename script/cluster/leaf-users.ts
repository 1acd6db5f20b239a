/**
 * The users of brokers that connect as leaf nodes, in the file of an account beside its keys
 * (users-file.ts). A leaf node of nats-server 2.9.10 has no key: it signs in with a random
 * password, of which the file has a bcrypt hash, over TLS with a certificate.
 */
import { randomBytes } from "node:crypto";
import { hash } from "bcryptjs";

/** The password has 256 random bits: a slow hash would protect no more, and delay each sign-in. */
const BCRYPT_ROUNDS = 4;
const PASSWORD_BYTES = 32;

const LINE = /^ *\{ user: "leaf-[A-Za-z0-9_-]+", password: "[^"]+" \}$/;

interface LeafUser {
  readonly user: string;
  readonly password: string;
  readonly hash: string;
}

/** A new user. Its name differs from that of the one before, which may sign in meanwhile. */
export async function newLeafUser(kind: string): Promise<LeafUser> {
  const password = randomBytes(PASSWORD_BYTES).toString("base64url");
  return {
    user: `leaf-${kind}-${randomBytes(4).toString("hex")}`,
    password,
    hash: await hash(password, BCRYPT_ROUNDS),
  };
}

/** @throws Error where the file has no list of users */
export function withLeafUser(conf: string, { user, hash: its }: LeafUser): string {
  const end = conf.lastIndexOf("\n]");
  if (end < 0) throw new Error("the file has no list of users that ends with a line ']'");
  return `${conf.slice(0, end)}\n  { user: "${user}", password: "${its}" }${conf.slice(end)}`;
}

/** Without these users but the newest one, or without all of them. */
export function withoutLeafUsers(conf: string, keep: "newest" | "none"): string {
  const lines = conf.split("\n");
  const newest = keep === "newest" ? lines.findLastIndex((line) => LINE.test(line)) : -1;
  return lines.filter((line, i) => i === newest || !LINE.test(line)).join("\n");
}
