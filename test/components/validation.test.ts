import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type IisHostArgs, type MailArgs, type WebArgs, WindowsImage } from "../../components/arguments.js";
import { argumentProblems } from "../../components/validation.js";

const GOOD: IisHostArgs = { resourceGroupName: "rg", subnetId: "/subnets/web", adminPassword: "given" };

const problems = (more: object): string[] =>
  argumentProblems({ ...GOOD, ...more } as IisHostArgs).map(({ path, reason }) => `${path} ${reason}`);

describe("arguments that are accepted", () => {
  it.each<[string, object]>([
    ["nothing but what is needed", {}],
    ["private ranges", { mail: { allowFrom: ["10.0.0.0/8", "172.16.0.0/12", "192.168.7.0/24", "100.64.0.0/10"] } }],
    ["an office's public range", { mail: { allowFrom: ["131.107.1.0/24"] } }],
    ["a single public address", { mail: { allowFrom: ["131.107.1.7"] } }],
    ["mail from the Internet to the local domain", { mail: { reachableFrom: ["Internet"], localDomain: "contoso.com" } }],
    ["a smart host on the submission port", { mail: { smartHost: { host: "smtp.contoso.com" } } }],
    ["a smart host by address", { mail: { smartHost: { host: "10.0.0.9", port: 2525 } } }],
    [
      "outbound mail when it is asked for",
      { mail: { smartHost: { host: "smtp.contoso.com", port: 25 }, allowOutboundSmtp: true } },
    ],
    ["Basic with a certificate", { mail: { basicAuthentication: true, certificateThumbprint: "A1".repeat(20) } }],
    [
      "a thumbprint as certificate managers show it",
      { mail: { certificateThumbprint: "a1 b2 c3 d4 e5 a1 b2 c3 d4 e5 a1 b2 c3 d4 e5 a1 b2 c3 d4 e5" } },
    ],
    ["several ports", { mail: { ports: [25, 587] } }],
    [
      "a web server alone, on an image without the SMTP service",
      { image: "2025-datacenter-azure-edition-core", mail: { enabled: false } },
    ],
    ["mail alone", { web: { enabled: false } }],
    ["a folder for data", { web: { classicAsp: true, dataFolder: "F:\\Daten für Büro\\App_1" } }],
    ["Windows accounts only", { web: { anonymous: "none", windowsAuthentication: true } }],
  ])("%s", (_what, more) => {
    expect(problems(more)).toEqual([]);
  });
});

const CLIENTS = "expected your own hosts: private ranges, or at most 256 public addresses";

describe("arguments that open the relay", () => {
  it.each<[string, MailArgs["allowFrom"], string[]]>([
    [
      "everyone",
      ["0.0.0.0/0"],
      [`mail.allowFrom[0] is "0.0.0.0/0", which lets the Internet relay without authentication; ${CLIENTS}`],
    ],
    [
      "a range of the Internet behind good ones",
      ["10.0.0.0/8", "8.0.0.0/8"],
      [`mail.allowFrom[1] is "8.0.0.0/8", which lets the Internet relay without authentication; ${CLIENTS}`],
    ],
    [
      "what only looks private",
      ["172.0.0.0/16", "192.101.100.0/23"],
      [
        `mail.allowFrom[0] is "172.0.0.0/16", which lets 65536 public addresses relay without authentication; ${CLIENTS}`,
        `mail.allowFrom[1] is "192.101.100.0/23", which lets 512 public addresses relay without authentication; ${CLIENTS}`,
      ],
    ],
    [
      "many ranges that are small each",
      ["131.107.1.0/24", "131.107.2.0"],
      [`mail.allowFrom lets 257 public addresses in all relay without authentication; ${CLIENTS}`],
    ],
  ])("%s", (_what, allowFrom, expected) => {
    expect(problems({ mail: { allowFrom } })).toEqual(expected);
  });

  it("any two halves of any range of the Internet are as wide as the range", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 22 }), fc.integer({ min: 16, max: 99 }), (length, first) => {
        // The first octet keeps the range public: below 100, neither 10 nor 0.
        const base = length <= 8 ? ((first << 24) & (length === 0 ? 0 : -1 << (32 - length))) >>> 0 : (first << 24) >>> 0;
        const text = (address: number, bits: number) =>
          `${[24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join(".")}/${bits}`;
        const half = 2 ** (31 - length);
        expect(problems({ mail: { allowFrom: [text(base, length + 1), text(base + half, length + 1)] } })).not.toEqual([]);
        expect(problems({ mail: { allowFrom: [text(base, length)] } })).not.toEqual([]);
      }),
    );
  });
});

