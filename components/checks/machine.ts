import type { DataDiskArgs, OsDiskArgs, PatchArgs, ProvisionArgs, ScriptParameterArgs } from "../arguments/index.js";
import { DiskType, PatchReboot } from "../arguments/values.js";
import { flag, group, input, integer, listOf, oneOf, required, sameName, text, textThat } from "./shapes.js";

/** What the virtual machine may be asked for. */

const type = oneOf(DiskType, "DiskType");

export const osDisk = group<OsDiskArgs>({ type, sizeGb: integer(127, 4095, "gigabytes"), diskEncryptionSetId: input });

export const dataDisks = listOf(
  group<DataDiskArgs>({ sizeGb: required(integer(4, 32767, "gigabytes")), type, diskEncryptionSetId: input }),
  // F: to Z:
  { most: 21 },
);

export const patch = group<PatchArgs>({
  reboot: oneOf(PatchReboot, "PatchReboot"),
  hotpatching: flag,
  maintenanceConfigurationId: input,
});

/** Azure does not say how long a script may be; what we know to work is this. */
const SCRIPT_LETTERS = 256 * 1024;

export const provision = listOf(
  group<ProvisionArgs>({
    name: required(text(/^[A-Za-z0-9]([A-Za-z0-9-]{0,38}[A-Za-z0-9])?$/, "at most 40 letters, digits and hyphens")),
    script: required(textThat((script) => script.length <= SCRIPT_LETTERS, `at most ${SCRIPT_LETTERS} characters of PowerShell`)),
    parameters: listOf(
      group<ScriptParameterArgs>({
        name: required(text(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/, "the name of a parameter")),
        value: required(input),
      }),
      { most: 50, unique: sameName("name") },
    ),
    timeoutMinutes: integer(1, 1440, "minutes"),
  }),
  { most: 20, unique: sameName("name") },
);

export const size = text(/^[A-Za-z0-9_-]{1,80}$/, "the name of a size of virtual machines such as Standard_D2s_v5");
export const zone = text(/^[1-9][0-9]?$/, "the number of an availability zone");
export const imageVersion = text(/^(latest|\d+\.\d+\.\d+)$/, "latest, or a version such as 20348.2966.241205");
export const computerName = text(
  /^(?=.{1,15}$)(?!\d+$)[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?$/,
  "at most 15 letters, digits and hyphens, not only digits",
);
export const adminUsername = text(
  /^(?!.*\.$)[^\\/"[\]:|<>+=;,?*@\s]{1,20}$/,
  "an account name of at most 20 letters, digits and hyphens",
);
export const timeZone = text(/^[A-Za-z0-9][A-Za-z0-9 .()+-]{0,79}$/, "the name of a time zone such as W. Europe Standard Time");

/** Names that Azure does not accept for administrators (Azure virtual machine FAQ), as far as they are valid account names. */
export const REFUSED_ADMINS: ReadonlySet<string> = new Set(
  "administrator admin user user1 test user2 test1 user3 admin1 1 123 a actuser adm admin2 aspnet backup console david guest john owner root server sql support support_388945a0 sys test2 test3 user4 user5".split(
    " ",
  ),
);
