import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EXISTING } from "../../../host/existing.js";
import {
  anonymousEnabled,
  anonymousUserName,
  applicationPool,
  authFlags,
  type Key,
  poolIdentityType,
  poolUserName,
  relayForAuth,
  relayList,
  smtpProperty,
} from "../../../host/keys.js";
import { only } from "../../../host/smtp/relay-list.js";
import { HostState } from "../../../host/state.js";
import { analyzeHost } from "../../../interpreter/analysis.js";
import { NO_FILES } from "../../../interpreter/os/file-source.js";
import { Source } from "../../../interpreter/values/source.js";

/** Different commands for one setting lead to the same fact. */
function stateAfter(script: string): HostState {
  const source = new Source(script, { file: "x.ps1", resource: null, property: null, layers: [] }, false);
  return analyzeHost(HostState.from(EXISTING), [[{ language: "powershell", source, path: null }]], { files: NO_FILES }).state;
}

function valueIn<T>(state: HostState, key: Key<T>): T | undefined {
  return state.view(new Map()).valueOf(key);
}

const names = fc.stringMatching(/^[A-Za-z][A-Za-z0-9 .-]{0,14}[A-Za-z0-9]$/);
const runs = { numRuns: 12 };
const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

const POOL_IDENTITY: readonly ((pool: string, type: string, number: number) => string)[] = [
  (pool, type) => `Set-ItemProperty ${quoted(`IIS:\\AppPools\\${pool}`)} -Name processModel.identityType -Value ${type}`,
  (pool, _type, number) =>
    `Set-ItemProperty ${quoted(`IIS:\\AppPools\\${pool}`)} -Name processModel -Value @{ identityType = ${number} }`,
  (pool, type) => `$p = Get-Item ${quoted(`IIS:\\AppPools\\${pool}`)}; $p.processModel.identityType = '${type}'; $p | Set-Item`,
  (pool, type) =>
    `Set-WebConfigurationProperty -PSPath IIS:\\ -Filter ${quoted(`/system.applicationHost/applicationPools/add[@name='${pool}']/processModel`)} -Name identityType -Value ${type}`,
  (pool, type) => `C:\\Windows\\System32\\inetsrv\\appcmd.exe set apppool ${quoted(pool)} /processModel.identityType:${type}`,
  (pool, type) =>
    `C:\\Windows\\System32\\inetsrv\\appcmd.exe set config /section:applicationPools ${quoted(`/[name='${pool}'].processModel.identityType:${type}`)}`,
  (pool, type) =>
    `$m = New-Object Microsoft.Web.Administration.ServerManager; $m.ApplicationPools[${quoted(pool)}].ProcessModel.IdentityType = '${type}'; $m.CommitChanges()`,
  (pool, type) =>
    `Get-IISConfigSection system.applicationHost/applicationPools | Get-IISConfigCollection | Get-IISConfigCollectionElement -ConfigAttribute @{ name = ${quoted(pool)} } | Get-IISConfigElement -ChildElementName processModel | Set-IISConfigAttributeValue -AttributeName identityType -AttributeValue ${type}`,
  (pool, _type, number) =>
    `$n = [ADSI]${quoted(`IIS://localhost/W3SVC/AppPools/${pool}`)}; $n.AppPoolIdentityType = ${number}; $n.SetInfo()`,
];

describe("the identity of a pool", () => {
  const types = fc.constantFrom("LocalSystem", "LocalService", "NetworkService", "SpecificUser");
  const order = ["LocalSystem", "LocalService", "NetworkService", "SpecificUser"];
  it.each(POOL_IDENTITY.map((road, index) => [index, road] as const))("road %i", (_index, road) => {
    fc.assert(
      fc.property(names, types, (pool, type) => {
        expect(valueIn(stateAfter(road(pool, type, order.indexOf(type))), poolIdentityType(pool))).toBe(type);
      }),
      runs,
    );
  });
});

