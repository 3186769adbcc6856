import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { IisHostArgs, SiteArgs } from "../../components/arguments/index.js";
import { type HostExtras, hostExtras } from "../../components/document/extras.js";
import { hostDocument } from "../../components/document/index.js";
import { provisioningPlan, UnsupportedDocument } from "../../components/plan/index.js";
import { renderProvisioning, renderVerification } from "../../components/script.js";
import { hostSettings } from "../../components/settings/index.js";
import type { HostDocument } from "../../host/documents/document.js";
import { canonicalDocument, lift } from "../../host/documents/read.js";
import { featureOnImage } from "../../host/images/features.js";
import { imageState } from "../../host/images/image.js";
import { parseSku } from "../../host/images/sku.js";
import type { InitialState } from "../../host/initial.js";
import { anonymousAdmin } from "../../host/questions/anonymous-admin.js";
import { anonymousTakeover } from "../../host/questions/anonymous-takeover.js";
import { openRelay } from "../../host/questions/open-relay.js";
import { verdict } from "../../host/questions/verdict.js";
import { workerAdmin } from "../../host/questions/worker-admin.js";
import { hostArguments } from "./generators.js";
import { hostArgs, verify } from "./host.js";

const documentOf = (more: Partial<IisHostArgs> = { mail: {} }): HostDocument => hostDocument(hostSettings(hostArgs(more)));
const extrasOf = (more: Partial<IisHostArgs> = { mail: {} }): HostExtras => hostExtras(hostSettings(hostArgs(more)));
const site = (more: Partial<SiteArgs> = {}): Partial<IisHostArgs> => ({
  web: { sites: [{ name: "App", hostName: "www.contoso.com", ...more }] },
});

const server = (more: IisHostArgs["mail"]) => documentOf({ mail: more ?? {} }).smtp?.servers?.[0];

