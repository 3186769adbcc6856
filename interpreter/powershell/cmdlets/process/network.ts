import type { Machine } from "../../../machine/machine.js";
import { runsAtItsTime } from "../../../os/autorun.js";
import { download } from "../../../os/downloads.js";
import { Files } from "../../../os/files.js";
import { type CmdletCall, cmdletsWith, type Text, type Tool } from "../../../tools/tool.js";
import { joinTexts, pieces, shownText, textOf } from "../../../values/texts.js";
import { bool, Instance, int, NULL, type ObjectModel, type Str, str, Unknown } from "../../../values/value.js";
import { argumentText, located, makeObject, under } from "../shared/common.js";

/** Cmdlets that go to the network. What comes from there nobody knows; whether it comes is a question when the script looks. */

/** Whether a request is answered; asked only where the script can tell. */
function answers(call: CmdletCall, url: Text): boolean {
  if (!call.guarded) return true;
  const shown = shownText(url);
  return call.machine.askWhether(`network:${shown}`, `${shown} answers`, `${shown} does not answer`);
}

function failRequest(call: CmdletCall): void {
  call.fail({
    id: "WebCmdletWebResponseException",
    message: "The remote server could not be reached.",
    exception: "System.Net.WebException",
    terminating: true,
  });
}

function webRequest(call: CmdletCall, rest: boolean): void {
  const url = call.text("Uri");
  if (url === undefined) return;
  const file = call.text("OutFile");
  if (!answers(call, url)) return failRequest(call);
  if (file !== undefined) {
    save(call, url, file);
    if (call.flag("PassThru") !== true) return;
  }
  call.out(rest ? download(call.machine, url, call.at, null) : response(call.machine, url, call.at));
}

function save(call: CmdletCall, url: Text, file: Text): void {
  const at = located(call, file);
  if (at?.provider.name === "FileSystem") new Files(call.machine).write(at.path, download(call.machine, url, call.at), call.at);
}

function response(machine: Machine, url: Text, at: CmdletCall["at"]): Instance {
  const made = new Instance(responseModel, at);
  made.fields.set("content", download(machine, url, at));
  return made;
}

const responseModel: ObjectModel = {
  typeNames: [
    "Microsoft.PowerShell.Commands.HtmlWebResponseObject",
    "Microsoft.PowerShell.Commands.WebResponseObject",
    "System.Object",
  ],
  get(self, name, at) {
    const content = self.fields.get("content") as Str | Unknown;
    switch (name.toLowerCase()) {
      case "content":
        return content;
      case "statuscode":
        return int(200, at);
      case "statusdescription":
        return str("OK", at);
      default:
        return content instanceof Unknown
          ? new Unknown(content.cause, content.why, `${content.symbol}.${name.toLowerCase()}`, at)
          : new Unknown("input", `${name} of a web response`, `response:${name.toLowerCase()}`, at);
    }
  },
  text: (self) => textOf(self.fields.get("content") as Str | Unknown),
  propertyNames: () => ["Content", "StatusCode", "StatusDescription", "Headers", "Links", "RawContent", "RawContentLength"],
};

/** `-NotifyCmdLine program, arguments`: runs when the transfer is done. */
function notifies(call: CmdletCall): void {
  if (!call.has("NotifyCmdLine") || call.whatIf) return;
  const texts = call.texts("NotifyCmdLine");
  const at = call.trace("NotifyCmdLine");
  const command =
    texts instanceof Unknown
      ? texts
      : joinTexts(
          texts.flatMap((text, index) => (index === 0 ? [text] : [" ", text])),
          at,
        );
  runsAtItsTime(call.machine, call.machine.freshSymbol("bits"), [{ command, at, what: "notification of a BITS transfer" }]);
}

function bitsTransfer(call: CmdletCall): void {
  const sources = call.texts("Source");
  const targets = call.texts("Destination");
  if (sources instanceof Unknown || targets instanceof Unknown) return;
  sources.forEach((source, index) => {
    const target = targets[index] ?? targets[0] ?? ".";
    const at = located(call, target);
    if (at?.provider.name !== "FileSystem") return;
    const isFolder = new Files(call.machine).peek(at.path) === "directory" || /[\\/]$/.test(shownText(target));
    const list = pieces(source);
    const tail = list[list.length - 1];
    const leaf = typeof tail === "string" ? tail.slice(Math.max(tail.lastIndexOf("/"), tail.lastIndexOf("\\")) + 1) : "";
    save(call, source, isFolder && leaf !== "" ? under(target, leaf) : target);
  });
  if (call.flag("Asynchronous") === true) call.out(call.unknown("a transfer that is under way"));
}

// ---------------------------------------------------------------- probes

function reachable(call: CmdletCall, what: Text, how: string): boolean {
  const shown = shownText(what);
  return call.machine.askWhether(`network:${how}:${shown}`, `${shown} answers (${how})`, `${shown} does not answer (${how})`);
}

