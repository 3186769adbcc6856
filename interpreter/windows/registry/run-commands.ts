import { hasHole, mayBe } from "../../../host/values/holes.js";
import type { Machine } from "../../machine/machine.js";
import { mayRun, runsAtItsTime, runsNoMore, type Start, serviceId } from "../../os/autorun.js";
import type { RegistryWatcher } from "../../os/registry.js";
import { Registry, type RegistryValue } from "../../os/registry.js";
import type { Family } from "../../tools/toolbox.js";
import { joinTexts, shownText, type TextValue, traceOf } from "../../values/texts.js";
import { Arr, Str, Unknown } from "../../values/value.js";
import { splitText } from "../shared/native-arguments.js";

/**
 * Registry values that are command lines which Windows runs by itself: one table, whatever wrote the value. They count as running, as the
 * system. What is started when a person opens a file (`shell\open\command`) is not among them.
 */
interface CommandPlace {
  readonly keys: readonly string[];
  /** Names of values in lower case; null: every value of the key. */
  readonly names: ReadonlySet<string> | null;
  /** One command line, several with commas between them, or a program whose arguments stand in another value. */
  readonly form: "line" | "list";
  /** Who runs it, for the layers of a finding's place. */
  readonly what: string;
}

const CURRENT_VERSION = "*\\software\\microsoft\\windows\\currentversion";
const NT = "hklm\\software\\microsoft\\windows nt\\currentversion";
const WOW = "*\\software\\wow6432node\\microsoft\\windows\\currentversion";
const SERVICES = "hklm\\system\\currentcontrolset\\services";

/** Sources: "Run and RunOnce Registry Keys", "Image File Execution Options", "Active Setup", "Winlogon" (Windows documentation); Sysinternals Autoruns. */
const PLACES: readonly CommandPlace[] = [
  {
    keys: [CURRENT_VERSION, WOW].flatMap((root) => [
      `${root}\\run`,
      `${root}\\runonce`,
      `${root}\\runonceex\\**`,
      `${root}\\runservices`,
      `${root}\\runservicesonce`,
      `${root}\\policies\\explorer\\run`,
    ]),
    names: null,
    form: "line",
    what: "registry Run key",
  },
  {
    keys: [
      `${NT}\\winlogon`,
      "hku\\*\\software\\microsoft\\windows nt\\currentversion\\winlogon",
      "hkcu\\software\\microsoft\\windows nt\\currentversion\\winlogon",
    ],
    names: new Set(["userinit", "shell", "taskman", "appsetup", "vmapplet", "system"]),
    form: "list",
    what: "Winlogon",
  },
  {
    keys: [
      `${NT}\\image file execution options\\**`,
      "hklm\\software\\wow6432node\\microsoft\\windows nt\\currentversion\\image file execution options\\**",
    ],
    names: new Set(["debugger"]),
    form: "line",
    what: "debugger of a program",
  },
  { keys: [`${NT}\\silentprocessexit\\*`], names: new Set(["monitorprocess"]), form: "line", what: "monitor of a program" },
  {
    keys: [`${NT}\\windows`, "*\\software\\microsoft\\windows nt\\currentversion\\windows"],
    names: new Set(["load", "run"]),
    form: "list",
    what: "registry Windows key",
  },
  {
    keys: ["*\\software\\microsoft\\command processor", "*\\software\\wow6432node\\microsoft\\command processor"],
    names: new Set(["autorun"]),
    form: "line",
    what: "AutoRun of cmd",
  },
  {
    keys: [
      "*\\software\\microsoft\\active setup\\installed components\\*",
      "*\\software\\wow6432node\\microsoft\\active setup\\installed components\\*",
    ],
    names: new Set(["stubpath"]),
    form: "line",
    what: "Active Setup",
  },
  { keys: ["hklm\\system\\setup"], names: new Set(["cmdline"]), form: "line", what: "setup command line" },
  { keys: ["*\\environment"], names: new Set(["userinitmprlogonscript"]), form: "line", what: "logon script" },
  {
    keys: [
      "hklm\\software\\policies\\microsoft\\windows nt\\terminal services",
      "hklm\\system\\currentcontrolset\\control\\terminal server\\winstations\\*",
    ],
    names: new Set(["initialprogram"]),
    form: "line",
    what: "initial program of a session",
  },
  { keys: [`${SERVICES}\\*`], names: new Set(["failurecommand"]), form: "line", what: "failure command of a service" },
  { keys: [`${SERVICES}\\*\\parameters\\appevents\\*`], names: null, form: "line", what: "event of a service" },
];

/** What a service runs or stops running with goes when the service goes. */
function idOf(key: string, name: string): string {
  const service = key.toLowerCase().startsWith(`${SERVICES}\\`) ? key.slice(SERVICES.length + 1).split("\\")[0] : undefined;
  const id = `registry:${key}|${name}`.toLowerCase();
  return service === undefined ? id : `${serviceId(service)}|${id}`;
}

function isNamed(place: CommandPlace, name: string): boolean {
  if (place.names === null || place.names.has(name.toLowerCase())) return true;
  return hasHole(name) && [...place.names].some((one) => mayBe(name, one));
}