describe("the host that is asked for", () => {
  it("by default relays for itself and whoever signs in, and logs who mailed whom", () => {
    expect(server({})).toEqual({
      name: "1",
      relayList: { only: ["loopback", "own"] },
      relayForAuth: true,
      // Anonymous, for pages and the local domain, and NTLM; no passwords in clear.
      authFlags: 5,
      bindings: [":25:"],
      logging: { type: 1, format: "{FF160663-DE82-11CF-BC0A-00AA006111E0}", period: 1, fields: 0x3fffff },
      tls: { accessFlags: 0 },
      limits: {
        messageSize: 10_485_760,
        sessionSize: 20_971_520,
        messagesPerConnection: 20,
        recipients: 100,
        connections: 100,
      },
    });
  });

  it.each<[string, NonNullable<IisHostArgs["mail"]>, object]>([
    ["named clients relay too", { allowFrom: ["10.1.0.0/16"] }, { relayList: { only: ["loopback", "own", "10.1.0.0/16"] } }],
    ["nobody else by signing in", { authenticatedRelay: false }, { relayForAuth: false }],
    ["nobody without signing in", { anonymousSubmission: false }, { authFlags: 4 }],
    [
      "Basic brings TLS for everyone",
      { basicAuthentication: true, certificateThumbprint: "AB".repeat(20) },
      {
        authFlags: 7,
        tls: { accessFlags: 8, certificate: "ab".repeat(20) },
        properties: [{ name: "SSLStoreName", value: "MY" }],
      },
    ],
    [
      "a smart host with an account",
      { smartHost: { host: "smtp.contoso.com", userName: "u", password: "p" } },
      { outbound: { smartHost: "smtp.contoso.com", smartHostType: 2, port: 587, routeAction: 268 } },
    ],
    [
      "a smart host by address, without an account",
      { smartHost: { host: "10.0.0.9", port: 2525 } },
      { outbound: { smartHost: "[10.0.0.9]", smartHostType: 2, port: 2525, routeAction: 4 } },
    ],
    ["nobody else may connect", { connectFrom: ["10.0.0.0/8"] }, { connections: { only: ["loopback", "own", "10.0.0.0/8"] } }],
    ["TLS from everyone", { requireTls: true, certificateName: "mail.contoso.com" }, { tls: { accessFlags: 8 } }],
    [
      "alias domains and routes",
      { aliasDomains: ["contoso.net"], routes: [{ domain: "*.fabrikam.com", host: "10.0.0.4", tls: false }] },
      {
        domains: [
          { name: "contoso.net", exists: true, routeAction: 16 },
          {
            name: "*.fabrikam.com",
            exists: true,
            routeAction: 2,
            properties: [{ name: "RouteActionString", value: "[10.0.0.4]" }],
          },
        ],
      },
    ],
    ["limits of one's own", { limits: { recipients: 7 } }, { limits: { recipients: 7, connections: 100 } }],
  ])("%s", (_what, more, expected) => {
    expect(server(more)).toMatchObject(expected);
  });

  it("further virtual servers have rules of their own, and want an account by default", () => {
    const servers = documentOf({ mail: { servers: [{ ports: [587], limits: { connections: 5 } }] } }).smtp?.servers;
    expect(servers?.[1]).toMatchObject({
      name: "2",
      exists: true,
      bindings: [":587:"],
      authFlags: 4,
      relayList: { only: ["loopback", "own"] },
      limits: { connections: 5 },
    });
  });

  it("without the SMTP service there is none of it", () => {
    const more = { ...site(), mail: { submission: "azure-communication", smartHost: { host: "smtp.azurecomm.net" } } } as const;
    expect(documentOf(more)).not.toHaveProperty("smtp");
    expect(documentOf(more).features?.map(({ name }) => name)).not.toContain("SMTP-Server");
    const submission = extrasOf(more).configuration.filter(({ path }) => path === "MACHINE/WEBROOT");
    expect(submission.map(({ section, name, value }) => `${section} ${name} ${value}`)).toEqual([
      "system.net/mailSettings/smtp/network host smtp.azurecomm.net",
      "system.net/mailSettings/smtp/network port 587",
      "system.net/mailSettings/smtp/network enableSsl true",
    ]);
  });

  it("a site has a pool of its own, which visitors without an account are, and HTTPS", () => {
    const { web, acls } = documentOf(site({ classicAsp: true, dataFolders: ["C:\\Data"], uploadFolders: ["up"] }));
    const anonymous = [{ scheme: "anonymous", enabled: true }];
    expect(web).toEqual({
      locations: [
        { location: "", anonymousUserName: "", authentication: anonymous },
        { location: "App", physicalPath: "F:\\Sites\\App", anonymousUserName: "", authentication: anonymous },
        { location: "App/up", handlerAccess: ["Read"] },
      ],
      pools: [{ name: "App", exists: true, identityType: "ApplicationPoolIdentity" }],
      sites: [
        { name: "App", exists: true, bindings: ["*:80:www.contoso.com", "*:443:www.contoso.com"] },
        { name: "Default Web Site", exists: false },
      ],
      applications: [
        { site: "App", paths: [{ path: "", exists: true, pool: "App" }] },
        { site: "Default Web Site", paths: [{ path: "", exists: false }] },
      ],
    });
    const full = [{ allow: "0x1f01ff", inherit: "CI OI" }];
    const always = [
      { principal: "NT AUTHORITY\\SYSTEM", access: full },
      { principal: "BUILTIN\\Administrators", access: full },
    ];
    const pool = (allow: string) => ({ principal: "IIS APPPOOL\\app", access: [{ allow, inherit: "CI OI" }] });
    expect(acls).toEqual([
      { object: "C:\\Data", exact: true, protected: true, entries: [...always, pool("0x1301bf")] },
      { object: "F:\\Sites\\App", exact: true, protected: true, entries: [...always, pool("0x1200a9")] },
      { object: "F:\\Sites\\App\\up", exact: true, protected: true, entries: [...always, pool("0x1301bf")] },
    ]);
  });

  it.each<[string, Partial<SiteArgs>, string[]]>([
    ["the pool", {}, ["IIS APPPOOL\\app"]],
    ["IUSR, as whom pages without an account are read", { anonymous: "iusr" }, ["IIS APPPOOL\\app", "NT AUTHORITY\\IUSR"]],
    ["accounts that sign in", { windowsAuthentication: true }, ["IIS APPPOOL\\app", "BUILTIN\\Users"]],
  ])("the content can be read by %s, and changed by administrators only", (_what, more, readers) => {
    const [content] = documentOf(site(more)).acls ?? [];
    const holders = content?.entries?.map(({ principal, access }) => [principal, access[0]?.allow]);
    expect(holders).toEqual([
      ["NT AUTHORITY\\SYSTEM", "0x1f01ff"],
      ["BUILTIN\\Administrators", "0x1f01ff"],
      ...readers.map((reader) => [reader, "0x1200a9"]),
    ]);
  });

  it.each<[string, Partial<SiteArgs>, string]>([
    ["classic ASP as IUSR", { anonymous: "iusr", classicAsp: true }, "NT AUTHORITY\\IUSR"],
    ["ASP.NET, whoever visits", { anonymous: "iusr", aspNet: true }, "IIS APPPOOL\\app"],
  ])("data is for the one identity that opens it: %s", (_what, more, principal) => {
    const data = documentOf(site({ ...more, dataFolders: ["C:\\Data"] })).acls?.find(({ object }) => object === "C:\\Data");
    expect(data?.entries?.map((entry) => entry.principal)).toEqual([
      "NT AUTHORITY\\SYSTEM",
      "BUILTIN\\Administrators",
      principal,
    ]);
  });

  it("an area turns visitors without an account away, and its folder is for those who are named", () => {
    const { web, acls } = documentOf(
      site({
        areas: [
          { path: "intern", access: "windows", allow: ["Staff"] },
          { path: "api", access: "basic" },
        ],
      }),
    );
    expect(web?.locations?.slice(2)).toEqual([
      {
        location: "App/intern",
        authentication: [
          { scheme: "anonymous", enabled: false },
          { scheme: "windows", enabled: true },
          { scheme: "basic", enabled: false },
        ],
      },
      {
        location: "App/api",
        authentication: [
          { scheme: "anonymous", enabled: false },
          { scheme: "windows", enabled: false },
          { scheme: "basic", enabled: true },
        ],
      },
    ]);
    const readers = acls?.slice(1).map(({ entries }) => entries?.slice(2).map(({ principal }) => principal));
    expect(readers).toEqual([
      ["IIS APPPOOL\\app", "staff"],
      ["IIS APPPOOL\\app", "BUILTIN\\Users"],
    ]);
  });

  it("accounts have passwords that nobody reads here, and groups their members", () => {
    const { users, groups } = documentOf({
      mail: {},
      accounts: {
        users: [{ name: "bob", password: "p", groups: ["staff"] }],
        groups: [{ name: "Staff", members: ["CONTOSO\\Sales"] }],
      },
    });
    expect(users).toEqual([{ name: "bob", exists: true, enabled: true, password: "given" }]);
    expect(groups).toEqual([{ name: "Staff", exists: true, exact: true, members: ["CONTOSO\\Sales", "bob"] }]);
  });
});