const ANONYMOUS = "/system.webServer/security/authentication/anonymousAuthentication";
const ANONYMOUS_USER: readonly ((site: string, user: string) => string)[] = [
  (site, user) =>
    `Set-WebConfigurationProperty -Filter ${ANONYMOUS} -PSPath 'IIS:\\' -Location ${quoted(site)} -Name userName -Value ${quoted(user)}`,
  (site, user) =>
    `Set-WebConfiguration -Filter ${quoted(`${ANONYMOUS}/@userName`)} -PSPath ${quoted(`IIS:\\Sites\\${site}`)} -Value ${quoted(user)}`,
  (site, user) =>
    `Set-WebConfiguration -Filter ${ANONYMOUS} -PSPath 'MACHINE/WEBROOT/APPHOST' -Location ${quoted(site)} -Value @{ userName = ${quoted(user)} }`,
  (site, user) =>
    `C:\\Windows\\System32\\inetsrv\\appcmd.exe set config ${quoted(site)} /section:anonymousAuthentication ${quoted(`/userName:${user}`)} /commit:apphost`,
  (site, user) =>
    `$m = New-Object Microsoft.Web.Administration.ServerManager; $s = $m.GetApplicationHostConfiguration().GetSection('system.webServer/security/authentication/anonymousAuthentication', ${quoted(site)}); $s.SetAttributeValue('userName', ${quoted(user)}); $m.CommitChanges()`,
];

describe("the anonymous user of a site", () => {
  it.each(ANONYMOUS_USER.map((road, index) => [index, road] as const))("road %i", (_index, road) => {
    fc.assert(
      fc.property(names, names, (site, user) => {
        const state = stateAfter(road(site, user));
        expect(valueIn(state, anonymousUserName(site))).toBe(user);
        expect(valueIn(state, anonymousEnabled(site))).toBeUndefined();
      }),
      runs,
    );
  });

  it.each(["/userName:", '/userName:""', "/userName:''", '/userName:\\"\\"'])("appcmd %s is the empty name", (argument) => {
    expect(
      valueIn(
        stateAfter(
          `cmd /c 'C:\\Windows\\System32\\inetsrv\\appcmd.exe set config /section:anonymousAuthentication ${argument} --password'`.replaceAll(
            "''",
            "''''",
          ),
        ),
        anonymousUserName(""),
      ),
    ).toBe("");
  });
});

const SERVER_SETTING: readonly ((property: string, value: string) => string)[] = [
  (property, value) => `$s = [ADSI]'IIS://localhost/SmtpSvc/1'; $s.${property} = ${value}; $s.SetInfo()`,
  (property, value) => `$s = [ADSI]'IIS://localhost/smtpsvc/1'; $s.Put('${property}', ${value}); $s.CommitChanges()`,
  (property, value) =>
    `$s = New-Object System.DirectoryServices.DirectoryEntry 'IIS://localhost/SmtpSvc/1'; $s.Properties['${property}'].Value = ${value}; $s.CommitChanges()`,
  (property, value) =>
    `$s = gwmi -Namespace root\\MicrosoftIISv2 IIsSmtpServerSetting | ? { $_.Name -eq 'SmtpSvc/1' }; $s.${property} = ${value}; $s.Put()`,
  (property, value) =>
    `Get-CimInstance IIsSmtpServerSetting -Namespace root/MicrosoftIISv2 | Set-CimInstance -Property @{ ${property} = ${value} }`,
  (property, value) =>
    `Set-WmiInstance -Path "\\\\.\\root\\MicrosoftIISv2:IIsSmtpServerSetting.Name='SmtpSvc/1'" -Arguments @{ ${property} = ${value} }`,
  (property, value) => `cscript //nologo C:\\inetpub\\AdminScripts\\adsutil.vbs set smtpsvc/1/${property} ${value}`,
  (property, value) => `mdutil set -path:smtpsvc/1 -prop:${property} -value:${value}`,
];

describe("a setting of the SMTP server", () => {
  it.each(SERVER_SETTING.map((road, index) => [index, road] as const))("road %i", (_index, road) => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 7 }),
        fc.boolean(),
        fc.integer({ min: 0, max: 5000 }),
        (flags, authenticated, recipients) => {
          expect(valueIn(stateAfter(road("AuthFlags", String(flags))), authFlags("1"))).toBe(flags);
          expect(valueIn(stateAfter(road("RelayForAuth", authenticated ? "1" : "0")), relayForAuth("1"))).toBe(authenticated);
          expect(valueIn(stateAfter(road("MaxRecipients", String(recipients))), smtpProperty("1", "MaxRecipients"))).toBe(
            recipients,
          );
        },
      ),
      runs,
    );
  });

  it("mdutil takes the number of a property", () => {
    expect(valueIn(stateAfter("mdutil set -path:smtpsvc/1 -prop:36973 -utype:1 -dtype:1 -value:1"), relayForAuth("1"))).toBe(
      true,
    );
  });
});

