/**
 * The accounts of brokers that outside bidders connect to: one for the auction, with its gateways,
 * its own bidders and its callers, and one for each outside bidder. An account sees nothing of
 * another one but what both of them state: who exports a subject, and who imports it.
 *
 * OUTSIDE-1 From an outside bidder the auction imports the subjects that name its kind, and the
 *    answer to a ping, which counts for no one. So the broker vouches for the kind (A4) whatever
 *    the account's own users, brokers and names are.
 * OUTSIDE-2 To an outside bidder the auction exports what is sent to its kind alone, the ids of
 *    auctions that have ended, and the requests of the service protocol to all. No calls to
 *    markets: by the name of a queue group, an account could take the calls of another bidder.
 */
import {
  bidSubject,
  CANCEL_SUBJECT,
  directSubject,
  feedbackSubject,
  inboxSubject,
  MONITOR_INBOX,
  marketSubject,
  presenceSubject,
  priceSubject,
  rosterInbox,
  type ServiceVerb,
  serviceSubject,
} from "../../proto/subjects.ts";

const AUCTION = "AUCTION";
const VERBS: readonly ServiceVerb[] = ["PING", "INFO", "STATS"];

const accountOf = (kind: string): string => `outside-${kind}`;

/** What an outside bidder receives: of all of them, and of its own kind. */
const TO_ALL: readonly string[] = [CANCEL_SUBJECT, ...VERBS.map((verb) => serviceSubject(verb))];
const toKind = (kind: string): readonly string[] => [
  directSubject(kind, "*"),
  priceSubject(kind),
  feedbackSubject(kind),
  ...VERBS.flatMap((verb) => [serviceSubject(verb, kind), serviceSubject(verb, kind, "*")]),
];

/**
 * What it sends. The second is an answer to a ping, and the two behind it are answers to STATS and
 * INFO: their last token is the number of a probe, or `info`.
 */
const fromKind = (kind: string): readonly string[] => [
  bidSubject(inboxSubject("*", "*"), kind, "*"),
  `${rosterInbox("*")}.ping`,
  `${rosterInbox("*")}.${kind}.*`,
  `${rosterInbox("*")}.${kind}.*.*`,
  presenceSubject(kind, "*"),
];

/**
 * `accounts.conf`: who exports what to whom. The users of the auction are in `users.conf`, those of
 * an outside bidder in `outside/KIND.conf`, beside it.
 *
 * @param kinds the outside bidders that take part
 */
export function accountsConf(kinds: readonly string[]): string {
  const all = kinds.map((kind) => quoted(accountOf(kind))).join();
  const exported = (subject: string, to: string) =>
    `{ stream: ${quoted(subject)}, accounts: [${to}] }`;
  const imported = (subject: string, from: string) =>
    `{ stream: { account: ${quoted(from)}, subject: ${quoted(subject)} } }`;
  const auction = account(AUCTION, {
    include: "users.conf",
    exports: [
      ...(kinds.length === 0 ? [] : TO_ALL.map((subject) => exported(subject, all))),
      ...kinds.flatMap((kind) =>
        toKind(kind).map((subject) => exported(subject, quoted(accountOf(kind)))),
      ),
    ],
    imports: kinds.flatMap((kind) =>
      fromKind(kind).map((subject) => imported(subject, accountOf(kind))),
    ),
  });
  const outside = kinds.map((kind) =>
    account(accountOf(kind), {
      include: `outside/${kind}.conf`,
      exports: fromKind(kind).map((subject) => exported(subject, quoted(AUCTION))),
      imports: [...TO_ALL, ...toKind(kind)].map((subject) => imported(subject, AUCTION)),
    }),
  );
  return `# Written by script/cluster/outside.ts: the account of the auction, and one for each outside
# bidder that takes part.
accounts: {
${[auction, ...outside].join("\n")}
}
`;
}

/**
 * `outside/rights/KIND.conf`: what a client in the account may do. The account is the border, and
 * this keeps the broker from carrying what is no business of the auction. A bidder subscribes to
 * the calls of its markets, and gets none there; what it tells a monitor stays in the account.
 */
export function outsideRights(kind: string): string {
  const list = (subjects: readonly string[]) =>
    subjects.map((one) => `  ${quoted(one)}`).join("\n");
  const answers = [...fromKind(kind), `${MONITOR_INBOX}.>`];
  return `# Written by script/cluster/outside.ts.
publish: [
${list(answers)}
]
subscribe: [
${list([marketSubject("*.*"), ...TO_ALL, ...toKind(kind)])}
]
`;
}

interface AccountParts {
  readonly include: string;
  readonly exports: readonly string[];
  readonly imports: readonly string[];
}

function account(name: string, { include, exports, imports }: AccountParts): string {
  const block = (title: string, lines: readonly string[]) =>
    `    ${title}: [\n${lines.map((line) => `      ${line}\n`).join("")}    ]`;
  // The gateways keep fallback bids in JetStream. No one else has it.
  const streams = name === AUCTION ? "    jetstream: enabled\n" : "";
  return `  ${quoted(name)}: {
${streams}    include ${quoted(include)}
${block("exports", exports)}
${block("imports", imports)}
  }`;
}

const quoted = (text: string): string => `"${text}"`;
