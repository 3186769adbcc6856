import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { IisHostArgs } from "../../components/arguments.js";
import { hostDocument } from "../../components/document.js";
import { provisioningPlan, UnsupportedDocument } from "../../components/plan.js";
import { renderProvisioning } from "../../components/script.js";
import { hostSettings } from "../../components/settings.js";
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

const documentOf = (more: Partial<IisHostArgs> = {}): HostDocument =>
  hostDocument(hostSettings({ resourceGroupName: "rg", subnetId: "s", adminPassword: "p", ...more }));

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
  ])("%s", (_what, more, expected) => {
    expect(server(more)).toMatchObject(expected);
  });

  it("visitors without an account are the pool, which may read the content and change the data", () => {
    const { web, acls } = documentOf({ web: { classicAsp: true, dataFolder: "C:\\Data" } });
    expect(web).toEqual({
      locations: [{ location: "", anonymousUserName: "", authentication: [{ scheme: "anonymous", enabled: true }] }],
      pools: [{ name: "DefaultAppPool", identityType: "ApplicationPoolIdentity" }],
    });
    const full = [{ allow: "0x1f01ff", inherit: "CI OI" }];
    const always = [
      { principal: "NT AUTHORITY\\SYSTEM", access: full },
      { principal: "BUILTIN\\Administrators", access: full },
    ];
    const pool = (allow: string) => ({ principal: "IIS APPPOOL\\defaultapppool", access: [{ allow, inherit: "CI OI" }] });
    expect(acls).toEqual([
      { object: "C:\\inetpub\\wwwroot", exact: true, protected: true, entries: [...always, pool("0x1200a9")] },
      { object: "C:\\Data", exact: true, protected: true, entries: [...always, pool("0x1301bf")] },
    ]);
  });

  it.each<[string, NonNullable<IisHostArgs["web"]>, string[]]>([
    ["the pool", {}, ["IIS APPPOOL\\defaultapppool"]],
    [
      "IUSR, as whom pages without an account are read",
      { anonymous: "iusr" },
      ["IIS APPPOOL\\defaultapppool", "NT AUTHORITY\\IUSR"],
    ],
    ["accounts that sign in", { windowsAuthentication: true }, ["IIS APPPOOL\\defaultapppool", "BUILTIN\\Users"]],
  ])("the content can be read by %s, and changed by administrators only", (_what, web, readers) => {
    const [content] = documentOf({ web }).acls ?? [];
    const holders = content?.entries?.map(({ principal, access }) => [principal, access[0]?.allow]);
    expect(holders).toEqual([
      ["NT AUTHORITY\\SYSTEM", "0x1f01ff"],
      ["BUILTIN\\Administrators", "0x1f01ff"],
      ...readers.map((reader) => [reader, "0x1200a9"]),
    ]);
  });

  it.each<[string, NonNullable<IisHostArgs["web"]>, string]>([
    ["classic ASP as IUSR", { anonymous: "iusr", classicAsp: true, dataFolder: "C:\\Data" }, "NT AUTHORITY\\IUSR"],
    ["ASP.NET, whoever visits", { anonymous: "iusr", aspNet: true, dataFolder: "C:\\Data" }, "IIS APPPOOL\\defaultapppool"],
  ])("data is for the one identity that opens it: %s", (_what, web, principal) => {
    const data = documentOf({ web }).acls?.find(({ object }) => object === "C:\\Data");
    expect(data?.entries?.map((entry) => entry.principal)).toEqual([
      "NT AUTHORITY\\SYSTEM",
      "BUILTIN\\Administrators",
      principal,
    ]);
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
        const document = hostDocument(hostSettings(args));
        const plan = provisioningPlan(document);
        expect(provisioningPlan(canonicalDocument(document)).smtp?.grant.toSorted()).toEqual(plan.smtp?.grant.toSorted());
        expect(renderProvisioning(document).protectedParameters).toEqual(
          args.mail?.enabled !== false && args.mail?.smartHost?.userName !== undefined
            ? ["SmartHostUser", "SmartHostPassword"]
            : [],
        );
      }),
    );
  });
});

it("ports that the installation of the service does not open in Windows' firewall are opened", () => {
  expect(provisioningPlan(documentOf({ mail: { ports: [587, 25, 2525] } })).smtp?.firewallPorts).toEqual([587, 2525]);
});

describe("a document that the provisioning cannot make so is refused, not half done", () => {
  const SAFE = documentOf();
  const withServer = (more: object): HostDocument => ({
    ...SAFE,
    smtp: { servers: [{ ...SAFE.smtp?.servers?.[0], name: "1", ...more }] },
  });
  it.each<[string, HostDocument]>([
    ["a user", { ...SAFE, users: [{ name: "bob", exists: true }] }],
    ["a member of a group", { ...SAFE, groups: [{ name: "Administrators", members: ["bob"] }] }],
    ["a privilege", { ...SAFE, privileges: [{ right: "SeDebugPrivilege", holders: ["Users"] }] }],
    ["a feature that is to go", { ...SAFE, features: [{ name: "Web-Server", installed: false }] }],
    ["a stopped service", { ...SAFE, services: [{ name: "Spooler", running: false }] }],
    ["everyone relays", withServer({ relayList: { allExcept: [] } })],
    ["a relay list that is left alone", withServer({ relayList: "unset" })],
    ["clients by name", withServer({ relayList: { only: ["domain:contoso.com"] } })],
    ["who may connect", withServer({ connections: { only: ["loopback"] } })],
    ["a domain", withServer({ domains: [{ name: "*.com", routeAction: 4096 }] })],
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
    [
      "the anonymous user of one site",
      { ...SAFE, web: { locations: [{ location: "Default Web Site", anonymousUserName: "" }] } },
    ],
  ])("%s", (_what, document) => {
    expect(() => provisioningPlan(document)).toThrow(UnsupportedDocument);
  });
});

describe("the script", () => {
  it("is the same for every host: what differs is data", () => {
    fc.assert(
      fc.property(hostArguments, hostArguments, (one, another) => {
        expect(renderProvisioning(hostDocument(hostSettings(one))).script).toBe(
          renderProvisioning(hostDocument(hostSettings(another))).script,
        );
      }),
      { numRuns: 20 },
    );
  });

  it("is plain ASCII with Unix line ends, whatever the checkout made of it", () => {
    expect(renderProvisioning(documentOf()).script).toMatch(/^[\n\x20-\x7e]+$/);
  });

  it("gets its data as base64 of JSON", () => {
    const [parameter] = renderProvisioning(documentOf({ web: { dataFolder: "C:\\Büro '; Remove-Item" } })).parameters;
    expect(parameter?.value).toMatch(/^[A-Za-z0-9+/]+=*$/);
    const plan = JSON.parse(Buffer.from(parameter?.value ?? "", "base64").toString("utf8"));
    expect(plan.folders[1].path).toBe("C:\\Büro '; Remove-Item");
  });
});
