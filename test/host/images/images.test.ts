import { describe, expect, test } from "vitest";
import { NO_ASSUMPTIONS } from "../../../host/choice.js";
import { imageState } from "../../../host/images/image.js";
import { parseSku } from "../../../host/images/sku.js";
import type { InitialState } from "../../../host/initial.js";
import {
  accountName,
  ace,
  anonymousEnabled,
  anonymousUserName,
  applicationExists,
  feature,
  fileSystem,
  groupExists,
  hardening,
  type Key,
  member,
  physicalPath,
  poolExists,
  privilege,
  relayForAuth,
  relayList,
  serviceAccount,
  serviceExists,
  serviceStart,
  siteExists,
  smtpServerExists,
  userExists,
} from "../../../host/keys.js";
import { anonymousAdmin } from "../../../host/questions/anonymous-admin.js";
import { resolvePrincipal } from "../../../host/questions/web-identity.js";
import { HostState } from "../../../host/state.js";
import { ask, image, line, principal, summary } from "../questions/support.js";

describe("SKUs", () => {
  test.each<[string, number, "desktop" | "core", boolean]>([
    ["2022-datacenter-azure-edition", 2022, "desktop", true],
    ["2022-datacenter-azure-edition-core", 2022, "core", true],
    ["2022-datacenter-azure-edition-hotpatch-smalldisk", 2022, "desktop", true],
    ["2022-datacenter-core-g2", 2022, "core", false],
    ["2022-datacenter-smalldisk-g2", 2022, "desktop", false],
    ["2019-Datacenter", 2019, "desktop", false],
    ["2019-datacenter-gensecond", 2019, "desktop", false],
    ["2019-Datacenter-Core-smalldisk", 2019, "core", false],
    ["2019-datacenter-with-containers-g2", 2019, "desktop", false],
    ["2016-Datacenter-Server-Core", 2016, "core", false],
    ["2016-datacenter-gensecond", 2016, "desktop", false],
    ["2025-datacenter-g2", 2025, "desktop", false],
    ["2025-datacenter-azure-edition-core-smalldisk", 2025, "core", true],
    ["MicrosoftWindowsServer:WindowsServer:2022-datacenter:latest", 2022, "desktop", false],
    ["windows-server-2022", 2022, "desktop", false],
    ["2022", 2022, "desktop", false],
  ])("%s", (sku, version, installation, azureEdition) => {
    expect(parseSku(sku)).toMatchObject({ version, installation, azureEdition });
  });

  test.each([
    "2012-R2-Datacenter",
    "2008-R2-SP1",
    "win11-22h2-pro",
    "sql2019-ws2022",
    "2022-datacenter-contoso",
    "Canonical:ubuntu:22_04-lts:latest",
    "",
    "1",
  ])("%j is no image that is known", (sku) => {
    expect(parseSku(sku)).toBeNull();
    expect(imageState(sku)).toBeNull();
  });

  test("equal SKUs are the same beginning", () => {
    expect(imageState("2022-Datacenter")).toBe(imageState("2022-datacenter"));
  });
});

describe("features", () => {
  test.each<[string, string, boolean | null]>([
    ["2022-datacenter", "SMTP-Server", true],
    ["2019-Datacenter", "smtp-server", true],
    ["2016-Datacenter", "SMTP-Server", true],
    ["2025-datacenter-g2", "SMTP-Server", false],
    ["2022-datacenter-core", "SMTP-Server", false],
    ["2025-datacenter-g2", "Web-Lgcy-Mgmt-Console", false],
    ["2022-datacenter", "Web-Lgcy-Mgmt-Console", true],
    ["2022-datacenter-core", "Web-Mgmt-Console", false],
    ["2022-datacenter-core", "Web-Server", true],
    ["2025-datacenter-g2", "Web-WMI", true],
    ["2022-datacenter", "Contoso-Base", null],
  ])("on %s %s can be installed: %s", (sku, name, expected) => {
    expect(imageState(sku)?.featureAvailable(name)).toBe(expected);
  });
});

const fresh = image().view(NO_ASSUMPTIONS);
const installed = image()
  .set(feature("Web-Server"), true, line(1))
  .set(feature("SMTP-Server"), true, line(1))
  .view(NO_ASSUMPTIONS);

