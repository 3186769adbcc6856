import type { Provider, ProviderPath } from "../../tools/drives.js";
import type { CmdletCall } from "../../tools/tool.js";
import type { Family } from "../../tools/toolbox.js";
import { shownText } from "../../values/texts.js";

/** Drives whose contents nobody knows and no rule looks at: certificates, WS-Management settings. What is set there is dropped. */
function openDrive(name: string): Provider {
  const symbol = (at: ProviderPath): string => `${name.toLowerCase()}:${shownText(at.path).toLowerCase()}`;
  const item = (call: CmdletCall, at: ProviderPath) => call.unknown(`what ${at.shown} holds`, { symbol: symbol(at) });
  return {
    name,
    exists: (call, at) =>
      shownText(at.path) === "" || call.machine.askWhether(symbol(at), `${at.shown} exists`, `${at.shown} does not exist`),
    getItem: item,
    children: (call, at) => call.unknown(`the entries of ${at.shown}`, { symbol: `children:${symbol(at)}` }),
    newItem: item,
    removeItem: () => undefined,
    copyItem: item,
    moveItem: item,
    renameItem: item,
    setItem: () => undefined,
    clearItem: () => undefined,
    getProperty: item,
    setProperty: () => undefined,
    removeProperty: () => undefined,
    getContent: item,
  };
}

export const openDrives: Family = {
  drives: [
    { drive: "Cert", provider: openDrive("Certificate") },
    { drive: "WSMan", provider: openDrive("WSMan") },
  ],
};