describe("what a host has besides", () => {
  const values = (more: Partial<IisHostArgs>) =>
    Object.fromEntries(
      extrasOf(more).configuration.map(({ location, section, name, value }) => [
        `${location} ${section.split("/").slice(-2).join("/")} ${name}`.trim(),
        value,
      ]),
    );

  it("HTTPS is where visitors are sent, and what they keep to", () => {
    expect(values(site())).toMatchObject({
      "site[@name='App']/hsts enabled": true,
      "site[@name='App']/hsts max-age": 31_536_000,
      "site[@name='App']/hsts includeSubDomains": false,
      "site[@name='App']/hsts redirectHttpToHttps": true,
    });
    expect(extrasOf(site()).certificates).toEqual(["www.contoso.com"]);
  });

  it("without TLS there is neither HSTS nor a certificate", () => {
    const plain = site({ withoutTls: { reason: "an old scanner" } });
    expect(Object.keys(values(plain)).filter((key) => key.includes("hsts"))).toEqual([]);
    expect(extrasOf(plain).certificates).toEqual([]);
  });

  it("Basic wants TLS, in a site or in an area", () => {
    expect(values(site({ basicAuthentication: true }))["App security/access sslFlags"]).toBe("Ssl");
    expect(values(site({ areas: [{ path: "a", access: "basic" }] }))["App/a security/access sslFlags"]).toBe("Ssl");
    expect(Object.keys(values(site())).filter((key) => key.includes("sslFlags"))).toEqual([]);
  });

  it("TLS 1.2 is on, and nothing older", () => {
    const on = extrasOf()
      .registry.filter(({ key, name }) => key.includes("SCHANNEL") && name === "Enabled")
      .map(({ key, value }) => `${key.split("\\").slice(-2).join(" ")} ${value}`);
    expect(on).toEqual(
      ["SSL 2.0", "SSL 3.0", "TLS 1.0", "TLS 1.1", "TLS 1.2"].flatMap((name) =>
        ["Server", "Client"].map((side) => `${name} ${side} ${name === "TLS 1.2" ? 1 : 0}`),
      ),
    );
  });

  it("requests are bounded, databases are not served, and answers tell less and carry good headers", () => {
    expect(values(site({ maxRequestMegabytes: 2 }))["App requestFiltering/requestLimits maxAllowedContentLength"]).toBe(
      2_097_152,
    );
    const entries = extrasOf(site({ headers: [{ name: "X-Frame-Options", value: "DENY" }] })).entries.map(
      ({ location, keyValue, attributes }) => `${location} ${keyValue} ${attributes?.[1]?.value ?? "gone"}`.trim(),
    );
    expect(entries).toEqual([
      "TRACE false",
      ".mdb false",
      ".ldb false",
      ".accdb false",
      ".laccdb false",
      "X-Powered-By gone",
      "App X-Content-Type-Options nosniff",
      "App X-Frame-Options DENY",
      "App Referrer-Policy strict-origin-when-cross-origin",
    ]);
  });

  it("data disks get letters from F: on", () => {
    expect(extrasOf(site()).drives).toEqual(["F"]);
    expect(extrasOf().drives).toEqual([]);
    expect(extrasOf({ mail: {}, dataDisks: [{ sizeGb: 8 }, { sizeGb: 9 }] }).drives).toEqual(["F", "G"]);
  });
});

