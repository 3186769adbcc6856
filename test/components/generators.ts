import fc from "fast-check";
import {
  AnonymousIdentity,
  type IisHostArgs,
  type MailArgs,
  type SmartHostArgs,
  type WebArgs,
  WindowsImage,
} from "../../components/arguments.js";
import { argumentProblems } from "../../components/validation.js";

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

const mail: fc.Arbitrary<MailArgs> = some<Required<MailArgs>>({
  enabled: fc.boolean(),
  allowFrom: clients,
  authenticatedRelay: fc.boolean(),
  anonymousSubmission: fc.boolean(),
  basicAuthentication: fc.boolean(),
  certificateThumbprint: fc.stringMatching(/^[0-9a-fA-F]{40}$/),
  localDomain: domain,
  ports: fc.uniqueArray(fc.integer({ min: 1, max: 65535 }), { minLength: 1, maxLength: 3 }),
  reachableFrom: sources,
  smartHost,
  allowOutboundSmtp: fc.boolean(),
});

const web: fc.Arbitrary<WebArgs> = some<Required<WebArgs>>({
  enabled: fc.boolean(),
  anonymous: fc.constantFrom(...Object.values(AnonymousIdentity)),
  windowsAuthentication: fc.boolean(),
  classicAsp: fc.boolean(),
  aspNet: fc.boolean(),
  dataFolder: fc
    .tuple(fc.constantFrom("C:", "F:"), word, fc.constantFrom("App 1", "Büro", "db"))
    .map((parts) => parts.join("\\")),
  reachableFrom: sources,
});

/** Arguments that the component accepts. */
export const hostArguments: fc.Arbitrary<IisHostArgs> = fc
  .record({
    image: fc.option(fc.constantFrom(...Object.values(WindowsImage)), { nil: undefined }),
    mail: fc.option(mail, { nil: undefined }),
    web: fc.option(web, { nil: undefined }),
  })
  .map(
    ({ image, mail, web }): IisHostArgs => ({
      resourceGroupName: "rg",
      subnetId: "/subnets/web",
      adminPassword: "given elsewhere",
      ...(image === undefined ? {} : { image }),
      ...(mail === undefined ? {} : { mail }),
      ...(web === undefined ? {} : { web }),
    }),
  )
  .filter((args) => argumentProblems(args).length === 0);
