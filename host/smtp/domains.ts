/**
 * Domain names of the SMTP service: those of `Domain/<name>` nodes and those on relay lists. A wildcard is legal as the first
 * label only (`*.example.com`); whether a bare `*` is accepted was not seen in public, it is counted as covering everything.
 */

/** Second-level labels under which registries of countries sell names: `co.uk` is as wide as a top-level domain. */
const REGISTRY_LABELS = new Set(["co", "com", "net", "org", "gov", "edu", "ac", "or", "ne", "go", "gob"]);

/** Does a wildcard name, or a name on a list of clients, cover everything or a whole top-level domain? */
export function coversTopLevel(name: string): boolean {
  const labels = domainLabels(name);
  if (labels.length <= 1) return true;
  return labels.length === 2 && (labels[1] as string).length === 2 && REGISTRY_LABELS.has(labels[0] as string);
}

/** Is it a wildcard (`*`, `*.com`)? */
export function isWildcard(name: string): boolean {
  const text = name.trim();
  return text === "*" || text.startsWith("*.");
}

/** The labels without a leading wildcard: `*.Example.com` gives `["example", "com"]`, `*` gives none. */
export function domainLabels(name: string): string[] {
  return name
    .trim()
    .toLowerCase()
    .split(".")
    .filter((label) => label !== "" && label !== "*");
}

/** Does a domain node of this name apply to a recipient's domain? */
export function domainMatches(name: string, domain: string): boolean {
  const target = domain.trim().toLowerCase();
  if (!isWildcard(name)) return name.trim().toLowerCase() === target;
  const tail = domainLabels(name).join(".");
  return tail === "" || target.endsWith(`.${tail}`);
}
