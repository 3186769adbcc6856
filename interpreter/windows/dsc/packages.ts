// Guest configuration packages, and MOF documents that reach the host alone.

import { addModuleFolder } from "../../documents/dsc-modules.js";
import type { Unreadable } from "../../documents/kinds.js";
import { readMof } from "../../documents/mof.js";
import type { Machine } from "../../machine/machine.js";
import { decodeText, Files, fileContent } from "../../os/files.js";
import { childPath, leafName, parentPath } from "../../os/paths.js";
import { readZip } from "../../os/zip.js";
import type { Family } from "../../tools/toolbox.js";
import { Source, Trace } from "../../values/source.js";
import { Str, Unknown } from "../../values/value.js";
import { applyResources } from "./apply.js";

/** More bytes than this are not unpacked. */
const MAXIMUM_BYTES = 32 << 20;
const FOLDER = "C:\\ProgramData\\GuestConfig\\Configuration";

/** `name.mof` with the modules that it needs; `metaconfig.json` may say that the host is only audited. */
function applyPackage(machine: Machine, bytes: Uint8Array, path: string | null, at: Trace): Unreadable | null {
  const entries = readZip(bytes, MAXIMUM_BYTES);
  if (entries === null) return { message: "it is no zip archive that can be read", at };
  const mofs = entries.filter((entry) => /^[^/]+\.mof$/i.test(entry.name) && !/\.meta\.mof$/i.test(entry.name));
  if (mofs.length === 0) return { message: "it has no MOF document at its top", at };
  const meta = entries.find((entry) => entry.name.toLowerCase() === "metaconfig.json");
  // A package that audits tests and sets nothing.
  if (meta !== undefined && /"type"\s*:\s*"audit"/i.test(decodeText(meta.bytes).text)) return null;
  const files = new Files(machine);
  const folder = childPath(FOLDER, leafName(path ?? "package.zip").replace(/\.zip$/i, ""));
  for (const entry of entries) {
    machine.budget.step();
    machine.budget.size(entry.bytes.length);
    const parts = entry.name.split("/").filter((part) => part !== "" && part !== "." && part !== "..");
    if (entry.name.endsWith("/") || parts.length === 0) continue;
    const full = parts.reduce((whole, part) => childPath(whole, part), folder);
    files.write(full, fileContent(full, entry.bytes), at);
  }
  addModuleFolder(machine, folder);
  for (const mof of mofs) {
    const { place } = at.source;
    const { text } = decodeText(mof.bytes);
    const source = new Source(text, { ...place, layers: [...place.layers, mof.name] }, at.source.secret);
    machine.sources.add(source);
    const resources = readMof(machine, new Str(text, new Trace(source, 0, text.length), at.source.secret), at);
    if ("message" in resources) return { message: `${mof.name}: ${resources.message}`, at };
    applyResources(machine, resources, at);
  }
  return null;
}

export const dscPackagesFamily: Family = {
  documents: [
    {
      kind: "mof",
      read: (machine, { content, path, at }) => {
        const folder = path === null ? undefined : parentPath(path);
        if (folder !== undefined) addModuleFolder(machine, folder);
        if (content instanceof Unknown && content.parts === null) {
          machine.note(content.cause, "all", `a configuration that is not known: ${content.why}`, content.trace ?? at);
          return null;
        }
        const resources = readMof(machine, content, at);
        if ("message" in resources) return resources;
        applyResources(machine, resources, at);
        return null;
      },
    },
    {
      kind: "guest-configuration",
      read: (machine, { bytes, path, at }) =>
        bytes === null ? { message: "it is no archive", at } : applyPackage(machine, bytes, path, at),
    },
  ],
};
