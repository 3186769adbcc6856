import { PsError } from "../../tools/script-error.js";
import { outputsOf } from "../../values/open-lists.js";
import { Trace } from "../../values/source.js";
import { standInsOf } from "../../values/stand-ins.js";
import { symbolOf, unmodelled, wording } from "../../values/unknowns.js";
import { Arr, Block, bool, Dict, NOTHING, NULL, Num, type Plain, Str, Unknown, type Value } from "../../values/value.js";
import { isEnumerator } from "../dotnet/objects/enumerators.js";
import { binary, increment, parseNumber, unary } from "../operators/operators.js";
import { isPipelineInput } from "../session/pipeline-input.js";
import { outputValue, type Runtime } from "../session/runtime.js";
import type {
  ArrayExpression,
  Binary,
  CommandExpression,
  Convert,
  ExpandableString,
  Expression,
  HashLiteral,
  NumberLiteral,
  Statement,
  TypeExpression,
  Unary,
} from "../syntax/ast.js";
import { convertTo, toStr } from "../types/convert.js";
import { dictSet } from "../types/dict.js";
import { bare } from "../types/text.js";
import { isPipedItem } from "../values/piped-item.js";
import { assignTo } from "./assignment.js";
import { leave } from "./endings.js";
import { index, invoke, member } from "./member-access.js";
import { runExpression } from "./pipeline.js";
import { piped, truthOf, typeOf } from "./plain-values.js";
import { conditionValue, evaluatePlain, runStatements } from "./recursion.js";
import { referenceTo } from "./reference-variable.js";
import { readVariable, setMatches } from "./variables.js";

/** Evaluates an expression in the world that is running. What depends on an open choice stops the statement (see Machine). */
export function evaluate(r: Runtime, e: Expression): Value {
  switch (e.kind) {
    case "String":
      return r.source.mayHaveStandIns ? holedText(r, [e.value], r.trace(e)) : new Str(e.value, r.trace(e), r.source.secret);
    case "Variable":
      return readVariable(r, e);
    case "Number":
      return numberLiteral(r, e);
    case "Expandable":
      return expand(r, e);
    case "Paren":
      return conditionValue(r, e.value);
    case "SubExpression":
      if (e.body.length === 0) return NULL;
      return outputValue(r.collect(() => leave(runStatements(r, e.body))));
    case "ArrayExpression":
      return arrayExpression(r, e);
    case "ArrayLiteral":
      if (e.items.length > 1000) r.machine.budget.weigh(e.items.length * ITEM);
      // "Nothing" is an element too: it counts, and is left out when the array goes down a pipeline.
      return new Arr(
        "System.Object",
        e.items.map((item) => evaluate(r, item)),
        "array",
        null,
        r.trace(e),
      );
    case "Hash":
      return hashLiteral(r, e, false);
    case "ScriptBlockExpression":
      return new Block(e.body, r.source, null, r.trace(e));
    case "Type":
      return typeValue(r, e);
    case "Convert":
      return convert(r, e);
    case "Attributed":
      return evaluate(r, e.operand);
    case "Unary":
      return unaryExpression(r, e);
    case "Postfix": {
      const before = r.machine.plain(evaluate(r, e.operand));
      assignTo(r, e.operand, increment(r.machine, before, e.operator === "++" ? 1 : -1, r.trace(e)));
      return before.kind === "null" ? new Num("Int32", 0) : before;
    }
    case "Binary":
      return binaryExpression(r, e);
    case "Ternary":
      return truthOf(r, evaluate(r, e.condition)) ? evaluate(r, e.then) : evaluate(r, e.otherwise);
    case "Member":
      return member(r, e);
    case "InvokeMember":
      return invoke(r, e);
    case "Index":
      return index(r, e);
    case "Splat":
      return readVariable(r, e.variable);
  }
}

/** Bytes that an item of a list takes with its origin, about. */
const ITEM = 64;

/** Literals that were read before, by their text: loops meet the same ones again and again. */
const numbers = { "5.1": new Map<string, Num>(), "7": new Map<string, Num>() };
const MAXIMUM_NUMBERS = 1000;

