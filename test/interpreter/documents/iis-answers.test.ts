// What IIS configuration says at a path, against the answers of another engine (285 hosts, three in twenty of them broken).
import { readFileSync } from "node:fs";
import { join, win32 } from "node:path";
import { DOMParser, type Element, XMLSerializer } from "@xmldom/xmldom";
import { describe, expect, test } from "vitest";
import { IisConfiguration } from "../../../interpreter/documents/iis/configuration.js";
import type { Effective } from "../../../interpreter/documents/iis/element.js";
import { ConfigurationProblem } from "../../../interpreter/documents/iis/problem.js";
import { iisSections } from "../../../interpreter/documents/iis/schema.js";

/**
 * `iis-answers.jsonl`: cases of our own, answered by Microsoft.Web.Administration as jexuswebserver/JexusManager reimplements it, and
 * kept where a second evaluator that was written from the documentation agrees.
 */
interface Case {
  readonly id: string;
  /** `applicationHost.config`, and web.config files by their folder below the root of the default site. */
  readonly files: Readonly<Record<string, string>>;
  readonly path: string;
  readonly write?: Write;
  readonly answers: Readonly<Record<string, unknown>> & {
    readonly write?: { readonly after?: Answers; readonly error?: unknown };
  };
}

type Answers = Readonly<Record<string, unknown>>;

interface Write {
  /** `applicationHost.config`, or the path whose web.config is written. */
  readonly file: string;
  readonly section: string;
  readonly location?: string;
  readonly attribute?: string;
  readonly value?: unknown;
  readonly add?: Readonly<Record<string, string>>;
  readonly clear?: boolean;
}

const cases = readFileSync(join(__dirname, "iis-answers.jsonl"), "utf8")
  .split("\n")
  .filter((line) => line !== "")
  .map((line) => JSON.parse(line) as Case);

const ROOT = "C:\\inetpub\\wwwroot";

function configuration(files: Readonly<Record<string, string>>): IisConfiguration {
  return new IisConfiguration(files["applicationHost.config"] as string, (folder) => {
    const below = win32.relative(ROOT, folder.replace(/%SystemDrive%/i, "C:")).replaceAll("\\", "/");
    const name = below === "" ? "web.config" : `${below}/web.config`;
    const text = files[name];
    return text === undefined ? undefined : { name, text };
  });
}

const AUTHENTICATION = "system.webServer/security/authentication/";

/** An attribute as the answers write it: its own value, or the schema's. */
function value(section: string, effective: Effective, name: string): unknown {
  const schema = iisSections().get(section)?.attributes.get(name);
  const text = effective.attributes.get(name) ?? schema?.byDefault ?? "";
  if (schema?.type === "bool") return text === "true";
  if (schema?.type === "flags" && text === "") return "None";
  return text;
}

