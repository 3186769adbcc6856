import { type CmdletCall, cmdletsWith, type Tool } from "../../../tools/tool.js";
import { Instance, Unknown } from "../../../values/value.js";
import { credential, secureString, secureText } from "../../dotnet/objects/credentials.js";
import { toStr } from "../../types/text.js";
import { argumentText, inputObjects } from "../shared/common.js";

/** Secrets as objects: ConvertTo-SecureString, Get-Credential. */

function convertToSecureString(call: CmdletCall): void {
  for (const value of inputObjects(call, "String")) {
    const text = toStr(call.machine, value, null);
    call.machine.secrets.add(text);
    if (call.flag("AsPlainText") === true) call.out(secureString(text, text.trace ?? call.trace("String")));
    // Without -AsPlainText it is encrypted for a user or with a key: what it was nobody can tell here.
    else call.out(secureString(call.unknown("the password in an encrypted text", { type: "System.String" }), call.at));
  }
}

function convertFromSecureString(call: CmdletCall): void {
  for (const value of inputObjects(call, "SecureString")) {
    const text = secureText(call.machine, value);
    if (call.flag("AsPlainText") === true && text !== undefined) call.out(text);
    else call.out(call.unknown("a password as an encrypted text", { type: "System.String" }));
  }
}

function getCredential(call: CmdletCall): void {
  const given = call.value("Credential");
  if (given instanceof Instance) return call.out(given);
  const user =
    argumentText(call, "UserName") ??
    argumentText(call, "Credential") ??
    call.unknown("the account that somebody types in", { type: "System.String" });
  const password = new Unknown(
    "input",
    "the password that somebody types in",
    call.machine.freshSymbol("typed-password"),
    call.at,
    "System.String",
    null,
    true,
  );
  call.out(credential(user, secureString(password, call.at), call.at));
}

function readHost(call: CmdletCall): void {
  const secret = call.flag("AsSecureString") === true || call.flag("MaskInput") === true;
  const typed = new Unknown(
    "input",
    "what somebody types in",
    call.machine.freshSymbol("read-host"),
    call.at,
    "System.String",
    null,
    secret,
  );
  call.out(call.flag("AsSecureString") === true ? secureString(typed, call.at) : typed);
}

const tool = cmdletsWith({ module: "Microsoft.PowerShell.Security" });

export const securityCmdlets: readonly Tool[] = [
  tool("ConvertTo-SecureString", ["String@0<", "AsPlainText?", "Force?", "SecureKey@1", "Key[]"], convertToSecureString),
  tool("ConvertFrom-SecureString", ["SecureString@0<", "AsPlainText?", "SecureKey@1", "Key[]"], convertFromSecureString),
  tool("Get-Credential", ["Credential@0", "Message", "UserName", "Title"], getCredential),
  tool("Read-Host", ["Prompt[]*", "AsSecureString?", "MaskInput?"], readHost),
];
