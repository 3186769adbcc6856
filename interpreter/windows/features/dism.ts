import type { NativeCall, NativeTool, Tool } from "../../tools/tool.js";
import { evidence } from "../../values/provenance.js";
import { shownText } from "../../values/texts.js";
import { Str, Unknown } from "../../values/value.js";
import { type Switch, switchOf } from "../shared/native-arguments.js";
import { installationOf } from "./feature-catalog.js";
import { featureAvailable, installFeatures, isInstalled, removeFeature } from "./feature-state.js";
import { disableOptionalFeature, enableOptionalFeature, serverManagerName } from "./optional-features.js";

/** dism.exe, pkgmgr.exe and servermanagercmd.exe: features from a command line. */

const NATIVE = { form: "native", effect: "modelled", areas: ["features", "smtp", "web"] } as const;

/** DISM's exit code for a feature whose name it does not know: 0x800f080c. */
const UNKNOWN_FEATURE = 0x800f080c | 0;

const dism: NativeTool = {
  ...NATIVE,
  names: ["dism"],
  documented: "Microsoft, DISM Operating System Package Servicing Command-Line Options",
  run(call) {
    const switches = call.argv.map((argument) => switchOf(argument)).filter((found): found is Switch => found !== undefined);
    const has = (name: string): boolean => switches.some((one) => one.name === name);
    // /image services a Windows that is not running.
    if (has("image")) return;
    const names = switches.filter((one) => one.name === "featurename");
    if (has("get-featureinfo")) {
      for (const one of names) if (typeof one.value === "string") info(call, one.value);
      return;
    }
    if (!has("enable-feature") && !has("disable-feature")) {
      if (has("get-features")) call.out(call.unknown("the list of features", { type: "System.String" }));
      return;
    }
    for (const one of names) {
      if (one.value === null || one.value instanceof Unknown) {
        if (has("enable-feature"))
          call.undecided(one.value?.cause ?? "input", `which feature is enabled: ${one.value ? shownText(one.value) : ""}`);
        continue;
      }
      const what = has("enable-feature") ? "dism installs it" : "dism removes it";
      const from = evidence(one.argument.at, call.at, what);
      if (has("disable-feature")) disableOptionalFeature(call.machine, one.value, from);
      else if (enableOptionalFeature(call.machine, one.value, has("all"), from) !== "done") {
        call.err(`Feature name ${one.value} is unknown.`);
        call.exit(UNKNOWN_FEATURE);
        return;
      }
    }
    call.out(new Str("The operation completed successfully.", call.at));
  },
};

function info(call: NativeCall, name: string): void {
  if (featureAvailable(call.machine, serverManagerName(name)) === false) {
    call.exit(UNKNOWN_FEATURE);
    return;
  }
  const installed = isInstalled(call.machine, serverManagerName(name), call.at);
  for (const line of ["Feature Information:", `Feature Name : ${name}`, `State : ${installed ? "Enabled" : "Disabled"}`])
    call.out(new Str(line, call.at));
}

/** `pkgmgr /iu:IIS-WebServerRole;IIS-WebServer`: the way of Windows Server 2008. */
const pkgmgr: NativeTool = {
  ...NATIVE,
  names: ["pkgmgr"],
  documented: "Microsoft, Package Manager Command-Line Options",
  run(call) {
    for (const argument of call.argv) {
      const found = switchOf(argument);
      if (found === undefined || (found.name !== "iu" && found.name !== "uu")) continue;
      if (found.value === null || found.value instanceof Unknown) {
        if (found.name === "iu") call.undecided(found.value?.cause ?? "input", "which features are enabled");
        continue;
      }
      for (const name of found.value
        .split(";")
        .map((part) => part.trim())
        .filter(Boolean)) {
        const from = evidence(argument.at, call.at, `pkgmgr ${found.name === "iu" ? "installs" : "removes"} it`);
        if (found.name === "uu") disableOptionalFeature(call.machine, name, from);
        else enableOptionalFeature(call.machine, name, true, from);
      }
    }
  },
};

/** `servermanagercmd -install Web-Server -allSubFeatures`: Windows Server 2008. */
const serverManager: NativeTool = {
  ...NATIVE,
  names: ["servermanagercmd"],
  documented: "Microsoft, Server Manager command-line reference",
  run(call) {
    let mode: "install" | "remove" | null = null;
    const names: { text: string; at: (typeof call.argv)[number]["at"] }[] = [];
    let allBelow = false;
    for (const argument of call.argv) {
      const found = switchOf(argument);
      if (found?.name === "install" || found?.name === "i") mode = "install";
      else if (found?.name === "remove" || found?.name === "r") mode = "remove";
      else if (found?.name === "allsubfeatures" || found?.name === "a") allBelow = true;
      else if (found === undefined && mode !== null) {
        if (typeof argument.text === "string") names.push({ text: argument.text, at: argument.at });
        else if (mode === "install") call.undecided(argument.text.cause, `which features are installed: ${argument.text.why}`);
      }
    }
    for (const { text, at } of names) {
      const from = evidence(at, call.at, `servermanagercmd ${mode === "remove" ? "removes" : "installs"} it`);
      if (mode === "remove") removeFeature(call.machine, text, from);
      else if (featureAvailable(call.machine, text) === false) {
        call.exit(1);
        return;
      } else installFeatures(call.machine, installationOf(text, { allBelow, tools: false }), from);
    }
  },
};

export const featureProgramTools: readonly Tool[] = [dism, pkgmgr, serverManager];
