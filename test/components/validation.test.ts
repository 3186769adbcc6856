import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type IisHostArgs, type MailArgs, type SiteArgs, WindowsImage } from "../../components/arguments/index.js";
import { argumentProblems } from "../../components/checks/index.js";
import { hostArgs } from "./host.js";

const GOOD: IisHostArgs = hostArgs({ mail: {} });

/** One site with these arguments, and no mail. */
const site = (more: object): object => ({
  mail: undefined,
  web: { sites: [{ name: "app", hostName: "www.contoso.com", ...more }] },
});

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
    ["a web server alone, on an image without the SMTP service", { image: "2025-datacenter-azure-edition-core", ...site({}) }],
    [
      "mail without the SMTP service, on Windows Server 2025",
      { ...site({}), mail: { submission: "azure-communication", smartHost: { host: "smtp.azurecomm.net" } } },
    ],
    ["a folder for data", site({ classicAsp: true, dataFolders: ["F:\\Daten für Büro\\App_1"] })],
    ["data on the system volume, in a folder of its own", site({ dataFolders: ["C:\\Data"] })],
    ["Windows accounts only", site({ anonymous: "none", windowsAuthentication: true })],
    ["an area for a group", site({ areas: [{ path: "intern/hr", access: "basic", allow: ["CONTOSO\\HR", "Staff"] }] })],
    ["HTTP with a reason", site({ withoutTls: { reason: "an old scanner knows no TLS" } })],
    ["headers of one's own", site({ headers: [{ name: "X-Frame-Options", value: "DENY" }] })],
    [
      "names and ids that are known later",
      { networkInterfaceId: { later: true }, subnetId: undefined, userAssignedIdentityIds: [{}], bootDiagnosticsUri: {} },
    ],
    ["tags", { tags: { owner: "mail team" } }],
    ["scripts", { provision: [{ name: "app", script: "'hello'", parameters: [{ name: "Name", value: "x" }] }] }],
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
  it.each<[object, string | RegExp]>([
    [{ adminPassword: undefined }, "adminPassword is missing"],
    [{ subnetId: "" }, "subnetId is empty; expected text"],
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
      'image is "2025-datacenter-azure-edition", which has no SMTP service: it ends with Windows Server 2022; expected an image of 2016 to 2022 with desktop, or mail.submission "azure-communication"',
    ],
    [
      { image: "2022-datacenter-azure-edition-core" },
      'image is "2022-datacenter-azure-edition-core", which has no SMTP service: it ends with Windows Server 2022; expected an image of 2016 to 2022 with desktop, or mail.submission "azure-communication"',
    ],
    [{ mail: undefined }, "web is missing and so is mail; expected at least one of them"],
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
    [{ mail: { ports: [] } }, "mail.ports is empty; expected at least one entry"],
    [{ mail: { ports: [1, 2, 3, 4, 5, 6, 7, 8, 9] } }, "mail.ports has 9 entries; expected at most 8"],
    [
      { mail: { allowFrom: Array.from({ length: 101 }, (_, at) => `10.0.0.${at}`) } },
      "mail.allowFrom has 101 entries; expected at most 100",
    ],
    [
      site({ reachableFrom: Array.from({ length: 101 }, (_, at) => `10.0.0.${at}`) }),
      "web.sites[0].reachableFrom has 101 entries; expected at most 100",
    ],
    [{ mail: { ports: [0] } }, "mail.ports[0] is 0; expected a TCP port from 1 to 65535"],
    [{ mail: { ports: [25, 25] } }, 'mail.ports[1] is "25", which is in the list already; expected each once'],
    [{ mail: { localDomain: "contoso com" } }, 'mail.localDomain is "contoso com"; expected a domain name'],
    [
      { mail: { certificateThumbprint: "12" } },
      'mail.certificateThumbprint is "12"; expected a SHA-1 thumbprint, 40 hexadecimal digits',
    ],
    [
      { mail: { basicAuthentication: true } },
      "mail.basicAuthentication is true without mail.certificateName or mail.certificateThumbprint; expected a certificate, because Basic is allowed with TLS only",
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
      site({ anonymous: "administrator" }),
      'web.sites[0].anonymous is "administrator"; expected one of AnonymousIdentity: pool, iusr, none',
    ],
    [
      site({ anonymous: "none" }),
      'web.sites[0].anonymous is "none" without windowsAuthentication or basicAuthentication; expected some way in',
    ],
    [{ web: { sites: [] } }, "web.sites is empty; expected at least one entry"],
    [{ web: {} }, "web.sites is missing"],
    [site({ hostName: undefined }), "web.sites[0].hostName is missing"],
    [site({ hostName: "www" }), 'web.sites[0].hostName is "www"; expected a full host name such as www.contoso.com'],
    [
      site({ name: "a'b" }),
      `web.sites[0].name is "a'b"; expected at most 60 letters, digits, blanks, dots, hyphens and underscores`,
    ],
    [site({ name: "Default Web Site" }), "web.sites[0].name is that of the site which is removed; expected another name"],
    [
      { web: { sites: [1, 2].map((at) => ({ name: `a${at}`, hostName: "www.contoso.com" })) } },
      'web.sites[1].hostName is "www.contoso.com", that of web.sites[0]; expected a host name of its own',
    ],
    [
      site({ withoutTls: { reason: "no" } }),
      'web.sites[0].withoutTls.reason is "no"; expected a sentence of at least ten letters',
    ],
    [site({ withoutTls: {} }), "web.sites[0].withoutTls.reason is missing"],
    [
      site({ withoutTls: { reason: "an old scanner" }, basicAuthentication: true }),
      "web.sites[0].basicAuthentication is true beside withoutTls; expected TLS, because passwords cross the network",
    ],
    [
      site({ withoutTls: { reason: "an old scanner" }, areas: [{ path: "x", access: "basic" }] }),
      'web.sites[0].areas[0].access is "basic" beside withoutTls; expected TLS, because passwords cross the network',
    ],
    [
      { image: "2016-datacenter-gensecond", ...site({ hsts: {} }) },
      'web.sites[0].hsts is not known to the image "2016-datacenter-gensecond"; expected it left out, or an image of 2019 or later',
    ],
    [site({ hsts: { maxAgeDays: 0 } }), "web.sites[0].hsts.maxAgeDays is 0; expected days from 1 to 730"],
    [
      site({ areas: [{ path: "../x", access: "windows" }] }),
      'web.sites[0].areas[0].path is "../x"; expected a path below the site such as shop/orders',
    ],
    [
      site({ areas: [{ path: "x", access: "forms" }] }),
      'web.sites[0].areas[0].access is "forms"; expected one of AreaAccess: anonymous, windows, basic',
    ],
    [
      site({ areas: [{ path: "x", access: "anonymous", allow: ["Staff"] }] }),
      'web.sites[0].areas[0].allow is given with access "anonymous"; expected access "windows" or "basic"',
    ],
    [
      site({ areas: [{ path: "x", access: "windows", allow: ["Administrator"] }] }),
      'web.sites[0].areas[0].allow[0] is "Administrator", which means another account on every host; expected a group such as Sales or CONTOSO\\Sales',
    ],
    [
      site({ uploadFolders: ["x"], areas: [{ path: "X", access: "windows" }] }),
      'web.sites[0].areas[0].path is "X", a folder of uploadFolders; expected another one',
    ],
    [
      site({ headers: [{ name: "X Y", value: "1" }] }),
      'web.sites[0].headers[0].name is "X Y"; expected the name of a header such as Content-Security-Policy',
    ],
    [site({ maxRequestMegabytes: 5000 }), "web.sites[0].maxRequestMegabytes is 5000; expected megabytes from 1 to 4095"],
    [
      site({ folder: "C:\\Sites\\App" }),
      'web.sites[0].folder is "C:\\\\Sites\\\\App", on the system volume; expected a folder on a data disk such as F:\\Sites\\App',
    ],
    [
      site({ dataFolders: ["F:\\Sites\\app\\data"] }),
      'web.sites[0].dataFolders[0] is "F:\\\\Sites\\\\app\\\\data", which overlaps web.sites[0].folder, "F:\\\\Sites\\\\app"; expected a folder of its own',
    ],
    ...(
      [
        ["data", "data"],
        ["C:\\", "C:\\\\"],
        ["C:\\Data\\..\\Windows", "C:\\\\Data\\\\..\\\\Windows"],
        ["C:\\PROGRA~1\\x", "C:\\\\PROGRA~1\\\\x"],
        ["\\\\server\\share", "\\\\\\\\server\\\\share"],
        ["F:\\nul\\x", "F:\\\\nul\\\\x"],
      ] as const
    ).map(([folder, shown]): [object, string] => [
      site({ dataFolders: [folder] }),
      `web.sites[0].dataFolders[0] is "${shown}"; expected a full path to a folder such as F:\\Data\\App`,
    ]),
    ...(
      [
        ["c:\\Inetpub\\wwwroot\\data", "c:\\\\Inetpub\\\\wwwroot\\\\data"],
        ["C:\\Windows", "C:\\\\Windows"],
      ] as const
    ).map(([folder, shown]): [object, string] => [
      site({ dataFolders: [folder] }),
      `web.sites[0].dataFolders[0] is "${shown}", inside a folder of the system; expected a folder of its own such as F:\\Data\\App`,
    ]),
    [
      site({ dataFolders: ["F:\\Data"], anonymous: "iusr", classicAsp: true, aspNet: true }),
      'web.sites[0].anonymous is "iusr": classic ASP would write as IUSR and ASP.NET as the pool; expected "pool", so that one identity suffices',
    ],
    [
      site({ uploadFolders: ["up"], anonymous: "none", windowsAuthentication: true, classicAsp: true }),
      'web.sites[0].anonymous is "none": classic ASP would write as each visitor; expected "pool", or no folder to write to',
    ],
    [
      { ...site({}), mail: { submission: "azure-communication" } },
      'mail.smartHost is missing; expected it with mail.submission "azure-communication"',
    ],
    [
      { ...site({}), mail: { submission: "azure-communication", smartHost: { host: "x.com" }, ports: [25] } },
      'mail.ports is for the SMTP service, which mail.submission "azure-communication" does not install; expected it left out',
    ],
    [
      { mail: { requireTls: true } },
      "mail.requireTls is true without mail.certificateName or mail.certificateThumbprint; expected a certificate",
    ],
    [
      { mail: { localDomain: "contoso.com", aliasDomains: ["Contoso.com"] } },
      'mail.aliasDomains[0] is "Contoso.com", the local domain; expected another one',
    ],
    [
      { mail: { localDomain: "contoso.com", routes: [{ domain: "contoso.com", host: "10.0.0.1" }] } },
      'mail.routes[0].domain is "contoso.com", which this host accepts mail for; expected a domain of somebody else',
    ],
    [
      { mail: { routes: [{ domain: "*", host: "10.0.0.1" }] } },
      'mail.routes[0].domain is "*"; expected a domain name such as contoso.com or *.contoso.com',
    ],
    [
      { mail: { servers: [{ ports: [25] }] } },
      "mail.servers[0].ports[0] is 25, which mail listens on; expected a port of its own",
    ],
    [
      { mail: { servers: [{ ports: [587], allowFrom: ["0.0.0.0/0"] }] } },
      `mail.servers[0].allowFrom[0] is "0.0.0.0/0", which lets the Internet relay without authentication; ${CLIENTS}`,
    ],
    [{ mail: { limits: { recipients: 0 } } }, "mail.limits.recipients is 0; expected recipients from 1 to 50000"],
    [
      { accounts: { users: [{ name: "bob", password: {}, groups: ["Staff"] }] } },
      'accounts.users[0].groups[0] is "Staff", which accounts.groups does not have; expected one of them',
    ],
    [
      { accounts: { groups: [{ name: "Administrators" }] } },
      'accounts.groups[0].name is "Administrators", which Windows has already; expected a name of its own',
    ],
    [
      { accounts: { users: [{ name: "hostadmin", password: {} }] } },
      'accounts.users[0].name is "hostadmin", which Windows has already; expected a name of its own',
    ],
    [{ accounts: { users: [{ name: "bob" }] } }, "accounts.users[0].password is missing"],
    [{ accounts: { policy: { minimumLength: 4 } } }, "accounts.policy.minimumLength is 4; expected characters from 8 to 14"],
    [{ subnetId: undefined }, "subnetId is missing; expected it, or networkInterfaceId"],
    [{ networkInterfaceId: {} }, "subnetId is given beside networkInterfaceId, which has its own; expected one of them"],
    [
      { networkSecurityGroupId: {}, quarantine: true },
      "quarantine is true beside networkSecurityGroupId, whose rules are yours; expected a group that is made here",
    ],
    [{ privateIpAddress: "10.0.0" }, 'privateIpAddress is "10.0.0"; expected an IPv4 address'],
    [{ zone: "1", availabilitySetId: {} }, "availabilitySetId is given beside zone; expected one of them"],
    [{ imageVersion: "newest" }, 'imageVersion is "newest"; expected latest, or a version such as 20348.2966.241205'],
    [
      { imageVersion: "1.2.3", galleryImageId: {} },
      "imageVersion is given beside galleryImageId; expected the version at the end of that id",
    ],
    [{ osDisk: { sizeGb: 10 } }, "osDisk.sizeGb is 10; expected gigabytes from 127 to 4095"],
    [
      { dataDisks: [{ sizeGb: 4, type: "HDD" }] },
      'dataDisks[0].type is "HDD"; expected one of DiskType: Premium_LRS, Premium_ZRS, StandardSSD_LRS, StandardSSD_ZRS',
    ],
    [{ licenseType: "none" }, 'licenseType is "none"; expected one of LicenseType: Windows_Server, Windows_Client'],
    [{ patch: { reboot: "Sometimes" } }, 'patch.reboot is "Sometimes"; expected one of PatchReboot: IfRequired, Never, Always'],
    [{ timeZone: "'; evil" }, `timeZone is "'; evil"; expected the name of a time zone such as W. Europe Standard Time`],
    [{ tags: { "a/b": "1" } }, 'tags has "a/b"; expected names without <, >, %, &, \\, ? and /'],
    [{ keyVaultId: {} }, "keyVaultId is given without certificates; expected them, or it left out"],
    [{ certificates: [{}] }, "certificates[0].secretUrl is missing"],
    [
      { provision: [{ name: "a b", script: "1" }] },
      'provision[0].name is "a b"; expected at most 40 letters, digits and hyphens',
    ],
    [{ location: 7 }, "location is 7; expected text"],
    [{ mial: {} }, "mial is no argument; did you mean mail?"],
    [{ mail: { alowFrom: [] } }, "mail.alowFrom is no argument; did you mean allowFrom?"],
    [
      site({ areas: [{ path: "x", access: "windows", users: [] }] }),
      "web.sites[0].areas[0].users is no argument; expected path, access, allow",
    ],
    [{ mail: { "a b": 1 } }, /^mail has "a b", which is no argument; expected submission, allowFrom, /],
  ])("%o", (more, expected) => {
    expect(problems(more)).toEqual([typeof expected === "string" ? expected : expect.stringMatching(expected)]);
  });

  it("all at once, each with its path", () => {
    expect(
      problems({ subnetId: undefined, zone: "a", mail: { ports: [0], smartHost: {}, other: 1 }, web: { sites: [{ name: "" }] } }),
    ).toEqual([
      'zone is "a"; expected the number of an availability zone',
      "mail.ports[0] is 0; expected a TCP port from 1 to 65535",
      "mail.smartHost.host is missing",
      expect.stringMatching(/^mail.other is no argument; expected submission, /),
      "web.sites[0].name is missing",
      "web.sites[0].hostName is missing",
      "subnetId is missing; expected it, or networkInterfaceId",
    ]);
  });

  it("a value that only the deployment will know is no plain value", () => {
    class Output {}
    expect(problems({ quarantine: new Output(), mail: new Output(), ...{ web: { sites: new Output() } } })).toEqual([
      "quarantine is a value that is not known when the program runs; expected true or false",
      "mail is a value that is not known when the program runs; expected a group of arguments",
      "web.sites is a value that is not known when the program runs; expected a list",
    ]);
  });

  it("whatever a program gives, it gets an answer", () => {
    const anything = fc.anything({ withNullPrototype: true });
    const mail = fc.record<Partial<Record<keyof MailArgs, unknown>>>(
      { allowFrom: anything, ports: anything, smartHost: anything, localDomain: anything, reachableFrom: anything },
      { requiredKeys: [] },
    );
    const sites = fc.array(
      fc.record<Partial<Record<keyof SiteArgs, unknown>>>(
        { name: anything, hostName: anything, dataFolders: anything, anonymous: anything, areas: anything, withoutTls: anything },
        { requiredKeys: [] },
      ),
    );
    const web = fc.record({ sites: fc.oneof(sites, anything) });
    fc.assert(
      fc.property(
        fc.record(
          { image: anything, computerName: anything, mail: fc.oneof(mail, anything), web: fc.oneof(web, anything) },
          { requiredKeys: [] },
        ),
        (more) => {
          for (const problem of argumentProblems({ ...GOOD, ...more } as IisHostArgs)) {
            expect(problem.path).toMatch(/^[a-zA-Z_][\w.]*(\[\d+\][\w.]*)*$/);
            expect(problem.reason).not.toBe("");
          }
        },
      ),
    );
  });
});
