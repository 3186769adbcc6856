import type { HostNote, HostScript } from "../interpreter/index.js";
import { type ScriptArgument, Str, Trace } from "../interpreter/index.js";
import { CARRIERS, EXTENSIONS, type ExtensionCarrier, type RunCommandCarrier } from "./carriers/table.js";
import { azureTypeName } from "./carriers/token.js";
import { type PropertyMap, type PropertyValue, type Resource, Secret, Unknown } from "./graph.js";
import { isPropertyArray, isPropertyMap } from "./property-value.js";
import { emptySource, type PropertyPlace, type PropertyText, propertyAt, textOf } from "./text.js";

/** What one carrier sends to its host. */
export interface Carried {
  readonly resource: Resource;
  readonly scripts: readonly HostScript[];
  readonly notes: readonly HostNote[];
}

/** What a resource sends to a host; undefined: it is no carrier. */
export function carriedBy(resource: Resource): Carried | undefined {
  const name = azureTypeName(resource.type);
  const carrier = name === undefined ? undefined : CARRIERS.get(name);
  if (!carrier) return undefined;
  return carrier.kind === "run-command" ? runCommand(resource, carrier) : extension(resource, carrier);
}

function script(text: PropertyText, language: HostScript["language"], args: readonly ScriptArgument[] = []): HostScript | null {
  if (text.value === null) return null;
  const source = text.value instanceof Str ? text.source : { value: text.value, place: text.source };
  return { language, source, path: null, ...(args.length > 0 ? { args } : {}) };
}

// ---------------------------------------------------------------- run commands

function runCommand(resource: Resource, carrier: RunCommandCarrier): Carried {
  const scripts: HostScript[] = [];
  const notes: HostNote[] = [];
  const place = (path: string): PropertyPlace => ({ resource, path });
  const source = propertyAt(resource.inputs, ["source"]);
  if (source.value instanceof Unknown) {
    notes.push(note(textOf(source.value, place("source"), source.secret), "the script of the run command"));
    return { resource, scripts, notes };
  }
  const inline = propertyAt(resource.inputs, ["source", "script"]);
  const text = textOf(inline.value, place("source.script"), inline.secret);
  const args = [...parameters(resource, "parameters", false), ...parameters(resource, "protectedParameters", true)];
  const found = script(text, carrier.language, args);
  if (found) scripts.push(found);
  const uri = propertyAt(resource.inputs, ["source", "scriptUri"]);
  if (uri.value !== undefined && uri.value !== null) {
    notes.push({
      cause: "opaque",
      affects: "all",
      why: "the run command downloads its script from a URI",
      place: emptySource(place("source.scriptUri"), uri.secret),
    });
  }
  return { resource, scripts, notes };
}

/** Parameters become named arguments of the script: `script.ps1 -name value`. */
function parameters(resource: Resource, property: string, isProtected: boolean): ScriptArgument[] {
  const list = propertyAt(resource.inputs, [property]);
  if (!isPropertyArray(list.value)) return [];
  return list.value.flatMap((entry, index): ScriptArgument[] => {
    const secret = isProtected || list.secret;
    const bag = entry instanceof Secret ? entry.value : entry;
    if (!isPropertyMap(bag)) return [];
    const name = propertyAt(bag, ["name"]).value;
    if (typeof name !== "string") return [];
    const value = propertyAt(bag, ["value"]);
    const text = textOf(value.value, { resource, path: `${property}[${index}].value` }, secret || value.secret);
    return [{ name, value: text.value ?? new Str("", new Trace(text.source, 0, 0), secret) }];
  });
}

function note(text: PropertyText, what: string): HostNote {
  const unknown = text.value instanceof Str || text.value === null ? null : text.value;
  return {
    cause: unknown?.cause ?? "input",
    affects: "all",
    why: `${what} is not known${unknown ? `: ${unknown.why}` : ""}`,
    place: text.source,
  };
}

// ---------------------------------------------------------------- extensions

function extension(resource: Resource, carrier: ExtensionCarrier): Carried {
  const below = carrier.below === null ? [] : [carrier.below];
  const prefix = below.map((name) => `${name}.`).join("");
  const at = (name: string) => propertyAt(resource.inputs, [...below, name]);
  const publisher = at("publisher").value;
  const type = at("type").value ?? at("virtualMachineExtensionType").value;
  const place = (path: string): PropertyPlace => ({ resource, path: prefix + path });
  if (typeof publisher !== "string" || typeof type !== "string") {
    if (publisher instanceof Unknown || type instanceof Unknown) {
      return {
        resource,
        scripts: [],
        notes: [
          {
            cause: "deferred",
            affects: "all",
            why: "publisher and type of the extension are not known",
            place: emptySource(place("type"), false),
          },
        ],
      };
    }
    return { resource, scripts: [], notes: [] };
  }
  const effect = EXTENSIONS.get(`${publisher}/${type}`.toLowerCase());
  // Other extensions are agents and installers: they do not configure what is judged.
  if (!effect) return { resource, scripts: [], notes: [] };
  if (effect.effect === "opaque") {
    return {
      resource,
      scripts: [],
      notes: [
        {
          cause: "opaque",
          affects: "all",
          why: `the extension ${type} applies ${effect.what}`,
          place: emptySource(place("settings"), false),
        },
      ],
    };
  }
  const scripts: HostScript[] = [];
  const notes: HostNote[] = [];
  const key = effect.effect === "custom-script" ? "commandToExecute" : "script";
  for (const name of ["settings", "protectedSettings"]) {
    const isProtected = name === "protectedSettings";
    const given = at(name);
    const settings = settingsOf(given.value);
    if (settings === "unknown") {
      notes.push(note(textOf(given.value, place(name), isProtected || given.secret), `${name} of the extension`));
      continue;
    }
    if (settings === null) continue;
    const command = propertyAt(settings.bag, [key], true);
    const text = textOf(
      lines(command.value),
      place(`${name}.${key}`),
      isProtected || given.secret || settings.secret || command.secret,
    );
    const found = script(text, effect.effect === "custom-script" ? "cmd" : "powershell");
    if (found) scripts.push(found);
  }
  const vault = at("protectedSettingsFromKeyVault").value;
  if (vault !== undefined && vault !== null) {
    notes.push({
      cause: "opaque",
      affects: "all",
      why: "the extension takes its protected settings from a key vault",
      place: emptySource(place("protectedSettingsFromKeyVault"), true),
    });
  }
  return { resource, scripts, notes };
}

/** A script may be given as a list of lines. */
function lines(value: PropertyValue | undefined): PropertyValue | undefined {
  if (
    isPropertyArray(value as PropertyValue | undefined) &&
    (value as readonly PropertyValue[]).every((one) => typeof one === "string")
  ) {
    return (value as readonly string[]).join("\n");
  }
  return value;
}

/** Settings as an object: given as one, or as JSON text. */
function settingsOf(
  value: PropertyValue | undefined,
): { readonly bag: PropertyMap; readonly secret: boolean } | "unknown" | null {
  let current = value;
  let secret = false;
  while (current instanceof Secret) {
    secret = true;
    current = current.value;
  }
  if (current === undefined || current === null) return null;
  if (isPropertyMap(current)) return { bag: current, secret };
  if (typeof current === "string") {
    const parsed = parseJson(current);
    return parsed === undefined ? "unknown" : { bag: parsed, secret };
  }
  return "unknown";
}

function parseJson(text: string): PropertyMap | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return undefined;
  }
  const value = plain(parsed);
  return isPropertyMap(value) ? value : undefined;
}

function plain(value: unknown): PropertyValue {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === "object" && value !== null)
    return new Map(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  return null;
}
