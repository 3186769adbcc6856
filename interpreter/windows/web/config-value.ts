import type { Machine } from "../../machine/machine.js";
import { scalarBoolean, scalarInteger, scalarText } from "../../values/scalar-conversions.js";
import { shownText } from "../../values/texts.js";
import { type Instance, type ObjectModel, str, Unknown, type Value } from "../../values/value.js";

/**
 * What Get-WebConfigurationProperty and Get-ItemProperty on `IIS:` give for an attribute: an object whose `.Value` is the
 * value, and which compares and prints as the value itself.
 */
export class ConfigValue implements ObjectModel {
  readonly typeNames = ["Microsoft.IIs.PowerShell.Framework.ConfigurationAttribute", "System.Object"];
  constructor(
    private readonly machine: Machine,
    private readonly name: string,
    private readonly value: Value,
  ) {}

  get(self: Instance, name: string): Value | undefined {
    const key = name.toLowerCase();
    if (key === "value" || key === this.name.toLowerCase() || key === (this.name.split(".").at(-1) as string).toLowerCase())
      return this.value;
    if (key === "name") return str(this.name);
    return key === "psbase" ? self : undefined;
  }

  text(): string | Unknown {
    const text = scalarText(this.machine, this.value);
    return text === null || text === undefined ? "" : text;
  }

  propertyNames(): readonly string[] {
    return ["Name", "Value"];
  }

  equals(_self: Instance, other: Value): boolean | undefined {
    const mine = this.machine.plain(this.value);
    const theirs = this.machine.plain(other);
    if (mine instanceof Unknown || theirs instanceof Unknown) {
      const shown = (value: Value): string => shownText(scalarText(this.machine, value) ?? "");
      const question = `${this.name} is ${shown(theirs)}`;
      return this.machine.askWhether(`iis:${shown(mine)}=${shown(theirs)}`, question, `${this.name} is not ${shown(theirs)}`);
    }
    if (mine.kind === "bool") return scalarBoolean(this.machine, theirs) === mine.value;
    if (mine.kind === "num") return scalarInteger(this.machine, theirs) === scalarInteger(this.machine, mine);
    return (
      scalarText(this.machine, mine)?.toString().toLowerCase() === scalarText(this.machine, theirs)?.toString().toLowerCase()
    );
  }
}
