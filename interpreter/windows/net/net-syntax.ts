import type { Argument, NativeCall } from "../../tools/tool.js";
import { Str, type Unknown } from "../../values/value.js";
import { switchOf } from "../shared/native-arguments.js";

/** What the account commands of net.exe have in common. */
export interface NetCommand {
  readonly words: readonly Argument[];
  readonly action: "add" | "delete" | null;
  readonly domain: boolean;
  /** Options such as `/active:no`, by name. */
  readonly options: ReadonlyMap<string, string | Unknown | null>;
}

const OPTIONS = [
  "active",
  "comment",
  "countrycode",
  "expires",
  "fullname",
  "homedir",
  "passwordchg",
  "passwordreq",
  "profilepath",
  "scriptpath",
  "times",
  "usercomment",
  "workstations",
  "random",
  "logonpasswordchg",
  "yes",
  "y",
  "no",
  "n",
];

/** Switches stand anywhere and may be shortened as long as they are clear. Null: net.exe prints its help. */
export function netCommand(argv: readonly Argument[]): NetCommand | null {
  const words: Argument[] = [];
  const options = new Map<string, string | Unknown | null>();
  let action: NetCommand["action"] = null;
  let domain = false;
  for (const argument of argv) {
    const found = switchOf(argument, "/");
    if (found === undefined) {
      words.push(argument);
      continue;
    }
    const name = found.name;
    if ("add".startsWith(name)) action = "add";
    else if (name.length >= 2 && "delete".startsWith(name)) action = "delete";
    else if (name.length >= 2 && "domain".startsWith(name)) domain = true;
    else {
      const option =
        OPTIONS.find((candidate) => candidate === name) ??
        OPTIONS.find((candidate) => name.length >= 2 && candidate.startsWith(name));
      if (option === undefined) return null;
      options.set(option, found.value);
    }
  }
  return { words, action, domain, options };
}

export function lines(call: NativeCall, texts: readonly string[]): void {
  for (const text of texts) call.out(new Str(text, call.at));
}

export function completed(call: NativeCall): void {
  lines(call, ["The command completed successfully.", ""]);
}

/** System errors end net.exe with 2. */
export function systemError(call: NativeCall, number: number, message: string): void {
  call.err(number < 2100 ? `System error ${number} has occurred.` : message);
  call.err(number < 2100 ? message : `More help is available by typing NET HELPMSG ${number}.`);
  call.exit(2);
}

/** Wrong usage ends it with 1, and nothing is done. */
export function usage(call: NativeCall): void {
  call.err("The syntax of this command is:");
  call.exit(1);
}
