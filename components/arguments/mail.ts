import type * as pulumi from "@pulumi/pulumi";
import type { MailSubmission } from "./values.js";

/** Arguments about mail: who may send through the host, and where it goes. */

/** The next hop for mail to other domains. */
export interface SmartHostArgs {
  /** A host name, or an IPv4 address. */
  host: string;
  /** TCP port. Default 587, the submission port. Port 25 needs `allowOutboundSmtp` as well. */
  port?: number;
  /**
   * Account at the smart host; needs `password`. Without it, mail is submitted without authentication. Azure Communication Services
   * wants the name of an SMTP username resource, SendGrid `apikey`, Microsoft 365 the address of a mailbox that may use SMTP AUTH.
   */
  userName?: pulumi.Input<string>;
  /** Must be a secret. */
  password?: pulumi.Input<string>;
}

/** Mail to one other domain, or to it and its subdomains. */
export interface MailRouteArgs {
  /** The domain, such as `contoso.com`, or `*.contoso.com` for its subdomains too. */
  domain: string;
  /** Host name or IPv4 address that takes mail for the domain. */
  host: string;
  /** Default true: TLS on the way there, or the mail waits in the queue. */
  tls?: boolean;
}

/** Bounds of one virtual SMTP server. Each number is a limit of IIS; there is no value for "no limit". */
export interface MailLimitsArgs {
  /** Kilobytes of one message. Default 10240. Larger ones are refused. */
  messageKilobytes?: number;
  /** Kilobytes of one connection. Default 20480. The connection is cut at the limit. */
  sessionKilobytes?: number;
  /** Messages of one connection. Default 20. The client connects again for more. */
  messagesPerConnection?: number;
  /** Recipients of one message. Default 100. The client sends another message to the rest. */
  recipients?: number;
  /** Connections at one time. Default 100. */
  connections?: number;
}

/** One more virtual SMTP server beside the first, with rules of its own. */
export interface MailServerArgs {
  /** TCP ports to listen on; no other server of this host has them. */
  ports: number[];
  /** Clients that may relay without authentication, besides this host itself: as `mail.allowFrom`. Default none. */
  allowFrom?: string[];
  /** Clients that may connect at all: as `mail.connectFrom`. Default: everybody whom the network security group lets through. */
  connectFrom?: string[];
  /** Default true: whoever authenticates with an account of this host or its domain may relay. */
  authenticatedRelay?: boolean;
  /** Default false: whoever sends through this server signs in. */
  anonymousSubmission?: boolean;
  /** Default false. Passwords cross the network, so TLS is then required of every client. */
  basicAuthentication?: boolean;
  /** Default false: clients need not use TLS. True needs a certificate of `mail`. */
  requireTls?: boolean;
  /** Bounds. Default: as `mail.limits`. */
  limits?: MailLimitsArgs;
  /** Who can reach these ports through the network security group: as `mail.reachableFrom`. Default: `allowFrom`. */
  reachableFrom?: string[];
}

/** Mail. */
export interface MailArgs {
  /**
   * Default: the SMTP service of Windows Server, which ends with Windows Server 2022. `azure-communication` installs no service: .NET
   * applications of the web server find `smartHost` as their default (`system.net/mailSettings`) and submit there themselves.
   */
  submission?: MailSubmission;
  /**
   * Clients that may relay without authentication, besides this host itself: IPv4 addresses and ranges such as `10.1.2.0/24`.
   * Default none. Ranges of the Internet are refused: no more than 256 public addresses in all.
   */
  allowFrom?: string[];
  /**
   * Clients that may open a connection at all: IPv4 addresses and ranges. This host itself always may. Default: everybody whom the
   * network security group lets through.
   */
  connectFrom?: string[];
  /** Default true: whoever authenticates with an account of this host or its domain may relay. */
  authenticatedRelay?: boolean;
  /**
   * Default true: clients may send to the local mail domains without authentication. It decides nothing about relaying. Applications on
   * this host that send through port 25 or the pickup folder need it.
   */
  anonymousSubmission?: boolean;
  /** Default false. Passwords cross the network, so TLS is then required of every client. */
  basicAuthentication?: boolean;
  /** SHA-1 thumbprint of the certificate in the machine's own store that the service offers for TLS. */
  certificateThumbprint?: string;
  /**
   * Host name of the certificate that the service offers for TLS: the newest one in the machine's own store for this name that is good for
   * servers, as the Key Vault extension keeps it there. Instead of `certificateThumbprint`; give the certificate in `certificates`.
   */
  certificateName?: string;
  /** Default false: clients need not use TLS. True needs a certificate. Basic authentication brings it by itself. */
  requireTls?: boolean;
  /** The domain that this host accepts mail for. Default: the host's own full name. */
  localDomain?: string;
  /** Other domains that this host accepts mail for, into the drop folder of the local domain. Default none. */
  aliasDomains?: string[];
  /** Where mail to single domains goes, instead of to the smart host. Default none. */
  routes?: MailRouteArgs[];
  /** TCP ports to listen on. Default: 25. */
  ports?: number[];
  /**
   * Who can reach these ports through the network security group: IPv4 addresses, ranges, or the service tags `VirtualNetwork`,
   * `AzureLoadBalancer` and `Internet`. Port 25 is never opened to `Internet` unless it is named here. Default: `allowFrom`.
   */
  reachableFrom?: string[];
  /** Where mail to other domains goes. Default: straight to its destination, which needs `allowOutboundSmtp`. */
  smartHost?: SmartHostArgs;
  /** Default false: the network security group denies TCP port 25 outwards. Port 587 leaves in any case. */
  allowOutboundSmtp?: boolean;
  /** Bounds. Default: those of `MailLimitsArgs`. */
  limits?: MailLimitsArgs;
  /** Further virtual servers with rules of their own, such as one for submission on port 587. Default none. */
  servers?: MailServerArgs[];
}
