// Setup information files: a security template that stands alone, and the install sections of any other INF.
import { type InfEntry, type InfField, parseInf } from "../../documents/inf.js";
import { InfText } from "../../documents/inf-text.js";
import type { Machine } from "../../machine/machine.js";
import { runsAsService, runsLater } from "../../os/autorun.js";
import { normalizeKey, Registry, type RegistryType } from "../../os/registry.js";
import type { Text } from "../../tools/tool.js";
import type { Family } from "../../tools/toolbox.js";
import { evidence } from "../../values/provenance.js";
import type { Trace } from "../../values/source.js";
import { shownText, type TextValue } from "../../values/texts.js";
import { array, Num, Str, type Value } from "../../values/value.js";
import { principalOfText } from "../accounts/account-objects.js";
import { isOpen } from "../accounts/accounts.js";
import { applyTemplate } from "../rights/security-template.js";
import { createService, serviceNamed, startWord } from "../services/service-state.js";
import { expandVariables } from "../shared/expand-variables.js";

/** Source: Windows driver documentation, INF directives. */
const INSTALLS: readonly string[] = ["defaultinstall.ntamd64", "defaultinstall.nt", "defaultinstall"];

/** Folders by number, as `%11%`. */
const FOLDERS: ReadonlyMap<string, string> = new Map([
  ["10", "C:\\Windows"],
  ["11", "C:\\Windows\\System32"],
  ["24", "C:\\"],
  ["16422", "C:\\Program Files"],
]);

class Installation {
  private readonly inf: InfText;

  constructor(
    private readonly machine: Machine,
    private readonly content: TextValue,
    private readonly at: Trace,
  ) {
    this.inf = new InfText(content);
  }

  run(): void {
    const section = INSTALLS.find((name) => this.inf.document.has(name));
    if (section === undefined) return;
    for (const entry of this.inf.document.entries(section)) this.directive(entry);
    for (const entry of this.inf.document.entries(`${section}.services`))
      if (entry.key?.text.trim().toLowerCase() === "addservice") this.service(entry);
  }

  private place(entry: InfEntry, field: InfField | null = null): Trace {
    return this.inf.place(entry, field) ?? this.content.trace ?? this.at;
  }

  /** `AddReg = a, b`: the lines of other sections. */
  private directive(entry: InfEntry): void {
    const name = entry.key?.text.trim().toLowerCase() ?? "";
    for (const field of entry.fields) {
      for (const line of this.inf.document.entries(field.text)) {
        this.machine.budget.step();
        if (name === "addreg") this.addRegistry(line);
        else if (name === "delreg") this.removeRegistry(line);
        else if (name === "runpresetupcommands" || name === "runpostsetupcommands") this.command(line);
        else if (name === "registerocxs" || name === "unregisterocxs" || name === "registerdlls" || name === "unregisterdlls")
          this.library(line);
      }
    }
  }

  private expanded(field: InfField | undefined): Text {
    if (field === undefined) return "";
    const text = this.inf.value(field);
    const known = typeof text === "string" ? text.replace(/%(\d+)%/g, (whole, id: string) => FOLDERS.get(id) ?? whole) : text;
    return expandVariables(this.machine, known);
  }

  /** `HKLM,"Software\x","name",flags,"value"`. */
  private addRegistry(entry: InfEntry): void {
    const [root, below, name, flags, ...values] = entry.fields;
    const key = normalizeKey(`${root?.text.trim() ?? ""}\\${shownText(this.expanded(below))}`);
    if (key === undefined) {
      const hole = this.inf.unknownIn(`${root?.text ?? ""}${below?.text ?? ""}`);
      if (hole !== undefined)
        this.machine.note(hole.cause, "all", `which registry key an INF file sets: ${hole.why}`, this.place(entry));
      return;
    }
    const registry = new Registry(this.machine);
    const bits = Number(flags?.text.trim() || "0");
    const at = this.place(entry, values[0] ?? null);
    const valueName = shownText(this.expanded(name));
    if ((bits & 0x10) !== 0) registry.createKey(key);
    else if ((bits & 0x4) !== 0) registry.removeValue(key, valueName, at);
    else registry.setValue(key, { name: valueName, ...this.data(bits, values, at) }, at);
  }

