/**
 * Principals that mean the same on every Windows machine, and the names they go by.
 *
 * SIDs and English names: Microsoft, "Well-known SIDs" (public documentation). `IUSR` and `IIS_IUSRS` are never localised
 * (Microsoft, "Understanding built-in user and group accounts in IIS 7"). Localised names of Administrators and Users were met in
 * public scripts and tools for German, French, Spanish, Portuguese, Russian, Polish, Hungarian, Swedish, Norwegian and Danish;
 * those for Ukrainian and Finnish, and all localised names of other principals, are general knowledge, not looked up.
 * Editions that keep English account names (Italian, Czech, Turkish, Greek, Japanese, Chinese, Korean, ...) need no entry,
 * but names that scripts try there are accepted too.
 */

export type Authority =
  | "BUILTIN"
  | "NT AUTHORITY"
  | "NT SERVICE"
  | "IIS APPPOOL"
  | "NT VIRTUAL MACHINE"
  | "APPLICATION PACKAGE AUTHORITY"
  | null;

export interface WellKnown {
  readonly sid: string;
  /** The authority before the back slash; null when there is none (`Everyone`). */
  readonly authority: Authority;
  readonly name: string;
  /** Names in other display languages, by BCP 47 primary tag, and alternative spellings under `en`. */
  readonly localised: Readonly<Record<string, readonly string[]>>;
}

const NONE: WellKnown["localised"] = {};

function builtin(rid: number, name: string, localised: WellKnown["localised"] = NONE): WellKnown {
  return { sid: `S-1-5-32-${rid}`, authority: "BUILTIN", name, localised };
}

function authority(sid: string, name: string, localised: WellKnown["localised"] = NONE): WellKnown {
  return { sid, authority: "NT AUTHORITY", name, localised };
}

function bare(sid: string, name: string, localised: WellKnown["localised"] = NONE): WellKnown {
  return { sid, authority: null, name, localised };
}

