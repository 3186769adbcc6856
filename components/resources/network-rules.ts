import type { HostSettings } from "../settings/index.js";
import { SMTP_PORT } from "../settings/mail.js";
import { HTTP_PORT, HTTPS_PORT, sitePorts } from "../settings/web.js";

/** What gets through the network security group of a host. */

/** One rule of a network security group, with the names that Azure uses. */
export interface NetworkRule {
  readonly name: string;
  readonly description: string;
  readonly priority: number;
  readonly direction: "Inbound" | "Outbound";
  readonly access: "Allow" | "Deny";
  readonly protocol: "Tcp" | "*";
  readonly sourceAddressPrefix: string;
  readonly sourcePortRange: "*";
  readonly destinationAddressPrefix: "*";
  readonly destinationPortRange: string;
}

/** Azure's first and last priorities for rules of one's own. */
const FIRST = 100;
const LAST = 4096;
const MAIL = 1000;
const WEB = 2000;

/** Both directions, everything: as if the cable were pulled. Connections that are open when the rules come may last a while longer. */
const QUARANTINE: readonly NetworkRule[] = (["Inbound", "Outbound"] as const).map((direction) => ({
  ...rule(direction, "Deny", FIRST, "*", "*"),
  name: `quarantine-${direction.toLowerCase()}`,
  description: "Quarantine: nothing gets through",
}));

/**
 * Inbound, only what is asked for: the last rule denies the rest, which Azure would admit from the virtual network and its load
 * balancers. Outbound, everything but SMTP.
 */
export function networkRules(settings: HostSettings, quarantine: boolean): readonly NetworkRule[] {
  if (quarantine) return QUARANTINE;
  const { mail, web } = settings;
  const mailPorts = (mail?.service?.servers ?? []).flatMap(({ ports, reachableFrom }) =>
    ports.map((port) => ({ port, sources: reachableFrom })),
  );
  const webPorts = [HTTP_PORT, HTTPS_PORT].map((port) => ({
    port,
    sources: [...new Set((web?.sites ?? []).flatMap((site) => (sitePorts(site).includes(port) ? site.reachableFrom : [])))],
  }));
  const rules = [...admitted("mail", MAIL, mailPorts), ...admitted("web", WEB, webPorts)];
  rules.push({ ...rule("Inbound", "Deny", LAST, "*", "*"), name: "others", description: "Nothing that was not asked for" });
  if (mail?.allowOutboundSmtp !== true) {
    rules.push({
      ...rule("Outbound", "Deny", MAIL, "*", String(SMTP_PORT)),
      protocol: "Tcp",
      name: "no-mail-out",
      description: "Mail leaves through a smart host on another port, or not at all",
    });
  }
  return rules;
}

/** A service tag stands alone in a rule, so each source has a rule of its own. */
function admitted(
  what: string,
  priority: number,
  doors: readonly { readonly port: number; readonly sources: readonly string[] }[],
): NetworkRule[] {
  const pairs = doors.flatMap(({ port, sources }) => sources.map((source, index) => ({ port, source, index })));
  return pairs.map(
    ({ port, source, index }, position): NetworkRule => ({
      ...rule("Inbound", "Allow", priority + position, source, String(port)),
      protocol: "Tcp",
      name: `${what}-${port}-${index + 1}`,
      description: `Port ${port} from ${source}`,
    }),
  );
}

function rule(
  direction: NetworkRule["direction"],
  access: NetworkRule["access"],
  priority: number,
  source: string,
  port: string,
): Omit<NetworkRule, "name" | "description"> {
  return {
    priority,
    direction,
    access,
    protocol: "*",
    sourceAddressPrefix: source,
    sourcePortRange: "*",
    destinationAddressPrefix: "*",
    destinationPortRange: port,
  };
}
