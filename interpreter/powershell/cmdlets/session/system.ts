import { type CmdletCall, cmdletsWith, type Tool } from "../../../tools/tool.js";
import { shownText } from "../../../values/texts.js";
import { int, NULL, Num, Str, str, TypeRef, Unknown, type Value } from "../../../values/value.js";
import { construct, invokeMember } from "../../members/members.js";
import { binary } from "../../operators/operators.js";
import { convertTo } from "../../types/convert.js";
import { makeObject } from "../shared/common.js";

/** Dates, chance, and what the host and the session say of themselves. */

const DATE = new TypeRef("System.DateTime");
const SPAN = new TypeRef("System.TimeSpan");

// ---------------------------------------------------------------- dates

function getDate(call: CmdletCall): void {
  let date: Value;
  if (call.has("Date")) date = convertTo(call.machine, call.value("Date") ?? NULL, DATE, call.trace("Date"));
  else if (call.has("UnixTimeSeconds")) date = call.unknown("a date", { type: "System.DateTime" });
  else if (["Year", "Month", "Day"].every((name) => call.has(name)) && (call.has("Hour") || onlyDate(call))) {
    const values = ["Year", "Month", "Day", "Hour", "Minute", "Second"].map((name) => call.value(name) ?? int(0));
    date = construct(call.machine, DATE, values, call.at);
  } else date = call.unknown("the date and time on the host", { type: "System.DateTime" });
  if (call.has("Format")) {
    const format = call.value("Format") ?? NULL;
    const plain = call.machine.plain(date);
    const text =
      plain instanceof Unknown || format instanceof Unknown
        ? undefined
        : invokeMember(call.machine, plain, "ToString", [format], call.at);
    // The day does not change while a script runs (but at midnight); the time does.
    const symbol =
      onlyDate(call) && !call.has("Date")
        ? `today:${shownText(call.text("Format") ?? "")}`
        : `date-format(${plain instanceof Unknown ? plain.symbol : ""})`;
    call.out(text ?? call.unknown("the date and time on the host, as text", { symbol, type: "System.String" }));
  } else if (call.has("UFormat")) {
    call.out(
      call.unknown("the date and time on the host, as text", {
        symbol: `date-uformat:${shownText(call.text("UFormat") ?? "")}`,
        type: "System.String",
      }),
    );
  } else call.out(date);
}

/** The time of day does not show in the format. */
function onlyDate(call: CmdletCall): boolean {
  const format = call.text("Format");
  return typeof format === "string" && /^[yMd\-/._ ]+$/.test(format) && format.length > 1;
}

function newTimeSpan(call: CmdletCall): void {
  if (call.has("Start") || call.has("End")) {
    const side = (name: string): Value =>
      call.has(name)
        ? convertTo(call.machine, call.value(name) ?? NULL, DATE, call.trace(name))
        : call.unknown("the date and time on the host", { symbol: "date:now", type: "System.DateTime" });
    const start = call.machine.plain(side("Start"));
    const end = call.machine.plain(side("End"));
    if (start instanceof Unknown || end instanceof Unknown)
      call.out(call.unknown("a time that passed on the host", { type: "System.TimeSpan" }));
    else call.out(binary(call.machine, "-", false, end, start, call.at));
    return;
  }
  const values = ["Days", "Hours", "Minutes", "Seconds", "Milliseconds"].map((name) => call.value(name) ?? int(0));
  call.out(construct(call.machine, SPAN, values, call.at));
}

// ---------------------------------------------------------------- chance

/** With more things to choose from than this the choice is an unknown, not a question. */
const MAXIMUM_CHOICE = 4;

function getRandom(call: CmdletCall): void {
  const list = call.piped ? call.input : call.has("InputObject") ? call.list("InputObject") : undefined;
  if (list instanceof Unknown) return call.out(call.unknown(`one of ${list.why}`, { cause: list.cause }));
  if (list) return randomOf(call, list);
  const low = call.has("Minimum") ? call.integer("Minimum") : 0;
  const high = call.integer("Maximum");
  const fractional = [call.value("Minimum"), call.value("Maximum")].some(
    (value) => value instanceof Num && (value.type === "Double" || value.type === "Single"),
  );
  if (!fractional && typeof low === "number" && typeof high === "number" && high === low + 1) return call.out(int(low, call.at));
  call.out(call.unknown("a number by chance", { type: fractional ? "System.Double" : "System.Int32" }));
}

