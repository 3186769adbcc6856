import type { DocumentKind, DocumentReader } from "../documents/kinds.js";
import type { Machine } from "../machine/machine.js";
import type { FileWatcher, PlacedWatcher } from "../os/file-watchers.js";
import { type PathPattern, pathPattern } from "../os/path-pattern.js";
import type { RegistryWatcher } from "../os/registry.js";
import type { Trace } from "../values/source.js";
import type { Str, Unknown, Value } from "../values/value.js";
import type { ComFactory } from "./com.js";
import type { DotnetType } from "./dotnet-type.js";
import type { Provider } from "./drives.js";
import type { ScriptRunner } from "./languages.js";
import type { Language, Text, Tool } from "./tool.js";
import { classId, type RegisteredClass } from "./wmi-class.js";

/** What one part of the product brings along: whoever adds a command, a type or a class adds it to a family. */
export interface Family {
  readonly tools?: readonly Tool[];
  readonly types?: readonly DotnetType[];
  readonly comClasses?: readonly { readonly progId: string; readonly make: ComFactory }[];
  readonly wmiClasses?: readonly RegisteredClass[];
  /** Namespaces of which all classes are here whose names begin so: another such name is an invalid class. */
  readonly closedNamespaces?: readonly { readonly namespace: string; readonly prefix: string }[];
  /** Directories of ADSI, by the scheme of their paths without `://`. */
  readonly directories?: readonly { readonly scheme: string; readonly open: AdsiProvider }[];
  /** Drives of PowerShell: `IIS`, `WSMan`, `Cert`. The provider is found by its own name too (`Registry::`). */
  readonly drives?: readonly { readonly drive: string; readonly provider: Provider }[];
  readonly fileWatchers?: readonly FileWatcher[];
  readonly registryWatchers?: readonly RegistryWatcher[];
  readonly documents?: readonly { readonly kind: DocumentKind; readonly read: DocumentReader }[];
  readonly languages?: readonly { readonly language: Language; readonly run: ScriptRunner }[];
  readonly accessControl?: AccessControl;
  /** The object that COM finds by a name: `winmgmts:`, `IIS://localhost`. */
  readonly bindMoniker?: (machine: Machine, name: Value | undefined, at: Trace | null) => Value;
  /** Brings what its objects hold back to the files that it is for. */
  readonly pendingWrites?: (machine: Machine) => void;
  /** How a value reads as text where one language hands it to another: as PowerShell prints it. */
  readonly strOf?: (machine: Machine, value: Value, at: Trace | null) => Str | Unknown;
}

/** Gives the object behind a path of its scheme. `path` may have unknown parts; its scheme is known. */
export type AdsiProvider = (machine: Machine, path: Text, at: Trace | null) => Value;

/** Access lists of files and registry keys as objects: GetAccessControl and SetAccessControl of .NET. */
export interface AccessControl {
  read(machine: Machine, path: Text, at: Trace | null): Value;
  write(machine: Machine, path: Text, security: Value, at: Trace): void;
}

/** All that is in the product: what is in none of its families does not exist for a script. */
export class Toolbox {
  private readonly tools = new Map<string, Tool>();
  private readonly types: ReadonlyMap<string, DotnetType>;
  private readonly comClasses: ReadonlyMap<string, ComFactory>;
  private readonly wmiClasses: ReadonlyMap<string, RegisteredClass>;
  private readonly closedNamespaces: readonly string[];
  private readonly directories: ReadonlyMap<string, AdsiProvider>;
  private readonly drives: ReadonlyMap<string, Provider>;
  private readonly providers: ReadonlyMap<string, Provider>;
  private readonly documents: ReadonlyMap<string, DocumentReader>;
  private readonly languages: ReadonlyMap<string, ScriptRunner>;
  private readonly toStr: NonNullable<Family["strOf"]> | null;
  readonly fileWatchers: readonly PlacedWatcher[];
  readonly registryWatchers: readonly { readonly watcher: RegistryWatcher; readonly patterns: readonly PathPattern[] }[];
  readonly pendingWrites: readonly ((machine: Machine) => void)[];
  readonly accessControl: AccessControl | null;
  readonly bindMoniker: NonNullable<Family["bindMoniker"]> | null;

