/** The interpreter: from scripts to what the host is afterwards. */
export {
  type AnalysisOptions,
  analyzeHost,
  type HostAnalysis,
  type HostNote,
  type HostScript,
  type PartlyKnownText,
  type Schedule,
  type UnreadableScript,
} from "./analysis.js";
export { Budget, type BudgetLimits, DEFAULT_LIMITS } from "./budget.js";
export { type FileSource, NO_FILES } from "./file-source.js";
export { decodeScript } from "./powershell/decode-script.js";
export { type ParseOptions, type ParseResult, type PowerShellSyntaxError, parseScript } from "./powershell/parse.js";
export { Source, Trace } from "./source.js";
export type { Language, ScriptArgument } from "./tool.js";
export { Str, Unknown, type Value } from "./value.js";
