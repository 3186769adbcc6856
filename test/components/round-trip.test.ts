import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { IisHostArgs } from "../../components/arguments/index.js";
import { hostDocument } from "../../components/document/index.js";
import { hostSettings } from "../../components/settings/index.js";
import type { HostDocument } from "../../host/documents/document.js";
import { canonicalDocument } from "../../host/documents/read.js";
import { toDocument, unknownKeys } from "../../host/documents/write.js";
import { fragments } from "../../host/values/holes.js";
import type { HostAnalysis } from "../../interpreter/analysis.js";
import { hostArguments } from "./generators.js";
import { hostArgs, provision } from "./host.js";

/** What the host is in the only world there is. The account at the smart host is known to the deployment only. */
function documentAfter({ state }: HostAnalysis): HostDocument {
  expect(state.choices()).toEqual([]);
  const document = canonicalDocument(toDocument(state.view(new Map())));
  const servers = document.smtp?.servers?.map((server) => {
    const { userName, ...outbound } = server.outbound ?? {};
    if (userName === undefined) return server;
    expect(fragments(String(userName)).length).toBe(2);
    return { ...server, outbound };
  });
  return servers === undefined ? document : { ...document, smtp: { servers } };
}

const ROUTE_USER = /^smtpProperty\|\d\|routeusername$/i;

/** Facts that only the host knows: a certificate by name. */
function notKnownHere(args: IisHostArgs): string[] {
  const { service } = hostSettings(args).mail ?? {};
  if (service == null || service.certificateName === null) return [];
  return service.servers.map((_, index) => `smtpProperty|${index + 1}|sslcerthash`);
}

describe("what the component renders, the interpreter reads", () => {
  it("follows every command, and none can fail on its image", () => {
    const analysis = provision(
      hostArgs({
        web: {
          sites: [
            {
              name: "app",
              hostName: "www.contoso.com",
              classicAsp: true,
              dataFolders: ["C:\\Data"],
              uploadFolders: ["up"],
              areas: [{ path: "intern", access: "windows", allow: ["Staff"] }],
            },
          ],
        },
        mail: {
          certificateName: "mail.contoso.com",
          aliasDomains: ["contoso.com"],
          routes: [{ domain: "*.fabrikam.com", host: "10.0.0.4" }],
          smartHost: { host: "smtp.contoso.com", userName: "u", password: "p" },
          servers: [{ ports: [587], basicAuthentication: true }],
        },
        accounts: { groups: [{ name: "Staff" }], users: [{ name: "bob", password: "p", groups: ["Staff"] }] },
      }),
    );
    expect(analysis.ending).toBe("ok");
    expect(analysis.unreadable).toEqual([]);
    expect(analysis.coverage).toMatchObject({ unmodelled: 0 });
  });

  it("the host is exactly the one that was asked for", () => {
    fc.assert(
      fc.property(hostArguments, (given) => {
        const analysis = provision(given);
        expect(analysis.ending).toBe("ok");
        expect(documentAfter(analysis)).toEqual(canonicalDocument(hostDocument(hostSettings(given))));
        expect(
          unknownKeys(analysis.state.view(new Map()))
            .map(({ id }) => id)
            .sort(),
        ).toEqual(notKnownHere(given).sort());
      }),
      { numRuns: 500 },
    );
  }, 600_000);

  it("a second run changes nothing", () => {
    fc.assert(
      fc.property(hostArguments, (given) => {
        const once = provision(given, 1);
        const twice = provision(given, 2);
        expect(twice.ending).toBe("ok");
        // Two unknown names may be one: whoever gives them is not known here.
        const changed = once.state.diff(twice.state).filter(({ id }) => !ROUTE_USER.test(id));
        expect(changed.map(({ id }) => id)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  }, 300_000);
});
