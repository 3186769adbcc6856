/**
 * Properties of the metabase: names, numeric identifiers and types, as the IIS 6 SDK documents them. A name that is not here
 * is no property of the nodes that are modelled; writing it does nothing (real IIS refuses it).
 */
export type MetabaseType = "dword" | "boolean" | "string" | "strings" | "list" | "binary" | "secret";

export interface MetabaseProperty {
  readonly name: string;
  /** Numeric identifier; 0 where none is documented. */
  readonly id: number;
  readonly type: MetabaseType;
  /** A boolean that is one bit of a flag word of another name. */
  readonly flag?: { readonly of: string; readonly bit: number };
}

const property = (name: string, id: number, type: MetabaseType): MetabaseProperty => ({ name, id, type });
const flag = (name: string, of: string, bit: number): MetabaseProperty => ({ name, id: 0, type: "boolean", flag: { of, bit } });

const TABLE: readonly MetabaseProperty[] = [
  // Relay and access.
  property("RelayIpList", 36970, "list"),
  property("RelayForAuth", 36973, "dword"),
  property("SmtpDisableRelay", 36974, "boolean"),
  property("SmtpIpRestrictionFlag", 37031, "dword"),
  property("IPSecurity", 6019, "list"),
  property("AuthFlags", 6000, "dword"),
  flag("AuthAnonymous", "AuthFlags", 1),
  flag("AuthBasic", "AuthFlags", 2),
  flag("AuthNTLM", "AuthFlags", 4),
  flag("AuthMD5", "AuthFlags", 16),
  flag("AuthPassport", "AuthFlags", 64),
  property("AllowAnonymous", 5005, "boolean"),
  property("NTAuthenticationProviders", 6032, "string"),
  property("SaslLogonDomain", 36940, "string"),
  property("DefaultLogonDomain", 6012, "string"),
  property("DefaultDomain", 36908, "string"),
  property("AnonymousUserName", 6020, "string"),
  property("AnonymousUserPass", 6021, "secret"),
  property("AnonymousPasswordSync", 6022, "boolean"),
  property("AuthTurnList", 0, "strings"),
  property("AccessSSLFlags", 6030, "dword"),
  flag("AccessSSL", "AccessSSLFlags", 8),
  flag("AccessSSLNegotiateCert", "AccessSSLFlags", 32),
  flag("AccessSSLRequireCert", "AccessSSLFlags", 64),
  flag("AccessSSLMapCert", "AccessSSLFlags", 128),
  flag("AccessSSL128", "AccessSSLFlags", 256),
  property("SSLCertHash", 5506, "binary"),
  property("SSLStoreName", 5511, "string"),
  // Outbound.
  property("SmartHost", 36906, "string"),
  property("SmartHostType", 36905, "dword"),
  property("RemoteSmtpPort", 36914, "dword"),
  property("RemoteSmtpSecurePort", 36929, "dword"),
  property("RouteAction", 36946, "dword"),
  property("RouteActionString", 36947, "string"),
  property("RouteUserName", 36948, "string"),
  property("RoutePassword", 36949, "secret"),
  property("AlwaysUseSsl", 0, "boolean"),
  property("AlwaysUseSasl", 0, "boolean"),
  property("LimitRemoteConnections", 0, "boolean"),
  property("MasqueradeDomain", 36912, "string"),
  property("DoMasquerade", 36913, "boolean"),
  property("FullyQualifiedDomainName", 36911, "string"),
  property("UpdatedFQDN", 0, "dword"),
  property("UpdatedDefaultDomain", 0, "dword"),
  property("SmtpOutboundCommandSupportOptions", 0, "dword"),
  property("SmtpInboundCommandSupportOptions", 36998, "dword"),
  property("SmtpUseTcpDns", 36997, "dword"),
  property("NameResolutionType", 36885, "dword"),
  property("CSideEtrnDelay", 0, "dword"),
  property("CSideEtrnDomains", 0, "string"),
  // Limits, queues, delivery.
  property("MaxMessageSize", 36891, "dword"),
  property("MaxSessionSize", 36892, "dword"),
  property("MaxBatchedMessages", 36871, "dword"),
  property("MaxRecipients", 36895, "dword"),
  property("MaxConnections", 1014, "dword"),
  property("ConnectionTimeout", 1013, "dword"),
  property("MaxEndpointConnections", 1024, "dword"),
  property("MaxOutConnections", 0, "dword"),
  property("MaxOutConnectionsPerDomain", 0, "dword"),
  property("MaxMailObjects", 36873, "dword"),
  property("MaxSmtpErrors", 36887, "dword"),
  property("HopCount", 36886, "dword"),
  property("RemoteTimeout", 36921, "dword"),
  property("LocalRetryInterval", 0, "dword"),
  property("LocalRetryAttempts", 0, "dword"),
  property("RemoteRetryInterval", 0, "dword"),
  property("RemoteRetryAttempts", 0, "dword"),
  property("SmtpRemoteProgressiveRetry", 36996, "string"),
  property("SmtpRemoteDelayExpireMinutes", 37019, "dword"),
  property("SmtpRemoteNDRExpireMinutes", 0, "dword"),
  property("SmtpLocalDelayExpireMinutes", 0, "dword"),
  property("SmtpLocalNDRExpireMinutes", 0, "dword"),
  property("EnableReverseDnsLookup", 0, "boolean"),
  property("ShouldDeliver", 0, "boolean"),
  property("PickupDirectory", 36880, "string"),
  property("BadMailDirectory", 36909, "string"),
  property("QueueDirectory", 0, "string"),
  property("DropDirectory", 0, "string"),
  property("SendNdrTo", 0, "string"),
  property("SendBadTo", 36923, "string"),
  property("PostmasterEmail", 0, "string"),
  property("PostmasterName", 0, "string"),
  property("NTSpecificDispatcher", 0, "dword"),
  property("RoutingDll", 0, "string"),
  property("SmtpMaxMessageSize", 0, "dword"),
  property("ConnectResponse", 0, "string"),
  // Bindings and life.
  property("ServerBindings", 1023, "strings"),
  property("SecureBindings", 2021, "strings"),
  property("ServerAutoStart", 1017, "boolean"),
  property("ServerState", 1016, "dword"),
  property("ServerComment", 1015, "string"),
  property("ServerListenBacklog", 1019, "dword"),
  property("ServerListenTimeout", 1020, "dword"),
  property("AdminACL", 6027, "binary"),
  property("KeyType", 1002, "string"),
  // Logging.
  property("LogType", 4000, "dword"),
  property("DontLog", 6023, "boolean"),
  property("LogFileDirectory", 4001, "string"),
  property("LogFilePeriod", 4003, "dword"),
  property("LogFileTruncateSize", 4004, "dword"),
  property("LogFileLocaltimeRollover", 4015, "boolean"),
  property("LogPluginClsid", 4011, "string"),
  property("LogExtFileFlags", 4013, "dword"),
  flag("LogExtFileDate", "LogExtFileFlags", 0x1),
  flag("LogExtFileTime", "LogExtFileFlags", 0x2),
  flag("LogExtFileClientIp", "LogExtFileFlags", 0x4),
  flag("LogExtFileUserName", "LogExtFileFlags", 0x8),
  flag("LogExtFileSiteName", "LogExtFileFlags", 0x10),
  flag("LogExtFileComputerName", "LogExtFileFlags", 0x20),
  flag("LogExtFileServerIp", "LogExtFileFlags", 0x40),
  flag("LogExtFileMethod", "LogExtFileFlags", 0x80),
  flag("LogExtFileUriStem", "LogExtFileFlags", 0x100),
  flag("LogExtFileUriQuery", "LogExtFileFlags", 0x200),
  flag("LogExtFileHttpStatus", "LogExtFileFlags", 0x400),
  flag("LogExtFileWin32Status", "LogExtFileFlags", 0x800),
  flag("LogExtFileBytesSent", "LogExtFileFlags", 0x1000),
  flag("LogExtFileBytesRecv", "LogExtFileFlags", 0x2000),
  flag("LogExtFileTimeTaken", "LogExtFileFlags", 0x4000),
  flag("LogExtFileServerPort", "LogExtFileFlags", 0x8000),
  flag("LogExtFileUserAgent", "LogExtFileFlags", 0x10000),
  flag("LogExtFileCookie", "LogExtFileFlags", 0x20000),
  flag("LogExtFileReferer", "LogExtFileFlags", 0x40000),
  flag("LogExtFileProtocolVersion", "LogExtFileFlags", 0x80000),
  flag("LogExtFileHost", "LogExtFileFlags", 0x100000),
  flag("LogExtFileHttpSubStatus", "LogExtFileFlags", 0x200000),
  property("LogOdbcDataSource", 4005, "string"),
  property("LogOdbcTableName", 4006, "string"),
  property("LogOdbcUserName", 4007, "string"),
  property("LogOdbcPassword", 4008, "secret"),
  // Web sites and pools, as far as they decide who code runs as.
  property("AppPoolIdentityType", 9021, "dword"),
  property("WAMUserName", 7501, "string"),
  property("WAMUserPass", 7502, "secret"),
  property("AppPoolId", 9101, "string"),
  property("UNCUserName", 3002, "string"),
  property("UNCPassword", 3003, "secret"),
  property("LogonMethod", 6014, "dword"),
  property("Path", 3001, "string"),
  property("AccessFlags", 6016, "dword"),
  flag("AccessRead", "AccessFlags", 0x1),
  flag("AccessWrite", "AccessFlags", 0x2),
  flag("AccessExecute", "AccessFlags", 0x4),
  flag("AccessScript", "AccessFlags", 0x200),
  flag("AccessSource", "AccessFlags", 0x10),
];

const byName = new Map(TABLE.map((entry) => [entry.name.toLowerCase(), entry]));
const byId = new Map(TABLE.filter((entry) => entry.id !== 0).map((entry) => [entry.id, entry]));

/** By name in any case, or by the number in digits. */
export function metabaseProperty(name: string): MetabaseProperty | undefined {
  const text = name.trim();
  return /^\d+$/.test(text) ? byId.get(Number(text)) : byName.get(text.toLowerCase());
}

const WEB_ONLY = new Set([
  "apppoolidentitytype",
  "wamusername",
  "wamuserpass",
  "apppoolid",
  "uncusername",
  "uncpassword",
  "logonmethod",
  "path",
]);

/** Names of the properties of SMTP nodes. */
export const SMTP_PROPERTIES: readonly string[] = TABLE.map(({ name }) => name).filter(
  (name) =>
    (!WEB_ONLY.has(name.toLowerCase()) && !name.toLowerCase().startsWith("access")) || name.toLowerCase().startsWith("accessssl"),
);
