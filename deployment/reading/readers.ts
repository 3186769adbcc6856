/** Which code reads which kind of carrier. */

import type { Reading } from "../carriers/row.js";
import type { Reader } from "./carried.js";
import { readExtension, readExtensionList } from "./extension.js";
import { readRunCommand } from "./run-command.js";
import { readUnread } from "./unread.js";

export const READERS: Readonly<Record<Reading, Reader>> = {
  extension: readExtension,
  "extension-list": readExtensionList,
  "run-command": readRunCommand,
  unread: readUnread,
};