function testConnection(call: CmdletCall): void {
  const names = call.texts("ComputerName");
  if (names instanceof Unknown) return call.out(call.unknown("whether computers that are not known answer"));
  for (const name of names) {
    const up = call.flag("Quiet") === true || call.guarded ? reachable(call, name, "ping") : true;
    if (call.flag("Quiet") === true) call.out(bool(up));
    else if (up) call.out(call.unknown(`the answer of ${shownText(name)}`, { symbol: `ping:${shownText(name)}` }));
    else
      call.fail({
        id: "TestConnectionException",
        message: `Testing connection to computer '${shownText(name)}' failed.`,
        exception: "System.Net.NetworkInformation.PingException",
      });
  }
}

function testNetConnection(call: CmdletCall): void {
  const name = call.text("ComputerName") ?? "internetbeacon.msedge.net";
  const port = call.text("Port") ?? call.text("CommonTCPPort");
  const target = port === undefined ? name : textOf(joinTexts([name, ":", port], call.at));
  const up = reachable(call, target, port === undefined ? "ping" : "tcp");
  if (call.text("InformationLevel") === "Quiet") return call.out(bool(up));
  call.out(
    makeObject(
      "TestNetConnectionResult",
      [
        ["ComputerName", typeof name === "string" ? str(name) : name],
        ["RemoteAddress", call.unknown(`the address of ${shownText(name)}`, { symbol: `address:${shownText(name)}` })],
        ["RemotePort", port === undefined ? NULL : (argumentText(call, "Port") ?? str(shownText(port)))],
        ["PingSucceeded", bool(up)],
        ["TcpTestSucceeded", bool(port !== undefined && up)],
      ],
      call.at,
    ),
  );
}

function resolveName(call: CmdletCall): void {
  const name = call.text("Name");
  if (name === undefined) return;
  if (call.guarded && !reachable(call, name, "DNS")) {
    call.fail({
      id: "DNS_ERROR_RCODE_NAME_ERROR",
      message: `${shownText(name)} : DNS name does not exist`,
      exception: "System.ComponentModel.Win32Exception",
    });
    return;
  }
  const type = shownText(call.text("Type") ?? "");
  call.out(call.unknown(`the DNS records of ${shownText(name)}`, { symbol: `dns:${shownText(name)}:${type}` }));
}

const tool = cmdletsWith({ loose: true });
const modelled = cmdletsWith({ loose: true, effect: "modelled" });

const REQUEST = [
  "Uri@0",
  "OutFile",
  "PassThru?",
  "UseBasicParsing?",
  "Method",
  "Headers",
  "Body<",
  "ContentType",
  "Credential",
  "UseDefaultCredentials?",
  "WebSession",
  "SessionVariable|SV",
  "CertificateThumbprint",
  "Certificate",
  "UserAgent",
  "DisableKeepAlive?",
  "TimeoutSec|ConnectionTimeoutSeconds",
  "MaximumRedirection",
  "Proxy",
  "ProxyCredential",
  "ProxyUseDefaultCredentials?",
  "TransferEncoding",
  "InFile",
  "SkipCertificateCheck?",
  "SslProtocol",
  "Token",
  "Authentication",
  "AllowUnencryptedAuthentication?",
  "MaximumRetryCount",
  "RetryIntervalSec",
  "SkipHeaderValidation?",
  "SkipHttpErrorCheck?",
  "Form",
  "Resume?",
  "HttpVersion",
  "NoProxy?",
  "CustomMethod|CM",
  "StatusCodeVariable",
  "ResponseHeadersVariable|RHV",
  "FollowRelLink|FL?",
  "MaximumFollowRelLink|ML",
];

export const networkCmdlets: readonly Tool[] = [
  modelled(["Invoke-WebRequest"], REQUEST, (call) => webRequest(call, false)),
  modelled(["Invoke-RestMethod"], REQUEST, (call) => webRequest(call, true)),
  modelled(
    ["Start-BitsTransfer"],
    ["Source[]@0.", "Destination[]@1.", "Asynchronous?", "DisplayName", "Description", "NotifyCmdLine[]", "NotifyFlags"],
    (call) => {
      notifies(call);
      bitsTransfer(call);
    },
  ),
  modelled(["Set-BitsTransfer"], ["BitsJob@0<", "NotifyCmdLine[]", "NotifyFlags", "DisplayName"], notifies),
  tool(["Test-Connection"], ["ComputerName|TargetName|CN|IPAddress[]@0<.", "Count", "Quiet?", "Delay"], testConnection),
  tool(
    ["Test-NetConnection"],
    ["ComputerName|RemoteAddress|cn@0<.", "CommonTCPPort@1", "Port|RemotePort", "InformationLevel"],
    testNetConnection,
  ),
  tool(["Resolve-DnsName"], ["Name@0<.", "Type@1", "Server"], resolveName),
];
