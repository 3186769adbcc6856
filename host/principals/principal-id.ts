/**
 * The canonical name of an account or group, safe to compare with `===` and to use as a map key.
 *
 * | form | what |
 * | --- | --- |
 * | `sid:S-1-5-17` | a SID that means the same on every machine |
 * | `machine:500` | an account or group of this machine, by its relative id (the name may be localised or changed) |
 * | `local:webadmin` | an account or group of this machine, by name, lower case |
 * | `domain:contoso\web` | an account or group of a domain, lower case |
 * | `pool:defaultapppool` | `IIS APPPOOL\DefaultAppPool`, lower case |
 * | `service:w3svc` | `NT SERVICE\W3SVC`, lower case |
 * | `name:iusr_⟨computer name⟩` | a name with unknown parts (`holes.ts`), lower case |
 */
export type PrincipalId = `${"sid" | "machine" | "local" | "domain" | "pool" | "service" | "name"}:${string}`;

export type PrincipalKind = "sid" | "machine" | "local" | "domain" | "pool" | "service" | "name";

const KINDS: readonly PrincipalKind[] = ["sid", "machine", "local", "domain", "pool", "service", "name"];

export function principalKind(id: PrincipalId): PrincipalKind {
  return id.slice(0, id.indexOf(":")) as PrincipalKind;
}

/** What follows the kind: the SID, the relative id or the folded name. */
export function principalBody(id: PrincipalId): string {
  return id.slice(id.indexOf(":") + 1);
}

export function isPrincipalId(text: string): text is PrincipalId {
  const colon = text.indexOf(":");
  return colon > 0 && colon < text.length - 1 && (KINDS as readonly string[]).includes(text.slice(0, colon));
}

export const sidPrincipal = (sid: string): PrincipalId => `sid:${sid.toUpperCase()}`;
export const machinePrincipal = (rid: number): PrincipalId => `machine:${rid}`;
export const localPrincipal = (name: string): PrincipalId => `local:${name.toLowerCase()}`;
export const domainPrincipal = (domain: string, name: string): PrincipalId =>
  `domain:${domain.toLowerCase()}\\${name.toLowerCase()}`;
export const poolPrincipal = (pool: string): PrincipalId => `pool:${pool.toLowerCase()}`;
export const servicePrincipal = (service: string): PrincipalId => `service:${service.toLowerCase()}`;
export const namedPrincipal = (name: string): PrincipalId => `name:${name.toLowerCase()}`;
