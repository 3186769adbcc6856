/** Files that lie beside a script, in the project or in the program's assets. Paths are as scripts write them. */
export interface FileSource {
  /** Bytes of the file, or undefined when the source does not have it. Never throws for a missing file. */
  read(path: string): Uint8Array | undefined;
}

export const NO_FILES: FileSource = { read: () => undefined };