describe("a relay list of single addresses", () => {
  const address = fc.tuple(
    fc.integer({ min: 1, max: 223 }),
    fc.integer({ min: 0, max: 255 }),
    fc.integer({ min: 0, max: 255 }),
    fc.integer({ min: 1, max: 254 }),
  );
  const template =
    "24,0,0,128,32,0,0,128,60,0,0,128,68,0,0,128,1,0,0,0,76,0,0,0,0,0,0,0,0,0,0,0,1,0,0,0,0,0,0,0,2,0,0,0,1,0,0,0,4,0,0,0,0,0,0,0,76,0,0,128,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,255,255,255,255";

  it("is the same through the template of bytes and through the list object", () => {
    fc.assert(
      fc.property(fc.uniqueArray(address, { minLength: 1, maxLength: 4, selector: (one) => one.join(".") }), (addresses) => {
        const texts = addresses.map((one) => quoted(one.join("."))).join(",");
        const bytes = stateAfter(`
$b = @(${template})
foreach ($a in ${texts}) { $b[36] += 1; $b[44] += 1; $b += $a.Split('.') }
$s = gwmi -Namespace root\\MicrosoftIISv2 IIsSmtpServerSetting
$s.RelayIpList = $b
$s.Put()`);
        const object = stateAfter(`
$s = [ADSI]'IIS://localhost/SmtpSvc/1'
$l = $s.Get('RelayIpList'); $l.GrantByDefault = $false; $l.IPGrant = @(${texts} | % { "$_, 255.255.255.255" })
$s.Put('RelayIpList', $l); $s.SetInfo()`);
        const expected = only(
          ...addresses.map(([a, b, c, d]) => ({
            kind: "range" as const,
            address: ((a * 256 + b) * 256 + c) * 256 + d,
            mask: 0xffffffff,
          })),
        );
        expect(valueIn(bytes, relayList("1"))).toEqual(expected);
        expect(valueIn(object, relayList("1"))).toEqual(expected);
      }),
      runs,
    );
  });
});

describe("passwords", () => {
  const secret = "Zebra-9-quilt";
  it.each([
    `Set-ItemProperty IIS:\\AppPools\\x -Name processModel -Value @{ identityType = 3; userName = 'svc'; password = '${secret}' }`,
    `C:\\Windows\\System32\\inetsrv\\appcmd.exe set config /section:anonymousAuthentication /userName:svc /password:${secret}`,
    `$s = [ADSI]'IIS://localhost/SmtpSvc/1'; $s.RoutePassword = '${secret}'; $s.AnonymousUserPass = '${secret}'; $s.SetInfo()`,
    `$m = New-Object Microsoft.Web.Administration.ServerManager; $m.ApplicationPools['x'].ProcessModel.Password = '${secret}'; $m.CommitChanges()`,
  ])("are kept nowhere: %#", (script) => {
    const kept = [...stateAfter(script).all()].map(({ key, fact }) => `${key.id} ${JSON.stringify(fact)}`).join("\n");
    expect(kept).not.toContain(secret);
  });

  it("the user beside it is kept", () => {
    const state = stateAfter(
      `Set-ItemProperty IIS:\\AppPools\\x -Name processModel -Value @{ userName = 'svc'; password = '${secret}' }`,
    );
    expect(valueIn(state, poolUserName("x"))).toBe("svc");
  });
});

describe("applications", () => {
  it.each([
    "New-WebApplication -Name shop -Site web -PhysicalPath C:\\shop -ApplicationPool p",
    "New-Item IIS:\\Sites\\web\\shop -Type Application -PhysicalPath C:\\shop; Set-ItemProperty IIS:\\Sites\\web\\shop -Name applicationPool -Value p",
    "appcmd add app /site.name:web /path:/shop /physicalPath:C:\\shop /applicationPool:p",
    'appcmd set app "web/shop" /applicationPool:p',
    "$m = New-Object Microsoft.Web.Administration.ServerManager; $a = $m.Sites['web'].Applications.Add('/shop', 'C:\\shop'); $a.ApplicationPoolName = 'p'; $m.CommitChanges()",
  ])("%s", (script) => {
    expect(valueIn(stateAfter(script), applicationPool("web", "shop"))).toBe("p");
  });
});
