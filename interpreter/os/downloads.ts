import type { Machine } from "../machine/machine.js";
import type { Text } from "../tools/tool.js";
import type { Trace } from "../values/source.js";
import { shownText } from "../values/texts.js";
import { type Str, Unknown } from "../values/value.js";

/** The address of the metadata service of the cloud: data about this host, not code from elsewhere. */
const METADATA = /^https?:\/\/169\.254\.169\.254(?:[:/]|$)/i;

/** What a URL gives; equal URLs give the same. The deployment may itself put there what is fetched. */
export function download(machine: Machine, url: Text, at: Trace | null, type: string | null = "System.String"): Str | Unknown {
  const shown = shownText(url);
  const known = typeof url === "string" ? machine.web(url) : undefined;
  if (known !== undefined) return known;
  return new Unknown(METADATA.test(shown) ? "input" : "opaque", `the content of ${shown}`, `url:${shown}`, at, type);
}
