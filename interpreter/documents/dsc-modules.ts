// Modules of DSC resources that come with a configuration: which it imports, and the file of a resource in them.
import type { Machine } from "../machine/machine.js";
import { Files } from "../os/files.js";
import { Str } from "../values/value.js";

const IMPORTED = "dsc:modules";
const FOLDERS = "dsc:module-folders";

const COMPILED = "dsc:compiled";

/** Documents were compiled into the folder: which there are is known, even if there are none. */
export function noteCompiled(machine: Machine, folder: string): void {
  machine.setRow<Row>(COMPILED, folder.toLowerCase(), { key: folder, value: "" });
}

export function isCompiledInto(machine: Machine, folder: string): boolean {
  return machine.row<Row>(COMPILED, folder.toLowerCase()) !== undefined;
}

interface Row {
  readonly key: string;
  readonly value: string;
}

/** `Import-DscResource -ModuleName x`. */
export function importDscModule(machine: Machine, name: string, version: string | null): void {
  machine.setRow<Row>(IMPORTED, name.toLowerCase(), { key: name, value: version ?? "" });
}

/** A folder that holds modules, itself or in a folder for them: that of a package, or of the script that compiles. */
export function addModuleFolder(machine: Machine, folder: string): void {
  for (const one of [folder, `${folder}\\Modules`, `${folder}\\DSCModules`])
    machine.setRow<Row>(FOLDERS, one.toLowerCase(), { key: one, value: "" });
}

export interface ResourceFile {
  readonly path: string;
  /** `composite`: a configuration; `functions`: Set-TargetResource and its like; `class`: a class with Set(). */
  readonly form: "composite" | "functions" | "class";
  readonly content: Str;
}

const MODULES: readonly string[] = [
  "C:\\Program Files\\WindowsPowerShell\\Modules",
  "C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\Modules",
];

/** The file that defines a resource, as far as it lies beside the configuration or was put into place; null: nobody has it. */
export function findResourceFile(machine: Machine, type: string, module: string | null): ResourceFile | null {
  const files = new Files(machine);
  const imported = machine.rows<Row>(IMPORTED).map(([, row]) => row);
  const own =
    module === null || imported.some((row) => row.key.toLowerCase() === module.toLowerCase()) ? [] : [{ key: module, value: "" }];
  const roots = [...machine.rows<Row>(FOLDERS).map(([, row]) => row.key), ...MODULES];
  const read = (path: string): Str | null => {
    machine.budget.step();
    if (files.peek(path) !== "file") return null;
    const content = files.readText(path);
    return content instanceof Str ? content : null;
  };
  for (const root of roots) {
    for (const { key, value } of [...own, ...imported]) {
      for (const folder of value === "" ? [`${root}\\${key}`] : [`${root}\\${key}\\${value}`, `${root}\\${key}`]) {
        for (const name of [type, `MSFT_${type}`, `DSC_${type}`]) {
          const base = `${folder}\\DSCResources\\${name}\\${name}`;
          const composite = read(`${base}.schema.psm1`);
          if (composite !== null) return { path: `${base}.schema.psm1`, form: "composite", content: composite };
          const functions = read(`${base}.psm1`);
          if (functions !== null) return { path: `${base}.psm1`, form: "functions", content: functions };
        }
        const path = `${folder}\\${key}.psm1`;
        const whole = read(path);
        // Which classes it has is seen when it is run; the word only says that it is worth running.
        if (whole?.value.toLowerCase().includes(`class ${type.toLowerCase()}`)) return { path, form: "class", content: whole };
      }
    }
  }
  return null;
}