function randomOf(call: CmdletCall, list: readonly Value[]): void {
  const count = call.integer("Count");
  if (typeof count === "number" && count >= list.length) {
    // All of them, in an order that chance decides.
    for (const value of list) call.out(value);
    return;
  }
  if (list.length === 0) return;
  if (list.length === 1) return call.out(list[0] as Value);
  if (count !== undefined || list.length > MAXIMUM_CHOICE) return call.out(call.unknown("one of several values by chance"));
  const subject = call.machine.freshSymbol(`random@${call.at.start}`);
  const index = call.machine.ask(
    subject,
    list.map((_, place) => `chance picks number ${place + 1} of ${list.length}`),
  );
  call.out(list[index] as Value);
}

// ---------------------------------------------------------------- what the host says

function culture(call: CmdletCall): void {
  const english = call.machine.host.initial.language === "en" || call.machine.host.initial.kind === "image";
  const given = call.text("Name") ?? call.text("Culture");
  const name: Value =
    typeof given === "string"
      ? str(given, call.at)
      : english
        ? str("en-US", call.at)
        : call.unknown("the culture of the host", { symbol: "culture", type: "System.String" });
  const known = name instanceof Str && name.value === "en-US";
  call.out(
    makeObject(
      "System.Globalization.CultureInfo",
      [
        ["Name", name],
        ["LCID", known ? int(1033) : call.unknown("the culture of the host", { symbol: "culture.lcid", type: "System.Int32" })],
        [
          "DisplayName",
          known
            ? str("English (United States)")
            : call.unknown("the culture of the host", { symbol: "culture.name", type: "System.String" }),
        ],
        [
          "TwoLetterISOLanguageName",
          name instanceof Str
            ? str(name.value.slice(0, 2))
            : call.unknown("the culture of the host", { symbol: "culture.language", type: "System.String" }),
        ],
      ],
      call.at,
    ),
  );
}

function fileHash(call: CmdletCall): void {
  const algorithm = call.text("Algorithm") ?? "SHA256";
  const paths = call.texts(call.has("LiteralPath") ? "LiteralPath" : "Path");
  if (paths instanceof Unknown) return call.out(call.unknown("the hashes of files that are not known"));
  for (const path of paths) {
    call.out(
      makeObject(
        "Microsoft.PowerShell.Commands.FileHash",
        [
          ["Algorithm", str(shownText(algorithm))],
          [
            "Hash",
            call.unknown(`the hash of ${shownText(path)}`, {
              symbol: `hash:${shownText(algorithm)}:${shownText(path).toLowerCase()}`,
              type: "System.String",
            }),
          ],
          ["Path", typeof path === "string" ? str(path) : path],
        ],
        call.at,
      ),
    );
  }
}

/** Cmdlets that give what only the host knows; the same question gives the same answer. */
function reading(call: CmdletCall): void {
  const named = call.rest
    .map((value) => call.machine.plain(value))
    .map((value) => (value instanceof Str ? value.value.toLowerCase() : value instanceof Unknown ? value.symbol : value.kind));
  call.out(call.unknown(`what ${call.name} shows`, { symbol: `${call.name.toLowerCase()}(${named.join(",")})` }));
}

function startTranscript(call: CmdletCall): void {
  call.say("a transcript is written");
}

/** What the session makes of variables and members that are not there: the version of Set-StrictMode, 0 for off. */
function setStrictMode(call: CmdletCall): void {
  const given = call.text("Version") ?? "0";
  const version = typeof given !== "string" ? 0 : given.toLowerCase() === "latest" ? 3 : Number.parseInt(given, 10) || 0;
  const strict = call.machine.cell<number>("powershell:strict", () => 0);
  call.machine.journal.put(strict, call.flag("Off") === true ? 0 : version);
}

const tool = cmdletsWith({});

