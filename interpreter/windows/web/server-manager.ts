import type { Machine } from "../../machine/machine.js";
import type { DotnetType } from "../../tools/dotnet-type.js";
import type { Family } from "../../tools/toolbox.js";
import { scalarText } from "../../values/scalar-conversions.js";
import type { Trace } from "../../values/source.js";
import { shownText } from "../../values/texts.js";
import { EnumValue, Instance, NULL, type ObjectModel, type Value } from "../../values/value.js";
import { ConfigCollection, ConfigElement, ConfigurationModel } from "./config-objects.js";
import { child, POOLS, SITES } from "./config-path.js";
import { ConfigSession } from "./config-session.js";

/** Microsoft.Web.Administration.ServerManager: everything is pending until CommitChanges. */
export class ServerManager implements ObjectModel {
  readonly typeNames = ["Microsoft.Web.Administration.ServerManager", "System.Object"];
  constructor(private readonly session: ConfigSession) {}

  get(_self: Instance, name: string, at: Trace | null): Value | undefined {
    switch (name.toLowerCase()) {
      case "applicationpools":
        return new Instance(new ConfigCollection(this.session, POOLS, ""), at);
      case "sites":
        return new Instance(new ConfigCollection(this.session, SITES, ""), at);
      case "applicationpooldefaults":
        return this.element(child(POOLS, "applicationPoolDefaults"), at);
      case "sitedefaults":
        return this.element(child(SITES, "siteDefaults"), at);
      case "applicationdefaults":
        return this.element(child(SITES, "applicationDefaults"), at);
      case "virtualdirectorydefaults":
        return this.element(child(SITES, "virtualDirectoryDefaults"), at);
    }
    return undefined;
  }

  invoke(_self: Instance, name: string, args: readonly Value[], at: Trace | null): Value | undefined {
    switch (name.toLowerCase()) {
      case "commitchanges":
        this.session.commit(at);
        return NULL;
      case "getapplicationhostconfiguration":
      case "getadministrationconfiguration":
      case "getredirectionconfiguration":
      case "getrootwebconfiguration":
        return new Instance(new ConfigurationModel(this.session, "", false), at);
      case "getwebconfiguration":
        return new Instance(new ConfigurationModel(this.session, this.location(args), true), at);
      case "dispose":
        return NULL;
    }
    return undefined;
  }

  private element(address: ConstructorParameters<typeof ConfigElement>[1], at: Trace | null): Instance {
    return new Instance(new ConfigElement(this.session, address, ""), at);
  }

  private location(args: readonly Value[]): string {
    return args
      .map((value) => scalarText(this.session.machine, value))
      .map((text) =>
        text === null || text === undefined
          ? ""
          : shownText(text)
              .replaceAll("\\", "/")
              .replace(/^\/+|\/+$/g, ""),
      )
      .filter((part) => part !== "")
      .join("/");
  }
}

export function serverManager(machine: Machine, at: Trace | null): Instance {
  return new Instance(new ServerManager(ConfigSession.open(machine)), at);
}

/** Enums of Microsoft.Web.Administration by their members in the order of their values. */
const ENUMS: ReadonlyMap<string, readonly string[]> = new Map([
  ["ProcessModelIdentityType", ["LocalSystem", "LocalService", "NetworkService", "SpecificUser", "ApplicationPoolIdentity"]],
  ["AuthenticationLogonMethod", ["Interactive", "Batch", "Network", "ClearText"]],
  ["ManagedPipelineMode", ["Integrated", "Classic"]],
  ["StartMode", ["OnDemand", "AlwaysRunning"]],
  ["ObjectState", ["Starting", "Started", "Stopping", "Stopped", "Unknown"]],
]);

export const serverManagerFamily: Family = {
  types: [
    {
      name: "Microsoft.Web.Administration.ServerManager",
      modelled: {
        construct: (machine, _args, at) => serverManager(machine, at),
        statics: {
          invoke: (machine, name, _args, at) => (name.toLowerCase() === "openremote" ? serverManager(machine, at) : undefined),
        },
      },
    },
    ...[...ENUMS].map<DotnetType>(([name, members]) => {
      const full = `Microsoft.Web.Administration.${name}`;
      return {
        name: full,
        modelled: {
          statics: {
            get: (_machine, member, at) => {
              const value = members.findIndex((one) => one.toLowerCase() === member.toLowerCase());
              return value < 0 ? undefined : new EnumValue(full, members[value] as string, value, at);
            },
          },
        },
      };
    }),
  ],
};
