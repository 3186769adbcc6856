/** Files of the program, for assets that name a path and for addresses that lead into the program's own repository. */
export interface ProjectFiles {
  /** Bytes of a file below the program's folder, by a path relative to it; undefined when there is none or it may not be read. */
  read(path: string): Uint8Array | undefined;
  /**
   * A file of the repository that the program lies in, when that is the one named.
   * @param rest branch or commit and then the path: a branch may have several parts
   */
  ofRepository(
    owner: string,
    name: string,
    rest: readonly string[],
  ): { readonly path: string; readonly bytes: Uint8Array } | undefined;
}

export const NO_PROJECT_FILES: ProjectFiles = { read: () => undefined, ofRepository: () => undefined };
