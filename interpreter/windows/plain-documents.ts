// Registration files and scheduled tasks that reach the host alone, without a tool that reads them.

import { applyRegistration } from "../documents/registration.js";
import { leafName } from "../os/paths.js";
import type { Family } from "../tools/toolbox.js";
import { readable } from "../values/stand-ins.js";
import { createTask, taskNamed } from "./tasks/task-state.js";
import { readTaskXml } from "./tasks/task-xml.js";

export const plainDocumentsFamily: Family = {
  documents: [
    /** As `reg import` does. */
    {
      kind: "registration",
      read: (machine, { content, at }) => {
        const text = readable(machine, content);
        if (text === null) machine.note("opaque", "all", "a registration file whose content is not known", at);
        else if (!/^(?:\ufeff)?\s*(?:;.*\s+)*(?:REGEDIT4|Windows Registry Editor)/i.test(text.slice(0, 4096)))
          return { message: "it does not begin with 'Windows Registry Editor Version 5.00' or REGEDIT4", at };
        else applyRegistration(machine, text, content.trace ?? at, content.secret);
        return null;
      },
    },
    /** As `schtasks /create /xml` does; the file's name is the task's. */
    {
      kind: "scheduled-task",
      read: (machine, { content, path, at }) => {
        const task = readTaskXml(machine, content, at);
        if (task === null) return { message: "it is no task of the Task Scheduler", at };
        const name = path === null ? "a task" : leafName(path).replace(/\.xml$/i, "");
        createTask(machine, taskNamed(name), task, at);
        return null;
      },
    },
  ],
};
