/** Objects by which scripts fetch and store what is not text: XMLHTTP, WinHttp, ADODB.Stream. */

import type { Machine } from "../../machine/machine.js";
import { perMachine } from "../../machine/per-machine.js";
import { Files } from "../../os/files.js";
import { ComFailure } from "../../tools/com-failure.js";
import type { Family } from "../../tools/toolbox.js";
import { scalarText } from "../../values/scalar-conversions.js";
import type { Trace } from "../../values/source.js";
import { joinTexts, type TextValue } from "../../values/texts.js";
import { bool, Instance, int, NOTHING, NULL, type ObjectModel, Str, Unknown, type Value } from "../../values/value.js";
import { comType } from "./com-type.js";
import { flushStreams } from "./text-stream.js";

const URL = "url";

/** What an address gives; with a name of its own, so that two requests of one address give the same. */
function fetched(machine: Machine, self: Instance, at: Trace | null): Str | Unknown {
  const url = scalarText(machine, machine.field<Value>(self, URL) ?? NULL);
  const shown = typeof url === "string" ? url : "an address that is not known";
  const known = typeof url === "string" ? machine.web(url) : undefined;
  return known ?? new Unknown("opaque", `what ${shown} gives`, `web:${shown}`, at, "System.String");
}

const request = perMachine<ObjectModel>((machine) => ({
  ...comType("IXMLHTTPRequest"),
  get: (self, name, at) => {
    switch (name.toLowerCase()) {
      case "responsetext":
      case "responsebody":
      case "responsestream":
        return fetched(machine, self, at);
      case "responsexml":
        return new Unknown("opaque", "what an address gives", machine.freshSymbol("web:xml"), at);
      case "status":
        return new Unknown("input", "the status of the answer", machine.freshSymbol("web:status"), at, "System.Int32");
      case "readystate":
        return int(4, at);
      case "statustext":
        return new Unknown("input", "the status of the answer", machine.freshSymbol("web:status"), at, "System.String");
      default:
        return undefined;
    }
  },
  set: (_self, name) => /^(?:onreadystatechange|option|timeout)$/i.test(name),
  invoke: (self, name, args, at) => {
    switch (name.toLowerCase()) {
      case "open":
        machine.setField(self, URL, args[1] ?? NULL);
        return NOTHING;
      case "getresponseheader":
      case "getallresponseheaders":
        return new Unknown("input", "a header of the answer", machine.freshSymbol("web:header"), at, "System.String");
      case "waitforresponse":
        return bool(true);
      case "send":
      case "setrequestheader":
      case "settimeouts":
      case "setproxy":
      case "setcredentials":
      case "setautologonpolicy":
      case "setoption":
      case "setclientcertificate":
      case "abort":
        return NOTHING;
      default:
        return undefined;
    }
  },
}));

const REQUESTS = [
  "MSXML2.XMLHTTP",
  "MSXML2.XMLHTTP.3.0",
  "MSXML2.XMLHTTP.6.0",
  "MSXML2.ServerXMLHTTP",
  "MSXML2.ServerXMLHTTP.3.0",
  "MSXML2.ServerXMLHTTP.6.0",
  "Microsoft.XMLHTTP",
  "WinHttp.WinHttpRequest.5.1",
];

const CONTENT = "content";

const stream = perMachine<ObjectModel>((machine) => {
  const content = (self: Instance): TextValue => machine.field<TextValue>(self, CONTENT) ?? new Str("");
  return {
    ...comType("_Stream"),
    get: (self, name, at) => {
      const key = name.toLowerCase();
      if (key === "size")
        return new Unknown("input", "the size of a stream", machine.freshSymbol("stream:size"), at, "System.Int32");
      if (key === "eos") return bool(true);
      return machine.field<Value>(self, `property:${key}`);
    },
    set: (self, name, value) => {
      machine.setField(self, `property:${name.toLowerCase()}`, value);
      return true;
    },
    invoke: (self, name, args, at) => {
      const path = args[0] === undefined ? undefined : scalarText(machine, args[0]);
      switch (name.toLowerCase()) {
        case "write":
        case "writetext": {
          const plain = args[0] === undefined ? new Str("") : machine.plain(args[0]);
          const text: TextValue =
            plain instanceof Str || plain instanceof Unknown
              ? plain
              : typeof path === "string"
                ? new Str(path, at)
                : new Unknown("unmodelled", "bytes that are written to a stream", machine.freshSymbol("stream:bytes"), at);
          const line = args[1] === undefined ? "" : scalarText(machine, args[1]) === "1" ? "\r\n" : "";
          const before = content(self);
          machine.setField(
            self,
            CONTENT,
            before instanceof Str && before.value === "" && line === "" ? text : joinTexts([before, text, line], at),
          );
          return NOTHING;
        }
        case "savetofile":
          if (path === undefined || path === null) throw new ComFailure(3001, "Arguments are of the wrong type", at);
          flushStreams(machine);
          new Files(machine).write(path, content(self), at);
          return NOTHING;
        case "loadfromfile": {
          if (path === undefined || path === null) throw new ComFailure(3001, "Arguments are of the wrong type", at);
          flushStreams(machine);
          const found = new Files(machine).readText(path);
          if (found === undefined) throw new ComFailure(3002, "File could not be opened.", at);
          machine.setField(self, CONTENT, found);
          return NOTHING;
        }
        case "readtext":
        case "read":
          return content(self);
        case "copyto": {
          const target = args[0] === undefined ? undefined : machine.plain(args[0]);
          if (target instanceof Instance && target.model === self.model) machine.setField(target, CONTENT, content(self));
          return NOTHING;
        }
        case "open":
        case "close":
        case "flush":
        case "seteos":
        case "cancel":
        case "skipline":
          return NOTHING;
        default:
          return undefined;
      }
    },
  };
});

export const streamClasses: NonNullable<Family["comClasses"]> = [
  ...REQUESTS.map((progId) => ({ progId, make: (machine: Machine, at: Trace | null) => new Instance(request(machine), at) })),
  { progId: "ADODB.Stream", make: (machine, at) => new Instance(stream(machine), at) },
];