/** What is asked, answered. */
function answer(host: IisConfiguration, path: string, asked: Answers): Answers {
  const found: Record<string, unknown> = {};
  const at = (name: string) => host.section(path, name);
  host.check(path);
  const place = host.place(path);
  const attributes = (section: string, names: readonly string[]) =>
    Object.fromEntries(names.map((name) => [name, value(section, at(section), name)]));
  const items = (effective: Effective | undefined, name: string) =>
    (effective?.items ?? []).map((one) => one.value.attributes.get(name) ?? "");
  for (const [name, wanted] of Object.entries(asked)) {
    switch (name) {
      case "siteId":
        found[name] = Number(place.site?.id);
        break;
      case "application":
        found[name] = place.application?.path;
        break;
      case "virtualDirectory":
        found[name] = place.directory?.path;
        break;
      case "applicationPool":
        found[name] = place.pool;
        break;
      case "identityType":
        found[name] = host.processModel(place.pool, "identityType") ?? null;
        break;
      case "poolUserName":
        found[name] = host.processModel(place.pool, "userName");
        break;
      case "anonymousAuthentication":
        found[name] = attributes(`${AUTHENTICATION}${name}`, ["enabled", "userName"]);
        break;
      case "basicAuthentication":
      case "windowsAuthentication":
      case "digestAuthentication":
        found[name] = attributes(`${AUTHENTICATION}${name}`, ["enabled"]);
        break;
      case "sslFlags":
        found[name] = value("system.webServer/security/access", at("system.webServer/security/access"), "sslFlags");
        break;
      case "authorization":
        found[name] = at("system.webServer/security/authorization").items.map(({ value: { attributes: rule } }) => ({
          accessType: rule.get("accessType"),
          users: rule.get("users") ?? "",
          roles: rule.get("roles") ?? "",
          verbs: rule.get("verbs") ?? "",
        }));
        break;
      case "windowsProviders":
        found[name] = items(at(`${AUTHENTICATION}windowsAuthentication`).elements.get("providers"), "value");
        break;
      case "defaultDocument": {
        const section = "system.webServer/defaultDocument";
        found[name] = { ...attributes(section, ["enabled"]), files: items(at(section).elements.get("files"), "value") };
        break;
      }
      case "directoryBrowse":
        found[name] = attributes("system.webServer/directoryBrowse", ["enabled"]);
        break;
      case "ipSecurity": {
        const section = "system.webServer/security/ipSecurity";
        found[name] = {
          ...attributes(section, ["allowUnlisted"]),
          rules: at(section).items.map(({ value: { attributes: rule } }) => ({
            ipAddress: rule.get("ipAddress"),
            subnetMask: rule.get("subnetMask") ?? "255.255.255.255",
            allowed: rule.get("allowed") === "true",
          })),
        };
        break;
      }
      case "requestFiltering": {
        const section = "system.webServer/security/requestFiltering";
        found[name] = {
          ...attributes(section, ["allowDoubleEscaping", "allowHighBitCharacters"]),
          hiddenSegments: items(at(section).elements.get("hiddenSegments"), "segment"),
        };
        break;
      }
      case "httpErrors":
        found[name] = attributes("system.webServer/httpErrors", ["errorMode"]);
        break;
      case "asp": {
        const section = "system.webServer/asp";
        const inner = (element: string, attribute: string) => {
          const schema = iisSections().get(section)?.elements.get(element)?.attributes.get(attribute);
          const text = at(section).elements.get(element)?.attributes.get(attribute) ?? schema?.byDefault ?? "";
          return schema?.type === "bool" ? text === "true" : text;
        };
        found[name] = {
          ...attributes(section, ["enableParentPaths", "scriptErrorSentToBrowser"]),
          sessionAllowed: inner("session", "allowSessionState"),
          sessionTimeout: inner("session", "timeout"),
        };
        break;
      }
      case "modules":
        found[name] = items(at("system.webServer/modules"), "name");
        break;
      case "handlers":
        found[name] = {
          ...attributes("system.webServer/handlers", ["accessPolicy"]),
          names: items(at("system.webServer/handlers"), "name"),
        };
        break;
      case "overrideModeEffective":
        found[name] = Object.fromEntries(
          Object.keys(wanted as object).map((short) => {
            const full = [...iisSections().keys()].find(
              (one) => one.startsWith("system.webServer/security") && one.endsWith(`/${short}`),
            );
            return [short, host.override(path, full as string)];
          }),
        );
        break;
      case "pools":
        found[name] = pools(host, wanted as Answers);
        break;
      case "sites":
        found[name] = sites(host, wanted as Answers);
        break;
      default:
        throw new Error(`nobody answers ${name}`);
    }
  }
  return found;
}

function pools(host: IisConfiguration, asked: Answers): Answers {
  return Object.fromEntries(
    Object.entries(asked).map(([pool, names]) => [
      pool,
      Object.fromEntries(
        Object.keys(names as object).map((attribute) => {
          const schema = iisSections().get("system.applicationHost/applicationPools")?.collections[0]?.entry;
          const own = schema?.attributes.get(attribute);
          const model = schema?.elements.get("processModel")?.attributes.get(attribute);
          const text = own
            ? (host.pool(pool)?.attributes.get(attribute) ?? own.byDefault)
            : (host.processModel(pool, attribute) ?? "");
          return [attribute, (own ?? model)?.type === "bool" ? text === "true" : text];
        }),
      ),
    ]),
  );
}