describe("a fresh image", () => {
  test.each<[string, Key<unknown>, unknown]>([
    ["has no web server", feature("Web-Server"), false],
    ["has no SMTP service", feature("SMTP-Server"), false],
    ["has .NET", feature("NET-Framework-45-Core"), true],
    ["has no W3SVC", serviceExists("W3SVC"), false],
    ["has a spooler", serviceExists("spooler"), true],
    ["knows no other services", serviceExists("ContosoAgent"), false],
    ["has Administrator", userExists("administrator"), true],
    ["has no other users", userExists("bob"), false],
    ["has IIS_IUSRS", groupExists("IIS_IUSRS"), true],
    ["has no other groups", groupExists("WebOps"), false],
    ["has IUSR in IIS_IUSRS", member(principal("IIS_IUSRS"), principal("IUSR")), true],
    ["has Administrator in Administrators", member(principal("Administrators"), principal("Administrator")), true],
    ["has nobody else there", member(principal("Administrators"), principal("IUSR")), false],
    ["lets administrators debug", privilege("SeDebugPrivilege", principal("Administrators")), true],
    ["lets nobody act as the system", privilege("SeTcbPrivilege", principal("Administrators")), false],
    ["lets IIS_IUSRS impersonate only with IIS", privilege("SeImpersonatePrivilege", principal("IIS_IUSRS")), false],
    ["has no site", siteExists("Default Web Site"), false],
    ["has no SMTP server", smtpServerExists("1"), false],
    ["filters administrators' tokens", hardening("EnableLUA"), 1],
    ["is on NTFS", fileSystem("C:"), "NTFS"],
    ["lets users read Windows", ace("C:\\Windows", principal("IUSR")), []],
  ])("%s", (_, key, value) => {
    expect(fresh.read(key)).toEqual({ status: "initial", value });
  });

  test.each<[string, Key<unknown>]>([
    ["what other drives are", fileSystem("D:")],
    ["folders beside the system's", ace("C:\\data", principal("Everyone"))],
    ["other switches", hardening("Unheard")],
  ])("%s is not known", (_, key) => {
    expect(fresh.read(key)).toEqual({ status: "untouched" });
  });
});

describe("names that the deployment gives", () => {
  const initial = imageState("2022-datacenter", { administrator: "azureuser", computerName: "WEB01" });
  const view = HostState.from(initial as InitialState).view(NO_ASSUMPTIONS);

  test("the administrator's name stands for the built-in Administrator", () => {
    expect(view.read(accountName("AzureUser"))).toEqual({ status: "initial", value: "machine:500" });
    expect(resolvePrincipal(view, "azureuser")).toBe("machine:500");
    expect(resolvePrincipal(view, "web01\\azureuser")).toBe("machine:500");
    expect(resolvePrincipal(view, "WEB01\\bob")).toBe("local:bob");
    expect(view.valueOf(userExists("azureuser"))).toBe(true);
    expect(view.valueOf(userExists("Administrator"))).toBe(false);
  });

  test("an anonymous visitor of that name is an administrator", () => {
    const state = HostState.from(initial as InitialState).set(anonymousUserName(""), "azureuser", line(3));
    expect(summary(ask(state, anonymousAdmin))).toBe("certain 3");
  });

  test("the same names are the same beginning, others another", () => {
    expect(imageState("2022-datacenter", { administrator: "azureuser", computerName: "WEB01" })).toBe(initial);
    expect(imageState("2022-datacenter")).not.toBe(initial);
  });
});

describe("features bring their facts", () => {
  test.each<[string, Key<unknown>, unknown]>([
    ["the default site", siteExists("Default Web Site"), true],
    ["its folder", physicalPath("Default Web Site"), "C:\\inetpub\\wwwroot"],
    ["its application", applicationExists("Default Web Site", ""), true],
    ["the default pool", poolExists("DefaultAppPool"), true],
    ["anonymous is on", anonymousEnabled(""), true],
    ["as IUSR", anonymousUserName(""), "IUSR"],
    ["W3SVC starts by itself", serviceStart("W3SVC"), "auto"],
    ["SMTPSVC does not", serviceStart("SMTPSVC"), "manual"],
    ["as LocalSystem", serviceAccount("SMTPSVC"), "sid:S-1-5-18"],
    ["one SMTP server", smtpServerExists("1"), true],
    ["whose relay list is absent", relayList("1"), { kind: "unset" }],
    ["which relays for authenticated clients", relayForAuth("service"), true],
    ["IIS_IUSRS impersonates", privilege("SeImpersonatePrivilege", principal("IIS_IUSRS")), true],
    ["pools replace process tokens", privilege("SeAssignPrimaryTokenPrivilege", principal("IIS APPPOOL\\x")), true],
  ])("%s", (_, key, value) => {
    expect(installed.read(key)).toEqual({ status: "initial", value });
  });

  test("and iteration finds them beside what was touched", () => {
    const names = (kind: "poolExists" | "siteExists" | "serviceExists") => installed.keys(kind).map((key) => key.parts[0]);
    expect(names("poolExists")).toEqual(["DefaultAppPool"]);
    expect(names("siteExists")).toEqual(["Default Web Site"]);
    expect(names("serviceExists")).toContain("SMTPSVC");
    expect(fresh.keys("serviceExists").map((key) => key.parts[0])).not.toContain("SMTPSVC");
    const more = image().set(poolExists("Mine"), true, line(1)).set(feature("Web-Server"), true, line(1)).view(NO_ASSUMPTIONS);
    expect(more.keys("poolExists").map((key) => key.parts[0])).toEqual(["DefaultAppPool", "Mine"]);
  });
});
