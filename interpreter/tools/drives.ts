import type { Plain, Unknown, Value } from "../values/value.js";
import type { CmdletCall, Text } from "./tool.js";

/**
 * Providers: what `Get-Item`, `New-Item`, `Set-ItemProperty` and their kin do on a drive. The item cmdlets bind arguments, find the
 * provider of the path and call it; a provider does the effect on the host (through `call.machine`) and gives back the objects.
 * A method that a provider does not have is an operation that the drive does not support: the cmdlet then fails as PowerShell does.
 */
export interface Provider {
  /** `FileSystem`, `Registry`, `WebAdministration`. */
  readonly name: string;

  /** Whether the item is there. May ask (`machine.askWhether`). */
  exists?(call: CmdletCall, at: ProviderPath, kind: "any" | "container" | "leaf"): boolean;
  /** The item's object; undefined: it is not there (the cmdlet writes the error). */
  getItem?(call: CmdletCall, at: ProviderPath): Value | undefined;
  /** What is below it; Unknown when the list is not known; undefined: there is no such container. */
  children?(call: CmdletCall, at: ProviderPath, options: ChildOptions): readonly Value[] | Unknown | undefined;
  /** Makes it. Arguments of the drive's own (`-Bindings`, `-PhysicalPath`) are read from the call. Gives the new object. */
  newItem?(
    call: CmdletCall,
    at: ProviderPath,
    options: { readonly type: Text | undefined; readonly value: Plain | undefined; readonly force: boolean },
  ): Value | undefined;
  removeItem?(call: CmdletCall, at: ProviderPath, options: { readonly recurse: boolean; readonly force: boolean }): void;
  /** `to` is as given: an existing container or the new path. Gives the new object for -PassThru. */
  copyItem?(
    call: CmdletCall,
    at: ProviderPath,
    to: ProviderPath,
    options: { readonly recurse: boolean; readonly force: boolean },
  ): Value | undefined;
  moveItem?(call: CmdletCall, at: ProviderPath, to: ProviderPath, options: { readonly force: boolean }): Value | undefined;
  renameItem?(call: CmdletCall, at: ProviderPath, name: Text): Value | undefined;
  /** `Set-Item`: `$env:X` and `IIS:\AppPools\x` take a whole value. */
  setItem?(call: CmdletCall, at: ProviderPath, value: Plain): void;
  clearItem?(call: CmdletCall, at: ProviderPath): void;

  /** An object with the named properties, or all of them; undefined: there is no such item or property. */
  getProperty?(call: CmdletCall, at: ProviderPath, names: readonly Text[] | undefined): Value | undefined;
  /** `value` is plain; `kind` is the argument of -Type / -PropertyType. `isNew`: New-ItemProperty. */
  setProperty?(
    call: CmdletCall,
    at: ProviderPath,
    name: Text,
    value: Plain,
    options: { readonly kind: Text | undefined; readonly isNew: boolean; readonly force: boolean },
  ): void;
  removeProperty?(call: CmdletCall, at: ProviderPath, name: Text): void;
  renameProperty?(call: CmdletCall, at: ProviderPath, name: Text, newName: Text): void;

  /** Content as one value (Str, Unknown, bytes); undefined: not there. */
  getContent?(call: CmdletCall, at: ProviderPath): Value | undefined;
}

export interface ChildOptions {
  readonly recurse: boolean;
  /** Depth of recursion; undefined: no limit. */
  readonly depth: number | undefined;
  readonly force: boolean;
  /** -File, -Directory. */
  readonly only: "file" | "directory" | undefined;
}

/** A path taken apart: `IIS:\AppPools\web` is drive `IIS`, path `AppPools\web`. */
export interface ProviderPath {
  readonly provider: Provider;
  /** Name of the drive without colon as written; "" for a path that names the provider (`Registry::HKEY_USERS`). */
  readonly drive: string;
  /** Below the drive's root, without leading slash; for the file system the whole path. */
  readonly path: Text;
  /** The whole path with its drive, as PowerShell shows it, with holes for what is not known. */
  readonly shown: string;
}