describe("every host that can be asked for", () => {
  it("is judged safe", () => {
    fc.assert(
      fc.property(hostArguments, (args) => {
        const settings = hostSettings(args);
        const state = lift(hostDocument(settings), imageState(settings.image) as InitialState);
        for (const question of [openRelay, anonymousAdmin, workerAdmin, anonymousTakeover]) {
          expect(verdict(state, "ok", question)).toMatchObject({ certainty: "no" });
        }
      }),
    );
  });

  it("asks only for features that its image has", () => {
    fc.assert(
      fc.property(hostArguments, (args) => {
        const settings = hostSettings(args);
        const image = parseSku(settings.image);
        for (const { name } of hostDocument(settings).features ?? [])
          expect([name, image && featureOnImage(image, name)]).toEqual([name, true]);
      }),
    );
  });

  it("has a document that can be rendered, whatever the order of its parts", () => {
    fc.assert(
      fc.property(hostArguments, (args) => {
        const settings = hostSettings(args);
        const document = hostDocument(settings);
        const extras = hostExtras(settings);
        const plan = provisioningPlan(document, extras);
        const grants = (plans: typeof plan.smtp) => plans.map(({ grant }) => grant.toSorted());
        expect(grants(provisioningPlan(canonicalDocument(document), extras).smtp)).toEqual(grants(plan.smtp));
        expect(renderProvisioning(document, extras).wantsSecrets).toBe(
          args.mail?.smartHost?.userName !== undefined || (args.accounts?.users?.length ?? 0) > 0,
        );
      }),
    );
  });
});

it("ports that the installation of the service does not open in Windows' firewall are opened", () => {
  expect(provisioningPlan(documentOf({ mail: { ports: [587, 25, 2525] } }), extrasOf()).smtp[0]?.firewallPorts).toEqual([
    587, 2525,
  ]);
});