export const systemCmdlets: readonly Tool[] = [
  tool(
    ["Get-Date"],
    [
      "Date|LastWriteTime@0<.",
      "Year",
      "Month",
      "Day",
      "Hour",
      "Minute",
      "Second",
      "Millisecond",
      "DisplayHint",
      "UFormat",
      "Format",
      "AsUTC?",
      "UnixTimeSeconds|UnixTime",
    ],
    getDate,
  ),
  tool(
    ["New-TimeSpan"],
    ["Start|LastWriteTime@0<.", "End@1.", "Days", "Hours", "Minutes", "Seconds", "Milliseconds"],
    newTimeSpan,
  ),
  tool(["Get-Random", "Get-SecureRandom"], ["Maximum@0", "Minimum", "InputObject<", "Count", "SetSeed", "Shuffle?"], getRandom),
  tool(["New-Guid"], ["Empty?", "InputObject<"], (call) => call.out(call.unknown("a new GUID", { type: "System.Guid" }))),
  tool(["New-TemporaryFile"], [], (call) => call.out(call.unknown("a new temporary file", { type: "System.IO.FileInfo" }))),
  tool(["Get-Culture", "Get-UICulture"], ["Name@0", "NoUserOverrides?", "ListAvailable?"], culture),
  tool(["Get-FileHash"], ["Path[]@0<.", "LiteralPath|PSPath[].", "Algorithm@1", "InputStream"], fileHash),
  tool(["Start-Sleep"], ["Seconds@0<.", "Milliseconds|ms.", "Duration"], () => undefined),
  tool(["Start-Transcript", "Stop-Transcript"], [], startTranscript, { loose: true }),
  tool(
    [
      "Get-Host",
      "Get-TimeZone",
      "Get-EventLog",
      "Get-WinEvent",
      "Get-HotFix",
      "Get-ComputerInfo",
      "Get-Disk",
      "Get-Volume",
      "Get-Partition",
      "Get-PhysicalDisk",
      "Get-NetAdapter",
      "Get-NetRoute",
      "Get-NetFirewallRule",
      "Get-NetFirewallProfile",
      "Get-NetTCPConnection",
      "Get-DnsClientServerAddress",
      "Get-DnsClient",
      "Get-Counter",
      "Get-Help",
      "Get-History",
      "Get-PSCallStack",
      "Get-Uptime",
      "Get-Verb",
      "Get-TypeData",
      "Get-FormatData",
      "Get-ExecutionPolicy",
      "Get-PSSessionConfiguration",
      "Get-PSSession",
      "Get-EventSubscriber",
      "Get-Event",
      "Get-Clipboard",
      "Get-WinSystemLocale",
      "Get-WinUserLanguageList",
      "Get-WinHomeLocation",
      "Get-Error",
      "Get-PfxCertificate",
      "Get-PfxData",
      "Get-AuthenticodeSignature",
      "Get-SmbShare",
      "Get-MpPreference",
      "Get-MpComputerStatus",
      "Get-PSBreakpoint",
      "Get-PSHostProcessInfo",
      "Get-WindowsEdition",
      "Get-Tpm",
      "Get-BitLockerVolume",
      "Get-ProcessMitigation",
      "Get-PSSnapin",
      "Test-WSMan",
      "Test-ComputerSecureChannel",
    ],
    [],
    reading,
    { loose: true },
  ),
  tool("Set-StrictMode", ["Version|v@0", "Off?"], setStrictMode, { module: "Microsoft.PowerShell.Core" }),
  tool(
    ["Trace-Command"],
    [
      "Expression{}",
      "Command",
      "ArgumentList[]",
      "Name[]",
      "Option",
      "FilePath",
      "InputObject<",
      "Force?",
      "Debugger?",
      "PSHost?",
    ],
    (call) => {
      const block = call.value("Expression");
      if (block?.kind === "block") call.runBlock(block, { newScope: false });
      else call.undecided("unmodelled", "Trace-Command runs a command by its name", "all");
    },
  ),
  tool(["Measure-Command"], ["Expression{}@0", "InputObject<"], (call) => {
    const block = call.value("Expression");
    if (block?.kind === "block") call.runBlock(block, { newScope: false });
    call.out(call.unknown("how long something takes on the host", { type: "System.TimeSpan" }));
  }),
];
