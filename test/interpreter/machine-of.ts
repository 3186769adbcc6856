import { EXISTING } from "../../host/existing.js";
import { HostState } from "../../host/state.js";
import { Machine } from "../../interpreter/machine/machine.js";
import { type FileSource, NO_FILES } from "../../interpreter/os/file-source.js";
import { standardToolbox } from "../../interpreter/product.js";
import { type Family, Toolbox } from "../../interpreter/tools/toolbox.js";

/** A machine on a host about which nothing is known at the start. */
export function machineOf(files: FileSource = NO_FILES): Machine {
  return new Machine({ host: HostState.from(EXISTING), files, toolbox: standardToolbox() });
}

/** A machine with nothing but what is given. */
export function machineWith(...families: readonly Family[]): Machine {
  return new Machine({ host: HostState.from(EXISTING), files: NO_FILES, toolbox: new Toolbox(families) });
}

/** A file source with these texts, by path as scripts write it. */
export function filesOf(texts: Readonly<Record<string, string>>): FileSource {
  const known = new Map(
    Object.entries(texts).map(([path, text]) => [path.toLowerCase().replaceAll("/", "\\"), new TextEncoder().encode(text)]),
  );
  return { read: (path) => known.get(path.toLowerCase().replaceAll("/", "\\")) };
}