function numberLiteral(r: Runtime, e: NumberLiteral): Value {
  const read = numbers[r.dialect];
  const known = read.get(e.text);
  const number = known ?? parseNumber(e.text, r.dialect);
  if (!number)
    throw new PsError({ id: "BadNumericConstant", message: `The numeric constant ${e.text} is not valid.`, at: r.trace(e) });
  if (!known && read.size < MAXIMUM_NUMBERS) read.set(e.text, number);
  return new Num(number.type, number.value, r.trace(e));
}

/** A literal in which parts are not known. */
function holedText(r: Runtime, literals: readonly string[], at: Trace): Value {
  const parts = literals.flatMap((one) => standInsOf(r.machine).decode(one));
  // A private-use character that stands for nothing here is the script's own.
  if (parts.every((part) => typeof part === "string")) return new Str(parts.join(""), at, r.source.secret);
  return textOf(parts, at, r.source.secret);
}

/** A text with variables in it: known if all parts are, else unknown with its known fragments. */
export function expand(r: Runtime, e: ExpandableString): Value {
  const machine = r.machine;
  let text = "";
  let secret = r.source.secret;
  let parts: (string | Unknown)[] | null = null;
  const from: Trace[] = [];
  for (const part of e.parts) {
    if (typeof part === "string") {
      if (!r.source.mayHaveStandIns) {
        text += part;
        continue;
      }
      for (const piece of standInsOf(machine).decode(part)) {
        if (typeof piece === "string") text += piece;
        else {
          parts ??= [];
          if (text !== "") parts.push(text);
          text = "";
          parts.push(piece);
        }
      }
      continue;
    }
    const value = machine.plain(part.kind === "Variable" ? readVariable(r, part) : evaluate(r, part));
    const piece = toStr(machine, bare(value), null);
    if (piece.trace) from.push(piece.trace);
    else if ("trace" in value && value.trace) from.push(value.trace);
    secret ||= piece.secret;
    if (piece.kind === "str") {
      text += piece.value;
      continue;
    }
    parts ??= [];
    if (text !== "") parts.push(text);
    text = "";
    for (const inner of piece.parts ?? [piece]) parts.push(inner);
  }
  const at = r.trace(e, from.length > 0 ? "concatenated" : null, from);
  if (parts === null) {
    machine.budget.size(text.length);
    return new Str(text, at, secret);
  }
  if (text !== "") parts.push(text);
  return textOf(parts, at, secret);
}

/** An unknown text with fragments; its cause and reason are those of its first hole. */
function textOf(parts: readonly (string | Unknown)[], at: Trace, secret: boolean): Unknown {
  const holes = parts.filter((part): part is Unknown => typeof part !== "string");
  const hole = holes[0] as Unknown;
  const symbol = `text(${parts.map((part) => (typeof part === "string" ? JSON.stringify(part) : part.symbol)).join("+")})`;
  const single = parts.length === 1 ? hole.symbol : symbol;
  return new Unknown(
    hole.cause,
    hole.why,
    parts.length === 1 ? `str(${single})` : symbol,
    at,
    "System.String",
    parts,
    secret || holes.some((one) => one.secret),
  );
}

/** The expression that a statement is made of; null: it is made of something else. */
function aloneIn(only: Statement | undefined): CommandExpression | null {
  const element = only?.kind === "Pipeline" && only.elements.length === 1 ? only.elements[0] : undefined;
  return element?.kind === "CommandExpression" && element.redirections.length === 0 ? element : null;
}

