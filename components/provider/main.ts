import { readFileSync } from "node:fs";
import { join } from "node:path";
import type * as pulumi from "@pulumi/pulumi";
import * as provider from "@pulumi/pulumi/provider/index.js";
import { IisHardening } from "../resources/iis-hardening.js";
import { IisHost } from "../resources/iis-host.js";

/**
 * The components for programs in other languages: started by the engine as `pulumi-resource-lycosa`. The schema is made when the package is
 * built, so that a preview needs neither TypeScript nor the sources. Exports nothing: Pulumi's own host would take exported classes for
 * components and work their schema out itself.
 */

/** Written by the build, beside the compiled components. */
const SCHEMA = join(__dirname, "..", "schema.json");

type Component = new (name: string, args: never, options: pulumi.ComponentResourceOptions) => pulumi.ComponentResource;

const COMPONENTS: ReadonlyMap<string, Component> = new Map<string, Component>([
  ["lycosa:index:IisHost", IisHost],
  ["lycosa:index:IisHardening", IisHardening],
]);

interface PackageSchema {
  readonly version: string;
  readonly resources: Readonly<Record<string, { readonly properties?: Readonly<Record<string, unknown>> }>>;
}

class LycosaProvider implements provider.Provider {
  readonly schema = readFileSync(SCHEMA, "utf8");
  private readonly parsed = JSON.parse(this.schema) as PackageSchema;
  readonly version = this.parsed.version;

  async construct(
    name: string,
    type: string,
    inputs: pulumi.Inputs,
    options: pulumi.ComponentResourceOptions,
  ): Promise<provider.ConstructResult> {
    const Component = COMPONENTS.get(type);
    if (Component === undefined)
      throw new Error(`lycosa has no component ${type}; expected one of ${[...COMPONENTS.keys()].join(", ")}`);
    const made = new Component(name, inputs as never, options);
    const outputs = Object.keys(this.parsed.resources[type]?.properties ?? {});
    const state = made as unknown as Readonly<Record<string, unknown>>;
    return { urn: made.urn, state: Object.fromEntries(outputs.map((output) => [output, state[output]])) };
  }
}

void provider.main(new LycosaProvider(), process.argv.slice(2));
