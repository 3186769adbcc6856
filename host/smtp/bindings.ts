/** `ServerBindings`: where a server listens, as `ip:port:host`. */

import { parseIpv4 } from "./ipv4.js";

export interface Binding {
  /** Empty: all addresses. */
  readonly address: string;
  readonly port: number | null;
  readonly host: string;
}

export const DEFAULT_BINDINGS: readonly string[] = [":25:"];

export function parseBinding(text: string): Binding {
  const bracket = text.startsWith("[") ? text.indexOf("]") : -1;
  const address = bracket > 0 ? text.slice(0, bracket + 1) : (text.split(":")[0] ?? "");
  const [port = "", host = ""] = text.slice(address.length + 1).split(":");
  return { address: address.trim(), port: /^\d{1,5}$/.test(port.trim()) ? Number(port) : null, host: host.trim() };
}

export function formatBinding(binding: Binding): string {
  return `${binding.address}:${binding.port ?? ""}:${binding.host}`;
}

/** Is the server reachable from outside? An empty list means that it listens nowhere. */
export function onlyLoopback(bindings: readonly string[]): boolean {
  return bindings.every((text) => {
    const { address } = parseBinding(text);
    const word = parseIpv4(address);
    if (word !== null) return word >>> 24 === 127;
    return address.toLowerCase() === "localhost" || address === "[::1]";
  });
}
