import type { Tool } from "../tool.js";
import "./metabase/adsi.js";
import { metabaseTools as adsutilTools } from "./metabase/adsutil.js";
import "./metabase/document.js";
import "./metabase/wmi-classes.js";

/** The IIS 6 metabase: one tree behind ADSI's `IIS://`, WMI's `root\\MicrosoftIISv2`, adsutil, mdutil and MetaBase.xml. */
export const metabaseTools: readonly Tool[] = adsutilTools;
