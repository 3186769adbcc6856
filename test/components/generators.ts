import fc from "fast-check";
import {
  type AccountsArgs,
  AnonymousIdentity,
  AreaAccess,
  type IisHostArgs,
  type MailArgs,
  type MailServerArgs,
  MailSubmission,
  type SiteArgs,
  type SmartHostArgs,
  WindowsImage,
} from "../../components/arguments/index.js";
import { argumentProblems } from "../../components/checks/index.js";

/** Arguments that the component accepts, over all options. */

const word = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/);
const domain = fc.tuple(word, word).map((labels) => labels.join("."));

/** Ranges and addresses without bits outside their masks; private, so that any number of them may relay. */
const privateRange = fc
  .tuple(fc.constantFrom("10", "172.16", "192.168"), fc.nat({ max: 0xffffff }), fc.integer({ min: 8, max: 32 }))
  .map(([network, host, prefix]) => {
    const length = Math.max(prefix, network === "10" ? 8 : network === "172.16" ? 12 : 16);
    const [first, second = 0] = network.split(".").map(Number) as [number, number?];
    const fixed = ((first << 24) | (second << 16)) >>> 0;
    const address = ((fixed | (host & (network === "10" ? 0xffffff : 0xffff))) & (-1 << (32 - length))) >>> 0;
    const text = [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join(".");
    return length === 32 ? text : `${text}/${length}`;
  });
/** At most 256 public addresses, as documentation and tests of others do not use. */
const publicRange = fc.constantFrom("131.107.1.0/24", "131.107.2.7", "8.8.4.0/25");
const clients = fc.oneof(
  { weight: 4, arbitrary: fc.uniqueArray(privateRange, { maxLength: 6 }) },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.uniqueArray(privateRange, { maxLength: 3 }), publicRange).map(([some, one]) => [...some, one]),
  },
);
const sources = fc.uniqueArray(
  fc.oneof(privateRange, fc.constantFrom("VirtualNetwork", "AzureLoadBalancer", "Internet", "131.107.0.0/16")),
  { maxLength: 4 },
);

/** Optional members are absent, never undefined: `exactOptionalPropertyTypes`. */
const some = <T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record(model, { requiredKeys: [] }) as fc.Arbitrary<Partial<T>>;

const smartHost: fc.Arbitrary<SmartHostArgs> = fc
  .record({
    host: fc.oneof(domain, fc.ipV4()),
    port: fc.option(fc.constantFrom(587, 2525, 465), { nil: undefined }),
    account: fc.boolean(),
  })
  .map(({ host, port, account }) => ({
    host,
    ...(port === undefined ? {} : { port }),
    ...(account ? { userName: "relay", password: "given elsewhere" } : {}),
  }));

const limits = some<Required<NonNullable<MailArgs["limits"]>>>({
  messageKilobytes: fc.integer({ min: 1, max: 100_000 }),
  sessionKilobytes: fc.integer({ min: 1, max: 100_000 }),
  messagesPerConnection: fc.integer({ min: 1, max: 1000 }),
  recipients: fc.integer({ min: 1, max: 1000 }),
  connections: fc.integer({ min: 1, max: 1000 }),
});

const server: fc.Arbitrary<MailServerArgs> = fc
  .tuple(
    fc.uniqueArray(fc.integer({ min: 1, max: 65535 }), { minLength: 1, maxLength: 2 }),
    some<Required<Omit<MailServerArgs, "ports">>>({
      allowFrom: clients,
      connectFrom: clients,
      authenticatedRelay: fc.boolean(),
      anonymousSubmission: fc.boolean(),
      basicAuthentication: fc.boolean(),
      requireTls: fc.boolean(),
      limits,
      reachableFrom: sources,
    }),
  )
  .map(([ports, others]) => ({ ports, ...others }));

const certificate = fc.oneof(
  fc.record({ certificateThumbprint: fc.stringMatching(/^[0-9a-fA-F]{40}$/) }),
  fc.record({ certificateName: domain }),
  fc.constant({}),
);

const mailService: fc.Arbitrary<MailArgs> = fc
  .tuple(
    certificate,
    some<Required<Omit<MailArgs, "certificateThumbprint" | "certificateName" | "submission">>>({
      allowFrom: clients,
      connectFrom: clients,
      authenticatedRelay: fc.boolean(),
      anonymousSubmission: fc.boolean(),
      basicAuthentication: fc.boolean(),
      requireTls: fc.boolean(),
      localDomain: domain,
      aliasDomains: fc.uniqueArray(domain, { maxLength: 3 }),
      routes: fc.uniqueArray(
        fc
          .tuple(fc.constantFrom("", "*."), domain, fc.oneof(domain, fc.ipV4()), fc.boolean())
          .map(([star, name, host, tls]) => ({ domain: `${star}${name}`, host, tls })),
        { maxLength: 3, selector: (route) => route.domain },
      ),
      ports: fc.uniqueArray(fc.integer({ min: 1, max: 65535 }), { minLength: 1, maxLength: 3 }),
      reachableFrom: sources,
      smartHost,
      allowOutboundSmtp: fc.boolean(),
      limits,
      servers: fc.array(server, { maxLength: 2 }),
    }),
  )
  .map(([one, others]) => ({ ...one, ...others }));

