import type { Tool } from "../../tools/tool.js";
import "./adsi.js";
import { metabaseTools as adsutilTools } from "./adsutil.js";
import "./document.js";
import "./wmi-classes.js";

/** The IIS 6 metabase: one tree behind ADSI's `IIS://`, WMI's `root\\MicrosoftIISv2`, adsutil, mdutil and MetaBase.xml. */
export const metabaseTools: readonly Tool[] = adsutilTools;
