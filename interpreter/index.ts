/** The interpreter: from scripts to what the host is afterwards. */
export {
  type AnalysisOptions,
  analyzeHost,
  type HostAnalysis,
  type HostFile,
  type HostNote,
  type HostScript,
  type PartlyKnownText,
  type Schedule,
  type UnreadableScript,
} from "./analysis.js";
export { Budget, type BudgetLimits, DEFAULT_LIMITS } from "./machine/budget.js";
export { type FileSource, NO_FILES } from "./os/file-source.js";
export { decodeText } from "./os/files.js";
export { deliveredAt } from "./os/unavailable.js";
export { decodeScript } from "./powershell/syntax/decode-script.js";
export { type ParseOptions, type ParseResult, type PowerShellSyntaxError, parseScript } from "./powershell/syntax/parse.js";
export type { CallText, CallValue, RemoteCall } from "./tools/open-world/remote-calls.js";
export type { Language, ScriptArgument } from "./tools/tool.js";
export { Source, Trace } from "./values/source.js";
export { StandIns } from "./values/stand-ins.js";
export { Str, Unknown, type Value } from "./values/value.js";
