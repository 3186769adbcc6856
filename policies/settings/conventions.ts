import { createHash } from "node:crypto";
import type { Conventions } from "../../deployment/index.js";
import { ConfigError } from "../config.js";
import type { Settings } from "./settings.js";

/** Why a copy cannot be had. */
export type NoCopy = { readonly refused: string };

/**
 * What scripts are read with: the settings, and the copies of trusted sources that they name.
 * @param read gives a file by its path from the folder of the settings on; undefined: there is none
 */
export function conventionsOf(settings: Settings, read: (path: string) => Uint8Array | NoCopy | undefined): Conventions {
  const trusted = [...settings.trusted].map(([url, { sha256, file }], index) => {
    if (file === null) return [url, null] as const;
    const at = `sources[${index}].file`;
    const bytes = read(file);
    if (bytes === undefined) throw new ConfigError(at, `names ${file}, which is not there`);
    if ("refused" in bytes) throw new ConfigError(at, `names ${file}, which is not read: ${bytes.refused}`);
    const digest = createHash("sha256").update(bytes).digest("hex");
    if (digest !== sha256) throw new ConfigError(at, `names ${file}, whose SHA-256 is ${digest}`);
    return [url, { file, text: new TextDecoder().decode(bytes) }] as const;
  });
  return { contracts: settings.contracts, trusted: new Map(trusted) };
}
