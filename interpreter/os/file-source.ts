/**
 * Files that lie around a script: its project, or the program's assets. Paths are absolute as the host would have them, or relative ones
 * as scripts write them (`lib\x.ps1`, `..\lib`), which count from the folder of the script that is started. Slashes and case are any.
 */
export interface FileSource {
  /** Bytes of the file, or undefined when the source does not have it. Never throws for a missing file. */
  read(path: string): Uint8Array | undefined;
  /** What lies in a folder, or undefined when the source has no such folder. A source without it knows files only. */
  list?(path: string): SourceListing | undefined;
  /** What reports call a file, or undefined when the source does not have it: its name where it was read from. */
  nameOf?(path: string): string | undefined;
}

export interface SourceListing {
  readonly entries: readonly { readonly name: string; readonly kind: "file" | "directory" }[];
  /** False: there are entries that the source does not give. */
  readonly complete: boolean;
}

export const NO_FILES: FileSource = { read: () => undefined };
