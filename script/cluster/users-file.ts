/**
 * `users.conf` of a cluster: which public key has the rights of which role. A role may have several
 * keys, so that a new one is accepted before the old one is not. A key is one line; what else is in
 * the file stays as it is.
 */

/** A public key of a user, as NATS writes it. */
const USER_KEY = /^U[A-Z2-7]{55}$/;
const ROLE = /^[A-Za-z0-9_-]{1,64}$/;
const LINE =
  /^ *\{ nkey: "(U[A-Z2-7]{55})", permissions: \{ include "rights\/([A-Za-z0-9_-]+)\.conf" \} \}$/;

/** A6: keys of one role at once: the old one, the new one, and one that was not removed. */
const KEYS_MAX = 8;

const HEAD = `# Which key has the rights of which role. script/cluster/credentials.ts adds and removes lines;
# \`nats-server --signal reload\` applies them while the broker runs.
users: [
]
`;

/** A file without keys. */
export const NO_USERS = HEAD;

/** The keys of a role, the newest last. */
export function keysOf(conf: string, role: string): string[] {
  return conf.split("\n").flatMap((line) => {
    const [, key = "", of] = LINE.exec(line) ?? [];
    return of === role ? [key] : [];
  });
}

/** @throws Error where the key or the role is none, or the file has no list of users */
export function withKey(conf: string, role: string, key: string): string {
  if (!ROLE.test(role)) throw new Error(`'${role}' is no role: letters, digits, _ and - are right`);
  if (!USER_KEY.test(key)) throw new Error(`'${key}' is no public key of a user: U and 55 more`);
  if (keysOf(conf, role).length >= KEYS_MAX)
    throw new Error(`${role} has ${KEYS_MAX} keys already: remove those that are not in use`);
  const end = conf.lastIndexOf("\n]");
  if (end < 0) throw new Error("the file has no list of users that ends with a line ']'");
  const line = `  { nkey: "${key}", permissions: { include "rights/${role}.conf" } }`;
  return `${conf.slice(0, end)}\n${line}${conf.slice(end)}`;
}

/** Without the keys of a role but its newest one, or without all of them. */
export function withoutKeys(conf: string, role: string, keep: "newest" | "none"): string {
  const kept = keep === "newest" ? keysOf(conf, role).at(-1) : undefined;
  return conf
    .split("\n")
    .filter((line) => {
      const [, key, of] = LINE.exec(line) ?? [];
      return of !== role || key === kept;
    })
    .join("\n");
}
