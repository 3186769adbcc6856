import { isTrusted } from "../../../machine/conventions.js";
import type { Call, DotnetType, NetType, Result } from "../../../tools/dotnet-type.js";
import { sourceWithHoles } from "../../../values/code-text.js";
import type { Trace } from "../../../values/source.js";
import { unmodelled } from "../../../values/unknowns.js";
import { Arr, bool, Dict, type Plain, Str, Unknown, type Value } from "../../../values/value.js";
import { fieldOf, makeInstance } from "../../types/calls.js";
import { dictEntries } from "../../types/dict.js";
import { dialectOf } from "../../types/session-cells.js";

/** PowerShell and runspaces as objects: `[powershell]::Create().AddScript($text).Invoke()` runs a text in a session of its own. */
const POWERSHELL = "System.Management.Automation.PowerShell";
const RUNSPACE = "System.Management.Automation.Runspaces.Runspace";
const POOL = "System.Management.Automation.Runspaces.RunspacePool";
const ASYNC = "System.Management.Automation.PowerShellAsyncResult";
const COLLECTION = "System.Collections.ObjectModel.Collection`1[[System.Management.Automation.PSObject]]";

/** A script or a command with what is given to it. */
interface Step {
  readonly what: "script" | "command";
  readonly text: Str | Unknown;
  readonly args: readonly { readonly name: string | null; readonly value: Value | null }[];
  /** Its input is the output of the step before it. */
  readonly piped: boolean;
}

function stepsOf(call: Call): readonly Step[] {
  return fieldOf<readonly Step[] | undefined>(call.machine, call.self, "steps") ?? [];
}

function put(call: Call, steps: readonly Step[]): Result {
  if (call.self.kind === "instance") call.machine.setField(call.self, "steps", steps);
  return call.self;
}

const add =
  (what: Step["what"]) =>
  (call: Call): Result => {
    const ended = fieldOf<boolean | undefined>(call.machine, call.self, "ended") ?? true;
    if (call.self.kind === "instance") call.machine.setField(call.self, "ended", false);
    return put(call, [...stepsOf(call), { what, text: call.piece(0), args: [], piped: !ended }]);
  };

function give(call: Call, args: Step["args"]): Result {
  const steps = stepsOf(call);
  const last = steps.at(-1);
  return last === undefined ? call.self : put(call, [...steps.slice(0, -1), { ...last, args: [...last.args, ...args] }]);
}

function addParameters(call: Call): Result {
  const given = call.arg(0);
  if (!(given instanceof Dict))
    return give(
      call,
      call.items(0).map((value) => ({ name: null, value })),
    );
  const named = dictEntries(call.machine, given).map(({ key, value }) => {
    const name = call.machine.plain(key);
    return { name: name.kind === "str" ? name.value : null, value };
  });
  return give(call, named);
}

/** A command is called by name with what was given to it. */
const CALL_COMMAND = "param($command, $arguments, $parameters) & $command @arguments @parameters";

function runStep(call: Call, step: Step): readonly Value[] {
  const { machine } = call;
  const language = dialectOf(machine) === "7" ? "pwsh" : "powershell";
  const runner = machine.toolbox.runner(language);
  const at = call.at as Trace;
  const unknown = unmodelled("what a session of its own gives", `session:${machine.freshSymbol("session")}`, at);
  if (!runner) return [unknown];
  const text = step.what === "script" ? step.text : new Str(CALL_COMMAND, at);
  const source = sourceWithHoles(machine, text, null, at);
  if (source === null) {
    if (text instanceof Unknown && !isTrusted(text))
      machine.note(text.cause === "deferred" ? "deferred" : "opaque", "all", `runs a text that is not known: ${text.why}`, at);
    return text instanceof Unknown ? [unknown] : [];
  }
  const args = step.what === "script" ? step.args : commandArguments(step);
  const outcome = machine.budget.nested(() =>
    runner(machine, { language, source, args, isolated: true, layer: "[powershell]::Create" }, at),
  );
  return outcome.outputs;
}

function commandArguments(step: Step): Step["args"] {
  const named = new Dict("hashtable", "System.Collections.Hashtable");
  const positional: Value[] = [];
  for (const { name, value } of step.args) {
    if (name === null) positional.push(value as Value);
    else named.entries.set(name.toLowerCase(), { key: new Str(name), value: value ?? bool(true) });
  }
  return [step.text, new Arr("System.Object", positional), named].map((value) => ({ name: null, value }));
}

