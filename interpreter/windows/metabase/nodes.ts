import { SMTP_SERVICE, type SmtpServer } from "../../../host/keys.js";

/** A node of the metabase by its path: `smtpsvc/1/domain/contoso.com`. Names may hold holes for what is not known. */
export type MetabaseNode =
  | { readonly kind: "smtp-server"; readonly server: SmtpServer }
  | { readonly kind: "smtp-domains"; readonly server: SmtpServer }
  | { readonly kind: "smtp-domain"; readonly server: SmtpServer; readonly domain: string }
  /** `path` inside the site: null for the site node itself, "" for its root application. Site null: the service. */
  | { readonly kind: "web"; readonly site: string | null; readonly path: string | null }
  | { readonly kind: "pools" }
  | { readonly kind: "pool"; readonly name: string }
  | { readonly kind: "computer" }
  /** Nothing that is modelled: FTP, log modules, routing sources. */
  | { readonly kind: "other"; readonly path: string };

/** Splits at slashes that are not inside a hole. */
export function metabaseParts(path: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let current = "";
  for (const unit of path) {
    if (unit === "⟨") depth++;
    else if (unit === "⟩") depth = Math.max(0, depth - 1);
    if (depth === 0 && (unit === "/" || unit === "\\")) {
      parts.push(current);
      current = "";
    } else current += unit;
  }
  parts.push(current);
  return parts.map((part) => part.trim()).filter((part) => part !== "");
}

/** `smtpsvc/1`, `/LM/SmtpSvc/1`, `SmtpSvc/1/Domain/x`: case does not count. */
export function metabaseNode(path: string): MetabaseNode {
  const parts = metabaseParts(path);
  if (parts[0]?.toLowerCase() === "lm") parts.shift();
  const head = parts[0]?.toLowerCase();
  if (head === undefined) return { kind: "computer" };
  if (head === "smtpsvc") return smtpNode(parts.slice(1), path);
  if (head === "w3svc") return webNode(parts.slice(1));
  return { kind: "other", path };
}

function smtpNode(parts: readonly string[], path: string): MetabaseNode {
  const [server, child, domain, ...more] = parts;
  if (server === undefined) return { kind: "smtp-server", server: SMTP_SERVICE };
  if (!isServerNumber(server)) return { kind: "other", path };
  if (child === undefined) return { kind: "smtp-server", server };
  if (child.toLowerCase() !== "domain" || more.length > 0) return { kind: "other", path };
  return domain === undefined ? { kind: "smtp-domains", server } : { kind: "smtp-domain", server, domain };
}

/** Virtual servers have numbers; a hole may be one. */
function isServerNumber(part: string): boolean {
  return /^\d+$/.test(part) || part.includes("⟨");
}

function webNode(parts: readonly string[]): MetabaseNode {
  const [site, root, ...rest] = parts;
  if (site === undefined) return { kind: "web", site: null, path: null };
  if (site.toLowerCase() === "apppools") return root === undefined ? { kind: "pools" } : { kind: "pool", name: root };
  if (!isServerNumber(site)) return { kind: "other", path: parts.join("/") };
  if (root === undefined) return { kind: "web", site, path: null };
  return root.toLowerCase() === "root" ? { kind: "web", site, path: rest.join("/") } : { kind: "other", path: parts.join("/") };
}

/** As the metabase names it: `SmtpSvc/1/Domain/x`. */
export function nodeName(node: MetabaseNode): string {
  switch (node.kind) {
    case "smtp-server":
      return node.server === SMTP_SERVICE ? "SmtpSvc" : `SmtpSvc/${node.server}`;
    case "smtp-domains":
      return `SmtpSvc/${node.server}/Domain`;
    case "smtp-domain":
      return `SmtpSvc/${node.server}/Domain/${node.domain}`;
    case "web": {
      if (node.site === null) return "W3SVC";
      return node.path === null ? `W3SVC/${node.site}` : ["W3SVC", node.site, "ROOT", ...metabaseParts(node.path)].join("/");
    }
    case "pools":
      return "W3SVC/AppPools";
    case "pool":
      return `W3SVC/AppPools/${node.name}`;
    case "computer":
      return "";
    case "other":
      return node.path;
  }
}

export function nodeClass(node: MetabaseNode): string {
  switch (node.kind) {
    case "smtp-server":
      return node.server === SMTP_SERVICE ? "IIsSmtpService" : "IIsSmtpServer";
    case "smtp-domains":
      return "IIsObject";
    case "smtp-domain":
      return "IIsSmtpDomain";
    case "web":
      if (node.site === null) return "IIsWebService";
      return node.path === null ? "IIsWebServer" : "IIsWebVirtualDir";
    case "pools":
      return "IIsApplicationPools";
    case "pool":
      return "IIsApplicationPool";
    case "computer":
      return "IIsComputer";
    case "other":
      return "IIsObject";
  }
}

/** The node `name` below another: `GetObject(class, "1/Domain/x")`. */
export function childNode(node: MetabaseNode, name: string): MetabaseNode {
  return metabaseNode([nodeName(node), name].filter((part) => part !== "").join("/"));
}
