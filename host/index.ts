/** The model of a Windows host: facts, principals, rights, the SMTP and web servers, and the questions asked of them. */

export * from "./acl/ace.js";
export * from "./acl/critical.js";
export * from "./acl/program-paths.js";
export * from "./acl/rights.js";
export * from "./acl/sddl.js";
export * from "./acl/securable.js";
export * from "./choice.js";
export * from "./condition.js";
export * from "./documents/document.js";
export { canonicalDocument, documentFacts, lift } from "./documents/read.js";
export { documentOf, toDocument, unknownKeys } from "./documents/write.js";
export * from "./existing.js";
export * from "./facts.js";
export * from "./groups.js";
export { imageState, type MachineNames } from "./images/image.js";
export { DEFAULT_SERVICES, defaultService } from "./images/services.js";
export { type Image, parseSku, type WindowsVersion } from "./images/sku.js";
export { DEFAULT_POOL, DEFAULT_ROOT, DEFAULT_SITE } from "./images/web.js";
export * from "./initial.js";
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
export * as keys from "./keys.js";
export * from "./principals/parse.js";
export * from "./principals/principal-id.js";
export * from "./principals/sid.js";
export * from "./principals/tokens.js";
export * from "./principals/well-known.js";
export * from "./privileges.js";
export * from "./questions/admin-equivalence.js";
export * from "./questions/anonymous-admin.js";
export * from "./questions/anonymous-takeover.js";
export * from "./questions/answer.js";
export * from "./questions/membership.js";
export * from "./questions/open-relay.js";
export * from "./questions/relay-decision.js";
export * from "./questions/smtp-settings.js";
export * from "./questions/verdict.js";
export * from "./questions/web-identity.js";
export * from "./questions/worker-admin.js";
export * from "./smtp/bindings.js";
export * from "./smtp/coverage.js";
export * from "./smtp/domains.js";
export * from "./smtp/flags.js";
export * from "./smtp/ipv4.js";
export * from "./smtp/list-object.js";
export * from "./smtp/relay-codec.js";
export * from "./smtp/relay-json.js";
export * from "./smtp/relay-list.js";
export * from "./state.js";
export * from "./treap.js";
export * from "./values/holes.js";
export * from "./values/json.js";
export * from "./values/origin.js";
export * from "./view.js";
export * from "./web/location.js";
