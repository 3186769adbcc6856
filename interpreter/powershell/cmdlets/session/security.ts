import { type CmdletCall, cmdletsWith, type Tool } from "../../../tools/tool.js";
import { Instance, Str, Unknown } from "../../../values/value.js";
import { credential, secureString, secureText } from "../../dotnet/objects/credentials.js";
import { decryptedText, encryptedText } from "../../dotnet/objects/encrypted-text.js";
import { toInt } from "../../types/convert.js";
import { toStr } from "../../types/text.js";
import { argumentText, inputObjects } from "../shared/common.js";

/** Secrets as objects: ConvertTo-SecureString, Get-Credential. */

function convertToSecureString(call: CmdletCall): void {
  for (const value of inputObjects(call, "String")) {
    const text = toStr(call.machine, value, null);
    call.machine.secrets.add(text);
    if (call.flag("AsPlainText") === true) call.out(secureString(call.machine, text, text.trace ?? call.trace("String")));
    else {
      const inside = decryptedText(call.machine, text, keyOf(call));
      if (inside !== null) call.out(secureString(call.machine, inside, call.at));
      else
        call.fail({
          id: "ImportSecureString_InvalidArgument_CryptographicError",
          message: "Padding is invalid and cannot be removed.",
          exception: "System.Security.Cryptography.CryptographicException",
          category: "InvalidArgument",
        });
    }
  }
}

function convertFromSecureString(call: CmdletCall): void {
  for (const value of inputObjects(call, "SecureString")) {
    const text = secureText(call.machine, value);
    if (text === undefined) call.out(call.unknown("a password as an encrypted text", { type: "System.String" }));
    else call.out(call.flag("AsPlainText") === true ? text : encryptedText(call.machine, text, keyOf(call), call.at));
  }
}

/** The bytes of -Key or -SecureKey; null: without a key, for the user; undefined: it is not known. */
function keyOf(call: CmdletCall): Uint8Array | null | undefined {
  const secure = call.value("SecureKey");
  if (secure !== undefined) {
    const text = secureText(call.machine, secure);
    return text instanceof Str ? Uint8Array.from(Buffer.from(text.value, "utf16le")) : undefined;
  }
  if (!call.has("Key")) return null;
  const list = call.list("Key");
  if (list instanceof Unknown) return undefined;
  const bytes = list.map((item) => toInt(call.machine, item));
  return bytes.every((byte) => typeof byte === "number") ? Uint8Array.from(bytes as number[]) : undefined;
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
  call.out(credential(user, secureString(call.machine, password, call.at), call.at));
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
  call.out(call.flag("AsSecureString") === true ? secureString(call.machine, typed, call.at) : typed);
}

const tool = cmdletsWith({ module: "Microsoft.PowerShell.Security" });

export const securityCmdlets: readonly Tool[] = [
  tool("ConvertTo-SecureString", ["String@0<", "AsPlainText?", "Force?", "SecureKey@1", "Key[]"], convertToSecureString),
  tool("ConvertFrom-SecureString", ["SecureString@0<", "AsPlainText?", "SecureKey@1", "Key[]"], convertFromSecureString),
  tool("Get-Credential", ["Credential@0", "Message", "UserName", "Title"], getCredential),
  tool("Read-Host", ["Prompt[]*", "AsSecureString?", "MaskInput?"], readHost),
];
