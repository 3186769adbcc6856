/** Names of Windows Server platform images. */

export type WindowsVersion = 2016 | 2019 | 2022 | 2025;
export type Installation = "desktop" | "core";

export interface Image {
  /** The SKU as it was given. */
  readonly sku: string;
  readonly version: WindowsVersion;
  readonly installation: Installation;
  readonly azureEdition: boolean;
}

/**
 * The image that an Azure SKU (`2022-datacenter-azure-edition`, `2019-Datacenter-smalldisk-g2`, `2016-Datacenter-Server-Core`) or a
 * URN (`MicrosoftWindowsServer:WindowsServer:2022-datacenter:latest`) stands for; also `windows-server-2022` and `2022`.
 * Null when it is no Windows Server of 2016 to 2025.
 */
export function parseSku(text: string): Image | null {
  const urn = text.trim().split(":");
  if (urn.length >= 3 && (urn[0]?.toLowerCase() !== "microsoftwindowsserver" || urn[1]?.toLowerCase() !== "windowsserver"))
    return null;
  const sku = (urn.length >= 3 ? urn[2] : urn[0]) as string;
  const words = sku
    .toLowerCase()
    .replace(/^windows-?server-?/, "")
    .split(/[-_ ]+/);
  const version = ([2016, 2019, 2022, 2025] as const).find((year) => words[0] === String(year));
  if (version === undefined || words.slice(1).some((word) => !QUALIFIERS.has(word))) return null;
  return {
    sku,
    version,
    installation: words.includes("core") ? "core" : "desktop",
    azureEdition: words.includes("azure") && words.includes("edition"),
  };
}

/** The words that follow the year in published SKUs. Anything else is a product built on Windows, not Windows. */
const QUALIFIERS = new Set([
  "datacenter",
  "standard",
  "azure",
  "edition",
  "core",
  "server",
  "smalldisk",
  "g1",
  "g2",
  "gs",
  "gensecond",
  "with",
  "containers",
  "hotpatch",
  "zhcn",
  "desktop",
]);
