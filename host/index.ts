/** The model of a Windows host: facts, principals, rights, the SMTP and web servers, and the questions asked of them. */

export * from "./choice.js";
export * from "./existing.js";
export * from "./facts.js";
export * from "./holes.js";
export * from "./initial.js";
export * from "./json.js";
export * as keys from "./keys.js";
export type {
  Area,
  AuthenticationScheme,
  FileSystem,
  Key,
  KeyKind,
  LogonMethod,
  MetabaseValue,
  PoolIdentityType,
  ServiceStart,
  SmtpServer,
  ValueOf,
} from "./keys.js";
export * from "./origin.js";
export * from "./principals/principal-id.js";
export * from "./state.js";
export * from "./treap.js";
export * from "./view.js";
export * from "./acl/ace.js";
export * from "./acl/securable.js";
export * from "./smtp/ipv4.js";
export * from "./smtp/relay-json.js";
export * from "./smtp/relay-list.js";
export * from "./web/location.js";
