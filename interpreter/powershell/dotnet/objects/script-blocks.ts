import type { Call, NetType, Result } from "../../../tools/dotnet-type.js";
import { Source } from "../../../values/source.js";
import { derive, symbolOf, unmodelled } from "../../../values/unknowns.js";
import type { Value } from "../../../values/value.js";
import { Arr, Block } from "../../../values/value.js";
import { NetException } from "../../errors/failures.js";
import { parseScript } from "../../syntax/parse.js";
import { dialectOf } from "../../types/session-cells.js";
import { blockText } from "../../types/text.js";

/** A script block of a text; the text's own place is where its errors and findings point to. */
function blockFrom(call: Call): Result {
  const text = call.piece(0);
  if (text.kind === "unknown")
    return derive([text], `scriptblock(${text.symbol})`, "System.Management.Automation.ScriptBlock", call.at);
  const at = text.trace ?? call.at;
  const source = at
    ? at.source.derive(text.value, "[scriptblock]::Create", text.secret)
    : new Source(text.value, { file: null, resource: null, property: null, layers: [] }, text.secret);
  const parsed = parseScript(text.value, { dialect: dialectOf(call.machine) });
  if (!parsed.ok) throw new NetException("System.Management.Automation.ParseException", parsed.error.message);
  call.machine.sources.add(source);
  return new Block(parsed.ast, source, null, call.at);
}

/** Script blocks as objects. */
export const scriptBlockType: NetType = {
  name: "System.Management.Automation.ScriptBlock",
  methods: {
    "ToString() string": (c) => (c.self.kind === "block" ? blockText(c.self, c.at) : null),
    "Invoke(params object[] args) object": (c) => {
      if (c.self.kind !== "block" || !c.machine.blocks) return null;
      const outputs = c.machine.blocks(c.self, { args: c.items(0), newScope: true });
      return new Arr(
        "System.Object",
        outputs,
        "list",
        "System.Collections.ObjectModel.Collection`1[System.Management.Automation.PSObject]",
        c.at,
      );
    },
    "InvokeReturnAsIs(params object[] args) object": (c) => {
      if (c.self.kind !== "block" || !c.machine.blocks) return null;
      const outputs = c.machine.blocks(c.self, { args: c.items(0), newScope: true });
      return outputs.length === 0 ? null : outputs.length === 1 ? (outputs[0] as Value) : new Arr("System.Object", outputs);
    },
    "GetNewClosure() scriptblock": (c) => c.self,
  },
  statics: { "Create(text script) scriptblock": blockFrom },
  properties: {
    Ast: (self, _machine, at) => unmodelled("syntax trees are not modelled", `${symbolOf(self)}.ast`, at),
    File: () => null,
  },
};