const submission: fc.Arbitrary<MailArgs> = fc.tuple(domain, fc.boolean()).map(([host, allowOutboundSmtp]) => ({
  submission: MailSubmission.AzureCommunication,
  smartHost: { host },
  allowOutboundSmtp,
}));

const mail = fc.oneof({ weight: 4, arbitrary: mailService }, { weight: 1, arbitrary: submission });

const folder = (drives: readonly string[], root: string) =>
  fc
    .tuple(fc.constantFrom(...drives), word, fc.constantFrom("App 1", "Büro", "db"))
    .map(([drive, name, last]) => [drive, root, name, last].join("\\"));

const sitePath = fc.array(word, { minLength: 1, maxLength: 2 }).map((parts) => parts.join("/"));
const account = fc.oneof(
  word.map((name) => `grp ${name}`),
  word.map((name) => `CONTOSO\\${name}`),
  fc.constant("BUILTIN\\Users"),
);

const site: fc.Arbitrary<SiteArgs> = fc
  .tuple(
    fc.record({ name: fc.tuple(word, fc.constantFrom("", " site", ".x")).map((parts) => parts.join("")), hostName: domain }),
    some<Required<Omit<SiteArgs, "name" | "hostName">>>({
      withoutTls: fc.constant({ reason: "an old client knows no TLS" }),
      hsts: some<Required<NonNullable<SiteArgs["hsts"]>>>({
        maxAgeDays: fc.integer({ min: 1, max: 730 }),
        includeSubDomains: fc.boolean(),
      }),
      anonymous: fc.constantFrom(...Object.values(AnonymousIdentity)),
      windowsAuthentication: fc.boolean(),
      basicAuthentication: fc.boolean(),
      classicAsp: fc.boolean(),
      aspNet: fc.boolean(),
      folder: folder(["F:", "G:"], "Sites"),
      dataFolders: fc.uniqueArray(folder(["C:", "F:"], "Data"), { maxLength: 2 }),
      uploadFolders: fc.uniqueArray(sitePath, { maxLength: 2 }),
      areas: fc.uniqueArray(
        fc
          .tuple(sitePath, fc.constantFrom(...Object.values(AreaAccess)), fc.uniqueArray(account, { maxLength: 2 }))
          .map(([path, access, allow]) =>
            access === AreaAccess.Anonymous || allow.length === 0 ? { path, access } : { path, access, allow },
          ),
        { maxLength: 3, selector: ({ path }) => path },
      ),
      maxRequestMegabytes: fc.integer({ min: 1, max: 4095 }),
      headers: fc.uniqueArray(
        fc.record({
          name: fc.constantFrom("X-Frame-Options", "Permissions-Policy", "X-Own"),
          value: fc.constantFrom("DENY", "a=()", "1"),
        }),
        { maxLength: 2, selector: (header) => header.name },
      ),
      reachableFrom: sources,
    }),
  )
  .map(([one, others]) => ({ ...one, ...others }));

const accounts: fc.Arbitrary<AccountsArgs> = fc
  .tuple(
    fc.uniqueArray(
      word.map((name) => `grp ${name}`),
      { maxLength: 3 },
    ),
    fc.uniqueArray(
      word.map((name) => `usr.${name}`),
      { maxLength: 3 },
    ),
    fc.uniqueArray(
      word.map((name) => `CONTOSO\\${name}`),
      { maxLength: 2 },
    ),
    some<Required<NonNullable<AccountsArgs["policy"]>>>({
      minimumLength: fc.integer({ min: 8, max: 14 }),
      lockoutThreshold: fc.integer({ min: 3, max: 50 }),
      lockoutMinutes: fc.integer({ min: 1, max: 1440 }),
    }),
  )
  .map(([groups, users, members, policy]) => ({
    groups: groups.map((name) => (members.length === 0 ? { name } : { name, members })),
    users: users.map((name, index) => ({ name, password: "given elsewhere", groups: groups.slice(0, index) })),
    policy,
  }));

/** Arguments that the component accepts. */
export const hostArguments: fc.Arbitrary<IisHostArgs> = fc
  .tuple(
    fc.oneof(
      fc.record({ mail }),
      fc.record({ web: fc.record({ sites: fc.array(site, { minLength: 1, maxLength: 3 }) }) }),
      fc.record({ mail, web: fc.record({ sites: fc.array(site, { minLength: 1, maxLength: 2 }) }) }),
    ),
    some<Required<Pick<IisHostArgs, "image" | "accounts" | "timeZone" | "dataDisks">>>({
      image: fc.constantFrom(...Object.values(WindowsImage)),
      accounts,
      timeZone: fc.constantFrom("UTC", "W. Europe Standard Time"),
      dataDisks: fc.array(fc.record({ sizeGb: fc.integer({ min: 4, max: 1024 }) }), { maxLength: 3 }),
    }),
  )
  .map(
    ([what, others]): IisHostArgs => ({
      resourceGroupName: "rg",
      subnetId: "/subnets/web",
      adminPassword: "given elsewhere",
      ...what,
      ...others,
    }),
  )
  .filter((args) => argumentProblems(args).length === 0);
