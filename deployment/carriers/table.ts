/** All carriers and machines, by normalised type. Nothing here loads the interpreter: the policy pack asks first what a type is. */

import type { PropertyMap } from "../graph.js";
import { isPropertyArray, isPropertyMap, reveal } from "../property-value.js";
import { AZURE_CLASSIC } from "./azure-classic.js";
import { AZURE_NATIVE } from "./azure-native.js";
import { CLOUDS } from "./clouds.js";
import { MACHINE_SHAPES } from "./machines.js";
import { type Carrier, carrier, SELF } from "./row.js";
import { typeName } from "./token.js";

export const CARRIERS: readonly Carrier[] = [...AZURE_NATIVE, ...AZURE_CLASSIC, ...CLOUDS];

const BY_TYPE: ReadonlyMap<string, readonly Carrier[]> = grouped();

function grouped(): Map<string, Carrier[]> {
  const found = new Map<string, Carrier[]>();
  for (const one of CARRIERS) {
    const known = found.get(one.type);
    if (known) known.push(one);
    else found.set(one.type, [one]);
  }
  return found;
}

/** What a resource of a type may send; empty: nothing. */
export function carriersOf(token: string): readonly Carrier[] {
  const name = typeName(token);
  return BY_TYPE.get(name) ?? (MACHINE_SHAPES.has(name) ? [] : otherMachine(name));
}

/** Machines of providers that are not in the table: what they are given when they start says whether it is for Windows. */
const OTHER_MACHINE = /(?:instance|server|virtualmachine|droplet|baremetal|launchtemplate)s?$/i;
const KNOWN_PROVIDERS: ReadonlySet<string> = new Set([
  "azure-native",
  "azure",
  "aws",
  "aws-native",
  "gcp",
  "google-native",
  "pulumi",
  "random",
]);

function otherMachine(type: string): readonly Carrier[] {
  const [provider = "", , name = ""] = type.split(":");
  if (name === "" || KNOWN_PROVIDERS.has(provider) || !OTHER_MACHINE.test(name)) return [];
  return [carrier(type, "ec2-user-data", SELF, "provision", "the user data", USER_DATA)];
}

/** Names under which providers keep user data. */
const USER_DATA = "userData userDataBase64 user_data customData metadata.user_data metadata.userData cloudInit";

/** Types that are neither host nor carrier, and that hosts and carriers refer to. */
const REFERRED: ReadonlySet<string> = new Set([
  "resources:ResourceGroup",
  "storage:Blob",
  "azure:storage/blob:Blob",
  "aws:s3/bucketObject:BucketObject",
  "aws:s3/bucketObjectv2:BucketObjectv2",
  "gcp:storage/bucketObject:BucketObject",
]);

/** Whether a resource is a host, sends something to one, or holds what is sent. */
export function concernsHosts(token: string): boolean {
  const name = typeName(token);
  return MACHINE_SHAPES.has(name) || BY_TYPE.has(name) || REFERRED.has(name) || otherMachine(name).length > 0;
}

/** False when a resource certainly sends nothing. */
export function mayCarry(token: string, inputs: PropertyMap): boolean {
  return carriersOf(token).some(({ properties, below, reading }) =>
    reading === "extension" || reading === "run-command"
      ? true
      : [...(below === "" ? [] : [below]), ...properties.map(({ path }) => path)].some((path) =>
          mayHold(inputs, path.split(".")),
        ),
  );
}

/** False when there is certainly nothing at a path. */
function mayHold(inputs: PropertyMap, path: readonly string[]): boolean {
  let current: unknown = inputs;
  for (const step of path) {
    const { value } = reveal(current as PropertyMap);
    if (!isPropertyMap(value)) return value !== undefined && value !== null;
    const name = step.replace(/\[\]$/, "");
    current = value.get(name);
    if (
      current === undefined ||
      current === null ||
      (isPropertyArray(current as PropertyMap) && (current as readonly unknown[]).length === 0)
    )
      return false;
    // What is in the elements of a list is looked at when it is read.
    if (name !== step) return true;
  }
  return true;
}