  private data(bits: number, values: readonly InfField[], at: Trace): { readonly type: RegistryType; readonly data: Value } {
    const texts = values.map((field): Value => {
      const text = this.expanded(field);
      return typeof text === "string" ? new Str(text, at, this.content.secret) : text;
    });
    const first = texts[0] ?? new Str("", at);
    if ((bits & 0x10001) === 0x10001)
      return { type: "DWord", data: first instanceof Str ? new Num("Int32", Number(first.value) | 0, at) : first };
    if ((bits & 0x10000) !== 0) return { type: "MultiString", data: array(texts, "System.String", at) };
    if ((bits & 0x1) !== 0)
      return {
        type: "Binary",
        data: array(
          values.map((field) => new Num("Byte", Number.parseInt(field.text, 16) & 0xff)),
          "System.Byte",
          at,
        ),
      };
    return { type: (bits & 0x20000) !== 0 ? "ExpandString" : "String", data: first };
  }

  private removeRegistry(entry: InfEntry): void {
    const [root, below, name] = entry.fields;
    const key = normalizeKey(`${root?.text.trim() ?? ""}\\${shownText(this.expanded(below))}`);
    if (key === undefined) return;
    const registry = new Registry(this.machine);
    if (name === undefined || name.text === "") registry.removeKey(key, this.place(entry));
    else registry.removeValue(key, shownText(this.expanded(name)), this.place(entry));
  }

  private command(entry: InfEntry): void {
    const line = this.inf.line(entry);
    const at = this.place(entry);
    runsLater(this.machine, typeof line === "string" ? new Str(line, at, this.content.secret) : line, at, "setup command");
  }

  /** A library that is registered runs code of its own; that of Windows may be handed the address of a script. */
  private library(entry: InfEntry): void {
    const shown = entry.fields.map((field) => field.text).join(",");
    if (/\bscrobj\.dll\b/i.test(shown) || /https?:/i.test(shown))
      this.machine.note(
        "opaque",
        "all",
        "a library that the setup information registers runs code that is not available",
        this.place(entry),
      );
  }

  /** `AddService = name, flags, section`. */
  private service(entry: InfEntry): void {
    const [name, , section] = entry.fields;
    if (name === undefined || section === undefined) return;
    const service = serviceNamed(shownText(this.inf.value(name)));
    const lines = this.inf.document.entries(section.text);
    const field = (key: string): { readonly entry: InfEntry; readonly text: Text } | undefined => {
      const found = lines.find((line) => line.key?.text.trim().toLowerCase() === key);
      return found === undefined ? undefined : { entry: found, text: this.expanded(found.fields[0]) };
    };
    const binary = field("servicebinary");
    const start = startWord(shownText(field("starttype")?.text ?? ""));
    const account = field("startname");
    const id = account === undefined ? null : principalOfText(this.machine, account.text);
    createService(
      this.machine,
      service,
      {
        ...(start === undefined ? {} : { start }),
        ...(binary === undefined ? {} : { binary: shownText(binary.text) }),
        ...(id === null || isOpen(id) ? {} : { account: id }),
      },
      evidence(this.place(entry, name), this.at, "the setup information makes the service"),
    );
    if (binary !== undefined)
      runsAsService(this.machine, service, binary.text, this.place(binary.entry, binary.entry.fields[0] ?? null));
  }
}

export const setupInformationFamily: Family = {
  documents: [
    {
      kind: "security-template",
      read: (machine, { content, at }) => {
        if (content instanceof Str && parseInf(content.value).sections.length === 0) return { message: "it has no section", at };
        applyTemplate(machine, content, null, at);
        new Installation(machine, content, at).run();
        return null;
      },
    },
  ],
};