describe("a document that the provisioning cannot make so is refused, not half done", () => {
  const SAFE = documentOf();
  const withServer = (more: object): HostDocument => ({
    ...SAFE,
    smtp: { servers: [{ ...SAFE.smtp?.servers?.[0], name: "1", ...more }] },
  });
  it.each<[string, HostDocument]>([
    ["a user without a password", { ...SAFE, users: [{ name: "bob", exists: true, password: "blank" }] }],
    ["a member of a group", { ...SAFE, groups: [{ name: "Administrators", members: ["bob"] }] }],
    ["a privilege", { ...SAFE, privileges: [{ right: "SeDebugPrivilege", holders: ["Users"] }] }],
    ["a feature that is to go", { ...SAFE, features: [{ name: "Web-Server", installed: false }] }],
    ["a stopped service", { ...SAFE, services: [{ name: "Spooler", running: false }] }],
    ["everyone relays", withServer({ relayList: { allExcept: [] } })],
    ["a relay list that is left alone", withServer({ relayList: "unset" })],
    ["clients by name", withServer({ relayList: { only: ["domain:contoso.com"] } })],
    ["who may not connect", withServer({ connections: { allExcept: ["10.0.0.0/8"] } })],
    ["a domain that everyone relays to", withServer({ domains: [{ name: "*.com", exists: true, routeAction: 4096 }] })],
    ["a domain that nobody made", withServer({ domains: [{ name: "a.com", routeAction: 16 }] })],
    ["two servers", { ...SAFE, smtp: { servers: [...(SAFE.smtp?.servers ?? []), { name: "2", authFlags: 1 }] } }],
    ["half a server", { ...SAFE, smtp: { servers: [{ name: "1", authFlags: 1 }] } }],
    [
      "a list that adds to what is there",
      {
        ...SAFE,
        acls: [{ object: "C:\\Data", entries: [{ principal: "Users", access: [{ allow: "0x1f01ff", inherit: "CI OI" }] }] }],
      },
    ],
    [
      "rights that have no name",
      {
        ...SAFE,
        acls: [
          {
            object: "C:\\Data",
            exact: true,
            protected: true,
            entries: [{ principal: "Users", access: [{ allow: "0x1", inherit: "CI OI" }] }],
          },
        ],
      },
    ],
    [
      "a denial",
      {
        ...SAFE,
        acls: [
          {
            object: "C:\\Data",
            exact: true,
            protected: true,
            entries: [{ principal: "Users", access: [{ deny: "0x1f01ff", inherit: "CI OI" }] }],
          },
        ],
      },
    ],
    ["a service's access list", { ...SAFE, acls: [{ object: "service:W3SVC", exact: true, protected: true, entries: [] }] }],
    ["whom a folder is read as", { ...SAFE, web: { locations: [{ location: "App", directoryUserName: "bob" }] } }],
    ["a site without a pool", { ...SAFE, web: { sites: [{ name: "App", exists: true, bindings: ["*:80:a.com"] }] } }],
    ["a pool that is an administrator", { ...SAFE, web: { pools: [{ name: "App", identityType: "SpecificUser" }] } }],
  ])("%s", (_what, document) => {
    expect(() => provisioningPlan(document, extrasOf())).toThrow(UnsupportedDocument);
  });
});

describe("the script", () => {
  const render = (args: IisHostArgs) => {
    const settings = hostSettings(args);
    return renderProvisioning(hostDocument(settings), hostExtras(settings));
  };

  it("is the same for every host: what differs is data", () => {
    fc.assert(
      fc.property(hostArguments, hostArguments, (one, another) => {
        expect(render(one).script).toBe(render(another).script);
      }),
      { numRuns: 20 },
    );
  });

  it("is plain ASCII with Unix line ends, whatever the checkout made of it", () => {
    expect(render(hostArgs({ mail: {} })).script).toMatch(/^[\n\x20-\x7e]+$/);
    expect(renderVerification(documentOf(), extrasOf()).script).toMatch(/^[\n\x20-\x7e]+$/);
  });

  it("gets its data as base64 of packed JSON, which is short", () => {
    const [parameter] = render(hostArgs(site({ dataFolders: ["C:\\Büro '; Remove-Item"] }))).parameters;
    expect(parameter?.value).toMatch(/^[A-Za-z0-9+/]+=*$/);
    const plan = JSON.parse(gunzipSync(Buffer.from(parameter?.value ?? "", "base64")).toString("utf8"));
    expect(plan.folders[0].path).toBe("C:\\Büro '; Remove-Item");
    expect(parameter?.value.length).toBeLessThan(4000);
  });

  it("a verification changes nothing", () => {
    const analysis = verify(hostArgs({ ...site(), mail: {}, image: "2022-datacenter-g2" }));
    expect(analysis.after.diff(analysis.before).map(({ id }) => id)).toEqual([]);
    expect(analysis.ending).toBe("ok");
  });

  it.each(["AuthFlags'].Value = 7", "SmartHostType'].Value = 1", "MaxRecipients'].Value = 1000"])(
    "a verification fails when somebody else changed the host: %s",
    (change) => {
      const args = hostArgs({ mail: { smartHost: { host: "smtp.contoso.com" } } });
      const other = `$s = New-Object System.DirectoryServices.DirectoryEntry 'IIS://localhost/SmtpSvc/1'\n$s.Properties['${change}\n$s.CommitChanges()`;
      expect(verify(args, other).ending).toBe("failed");
    },
  );
});
