import type { Family } from "../../tools/toolbox.js";
import { metabaseDirectoryFamily } from "./adsi.js";
import { metabaseTools } from "./adsutil.js";
import { metabaseDocumentFamily } from "./document.js";
import { metabaseClassesFamily } from "./wmi-classes.js";

/** The IIS 6 metabase: one tree behind ADSI's `IIS://`, WMI's `root\\MicrosoftIISv2`, adsutil, mdutil and MetaBase.xml. */
export const metabaseFamilies: readonly Family[] = [
  { tools: metabaseTools },
  metabaseDirectoryFamily,
  metabaseDocumentFamily,
  metabaseClassesFamily,
];