function arrayExpression(r: Runtime, e: ArrayExpression): Value {
  const only = e.body.length === 1 ? e.body[0] : undefined;
  if (only?.kind === "Pipeline" && only.elements.length === 1) {
    const element = only.elements[0];
    // `@(1, 2)` is the array itself; `@($x)` keeps an array that $x holds as it is.
    if (
      element?.kind === "CommandExpression" &&
      element.expression.kind === "ArrayLiteral" &&
      element.redirections.length === 0
    ) {
      return evaluate(r, element.expression);
    }
    // Neither does an array that is there already go down a pipeline, where it would lose the elements that are nothing.
    if (element?.kind === "CommandExpression" && element.expression.kind === "Index" && element.redirections.length === 0) {
      const value = evaluatePlain(r, element.expression);
      if (value.kind === "unknown" && value.type === null) return value;
      const whole = value.kind === "arr" && value.form === "array";
      return new Arr("System.Object", whole ? r.machine.settled(value.items) : piped(r, value), "array", null, r.trace(e));
    }
  }
  // An expression alone is no statement of its own: its error ends the statement that the array stands in.
  const alone = aloneIn(only);
  const items = alone === null ? r.collect(() => leave(runStatements(r, e.body))) : r.collect(() => runExpression(r, alone));
  const list = r.machine.settled(items);
  const first = list[0];
  if (list.length === 1 && first !== undefined) {
    const plain = r.machine.plain(first);
    // What is unknown may be a list as well as one value: it stays an unknown list.
    if (plain.kind === "unknown" && plain.type === null) return plain;
  }
  return new Arr("System.Object", outputsOf(list), "array", null, r.trace(e));
}

export function hashLiteral(r: Runtime, e: HashLiteral, ordered: boolean): Dict {
  const dict = new Dict(
    ordered ? "ordered" : "hashtable",
    ordered ? "System.Collections.Specialized.OrderedDictionary" : "System.Collections.Hashtable",
    false,
    r.trace(e),
    ordered ? 0 : e.entries.length,
  );
  const keys = new Set<string>();
  for (const entry of e.entries) {
    const key =
      entry.key.kind === "String" && entry.key.quote === "bare"
        ? new Str(entry.key.value, r.trace(entry.key))
        : evaluatePlain(r, entry.key);
    if (key.kind === "null")
      throw new PsError({
        id: "InvalidNullKey",
        message: "A null key is not allowed in a hash literal.",
        at: r.trace(entry.key),
      });
    const value = conditionValue(r, entry.value);
    const text = key.kind === "str" ? key.value.toLowerCase() : null;
    if (text !== null && keys.has(text)) {
      throw new PsError({
        id: "DuplicateKeyInHashLiteral",
        message: `Item has already been added. Key in dictionary: '${text}'`,
        at: r.trace(entry.key),
      });
    }
    if (text !== null) keys.add(text);
    dictSet(r.machine, dict, key, value);
  }
  return dict;
}

function typeValue(r: Runtime, e: TypeExpression): Value {
  return typeOf(r, e);
}

function convert(r: Runtime, e: Convert): Value {
  const name = e.type.name.toLowerCase();
  if (name === "ordered" && e.operand.kind === "Hash") return hashLiteral(r, e.operand, true);
  if (name === "ref" && e.operand.kind === "Variable") return referenceTo(r, e.operand);
  const ordered = name === "pscustomobject" && e.operand.kind === "Hash" ? hashLiteral(r, e.operand, true) : null;
  const operand = ordered ?? evaluatePlain(r, e.operand);
  return convertTo(r.machine, operand, typeOf(r, e), r.trace(e, null, traceList(operand)));
}

function traceList(...values: readonly Value[]): Trace[] {
  const traces: Trace[] = [];
  for (const value of values) if ("trace" in value && value.trace instanceof Trace) traces.push(value.trace);
  return traces;
}

function unaryExpression(r: Runtime, e: Unary): Value {
  if (e.operator === "not") return bool(!truthOf(r, evaluate(r, e.operand)));
  if (e.operator === "++" || e.operator === "--") {
    const value = increment(r.machine, evaluatePlain(r, e.operand), e.operator === "++" ? 1 : -1, r.trace(e));
    assignTo(r, e.operand, value);
    return value;
  }
  if (e.operator === "-" && e.operand.kind === "Number" && e.operand.start === e.start + 1) {
    // A minus right before its digits belongs to the number: -2147483648 is an Int32.
    const number = parseNumber(`-${e.operand.text}`, r.dialect);
    if (number) return new Num(number.type, number.value, r.trace(e));
  }
  const operand = evaluatePlain(r, e.operand);
  if (/split$/.test(e.operator) && operand === NOTHING) return NOTHING;
  return unary(r.machine, e.operator, operand, r.trace(e, null, traceList(operand)));
}