  /** Families in order of precedence: a family that models a command wins over a later one that only knows it. */
  constructor(families: readonly Family[]) {
    const all = <T>(pick: (family: Family) => readonly T[] | undefined): T[] => families.flatMap((family) => pick(family) ?? []);
    for (const family of families) this.addTools(family.tools ?? []);
    this.types = table(all(({ types }) => types).map((type) => [type.name, type]));
    this.comClasses = table(all(({ comClasses }) => comClasses).map(({ progId, make }) => [progId, make]));
    this.wmiClasses = table(all(({ wmiClasses }) => wmiClasses).map((one) => [classId(one.namespace, one.name), one]));
    this.closedNamespaces = all(({ closedNamespaces }) => closedNamespaces).map(({ namespace, prefix }) =>
      classId(namespace, prefix),
    );
    this.directories = table(all(({ directories }) => directories).map(({ scheme, open }) => [scheme, open]));
    const drives = all((family) => family.drives);
    this.drives = table(drives.map(({ drive, provider }) => [drive, provider]));
    this.providers = new Map(drives.map(({ provider }) => [provider.name.toLowerCase(), provider]));
    this.documents = table(all(({ documents }) => documents).map(({ kind, read }) => [kind, read]));
    this.languages = table(all(({ languages }) => languages).map(({ language, run }) => [language, run]));
    this.fileWatchers = all(({ fileWatchers }) => fileWatchers).map((watcher) => ({
      watcher,
      patterns: watcher.places.map(pathPattern),
    }));
    this.registryWatchers = all(({ registryWatchers }) => registryWatchers).map((watcher) => ({
      watcher,
      patterns: watcher.keys.map(pathPattern),
    }));
    this.pendingWrites = all(({ pendingWrites }) => pendingWrites && [pendingWrites]);
    this.accessControl = theOne(all(({ accessControl }) => accessControl && [accessControl]));
    this.bindMoniker = theOne(all(({ bindMoniker }) => bindMoniker && [bindMoniker]));
    this.toStr = theOne(all(({ strOf }) => strOf && [strOf]));
  }

  private addTools(tools: readonly Tool[]): void {
    const own = table(tools.flatMap((tool) => tool.names.map((name) => [name, tool] as const)));
    for (const [key, tool] of own) if (!this.tools.has(key)) this.tools.set(key, tool);
  }

  /** The tool that answers to a name (in any case, without `.exe`). */
  find(name: string): Tool | undefined {
    return this.tools.get(name.toLowerCase());
  }

  names(): string[] {
    return [...this.tools.keys()].sort();
  }

  /** A .NET type by its full name; generic types by their open name. */
  type(fullName: string): DotnetType | undefined {
    return this.types.get(fullName.toLowerCase());
  }

  /** A ProgID without version answers for versions too: `WScript.Shell` and `WScript.Shell.1`. */
  comClass(progId: string): ComFactory | undefined {
    const key = progId.toLowerCase();
    return this.comClasses.get(key) ?? this.comClasses.get(key.replace(/\.\d+$/, ""));
  }

  wmiClass(namespace: string, name: string): RegisteredClass | undefined {
    return this.wmiClasses.get(classId(namespace, name));
  }

  /** The WMI classes of a namespace that are modelled; others may be there. */
  wmiClassesOf(namespace: string): readonly RegisteredClass[] {
    const prefix = classId(namespace, "");
    return [...this.wmiClasses].flatMap(([id, found]) => (id.startsWith(prefix) ? [found] : []));
  }

  /** Whether a WMI class is known not to exist. */
  isInvalidWmiClass(namespace: string, name: string): boolean {
    const id = classId(namespace, name);
    return !this.wmiClasses.has(id) && this.closedNamespaces.some((prefix) => id.startsWith(prefix));
  }

  directory(scheme: string): AdsiProvider | undefined {
    return this.directories.get(scheme.toLowerCase());
  }

  providerOfDrive(drive: string): Provider | undefined {
    return this.drives.get(drive.toLowerCase());
  }

  providerByName(name: string): Provider | undefined {
    return this.providers.get(name.toLowerCase().replace(/^.*\\/, ""));
  }

  /** All drives by their names in lower case. */
  allDrives(): readonly (readonly [string, Provider])[] {
    return [...this.drives];
  }

  documentReader(kind: DocumentKind): DocumentReader | undefined {
    return this.documents.get(kind);
  }

  /** What runs scripts of a language. */
  runner(language: Language): ScriptRunner | undefined {
    return this.languages.get(language);
  }

  /** A value as text where one language hands it to another. */
  textOf(machine: Machine, value: Value): Text {
    const text = this.strOf(machine, value, null);
    return text.kind === "str" ? text.value : text;
  }

  /** Like {@link textOf}, with where it came from and whether it is secret. */
  strOf(machine: Machine, value: Value, at: Trace | null): Str | Unknown {
    if (this.toStr === null) throw new Error("no family gives the text of a value");
    return this.toStr(machine, value, at);
  }
}

/** Entries by name in lower case; two of one name are a defect of the product. */
function table<T>(entries: readonly (readonly [string, T])[]): Map<string, T> {
  const found = new Map<string, T>();
  for (const [name, entry] of entries) {
    const key = name.toLowerCase();
    if (found.has(key)) throw new Error(`two of one kind answer to ${key}`);
    found.set(key, entry);
  }
  return found;
}

/** What one family at most may bring along, or null. */
function theOne<T>(found: readonly T[]): T | null {
  if (found.length > 1) throw new Error("two families bring along what there can be only one of");
  return found[0] ?? null;
}
