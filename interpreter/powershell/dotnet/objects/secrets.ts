import type { Call, DotnetType, NetType, Result } from "../../../tools/dotnet-type.js";
import { symbolOf, unmodelled } from "../../../values/unknowns.js";
import type { Instance, Plain, Value } from "../../../values/value.js";
import { NULL, Num, Str, type Unknown } from "../../../values/value.js";
import { fieldOf, makeInstance } from "../../types/calls.js";
import { secureString, secureText } from "./credentials.js";

/** NetworkCredential, and the ways through unmanaged memory by which scripts read a SecureString. */
const CREDENTIAL = "System.Net.NetworkCredential";
const POINTER = "System.IntPtr";

/** A password argument: a text, or the text in a SecureString. What was secret stays so. */
function password(call: Call, index: number): Str | Unknown {
  const value = call.arg(index);
  if (value.kind === "null") return new Str("");
  const text = secureText(call.machine, value);
  if (text !== undefined) return text;
  return value.kind === "instance"
    ? unmodelled("what is in this object is not modelled", `password(${symbolOf(value)})`, call.at, "System.String")
    : call.piece(index);
}

function makeCredential(call: Call): Result {
  const fields = { user: call.piece(0), password: password(call, 1), domain: call.has(2) ? call.piece(2) : new Str("") };
  return makeInstance(call.machine, CREDENTIAL, fields, call.at);
}

const credentialType: NetType = {
  name: CREDENTIAL,
  constructors: {
    "NetworkCredential() object": (c) =>
      makeInstance(c.machine, CREDENTIAL, { user: new Str(""), password: new Str(""), domain: new Str("") }, c.at),
    "NetworkCredential(text userName, object password) object": makeCredential,
    "NetworkCredential(text userName, object password, text domain) object": makeCredential,
  },
  properties: {
    UserName: (self, machine) => fieldOf<Value>(machine, self, "user"),
    Password: (self, machine) => fieldOf<Value>(machine, self, "password"),
    Domain: (self, machine) => fieldOf<Value>(machine, self, "domain"),
    SecurePassword: (self, machine, at) => secureString(machine, fieldOf<Str | Unknown>(machine, self, "password"), at),
  },
  setters: {
    UserName: (self, value, machine) => machine.setField(self as Instance, "user", value),
    Password: (self, value, machine) => machine.setField(self as Instance, "password", value),
    Domain: (self, value, machine) => machine.setField(self as Instance, "domain", value),
  },
};

/** A pointer to a copy of the text; what it points to is all that is known of it. */
function pointer(call: Call): Result {
  const text = secureText(call.machine, call.arg(0));
  return makeInstance(
    call.machine,
    POINTER,
    {
      text:
        text ??
        unmodelled("what the pointer points to is not known", `pointer(${symbolOf(call.arg(0))})`, call.at, "System.String"),
    },
    call.at,
  );
}

function pointed(call: Call): Result {
  const value: Plain = call.arg(0);
  const text = value.kind === "instance" ? call.machine.field<Str | Unknown>(value, "text") : undefined;
  return (
    text ??
    (value.kind === "null"
      ? NULL
      : unmodelled("what the pointer points to is not known", `pointed(${symbolOf(value)})`, call.at, "System.String"))
  );
}

const SIZES: Readonly<Record<string, number>> = {
  "System.Byte": 1,
  "System.Int16": 2,
  "System.Int32": 4,
  "System.Int64": 8,
  "System.Single": 4,
  "System.Double": 8,
  "System.UInt32": 4,
  "System.UInt16": 2,
  "System.UInt64": 8,
};

const pointerType: NetType = {
  name: POINTER,
  staticProperties: { Zero: (machine, at) => makeInstance(machine, POINTER, {}, at), Size: () => 8 },
  text: () => "0",
};

const marshalType: NetType = {
  name: "System.Runtime.InteropServices.Marshal",
  statics: {
    "BindToMoniker(object monikerName) object": (c) => c.machine.toolbox.bindMoniker?.(c.machine, c.arg(0), c.at),
    "SecureStringToBSTR(object s) object": pointer,
    "SecureStringToGlobalAllocUnicode(object s) object": pointer,
    "SecureStringToGlobalAllocAnsi(object s) object": pointer,
    "SecureStringToCoTaskMemUnicode(object s) object": pointer,
    "PtrToStringAuto(object ptr) string": pointed,
    "PtrToStringBSTR(object ptr) string": pointed,
    "PtrToStringUni(object ptr) string": pointed,
    "PtrToStringAnsi(object ptr) string": pointed,
    "ZeroFreeBSTR(object s) void": () => undefined,
    "ZeroFreeGlobalAllocUnicode(object s) void": () => undefined,
    "ZeroFreeCoTaskMemUnicode(object s) void": () => undefined,
    "FreeHGlobal(object s) void": () => undefined,
    "FreeBSTR(object s) void": () => undefined,
    "ReleaseComObject(object o) int": () => 0,
    "FinalReleaseComObject(object o) int": () => 0,
    "SizeOf(type t) int": (c) => {
      const type = c.arg(0);
      const size = type.kind === "type" ? SIZES[type.name] : undefined;
      return size === undefined
        ? unmodelled("the size of this type is not modelled", `sizeof(${symbolOf(type)})`, c.at, "System.Int32")
        : new Num("Int32", size);
    },
  },
};

export const secretTypes: readonly DotnetType[] = [credentialType, pointerType, marshalType];
