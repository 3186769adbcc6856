import type { PrincipalId } from "../../../host/principals/principal-id.js";
import { type Cmdlet, type CmdletCall, type NativeTool, parameters, type Text, type Tool } from "../../tools/tool.js";
import { evidence } from "../../values/provenance.js";
import { shownText } from "../../values/texts.js";
import { type Plain, Unknown } from "../../values/value.js";
import { principalOfText, principalOfValue } from "../accounts/account-objects.js";
import { resolves } from "../accounts/accounts.js";
import { doubtOf } from "../accounts/group-argument.js";
import { switchOf } from "../shared/native-arguments.js";
import { placeOf, placeOfArgument } from "../shared/place.js";
import { grantRight, revokeRight } from "./privilege-state.js";

/** ntrights.exe and the UserRights module: single rights of single accounts. */

/** `ntrights +r SeDebugPrivilege -u account [-m \\server]`. The names of rights are case-sensitive there; here they are not. */
const ntrights: NativeTool = {
  form: "native",
  names: ["ntrights"],
  effect: "modelled",
  areas: ["privileges"],
  documented: "Microsoft KB 315276 (ntrights, Windows Resource Kit)",
  run(call) {
    let grant: boolean | null = null;
    let right: Text | null = null;
    let account: (typeof call.argv)[number] | null = null;
    for (let index = 0; index < call.argv.length; index++) {
      const argument = call.argv[index] as (typeof call.argv)[number];
      const found = switchOf(argument, "+-/");
      const next = (): (typeof call.argv)[number] | null => call.argv[++index] ?? null;
      if (found?.name === "r") {
        grant = typeof argument.text === "string" && argument.text.startsWith("+");
        right = next()?.text ?? null;
      } else if (found?.name === "u") account = next();
      else if (found?.name === "m") next();
    }
    if (grant === null || right === null || account === null) {
      call.exit(1);
      return;
    }
    const id = principalOfText(call.machine, account.text);
    if (id === null || !resolves(call.machine, id)) {
      call.err(`***Error*** Failed to find ${shownText(account.text)}`);
      call.exit(1);
      return;
    }
    const from = evidence(
      placeOfArgument(account),
      call.at,
      `ntrights ${grant ? "gives it" : "takes from it"} ${shownText(right)}`,
    );
    if (!grant) {
      if (typeof right === "string") revokeRight(call.machine, right, id, from);
    } else grantRight(call.machine, shownText(right), id, from, doubtOf(account.text));
  },
};

/** The accounts of a parameter with the values that named them. */
export function accountsGiven(call: CmdletCall, parameter: string): { id: PrincipalId; value: Plain }[] {
  const list = call.list(parameter);
  const found: { id: PrincipalId; value: Plain }[] = [];
  for (const value of list instanceof Unknown ? [list] : list) {
    const id = principalOfValue(call.machine, value);
    if (id) found.push({ id, value });
  }
  return found;
}

/** Rights as texts; an unknown one keeps its place as a hole. */
export function rightsGiven(call: CmdletCall, parameter: string): string[] {
  const texts = call.texts(parameter);
  return texts instanceof Unknown ? [shownText(texts)] : texts.map((text) => shownText(text));
}

export function rightCmdlet(names: readonly string[], account: string, right: string, grant: boolean, module: string): Cmdlet {
  const [accountName = account] = account.split("|");
  const [rightName = right] = right.split("|");
  return {
    form: "cmdlet",
    names,
    effect: "modelled",
    areas: ["privileges"],
    module,
    parameters: parameters(`${account}[]@0<.`, `${right}[]@1.`, "Computer|ComputerName"),
    run(call) {
      for (const { id, value } of accountsGiven(call, accountName)) {
        for (const one of rightsGiven(call, rightName)) {
          const from = evidence(
            placeOf(value) ?? call.trace(accountName),
            call.at,
            `${call.name} ${grant ? "gives it" : "takes from it"} ${one}`,
          );
          if (grant) grantRight(call.machine, one, id, from, doubtOf(value));
          else revokeRight(call.machine, one, id, from);
        }
      }
    },
  };
}

export const userRightTools: readonly Tool[] = [
  ntrights,
  rightCmdlet(["Grant-UserRight"], "Account|User|UserName|a|u", "Right|Rights|r", true, "UserRights"),
  rightCmdlet(["Revoke-UserRight"], "Account|User|UserName|a|u", "Right|Rights|r", false, "UserRights"),
];