/** Whether a value whose name is not wholly known is one of those that run. */
function holds(machine: Machine, place: CommandPlace, key: string, name: string): boolean {
  if (place.names === null || place.names.has(name.toLowerCase())) return true;
  const words = [...place.names].filter((one) => mayBe(name, one)).join(" or ");
  return machine.askWhether(`registry-name:${key}:${name}`.toLowerCase(), `${name} is ${words}`, `${name} is not ${words}`);
}

function mattersAsCommand(machine: Machine, value: RegistryValue): boolean {
  const command = textOf(machine, value);
  return command !== undefined && (mayRun(machine, command) || listed(command).some((one) => mayRun(machine, one)));
}

function textOf(machine: Machine, value: RegistryValue): TextValue | undefined {
  const data = machine.plain(value.data);
  if (data instanceof Str || data instanceof Unknown) return data;
  // A list of texts, as REG_MULTI_SZ has it, is one line here.
  if (!(data instanceof Arr)) return undefined;
  const items = machine.settled(data.items).map((item) => machine.plain(item));
  const texts = items.filter((item): item is Str | Unknown => item instanceof Str || item instanceof Unknown);
  return texts.length === items.length && texts.length > 0
    ? joinTexts(
        texts.flatMap((text, index) => (index === 0 ? [text] : [" ", text])),
        data.trace,
      )
    : undefined;
}

/** `C:\Windows\system32\userinit.exe,cmd /c ...`: programs with commas between them. */
function listed(command: TextValue): readonly TextValue[] {
  const text = command instanceof Str ? command.value : command;
  return splitText(text, ",")
    .filter((part) => typeof part !== "string" || part.trim() !== "")
    .map((part) => (typeof part === "string" ? new Str(part.trim(), command.trace, command.secret) : part));
}

export const runCommandsFamily: Family = {
  registryWatchers: [
    ...PLACES.map<RegistryWatcher>((place) => ({
      keys: place.keys,
      matters: (machine, name, value) => isNamed(place, name) && mattersAsCommand(machine, value),
      changed(machine, key, name, value, at) {
        if (!isNamed(place, name) || (value !== null && !holds(machine, place, key, name))) return;
        const id = idOf(key, name);
        if (value === null) return runsNoMore(machine, id);
        const command = textOf(machine, value);
        const trace = at ?? traceOf(command);
        // What is no text, or was cleared, starts nothing, and what stood there before starts no more.
        if (command === undefined || trace === null) return runsNoMore(machine, id);
        const lines = place.form === "list" ? listed(command) : [command];
        runsAtItsTime(
          machine,
          id,
          lines.map((line): Start => ({ command: line, at: trace, what: place.what })),
        );
      },
    })),
    /** Service hosts that keep their program's command line below their own key: srvany (Windows Resource Kit), NSSM. */
    {
      keys: [`${SERVICES}\\*\\parameters`],
      matters: (machine, name, value) => /^app(?:lication|parameters)$/i.test(name) && mattersAsCommand(machine, value),
      changed(machine, key, name, _value, at) {
        if (!/^app(?:lication|parameters)$/i.test(name)) return;
        const registry = new Registry(machine);
        const text = (value: string): TextValue | undefined => {
          const found = registry.peekValue(key, value);
          return typeof found === "object" ? textOf(machine, found) : undefined;
        };
        const service = key.slice(SERVICES.length + 1).split("\\")[0] as string;
        const id = `${serviceId(service)}|application`;
        const program = text("Application");
        const args = text("AppParameters");
        const trace = at ?? traceOf(program);
        if (program === undefined || trace === null) return runsNoMore(machine, id);
        // Without arguments of its own the value is a whole command line.
        const quote = args !== undefined && /\s/.test(shownText(program)) && !shownText(program).startsWith('"') ? ['"'] : [];
        const command = joinTexts(
          [...quote, program, ...quote, ...(args === undefined ? [] : [" ", args])],
          trace,
          "put together",
        );
        runsAtItsTime(machine, id, [{ command, at: trace, what: `service ${service}` }]);
      },
    },
    /** Scripts of group policy that were applied: a key for each script, in the order they run ("Group Policy scripts", registry state). */
    {
      keys: [
        `${CURRENT_VERSION}\\group policy\\scripts\\**`,
        `${CURRENT_VERSION}\\group policy\\state\\*\\scripts\\**`,
        "*\\software\\policies\\microsoft\\windows\\system\\scripts\\**",
      ],
      matters: (machine, name, value) => /^(?:script|parameters)$/i.test(name) && mattersAsCommand(machine, value),
      changed(machine, key, name, _value, at) {
        if (!/^(?:script|parameters)$/i.test(name)) return;
        const registry = new Registry(machine);
        const text = (value: string): TextValue | undefined => {
          const found = registry.peekValue(key, value);
          return typeof found === "object" ? textOf(machine, found) : undefined;
        };
        const id = `registry:${key.toLowerCase()}|script`;
        const script = text("Script");
        const trace = at ?? traceOf(script);
        if (script === undefined || trace === null) return runsNoMore(machine, id);
        const args = text("Parameters");
        const host = /\.ps1$/i.test(shownText(script)) ? ["powershell.exe -File "] : [];
        const command = joinTexts([...host, '"', script, '"', ...(args === undefined ? [] : [" ", args])], trace, "put together");
        runsAtItsTime(machine, id, [{ command, at: trace, what: "group policy script" }]);
      },
    },
  ],
};
