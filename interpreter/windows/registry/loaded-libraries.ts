// Registry values that name a library which Windows loads into privileged programs: its code runs as the system.
import type { Machine } from "../../machine/machine.js";
import type { RegistryValue, RegistryWatcher } from "../../os/registry.js";
import { onEveryWindows } from "../../os/windows-folders.js";
import type { Family } from "../../tools/toolbox.js";
import type { Trace } from "../../values/source.js";
import { shownText, traceOf } from "../../values/texts.js";
import { Arr, Str, Unknown } from "../../values/value.js";

interface LibraryPlace {
  readonly keys: readonly string[];
  /** Names of values in lower case; null: every value of the key. */
  readonly names: ReadonlySet<string> | null;
  /** Who loads it. */
  readonly what: string;
}

const NT = "hklm\\software\\microsoft\\windows nt\\currentversion";
const CONTROL = "hklm\\system\\currentcontrolset\\control";

/** Sources: "AppInit_DLLs", "Installing and Registering a Password Filter DLL", "LSA registry keys", "Print monitors" (Windows documentation); Sysinternals Autoruns. */
const PLACES: readonly LibraryPlace[] = [
  {
    keys: [`${NT}\\windows`, "hklm\\software\\wow6432node\\microsoft\\windows nt\\currentversion\\windows"],
    names: new Set(["appinit_dlls"]),
    what: "every program with windows",
  },
  { keys: [`${CONTROL}\\session manager\\appcertdlls`], names: null, what: "every program that starts another" },
  { keys: [`${CONTROL}\\session manager`], names: new Set(["bootexecute"]), what: "the session manager" },
  {
    keys: [`${CONTROL}\\lsa`, `${CONTROL}\\lsa\\osconfig`],
    names: new Set(["security packages", "authentication packages", "notification packages"]),
    what: "the local security authority",
  },
  { keys: [`${CONTROL}\\securityproviders`], names: new Set(["securityproviders"]), what: "the local security authority" },
  { keys: [`${CONTROL}\\networkprovider\\order`], names: null, what: "the logon process" },
  { keys: [`${CONTROL}\\print\\monitors\\*`], names: new Set(["driver"]), what: "the print spooler" },
  { keys: [`${NT}\\winlogon\\notify\\*`], names: new Set(["dllname"]), what: "the logon process" },
  {
    keys: ["hklm\\system\\currentcontrolset\\services\\*\\parameters"],
    names: new Set(["servicedll", "serverlevelplugindll"]),
    what: "a service",
  },
];

/** What Windows itself has in these values. */
const OWN: ReadonlySet<string> = new Set([
  ..."kerberos msv1_0 schannel wdigest tspkg pku2u cloudap livessp negoextender credssp.dll rassfm scecli".split(" "),
  ..."autocheck autochk * lanmanworkstation rdpnp webclient p9np".split(" "),
  '""',
  "",
]);

/** The names in a value, each alone: a list of texts, or one text with blanks or commas between them. */
function librariesOf(machine: Machine, value: RegistryValue): readonly (string | Unknown)[] {
  const data = machine.plain(value.data);
  if (data instanceof Unknown) return [data];
  const texts = data instanceof Arr ? machine.settled(data.items).map((item) => machine.plain(item)) : [data];
  return texts.flatMap((text): readonly (string | Unknown)[] => {
    if (text instanceof Unknown) return [text];
    if (!(text instanceof Str)) return [];
    return /[\\/]/.test(text.value) ? [text.value] : text.value.split(/[\s,]+/);
  });
}

function isForeign(library: string | Unknown): boolean {
  if (typeof library !== "string") return true;
  const name = library.trim().toLowerCase();
  if (OWN.has(name)) return false;
  const leaf = name.slice(Math.max(name.lastIndexOf("\\"), name.lastIndexOf("/")) + 1);
  const inSystem = /^(?:%systemroot%|%windir%|c:\\windows)\\system32\\[^\\]+$/.test(name) || leaf === name;
  return !(inSystem && onEveryWindows(`c:\\windows\\system32\\${leaf}`) !== undefined);
}

export const loadedLibrariesFamily: Family = {
  registryWatchers: PLACES.map<RegistryWatcher>((place) => {
    const isNamed = (name: string): boolean => place.names === null || place.names.has(name.toLowerCase());
    return {
      keys: place.keys,
      matters: (machine, name, value) => isNamed(name) && librariesOf(machine, value).some(isForeign),
      changed(machine: Machine, _key: string, name: string, value: RegistryValue | null, at: Trace | null): void {
        if (value === null || !isNamed(name)) return;
        const library = librariesOf(machine, value).find(isForeign);
        if (library === undefined) return;
        const data = machine.plain(value.data);
        const shown = typeof library === "string" ? library : shownText(library);
        const trace = at ?? traceOf(data);
        machine.note("opaque", "all", `${place.what} loads ${shown}, whose code is not read`, trace);
      },
    };
  }),
};
