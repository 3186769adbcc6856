import type { HostNote, HostScript } from "../interpreter/index.js";
import { type Carried, scriptOf, unknownNote } from "./carried.js";
import { EXTENSIONS, type ExtensionCarrier, type ExtensionProfileCarrier } from "./carriers/table.js";
import { type PropertyMap, type PropertyValue, type Resource, Secret, Unknown } from "./graph.js";
import { isPropertyArray, isPropertyMap, reveal } from "./property-value.js";
import { emptySource, type PropertyPlace, propertyAt, textOf } from "./text.js";

/** An extension that is a resource of its own. */
export function extensionResource(resource: Resource, carrier: ExtensionCarrier): Carried {
  const path = carrier.below === null ? [] : [carrier.below];
  const named = carrier.name === null ? resource.name : propertyAt(resource.inputs, [carrier.name]).value;
  return {
    resource,
    index: 0,
    extension: { name: textOrNone(named), after: namesAt(resource.inputs, path), inline: false },
    ...sentBy(resource.inputs, path, resource, ""),
  };
}

/** The extensions that a scale set gives its machines. */
export function extensionProfile(resource: Resource, carrier: ExtensionProfileCarrier): Carried[] {
  const where = carrier.path.join(".");
  const list = propertyAt(resource.inputs, carrier.path);
  if (list.value === undefined || list.value === null) return [];
  if (!isPropertyArray(list.value)) {
    const notes = [unknownNote(textOf(list.value, { resource, path: where }, list.secret), "the list of extensions")];
    return [{ resource, index: 0, extension: null, scripts: [], notes }];
  }
  return list.value.map((entry, index): Carried => {
    const at = `${where}[${index}]`;
    const { value, secret } = reveal(entry);
    if (!isPropertyMap(value)) {
      const notes = [unknownNote(textOf(value, { resource, path: at }, secret || list.secret), "an extension")];
      return { resource, index, extension: null, scripts: [], notes };
    }
    // Parameterised packages send some objects as Azure's own API writes them.
    const path = isPropertyMap(propertyAt(value, ["properties"]).value) ? ["properties"] : [];
    return {
      resource,
      index,
      extension: { name: textOrNone(propertyAt(value, ["name"]).value), after: namesAt(value, path), inline: true },
      ...sentBy(value, path, resource, `${at}.`, secret || list.secret),
    };
  });
}

function textOrNone(value: PropertyValue | undefined): string {
  return typeof value === "string" ? value : "";
}

function namesAt(bag: PropertyMap, path: readonly string[]): string[] {
  const { value } = propertyAt(bag, [...path, "provisionAfterExtensions"]);
  return isPropertyArray(value) ? value.flatMap((one) => (typeof one === "string" ? [one] : [])) : [];
}

/** What an extension sends; `bag` holds it at `below`, and lies at `prefix` in its resource. */
function sentBy(
  bag: PropertyMap,
  below: readonly string[],
  resource: Resource,
  prefix: string,
  hidden = false,
): Pick<Carried, "scripts" | "notes"> {
  const at = (name: string) => {
    const found = propertyAt(bag, [...below, name]);
    return { value: found.value, secret: found.secret || hidden };
  };
  const publisher = at("publisher").value;
  const type = at("type").value ?? at("virtualMachineExtensionType").value;
  const place = (path: string): PropertyPlace => ({ resource, path: prefix + below.map((name) => `${name}.`).join("") + path });
  const noteAt = (cause: HostNote["cause"], path: string, why: string, secret: boolean): HostNote => ({
    cause,
    affects: "all",
    why,
    place: emptySource(place(path), secret),
  });
  if (typeof publisher !== "string" || typeof type !== "string") {
    const unknown = publisher instanceof Unknown || type instanceof Unknown;
    const why = "publisher and type of the extension are not known";
    return { scripts: [], notes: unknown ? [noteAt("deferred", "type", why, false)] : [] };
  }
  const effect = EXTENSIONS.get(`${publisher}/${type}`.toLowerCase());
  // Other extensions are agents and installers: they do not configure what is judged.
  if (!effect) return { scripts: [], notes: [] };
  if (effect.effect === "opaque") {
    return { scripts: [], notes: [noteAt("opaque", "settings", `the extension ${type} applies ${effect.what}`, false)] };
  }
  const scripts: HostScript[] = [];
  const notes: HostNote[] = [];
  const key = effect.effect === "custom-script" ? "commandToExecute" : "script";
  for (const name of ["settings", "protectedSettings"]) {
    const given = at(name);
    const secret = name === "protectedSettings" || given.secret;
    const settings = settingsOf(given.value);
    if (settings === "unknown") {
      notes.push(unknownNote(textOf(given.value, place(name), secret), `${name} of the extension`));
      continue;
    }
    if (settings === null) continue;
    const command = propertyAt(settings.bag, [key], true);
    const text = textOf(lines(command.value), place(`${name}.${key}`), secret || settings.secret || command.secret);
    const found = scriptOf(text, effect.effect === "custom-script" ? "cmd" : "powershell");
    if (found) scripts.push(found);
  }
  const vault = at("protectedSettingsFromKeyVault").value;
  if (vault !== undefined && vault !== null) {
    const why = "the extension takes its protected settings from a key vault";
    notes.push(noteAt("opaque", "protectedSettingsFromKeyVault", why, true));
  }
  return { scripts, notes };
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
