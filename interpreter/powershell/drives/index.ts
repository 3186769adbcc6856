import type { Family } from "../../tools/toolbox.js";
import { environmentDrives } from "./environment.js";
import { fileDrives } from "./filesystem.js";
import { openDrives } from "./open.js";
import { registryDrives } from "./registry.js";
import { sessionDrives } from "./session.js";

/** The drives that PowerShell has by itself. */
export const driveFamilies: readonly Family[] = [environmentDrives, fileDrives, openDrives, registryDrives, sessionDrives];
