/** The initial state of a host made from a Windows Server platform image: a closed world for what Windows itself defines. */

import type { CurrentFacts, Initial, InitialState } from "../initial.js";
import { knownInitially, NOT_KNOWN } from "../initial.js";
import { feature, type Key, type KeyKind, makeKey } from "../keys.js";
import { ADMINISTRATION_LANGUAGE, accountDefaults } from "./accounts.js";
import { aclDefaults } from "./acls.js";
import { featureOnImage, installedOnImage } from "./features.js";
import { DEFAULT_SERVICES, defaultService } from "./services.js";
import { type Image, parseSku } from "./sku.js";
import { smtpDefaults } from "./smtp.js";
import { webDefaults } from "./web.js";

/** What one area knows about untouched facts; undefined when the key is none of its business. */
export type Defaults = (key: Key<unknown>, installed: (feature: string) => boolean) => Initial<unknown> | undefined;

const DEFAULTS: readonly Defaults[] = [
  accountDefaults,
  webDefaults,
  smtpDefaults,
  aclDefaults,
  serviceDefaults,
  hardeningDefaults,
];

const ADMINISTRATOR = "administrator";

const states = new Map<string, InitialState>();

/** How the machine is set up from the image, where that is known. */
export interface MachineNames {
  /** The name that Azure gives to the built-in Administrator: the virtual machine's `adminUsername`. */
  readonly administrator?: string;
  readonly computerName?: string;
}

/**
 * The state of a fresh image; null when the SKU is no Windows Server of 2016 to 2025. The same SKU and names give the same object, so
 * states that start from it can be joined.
 */
export function imageState(sku: string, names: MachineNames = {}): InitialState | null {
  const image = parseSku(sku);
  if (image === null) return null;
  const key = JSON.stringify([sku.trim().toLowerCase(), names.administrator ?? null, names.computerName ?? null]);
  let state = states.get(key);
  if (state === undefined) {
    state = new ImageState(image, names);
    states.set(key, state);
  }
  return state;
}

class ImageState implements InitialState {
  readonly kind = "image";
  readonly name: string;
  readonly language = ADMINISTRATION_LANGUAGE;

  readonly computerName: string | null;
  private readonly administrator: string;

  constructor(
    readonly image: Image,
    names: MachineNames,
  ) {
    this.name = image.sku;
    this.computerName = names.computerName ?? null;
    this.administrator = (names.administrator ?? ADMINISTRATOR).toLowerCase();
  }

  featureAvailable(name: string): boolean | null {
    return featureOnImage(this.image, name);
  }

  valueOf<T>(key: Key<T>, current: CurrentFacts): Initial<T> {
    if (key.kind === "feature") return knownInitially(installedOnImage(this.image, key.parts[0] as string) as T);
    const renamed = this.administratorFact(key as Key<unknown>);
    if (renamed !== undefined) return renamed as Initial<T>;
    const installed = (name: string): boolean => current.valueOf(feature(name)) === true;
    for (const defaults of DEFAULTS) {
      const initial = defaults(key as Key<unknown>, installed);
      if (initial !== undefined) return initial as Initial<T>;
    }
    return NOT_KNOWN;
  }

  /** On Azure the built-in Administrator has the name that the deployment gives, and no other (general knowledge, not looked up). */
  private administratorFact(key: Key<unknown>): Initial<unknown> | undefined {
    if (this.administrator === ADMINISTRATOR) return undefined;
    const name = (key.parts[0] ?? "").toLowerCase();
    if (key.kind === "accountName") return name === this.administrator ? knownInitially("machine:500") : undefined;
    if (key.kind !== "userExists" && key.kind !== "userEnabled") return undefined;
    if (name === this.administrator) return knownInitially(true);
    return name === ADMINISTRATOR && key.kind === "userExists" ? knownInitially(false) : undefined;
  }

  entries(kind: KeyKind, prefix: readonly string[], current: CurrentFacts): readonly Key<unknown>[] {
    const candidates = ENTRIES[kind] ?? [];
    return candidates
      .map((parts) => makeKey(kind, ...parts) as Key<unknown>)
      .filter((key) => prefix.every((part, index) => key.parts[index]?.toLowerCase() === part.toLowerCase()))
      .filter((key) => {
        const initial = this.valueOf(key, current);
        return initial.known && initial.value !== false && initial.value !== null;
      });
  }
}

function serviceDefaults(key: Key<unknown>, installed: (feature: string) => boolean): Initial<unknown> | undefined {
  if (!key.kind.startsWith("service")) return undefined;
  const service = defaultService(key.parts[0] as string);
  const exists = service !== null && (service.feature === null || installed(service.feature));
  if (key.kind === "serviceExists") return knownInitially(exists);
  if (!exists) return NOT_KNOWN;
  switch (key.kind) {
    case "serviceStart":
      return knownInitially(service.start);
    case "serviceAccount":
      return knownInitially(service.account);
    case "serviceBinary":
      return knownInitially(service.binary);
    case "serviceRunning":
      return service.start === "auto" ? knownInitially(true) : NOT_KNOWN;
    default:
      return undefined;
  }
}

/** Switches as a fresh Windows has them: user account control on, no remote token filter exception, no elevated installers. */
const HARDENING: ReadonlyMap<string, number> = new Map([
  ["enablelua", 1],
  ["localaccounttokenfilterpolicy", 0],
  ["filteradministratortoken", 0],
  ["alwaysinstallelevated", 0],
  ["everyoneincludesanonymous", 0],
  ["restrictanonymous", 0],
  ["restrictanonymoussam", 1],
  ["restrictnullsessaccess", 1],
  ["forceguest", 0],
]);

function hardeningDefaults(key: Key<unknown>): Initial<unknown> | undefined {
  if (key.kind === "taskExists") return knownInitially(false);
  if (key.kind === "disturbance") return knownInitially(false);
  if (key.kind !== "hardening") return undefined;
  const value = HARDENING.get((key.parts[0] as string).toLowerCase());
  return value === undefined ? NOT_KNOWN : knownInitially(value);
}

/** Keys whose initial value may be other than false or null, for iteration. */
const ENTRIES: Partial<Record<KeyKind, readonly (readonly string[])[]>> = {
  ...accountDefaults.entries,
  ...webDefaults.entries,
  ...smtpDefaults.entries,
  serviceExists: DEFAULT_SERVICES.map((service) => [service.name]),
};
