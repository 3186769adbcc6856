/** Objects of the scripting library and the script host. */
import type { Family } from "../../tools/toolbox.js";
import { dictionaryClasses } from "./dictionary.js";
import { fileSystemClasses } from "./file-system-object.js";
import { networkClasses } from "./script-network.js";
import { shellClasses } from "./script-shell.js";
import { shellApplicationClasses } from "./shell-application.js";
import { streamClasses } from "./streams.js";
import { flushStreams } from "./text-stream.js";

export const comFamily: Family = {
  comClasses: [
    ...dictionaryClasses,
    ...fileSystemClasses,
    ...networkClasses,
    ...shellClasses,
    ...shellApplicationClasses,
    ...streamClasses,
  ],
  pendingWrites: flushStreams,
};