function sites(host: IisConfiguration, asked: Answers): Answers {
  return Object.fromEntries(
    Object.keys(asked).map((name) => {
      const place = host.place(name);
      const site = place.site?.entry as Effective;
      const all = host.section("", "system.applicationHost/sites");
      const applications = site.items.map(({ value: application }) => [
        application.attributes.get("path"),
        {
          applicationPool: host.place(`${name}${application.attributes.get("path")}`).pool,
          enabledProtocols: application.attributes.get("enabledProtocols") ?? "http",
          virtualDirectories: Object.fromEntries(
            application.items.map(({ value: directory }) => [
              directory.attributes.get("path"),
              {
                physicalPath: directory.attributes.get("physicalPath"),
                userName: directory.attributes.get("userName") ?? "",
                logonMethod: directory.attributes.get("logonMethod") ?? "ClearText",
              },
            ]),
          ),
        },
      ]);
      return [
        name,
        {
          id: Number(place.site?.id),
          serverAutoStart: (site.attributes.get("serverAutoStart") ?? "true") === "true",
          bindings: (site.elements.get("bindings")?.items ?? []).map(
            ({ value: one }) => `${one.attributes.get("protocol")} ${one.attributes.get("bindingInformation")}`,
          ),
          logDirectory:
            site.elements.get("logFile")?.attributes.get("directory") ??
            all.elements.get("siteDefaults")?.elements.get("logFile")?.attributes.get("directory") ??
            iisSections()
              .get("system.applicationHost/sites")
              ?.elements.get("siteDefaults")
              ?.elements.get("logFile")
              ?.attributes.get("directory")?.byDefault,
          applications: Object.fromEntries(applications),
        },
      ];
    }),
  );
}

// ---------------------------------------------------------------- writes

/** The files after a change, made as an editor of the files would make it. */
function written(files: Readonly<Record<string, string>>, write: Write): Readonly<Record<string, string>> {
  const host = configuration(files);
  const isTop = write.file === "applicationHost.config";
  if (!isTop && host.override(write.file, write.section) === "Deny")
    throw new ConfigurationProblem("locked", "web.config", null, "locked");
  if (write.location !== undefined) host.place(write.location);
  const name = isTop ? write.file : "web.config";
  const document = new DOMParser().parseFromString(files[name] ?? "<configuration></configuration>", "text/xml");
  const child = (parent: Element, tag: string, fits: (one: Element) => boolean = () => true): Element => {
    for (const node of parent.childNodes)
      if (node.nodeType === 1 && (node as Element).tagName === tag && fits(node as Element)) return node as Element;
    return parent.appendChild(document.createElement(tag)) as Element;
  };
  let current = document.documentElement as Element;
  if (write.location !== undefined) {
    const { location } = write;
    current = child(current, "location", (one) => one.getAttribute("path") === location);
    current.setAttribute("path", location);
  }
  for (const part of write.section.split("/")) current = child(current, part);
  if (write.attribute !== undefined) current.setAttribute(write.attribute, String(write.value));
  if (write.clear) current.insertBefore(document.createElement("clear"), current.firstChild);
  if (write.add) {
    const added = current.appendChild(document.createElement("add")) as Element;
    for (const [key, text] of Object.entries(write.add)) added.setAttribute(key, text);
  }
  return { ...files, [name]: new XMLSerializer().serializeToString(document) };
}

function told(run: () => Answers): Answers {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof ConfigurationProblem)) throw error;
    return { error: { kind: error.kind, file: error.file, line: error.line } };
  }
}

/** Of a problem, what the other engine reports of it. */
function likeAsked(found: Answers, asked: Answers): Answers {
  const problem = found.error as Answers | undefined;
  const wanted = asked.error as Answers | undefined;
  if (problem === undefined || wanted === undefined) return found;
  return { error: Object.fromEntries(Object.keys(wanted).map((key) => [key, problem[key]])) };
}

describe("IIS configuration", () => {
  test.each(cases)("$id", ({ files, path, write, answers }) => {
    const { write: after, ...asked } = answers;
    expect(
      likeAsked(
        told(() => answer(configuration(files), path, asked)),
        asked,
      ),
    ).toEqual(asked);
    if (write === undefined || after === undefined) return;
    const wanted = after.after ?? { error: after.error };
    const found = told(() => answer(configuration(written(files, write)), path, after.after ?? {}));
    expect(likeAsked(found, wanted)).toEqual(wanted);
  });
});