function invoke(call: Call): Value {
  const outputs: Value[] = [];
  let unsure = false;
  for (const step of stepsOf(call)) {
    // What goes from one command to the next is not followed; each of them runs.
    if (step.piped) {
      unsure = true;
      call.machine.note("unmodelled", "all", "runs several commands of a PowerShell object as a pipeline", call.at);
    }
    outputs.push(...runStep(call, step));
  }
  if (unsure)
    return unmodelled("what a pipeline of a PowerShell object gives", `session:${call.machine.freshSymbol("session")}`, call.at);
  return new Arr("System.Object", outputs, "list", COLLECTION, call.at);
}

function begin(call: Call): Result {
  return makeInstance(call.machine, ASYNC, { outputs: invoke(call) }, call.at);
}

function end(call: Call): Result {
  const handle = call.arg(0);
  return handle.kind === "instance"
    ? fieldOf<Value>(call.machine, handle, "outputs")
    : unmodelled("what a session gives", `session:${call.machine.freshSymbol("session")}`, call.at);
}

const nothing = (): undefined => undefined;
/** Properties that scripts set and read; what they hold changes nothing here. */
const held = (name: string) => ({
  get: (self: Plain, machine: Call["machine"], at: Trace | null): Result =>
    fieldOf<Value | undefined>(machine, self, name) ?? unmodelled(`the ${name} of a session`, `session:${name}`, at),
  set: (self: Plain, value: Value, machine: Call["machine"]): void => {
    if (self.kind === "instance") machine.setField(self, name, value);
  },
});

const powershellType: NetType = {
  name: POWERSHELL,
  statics: {
    "Create() object": (c) => makeInstance(c.machine, POWERSHELL, { steps: [], ended: true }, c.at),
    "Create(object state) object": (c) => makeInstance(c.machine, POWERSHELL, { steps: [], ended: true }, c.at),
  },
  properties: {
    Runspace: held("Runspace").get,
    RunspacePool: held("RunspacePool").get,
    Streams: held("Streams").get,
    Commands: held("Commands").get,
    InvocationStateInfo: held("InvocationStateInfo").get,
    HadErrors: held("HadErrors").get,
  },
  setters: { Runspace: held("Runspace").set, RunspacePool: held("RunspacePool").set, Commands: held("Commands").set },
  methods: {
    "AddScript(text script) object": add("script"),
    "AddScript(text script, bool useLocalScope) object": add("script"),
    "AddCommand(text cmdlet) object": add("command"),
    "AddCommand(text cmdlet, bool useLocalScope) object": add("command"),
    "AddArgument(object value) object": (c) => give(c, [{ name: null, value: c.arg(0) }]),
    "AddParameter(string parameterName) object": (c) => give(c, [{ name: c.string(0), value: null }]),
    "AddParameter(string parameterName, object value) object": (c) => give(c, [{ name: c.string(0), value: c.arg(1) }]),
    "AddParameters(object parameters) object": addParameters,
    "AddStatement() object": (c) => {
      if (c.self.kind === "instance") c.machine.setField(c.self, "ended", true);
      return c.self;
    },
    "Invoke() object": invoke,
    "Invoke(object input) object": invoke,
    "BeginInvoke() object": begin,
    "BeginInvoke(object input, object output) object": begin,
    "EndInvoke(object asyncResult) object": end,
    "Stop() void": nothing,
    "Dispose() void": nothing,
  },
};

const asyncType: NetType = {
  name: ASYNC,
  properties: { IsCompleted: () => true },
};

const SESSION_METHODS = {
  "Open() void": nothing,
  "OpenAsync() void": nothing,
  "Close() void": nothing,
  "Dispose() void": nothing,
};

const severalTypes: readonly NetType[] = [RUNSPACE, POOL].map((name) => ({
  name,
  properties: { ApartmentState: held("ApartmentState").get, ThreadOptions: held("ThreadOptions").get },
  setters: { ApartmentState: held("ApartmentState").set, ThreadOptions: held("ThreadOptions").set },
  methods: SESSION_METHODS,
}));

const runspaceFactoryType: NetType = {
  name: "System.Management.Automation.Runspaces.RunspaceFactory",
  statics: {
    "CreateRunspace() object": (c) => makeInstance(c.machine, RUNSPACE, {}, c.at),
    "CreateRunspace(object state) object": (c) => makeInstance(c.machine, RUNSPACE, {}, c.at),
    "CreateRunspacePool() object": (c) => makeInstance(c.machine, POOL, {}, c.at),
    "CreateRunspacePool(object least, object most) object": (c) => makeInstance(c.machine, POOL, {}, c.at),
    "CreateRunspacePool(object least, object most, object state, object host) object": (c) =>
      makeInstance(c.machine, POOL, {}, c.at),
  },
};

export const powershellObjectTypes: readonly DotnetType[] = [powershellType, asyncType, ...severalTypes, runspaceFactoryType];