export const WELL_KNOWN: readonly WellKnown[] = [
  builtin(544, "Administrators", {
    de: ["Administratoren"],
    fr: ["Administrateurs"],
    es: ["Administradores"],
    pt: ["Administradores"],
    ru: ["Администраторы"],
    uk: ["Адміністратори"],
    pl: ["Administratorzy"],
    hu: ["Rendszergazdák"],
    sv: ["Administratörer"],
    nb: ["Administratorer"],
    da: ["Administratorer"],
    fi: ["Järjestelmänvalvojat"],
    it: ["Amministratori"],
    ro: ["Administratori"],
    hr: ["Administratori"],
    sl: ["Administratorji"],
    bg: ["Администратори"],
    lt: ["Administratoriai"],
    et: ["Administraatorid"],
  }),
  builtin(545, "Users", {
    de: ["Benutzer"],
    fr: ["Utilisateurs"],
    es: ["Usuarios"],
    pt: ["Utilizadores", "Usuários"],
    ru: ["Пользователи"],
    uk: ["Користувачі"],
    pl: ["Użytkownicy"],
    hu: ["Felhasználók"],
    sv: ["Användare"],
    nb: ["Brukere"],
    da: ["Brugere"],
    fi: ["Käyttäjät"],
    it: ["Utenti"],
    nl: ["Gebruikers"],
  }),
  builtin(546, "Guests", {
    de: ["Gäste"],
    fr: ["Invités"],
    es: ["Invitados"],
    pt: ["Convidados"],
    ru: ["Гости"],
    pl: ["Goście"],
    hu: ["Vendégek"],
    sv: ["Gäster"],
    nb: ["Gjester"],
    da: ["Gæster"],
    fi: ["Vieraat"],
    nl: ["Gasten"],
  }),
  builtin(547, "Power Users", {
    de: ["Hauptbenutzer"],
    fr: ["Utilisateurs avec pouvoir"],
    es: ["Usuarios avanzados"],
    pt: ["Utilizadores avançados", "Usuários avançados"],
    ru: ["Опытные пользователи"],
    pl: ["Użytkownicy zaawansowani"],
  }),
  builtin(548, "Account Operators", { de: ["Konten-Operatoren"], fr: ["Opérateurs de compte"] }),
  builtin(549, "Server Operators", { de: ["Server-Operatoren"], fr: ["Opérateurs de serveur"] }),
  builtin(550, "Print Operators", { de: ["Druck-Operatoren"], fr: ["Opérateurs d'impression"] }),
  builtin(551, "Backup Operators", {
    de: ["Sicherungs-Operatoren"],
    fr: ["Opérateurs de sauvegarde"],
    es: ["Operadores de copia de seguridad"],
    pt: ["Operadores de cópia de segurança", "Operadores de cópia", "Operadores de backup"],
    ru: ["Операторы архива"],
    pl: ["Operatorzy kopii zapasowych"],
    hu: ["Biztonságimásolat-felelősök"],
    sv: ["Ansvariga för säkerhetskopiering"],
    nb: ["Sikkerhetskopioperatorer"],
    da: ["Sikkerhedskopioperatører"],
    fi: ["Varmuuskopiokäyttäjät"],
    nl: ["Back-upoperators"],
  }),
  builtin(552, "Replicator", { de: ["Replikations-Operator"], fr: ["Duplicateurs"] }),
  builtin(554, "Pre-Windows 2000 Compatible Access"),
  builtin(555, "Remote Desktop Users", {
    de: ["Remotedesktopbenutzer"],
    fr: ["Utilisateurs du Bureau à distance"],
    es: ["Usuarios de escritorio remoto"],
    ru: ["Пользователи удаленного рабочего стола"],
  }),
  builtin(556, "Network Configuration Operators", { de: ["Netzwerkkonfigurations-Operatoren"] }),
  builtin(558, "Performance Monitor Users", { de: ["Systemmonitorbenutzer"] }),
  builtin(559, "Performance Log Users", { de: ["Leistungsprotokollbenutzer"] }),
  builtin(562, "Distributed COM Users"),
  builtin(568, "IIS_IUSRS"),
  builtin(569, "Cryptographic Operators", { de: ["Kryptografie-Operatoren"] }),
  builtin(573, "Event Log Readers", { de: ["Ereignisprotokollleser"] }),
  builtin(574, "Certificate Service DCOM Access"),
  builtin(575, "RDS Remote Access Servers"),
  builtin(576, "RDS Endpoint Servers"),
  builtin(577, "RDS Management Servers"),
  builtin(578, "Hyper-V Administrators", { de: ["Hyper-V-Administratoren"], fr: ["Administrateurs Hyper-V"] }),
  builtin(579, "Access Control Assistance Operators"),
  builtin(580, "Remote Management Users", { de: ["Remoteverwaltungsbenutzer"] }),
  builtin(581, "System Managed Accounts Group"),
  builtin(582, "Storage Replica Administrators"),
  builtin(583, "Device Owners"),
  builtin(585, "OpenSSH Users"),
  bare("S-1-1-0", "Everyone", {
    de: ["Jeder"],
    fr: ["Tout le monde"],
    es: ["Todos"],
    pt: ["Todos"],
    ru: ["Все"],
    uk: ["Усі"],
    pl: ["Wszyscy"],
    hu: ["Mindenki"],
    sv: ["Alla"],
    nb: ["Alle"],
    da: ["Alle"],
    fi: ["Kaikki"],
    nl: ["Iedereen"],
  }),
  bare("S-1-2-0", "LOCAL"),
  bare("S-1-2-1", "CONSOLE LOGON"),
  bare("S-1-3-0", "CREATOR OWNER", { de: ["ERSTELLER-BESITZER"], fr: ["CREATEUR PROPRIETAIRE"], es: ["CREATOR OWNER"] }),
  bare("S-1-3-1", "CREATOR GROUP"),
  bare("S-1-3-4", "OWNER RIGHTS"),
  authority("S-1-5-1", "DIALUP"),
  authority("S-1-5-2", "NETWORK", { de: ["NETZWERK"], fr: ["RESEAU", "RÉSEAU"] }),
  authority("S-1-5-3", "BATCH"),
  authority("S-1-5-4", "INTERACTIVE", { de: ["INTERAKTIV"], fr: ["INTERACTIF"] }),
  authority("S-1-5-6", "SERVICE", { de: ["DIENST"] }),
  authority("S-1-5-7", "ANONYMOUS LOGON", { de: ["ANONYMOUS-ANMELDUNG"] }),
  authority("S-1-5-9", "ENTERPRISE DOMAIN CONTROLLERS"),
  authority("S-1-5-10", "SELF"),
  authority("S-1-5-11", "Authenticated Users", {
    de: ["Authentifizierte Benutzer"],
    fr: ["Utilisateurs authentifiés"],
    es: ["Usuarios autentificados", "Usuarios autenticados"],
    pt: ["Utilizadores autenticados", "Usuários autenticados"],
    ru: ["Прошедшие проверку"],
    pl: ["Użytkownicy uwierzytelnieni"],
    hu: ["Hitelesített felhasználók"],
    sv: ["Autentiserade användare"],
    nb: ["Godkjente brukere"],
    da: ["Godkendte brugere"],
    fi: ["Todennetut käyttäjät"],
    nl: ["Geverifieerde gebruikers"],
  }),
  authority("S-1-5-12", "RESTRICTED"),
  authority("S-1-5-13", "TERMINAL SERVER USER"),
  authority("S-1-5-14", "REMOTE INTERACTIVE LOGON"),
  authority("S-1-5-15", "This Organization"),
  authority("S-1-5-17", "IUSR"),
  authority("S-1-5-18", "SYSTEM", {
    en: ["LocalSystem", "Local System"],
    fr: ["Système"],
    ru: ["СИСТЕМА"],
    nl: ["SYSTEEM"],
    hu: ["SYSTEM"],
    fi: ["JÄRJESTELMÄ"],
  }),
  authority("S-1-5-19", "LOCAL SERVICE", {
    en: ["LocalService"],
    de: ["LOKALER DIENST"],
    fr: ["SERVICE LOCAL"],
    es: ["SERVICIO LOCAL"],
  }),
  authority("S-1-5-20", "NETWORK SERVICE", {
    en: ["NetworkService"],
    de: ["NETZWERKDIENST"],
    fr: ["SERVICE RÉSEAU", "SERVICE RESEAU"],
    es: ["SERVICIO DE RED", "Servicio de red"],
  }),
  authority("S-1-5-113", "Local account"),
  authority("S-1-5-114", "Local account and member of Administrators group"),
  { sid: "S-1-15-2-1", authority: "APPLICATION PACKAGE AUTHORITY", name: "ALL APPLICATION PACKAGES", localised: NONE },
  { sid: "S-1-15-2-2", authority: "APPLICATION PACKAGE AUTHORITY", name: "ALL RESTRICTED APPLICATION PACKAGES", localised: NONE },
  { sid: "S-1-5-80-0", authority: "NT SERVICE", name: "ALL SERVICES", localised: NONE },
  { sid: "S-1-5-83-0", authority: "NT VIRTUAL MACHINE", name: "Virtual Machines", localised: NONE },
];

