import type * as pulumi from "@pulumi/pulumi";
import type { AnonymousIdentity, AreaAccess } from "./values.js";

/** Arguments about the web server: sites, what they serve and who may see it. */

/** A part of a site with rules of its own. */
export interface AreaArgs {
  /** Below the site, such as `intern` or `shop/orders`. The folder of the same name below the site's own is its content. */
  path: string;
  /** Who gets in. `windows` and `basic` turn visitors without an account away with a challenge (401). `basic` wants TLS. */
  access: AreaAccess;
  /**
   * Accounts and groups that may read the area: local ones by name (`Sales`), or those of a domain (`CONTOSO\Sales`). Default: every account
   * that can sign in. Only for `windows` and `basic`.
   */
  allow?: string[];
}

/** A header that every answer of a site has. */
export interface HeaderArgs {
  /** Name, such as `Content-Security-Policy`. */
  name: string;
  /** Its value. */
  value: string;
}

/** HTTP Strict Transport Security: browsers then refuse to talk to the site without TLS. */
export interface HstsArgs {
  /** Days that a browser remembers it. Default 365. */
  maxAgeDays?: number;
  /** Default false. True binds every host below the site's name too. */
  includeSubDomains?: boolean;
}

/** A site without TLS. */
export interface WithoutTlsArgs {
  /** Why what visitors send and see may be read and changed on the way. Shown when the component is made. */
  reason: string;
}

/** One web site, in an application pool of its own. */
export interface SiteArgs {
  /** Name in IIS, and of the site's application pool. */
  name: string;
  /** The name that visitors type. It picks the site and its certificate (SNI). DISA IIST-SI-000219, CIS IIS 10 1.2. */
  hostName: string;
  /**
   * Serve HTTP only. Default: HTTPS on port 443, with the newest certificate for `hostName` in the machine's own store (give it in
   * `certificates`); port 80 only answers with a redirect there.
   */
  withoutTls?: WithoutTlsArgs;
  /** Default: a year, without subdomains. Not on Windows Server 2016, which has no setting for it. */
  hsts?: HstsArgs;
  /** As whom visitors without an account run. Default: the pool's identity. */
  anonymous?: AnonymousIdentity;
  /** Default false: Windows accounts may sign in (Negotiate, NTLM). */
  windowsAuthentication?: boolean;
  /** Default false: Windows accounts may sign in with name and password. Not with `withoutTls`. */
  basicAuthentication?: boolean;
  /** Default false: install classic ASP. */
  classicAsp?: boolean;
  /** Default false: install ASP.NET 4. */
  aspNet?: boolean;
  /** Folder of the content. Default `F:\Sites\NAME`, on the first data disk. The system volume is refused (DISA IIST-SI-000224, CIS 1.1). */
  folder?: string;
  /**
   * Folders outside of the content that pages may write to (an Access database and its lock file), such as `F:\Data\App`. Exactly one
   * identity gets Modify there: the one that the pages run as. Default none.
   */
  dataFolders?: string[];
  /** Folders below the content that pages may write to, such as `uploads`. Nothing in them is executed. Default none. */
  uploadFolders?: string[];
  /** Parts with rules of their own. Default none. */
  areas?: AreaArgs[];
  /** Megabytes of one request. Default 28. Larger ones are refused (404.13). CIS 4.1. */
  maxRequestMegabytes?: number;
  /** Headers of every answer, besides those of every site. Default none. */
  headers?: HeaderArgs[];
  /**
   * Who can reach the site's ports through the network security group: IPv4 addresses, ranges, or the service tags `VirtualNetwork`,
   * `AzureLoadBalancer` and `Internet`. Default: nobody.
   */
  reachableFrom?: string[];
}

/** The web server. */
export interface WebArgs {
  /** At least one site. The site that the installation makes is removed. */
  sites: SiteArgs[];
}

/** A certificate of Azure Key Vault, kept up to date in the machine's own store by the Key Vault extension. */
export interface CertificateArgs {
  /**
   * Its secret's address without a version, such as `https://contoso.vault.azure.net/secrets/www`. The machine's identity must be allowed
   * to read it: give `keyVaultId`, or see to it yourself.
   */
  secretUrl: pulumi.Input<string>;
}