describe("arguments that are refused", () => {
  it.each<[object, string]>([
    [{ adminPassword: undefined }, "adminPassword is missing"],
    [{ subnetId: "" }, "subnetId is missing"],
    [
      { adminUsername: "Administrator" },
      'adminUsername is "Administrator", a name that Azure refuses; expected one that is not guessed first',
    ],
    [{ adminUsername: "a b" }, 'adminUsername is "a b"; expected an account name of at most 20 letters, digits and hyphens'],
    [
      { computerName: "much-too-long-name" },
      'computerName is "much-too-long-name"; expected at most 15 letters, digits and hyphens, not only digits',
    ],
    [{ computerName: "2024" }, 'computerName is "2024"; expected at most 15 letters, digits and hyphens, not only digits'],
    [{ size: "big; small" }, 'size is "big; small"; expected the name of a size of virtual machines such as Standard_D2s_v5'],
    [{ quarantine: "yes" }, 'quarantine is "yes"; expected true or false'],
    [
      { image: "2012-R2-Datacenter" },
      `image is "2012-R2-Datacenter"; expected one of WindowsImage: ${Object.values(WindowsImage).join(", ")}`,
    ],
    [
      { image: "2025-datacenter-azure-edition" },
      'image is "2025-datacenter-azure-edition", which has no SMTP service; expected an image of 2016 to 2022 with desktop, or mail.enabled false',
    ],
    [
      { image: "2022-datacenter-azure-edition-core" },
      'image is "2022-datacenter-azure-edition-core", which has no SMTP service; expected an image of 2016 to 2022 with desktop, or mail.enabled false',
    ],
    [
      { mail: { enabled: false }, web: { enabled: false } },
      "web.enabled is false and so is mail.enabled; expected at least one of them",
    ],
    [{ mail: [] }, "mail is a list; expected a group of arguments"],
    [{ mail: { allowFrom: "10.0.0.0/8" } }, 'mail.allowFrom is "10.0.0.0/8"; expected a list'],
    [{ mail: { allowFrom: [10] } }, "mail.allowFrom[0] is 10; expected an IPv4 address or range such as 10.1.2.0/24"],
    [
      { mail: { allowFrom: ["10.0.0.7/24"] } },
      'mail.allowFrom[0] is "10.0.0.7/24"; expected an IPv4 address or range such as 10.1.2.0/24',
    ],
    [
      { mail: { allowFrom: ["10.0.0.0/33"] } },
      'mail.allowFrom[0] is "10.0.0.0/33"; expected an IPv4 address or range such as 10.1.2.0/24',
    ],
    [{ mail: { allowFrom: ["::/0"] } }, 'mail.allowFrom[0] is "::/0"; expected an IPv4 address or range such as 10.1.2.0/24'],
    [{ mail: { allowFrom: ["*"] } }, 'mail.allowFrom[0] is "*"; expected an IPv4 address or range such as 10.1.2.0/24'],
    [
      { mail: { reachableFrom: ["Everyone"] } },
      'mail.reachableFrom[0] is "Everyone"; expected an IPv4 address, a range such as 10.1.2.0/24, or one of VirtualNetwork, AzureLoadBalancer, Internet',
    ],
    [{ mail: { ports: [] } }, "mail.ports is empty; expected at least one TCP port"],
    [{ mail: { ports: [1, 2, 3, 4, 5, 6, 7, 8, 9] } }, "mail.ports has 9 entries; expected at most 8"],
    [{ mail: { allowFrom: Array(101).fill("10.0.0.1") } }, "mail.allowFrom has 101 entries; expected at most 100"],
    [{ web: { reachableFrom: Array(101).fill("10.0.0.1") } }, "web.reachableFrom has 101 entries; expected at most 100"],
    [{ mail: { ports: [0] } }, "mail.ports[0] is 0; expected a TCP port from 1 to 65535"],
    [{ mail: { ports: [25, 25] } }, "mail.ports names a port twice"],
    [{ mail: { localDomain: "contoso com" } }, 'mail.localDomain is "contoso com"; expected a domain name'],
    [
      { mail: { certificateThumbprint: "12" } },
      'mail.certificateThumbprint is "12"; expected a SHA-1 thumbprint, 40 hexadecimal digits',
    ],
    [
      { mail: { basicAuthentication: true } },
      "mail.basicAuthentication is true without mail.certificateThumbprint; expected a certificate, because Basic is allowed with TLS only",
    ],
    [
      { mail: { smartHost: { host: "smtp.contoso.com", port: 25 } } },
      "mail.smartHost.port is 25, which leaves the host only with mail.allowOutboundSmtp; expected 587, the submission port",
    ],
    [
      { mail: { smartHost: { host: "[10.0.0.9]" } } },
      'mail.smartHost.host is "[10.0.0.9]"; expected a host name or an IPv4 address',
    ],
    [
      { mail: { smartHost: { host: "smtp.contoso.com", userName: "relay" } } },
      "mail.smartHost.password is missing; expected it with mail.smartHost.userName",
    ],
    [
      { web: { anonymous: "administrator" } },
      'web.anonymous is "administrator"; expected one of AnonymousIdentity: pool, iusr, none',
    ],
    [{ web: { anonymous: "none" } }, 'web.anonymous is "none" without web.windowsAuthentication; expected some way in'],
    [{ web: { dataFolder: "data" } }, 'web.dataFolder is "data"; expected a full path to a folder such as C:\\Data\\App'],
    [{ web: { dataFolder: "C:\\" } }, 'web.dataFolder is "C:\\\\"; expected a full path to a folder such as C:\\Data\\App'],
    [
      { web: { dataFolder: "C:\\Data\\..\\Windows" } },
      'web.dataFolder is "C:\\\\Data\\\\..\\\\Windows"; expected a full path to a folder such as C:\\Data\\App',
    ],
    [
      { web: { dataFolder: "C:\\PROGRA~1\\x" } },
      'web.dataFolder is "C:\\\\PROGRA~1\\\\x"; expected a full path to a folder such as C:\\Data\\App',
    ],
    [
      { web: { dataFolder: "\\\\server\\share" } },
      'web.dataFolder is "\\\\\\\\server\\\\share"; expected a full path to a folder such as C:\\Data\\App',
    ],
    [
      { web: { dataFolder: "c:\\Inetpub\\wwwroot\\data" } },
      'web.dataFolder is "c:\\\\Inetpub\\\\wwwroot\\\\data", inside a folder of the system or of the web content; expected a folder of its own such as C:\\Data\\App',
    ],
    [
      { web: { dataFolder: "C:\\Windows" } },
      'web.dataFolder is "C:\\\\Windows", inside a folder of the system or of the web content; expected a folder of its own such as C:\\Data\\App',
    ],
    [
      { web: { dataFolder: "C:\\Data", anonymous: "iusr", classicAsp: true, aspNet: true } },
      'web.anonymous is "iusr": classic ASP would open the data as IUSR and ASP.NET as the pool; expected "pool", so that one identity suffices',
    ],
    [
      { web: { dataFolder: "C:\\Data", anonymous: "none", windowsAuthentication: true, classicAsp: true } },
      'web.anonymous is "none": classic ASP would open web.dataFolder as each visitor; expected "pool", or no web.dataFolder',
    ],
  ])("%o", (more, expected) => {
    expect(problems(more)).toEqual([expected]);
  });

  it("a value that only the deployment will know is no plain value", () => {
    class Output {}
    expect(problems({ quarantine: new Output(), mail: new Output(), web: { dataFolder: new Output() } })).toEqual([
      "quarantine is a value that is not known when the program runs; expected true or false",
      "mail is a value that is not known when the program runs; expected a group of arguments",
      "web.dataFolder is a value that is not known when the program runs; expected a full path to a folder such as C:\\Data\\App",
    ]);
  });

  it("whatever a program gives, it gets an answer", () => {
    const anything = fc.anything({ withNullPrototype: true });
    const mail = fc.record<Partial<Record<keyof MailArgs, unknown>>>(
      { allowFrom: anything, ports: anything, smartHost: anything, localDomain: anything, reachableFrom: anything },
      { requiredKeys: [] },
    );
    const web = fc.record<Partial<Record<keyof WebArgs, unknown>>>(
      { dataFolder: anything, anonymous: anything, reachableFrom: anything },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(
        fc.record(
          { image: anything, computerName: anything, mail: fc.oneof(mail, anything), web: fc.oneof(web, anything) },
          { requiredKeys: [] },
        ),
        (more) => {
          for (const problem of argumentProblems({ ...GOOD, ...more } as IisHostArgs)) {
            expect(problem.path).toMatch(/^[a-zA-Z.]+(\[\d+\])?$/);
            expect(problem.reason).not.toBe("");
          }
        },
      ),
    );
  });
});