function binaryExpression(r: Runtime, e: Binary): Value {
  switch (e.operator) {
    case "and":
      return bool(truthOf(r, evaluate(r, e.left)) && truthOf(r, evaluate(r, e.right)));
    case "or":
      return bool(truthOf(r, evaluate(r, e.left)) || truthOf(r, evaluate(r, e.right)));
    case "xor":
      return bool(truthOf(r, evaluate(r, e.left)) !== truthOf(r, evaluate(r, e.right)));
    case "??": {
      const left = evaluatePlain(r, e.left);
      return left.kind === "null" ? evaluate(r, e.right) : left;
    }
    default: {
      const [first, second] = operands(r, e);
      // An array that came down a pipeline is one argument, with its text.
      const right =
        e.operator === "f" && second.kind === "arr" && isElementOfPipeline(e.right) && isPipedItem(r.scope, second)
          ? r.machine.plain(toStr(r.machine, second, null))
          : second;
      // `$input` is an enumerator, which -join takes for one value.
      const left =
        e.operator === "join" && (isPipelineInput(first) || isEnumerator(first))
          ? r.machine.plain(toStr(r.machine, first, null))
          : first;
      // What gave nothing has no elements: not even one that does not match.
      if (left.kind === "null" && left.automation && FILTERS.has(e.operator))
        return new Arr("System.Object", [], "array", null, r.trace(e));
      const at = r.trace(
        e,
        e.operator === "+" || e.operator === "f" || e.operator === "join" ? "concatenated" : null,
        traceList(left, right),
      );
      if (BOXED_TESTS.has(e.operator) && isElementOfPipeline(e.left) && right.kind === "type" && isWrapper(right.name))
        return left.kind === "object" || left.kind === "null"
          ? binary(r.machine, e.operator, false, left, right, at)
          : isPipedItem(r.scope, left)
            ? bool(e.operator === "is")
            : unmodelled(
                `whether PowerShell wrapped ${wording(left)} is not modelled`,
                `(-is ${symbolOf(left)} psobject)`,
                at,
                "System.Boolean",
              );
      return binary(r.machine, e.operator, e.caseSensitive, left, right, at, { setMatches: (matches) => setMatches(r, matches) });
    }
  }
}

const BOXED_TESTS: ReadonlySet<string> = new Set(["is", "isnot"]);

function isWrapper(name: string): boolean {
  return name === "System.Management.Automation.PSObject" || name === "System.Management.Automation.PSCustomObject";
}

/** `$_`: what comes down a pipeline is wrapped, what `switch` or `catch` puts there is not. */
function isElementOfPipeline(e: Expression): boolean {
  return e.kind === "Variable" && (e.key === "_" || e.key === "psitem");
}

const FILTERS: ReadonlySet<string> = new Set(["match", "notmatch", "like", "notlike", "replace", "split"]);

/** Long chains of one operator nest to the left: walked without recursion. */
function operands(r: Runtime, e: Binary): [Plain, Plain] {
  const chain: Binary[] = [];
  let left: Expression = e.left;
  while (left.kind === "Binary" && !["and", "or", "xor", "??"].includes(left.operator)) {
    chain.push(left);
    left = left.left;
  }
  let value = evaluatePlain(r, left);
  for (let index = chain.length - 1; index >= 0; index--) {
    const inner = chain[index] as Binary;
    const right = evaluatePlain(r, inner.right);
    r.machine.budget.step();
    const at = r.trace(inner, inner.operator === "+" ? "concatenated" : null, chain.length > 40 ? [] : traceList(value, right));
    value = r.machine.plain(
      binary(r.machine, inner.operator, inner.caseSensitive, value, right, at, {
        setMatches: (matches) => setMatches(r, matches),
      }),
    );
  }
  return [value, evaluatePlain(r, e.right)];
}