/** Accounts of the machine that are known by their relative id. */
export interface MachineAccount {
  readonly rid: number;
  readonly name: string;
  readonly localised: WellKnown["localised"];
}

export const MACHINE_ACCOUNTS: readonly MachineAccount[] = [
  {
    rid: 500,
    name: "Administrator",
    localised: {
      fr: ["Administrateur"],
      es: ["Administrador"],
      pt: ["Administrador"],
      ru: ["Администратор"],
      uk: ["Адміністратор"],
      hu: ["Rendszergazda"],
      sv: ["Administratör"],
      fi: ["Järjestelmänvalvoja"],
    },
  },
  {
    rid: 501,
    name: "Guest",
    localised: {
      de: ["Gast"],
      nl: ["Gast"],
      fr: ["Invité"],
      es: ["Invitado"],
      pt: ["Convidado"],
      ru: ["Гость"],
      pl: ["Gość"],
      hu: ["Vendég"],
      sv: ["Gäst"],
      nb: ["Gjest"],
      da: ["Gæst"],
      fi: ["Vieras"],
    },
  },
  { rid: 503, name: "DefaultAccount", localised: NONE },
  { rid: 504, name: "WDAGUtilityAccount", localised: NONE },
];

/** Relative ids of domain principals with power over every member of the domain. */
export const DOMAIN_ROLES: ReadonlyMap<number, string> = new Map([
  [500, "Administrator"],
  [512, "Domain Admins"],
  [513, "Domain Users"],
  [514, "Domain Guests"],
  [515, "Domain Computers"],
  [516, "Domain Controllers"],
  [518, "Schema Admins"],
  [519, "Enterprise Admins"],
  [520, "Group Policy Creator Owners"],
]);

/** Localised forms of the authorities whose account parts are looked up by name alone. */
export const AUTHORITY_NAMES: ReadonlyMap<string, Exclude<Authority, null>> = new Map<string, Exclude<Authority, null>>([
  ["builtin", "BUILTIN"],
  ["vordefiniert", "BUILTIN"],
  ["integrado", "BUILTIN"],
  ["nt authority", "NT AUTHORITY"],
  ["nt-autorität", "NT AUTHORITY"],
  ["nt-autoritat", "NT AUTHORITY"],
  ["autorite nt", "NT AUTHORITY"],
  ["autorité nt", "NT AUTHORITY"],
  ["ntauthority", "NT AUTHORITY"],
  ["nt autoridad", "NT AUTHORITY"],
  ["autoridade nt", "NT AUTHORITY"],
  ["nt instans", "NT AUTHORITY"],
  ["nt-myndighet", "NT AUTHORITY"],
  ["nt-myndighed", "NT AUTHORITY"],
  ["zarządzanie nt", "NT AUTHORITY"],
  ["iis apppool", "IIS APPPOOL"],
  ["nt service", "NT SERVICE"],
  ["application package authority", "APPLICATION PACKAGE AUTHORITY"],
  ["nt virtual machine", "NT VIRTUAL MACHINE"],
]);

export const SID = {
  everyone: "sid:S-1-1-0",
  local: "sid:S-1-2-0",
  consoleLogon: "sid:S-1-2-1",
  network: "sid:S-1-5-2",
  batch: "sid:S-1-5-3",
  interactive: "sid:S-1-5-4",
  service: "sid:S-1-5-6",
  anonymousLogon: "sid:S-1-5-7",
  authenticatedUsers: "sid:S-1-5-11",
  thisOrganization: "sid:S-1-5-15",
  iusr: "sid:S-1-5-17",
  localSystem: "sid:S-1-5-18",
  localService: "sid:S-1-5-19",
  networkService: "sid:S-1-5-20",
  localAccount: "sid:S-1-5-113",
  administrators: "sid:S-1-5-32-544",
  users: "sid:S-1-5-32-545",
  guests: "sid:S-1-5-32-546",
  powerUsers: "sid:S-1-5-32-547",
  backupOperators: "sid:S-1-5-32-551",
  iisIusrs: "sid:S-1-5-32-568",
  allPools: "sid:S-1-5-82-0",
  trustedInstaller: "service:trustedinstaller",
} as const;
