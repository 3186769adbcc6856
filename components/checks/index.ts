import { parseIpv4 } from "../../host/smtp/ipv4.js";
import type { IisHardeningArgs, IisHostArgs } from "../arguments/index.js";
import { LicenseType, WindowsImage } from "../arguments/values.js";
import { DEFAULT_ADMIN, defaultImage } from "../settings/image.js";
import type { HostWishes } from "../settings/index.js";
import { accountsShape, accountsTogether } from "./accounts.js";
import * as machine from "./machine.js";
import { mailShape, mailTogether } from "./mail.js";
import { type ArgumentProblem, isPlainObject, Problems, quoted, shown } from "./problems.js";
import { type Check, flag, group, input, listOf, oneOf, required, type Shape, secret, textThat } from "./shapes.js";
import { certificateShape, webShape, webTogether } from "./web.js";

export type { ArgumentProblem } from "./problems.js";

const tags: Check = (found, path, value) => {
  if (!isPlainObject(value)) return;
  const names = Object.keys(value);
  if (names.length > 50) found.add(path, `has ${names.length} entries; expected at most 50`);
  for (const name of names)
    if (name.length > 512 || /[<>%&\\?/]/.test(name) || name === "")
      found.add(path, `has ${quoted(name.slice(0, 50))}; expected names without <, >, %, &, \\, ? and /`);
};

const SHAPE: Shape<IisHostArgs> = {
  resourceGroupName: required(input),
  location: input,
  tags,
  subnetId: input,
  privateIpAddress: textThat((address) => parseIpv4(address) !== null, "an IPv4 address"),
  networkInterfaceId: input,
  networkSecurityGroupId: input,
  adminUsername: machine.adminUsername,
  adminPassword: required(secret),
  image: oneOf(WindowsImage, "WindowsImage"),
  imageVersion: machine.imageVersion,
  galleryImageId: input,
  size: machine.size,
  computerName: machine.computerName,
  zone: machine.zone,
  availabilitySetId: input,
  osDisk: machine.osDisk,
  dataDisks: machine.dataDisks,
  encryptionAtHost: flag,
  userAssignedIdentityIds: listOf(input, { most: 20 }),
  licenseType: oneOf(LicenseType, "LicenseType"),
  bootDiagnosticsUri: input,
  timeZone: machine.timeZone,
  patch: machine.patch,
  certificates: listOf(certificateShape, { most: 50, least: 1 }),
  keyVaultId: input,
  quarantine: flag,
  mail: mailShape,
  web: webShape,
  accounts: accountsShape,
  provision: machine.provision,
};

const SHAPES = group<IisHostArgs>(SHAPE);

/** Everything that can be told without running anything, all at once. */
export function argumentProblems(args: IisHostArgs): ArgumentProblem[] {
  const found = new Problems();
  if (!isPlainObject(args)) {
    found.add("args", `is ${shown(args)}; expected a group of arguments`);
    return found.list;
  }
  SHAPES(found, "", args);
  together(found, args);
  return found.list;
}

const HARDENING = group<IisHardeningArgs>({
  resourceGroupName: required(input),
  location: input,
  tags,
  virtualMachineName: input,
  scaleSetName: input,
  arcMachineName: input,
  runAgainOn: input,
  image: oneOf(WindowsImage, "WindowsImage"),
  adminUsername: machine.adminUsername,
  timeZone: machine.timeZone,
  mail: mailShape,
  web: webShape,
  accounts: accountsShape,
  provision: machine.provision,
});

/** As `argumentProblems`, for machines that exist. */
export function hardeningProblems(args: IisHardeningArgs): ArgumentProblem[] {
  const found = new Problems();
  if (!isPlainObject(args)) {
    found.add("args", `is ${shown(args)}; expected a group of arguments`);
    return found.list;
  }
  HARDENING(found, "", args);
  wishesTogether(found, args);
  const names = ["virtualMachineName", "scaleSetName", "arcMachineName"] as const;
  const [one, another] = names.filter((name) => args[name] !== undefined);
  if (one === undefined) found.add("virtualMachineName", "is missing; expected it, scaleSetName or arcMachineName");
  if (another !== undefined) found.add(another, `is given beside ${one}; expected one of them`);
  if (args.scaleSetName !== undefined && (args.provision?.length ?? 0) > 0)
    found.add("provision", "is given with scaleSetName, whose machines run one command; expected it left out");
  return found.list;
}

/** What arguments say together is looked at where each of them is well-formed. */
function together(found: Problems, args: IisHostArgs): void {
  wishesTogether(found, args);
  networkTogether(found, args);
  if (args.zone !== undefined && args.availabilitySetId !== undefined)
    found.add("availabilitySetId", "is given beside zone; expected one of them");
  if (args.galleryImageId !== undefined && args.imageVersion !== undefined)
    found.add("imageVersion", "is given beside galleryImageId; expected the version at the end of that id");
  if (args.keyVaultId !== undefined && args.certificates === undefined)
    found.add("keyVaultId", "is given without certificates; expected them, or it left out");
  if (typeof args.adminUsername === "string" && machine.REFUSED_ADMINS.has(args.adminUsername.toLowerCase()))
    found.add(
      "adminUsername",
      `is ${quoted(args.adminUsername)}, a name that Azure refuses; expected one that is not guessed first`,
    );
}

/** What the host itself is to be. */
function wishesTogether(found: Problems, args: HostWishes): void {
  const { mail, web, accounts } = args;
  const image = found.none("image") && found.none("mail") ? (args.image ?? defaultImage(mail)) : null;
  if (mail === undefined && web === undefined) found.add("web", "is missing and so is mail; expected at least one of them");
  if (mail !== undefined && image !== null) mailTogether(found, mail, image, web !== undefined);
  if (web !== undefined && found.none("web")) webTogether(found, web, args.image ?? WindowsImage.Server2022);
  if (accounts !== undefined && found.none("accounts")) accountsTogether(found, accounts, args.adminUsername ?? DEFAULT_ADMIN);
}

function networkTogether(found: Problems, args: IisHostArgs): void {
  if (args.networkInterfaceId === undefined) {
    if (args.subnetId === undefined) found.add("subnetId", "is missing; expected it, or networkInterfaceId");
    if (args.quarantine === true && args.networkSecurityGroupId !== undefined)
      found.add("quarantine", "is true beside networkSecurityGroupId, whose rules are yours; expected a group that is made here");
    return;
  }
  for (const name of ["subnetId", "privateIpAddress", "networkSecurityGroupId"] as const)
    if (args[name] !== undefined) found.add(name, "is given beside networkInterfaceId, which has its own; expected one of them");
  if (args.quarantine === true)
    found.add("quarantine", "is true beside networkInterfaceId, whose rules are yours; expected a card that is made here");
}
