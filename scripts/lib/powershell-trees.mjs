// What two syntax trees of one script say, as comparable facts: kind, span and the detail that carries meaning.

const CASED = new Set([
  "eq",
  "ne",
  "gt",
  "ge",
  "lt",
  "le",
  "like",
  "notlike",
  "match",
  "notmatch",
  "replace",
  "contains",
  "notcontains",
  "in",
  "notin",
  "split",
]);
/** @type {Readonly<Record<string, string>>} */
const SIGNS = {
  "+": "plus",
  "-": "minus",
  "*": "multiply",
  "/": "divide",
  "%": "rem",
  f: "format",
  "..": "dotdot",
  "??": "questionquestion",
};
/** @type {Readonly<Record<string, string>>} */
const UNARY = { "-": "minus", "+": "plus", "++": "plusplus", "--": "minusminus", split: "isplit" };
/** @type {Readonly<Record<string, string>>} */
const ASSIGN = {
  "=": "equals",
  "+=": "plusequals",
  "-=": "minusequals",
  "*=": "multiplyequals",
  "/=": "divideequals",
  "%=": "remainderequals",
  "??=": "questionquestionequals",
};
/** Parts that the engine does not print. */
const UNPRINTED = new Set(["baseArguments", "supportedCommands"]);
/** Kinds that need no detail: ours, theirs. @type {Readonly<Record<string, string>>} */
const PLAIN = {
  Expandable: "ExpandableStringExpression",
  Hash: "Hashtable",
  ScriptBlockExpression: "ScriptBlockExpression",
  SubExpression: "SubExpression",
  ArrayExpression: "ArrayExpression",
  ArrayLiteral: "ArrayLiteral",
  Paren: "ParenExpression",
  Index: "IndexExpression",
  Convert: "ConvertExpression",
  Attributed: "AttributedExpression",
  Type: "TypeExpression",
  Ternary: "TernaryExpression",
  If: "IfStatement",
  Foreach: "ForEachStatement",
  For: "ForStatement",
  While: "WhileStatement",
  Switch: "SwitchStatement",
  Try: "TryStatement",
  Trap: "TrapStatement",
  Return: "ReturnStatement",
  Throw: "ThrowStatement",
  Exit: "ExitStatement",
  Break: "BreakStatement",
  Continue: "ContinueStatement",
  FileRedirection: "FileRedirection",
  MergeRedirection: "MergingRedirection",
  Attribute: "Attribute",
  Parameter: "Parameter",
  Using: "UsingStatement",
  Data: "DataStatement",
};
const THEIR_PLAIN = new Map(Object.entries(PLAIN).map(([ours, theirs]) => [theirs, ours]));

/** @param {object} ast Our tree. @returns {string[]} Sorted. */
export function ourFacts(ast) {
  /** @type {string[]} */
  const facts = [];
  /** @param {any} value */
  const visit = (value) => {
    if (typeof value !== "object" || value === null) return;
    if (Array.isArray(value)) return value.forEach(visit);
    const { kind, start, end } = value;
    /** @param {string} name @param {string} [detail] */
    const fact = (name, detail = "") => facts.push(`${name} ${start} ${end} ${detail}`);
    if (kind in PLAIN) fact(kind);
    else if (kind === "Command") fact(kind, value.name.kind === "String" ? value.name.value : "");
    else if (kind === "CommandParameter") fact(kind, value.name);
    else if (kind === "EndOfParameters") fact("CommandParameter", "-");
    else if (kind === "Verbatim") {
      facts.push(`String ${start} ${start + 3} --%`, `String ${end - value.text.length} ${end} ${value.text}`);
    } else if (kind === "String") fact(kind, value.value);
    else if (kind === "Variable") fact(kind, value.drive === "using" ? value.name.slice("using:".length) : value.name);
    else if (kind === "Number") fact(kind);
    else if (kind === "Binary")
      fact(
        kind,
        CASED.has(value.operator)
          ? (value.caseSensitive ? "c" : "i") + value.operator
          : (SIGNS[value.operator] ?? value.operator),
      );
    else if (kind === "Postfix") fact("Unary", `postfix${UNARY[value.operator]}`);
    else if (kind === "Unary") {
      if (/^[-+]$/.test(value.operator) && value.operand.kind === "Number" && value.operand.start === start + 1) {
        facts.push(`Number ${start} ${value.operand.end} `);
        return;
      }
      fact(kind, UNARY[value.operator] ?? value.operator);
    } else if (kind === "Member" || kind === "InvokeMember")
      fact(kind, `${value.isStatic} ${typeof value.member === "string" ? value.member : ""}`);
    else if (kind === "Assignment") fact(kind, ASSIGN[value.operator]);
    else if (kind === "Function") fact(kind, value.name);
    else if (kind === "Do") fact(value.until ? "DoUntil" : "DoWhile");
    for (const [key, child] of Object.entries(value)) if (!UNPRINTED.has(key)) visit(child);
  };
  visit(ast);
  return facts.sort();
}

/** @param {any[]} tree The engine's tree. @returns {string[]} Sorted. */
export function theirFacts(tree) {
  /** @type {string[]} */
  const facts = [];
  /** @param {any} node */
  const visit = (node) => {
    const [kind, start, end, detail] = node;
    /** @type {any[]} */
    const children = node.slice(4);
    /** @param {string} name @param {string} [more] */
    const fact = (name, more = "") => facts.push(`${name} ${start} ${end} ${more}`);
    let inner = children;
    const plain = THEIR_PLAIN.get(kind);
    if (plain !== undefined) fact(plain);
    else if (kind === "Command") fact(kind, detail.name ?? "");
    else if (kind === "CommandParameter") fact(kind, detail.name);
    else if (kind === "StringConstantExpression") fact("String", detail.value);
    else if (kind === "VariableExpression") fact("Variable", detail.name);
    else if (kind === "ConstantExpression") fact("Number");
    else if (kind === "BinaryExpression") fact("Binary", detail.operator.toLowerCase());
    else if (
      kind === "UnaryExpression" &&
      detail.operator === "Plus" &&
      children[0][0] === "ConstantExpression" &&
      children[0][1] === start + 1 &&
      !children[0][3].value.startsWith("-")
    ) {
      fact("Number");
      return;
    } else if (kind === "UnaryExpression") fact("Unary", detail.operator === "Exclaim" ? "not" : detail.operator.toLowerCase());
    else if (kind === "MemberExpression" || kind === "InvokeMemberExpression") {
      const name = children[1];
      const bare = name[0] === "StringConstantExpression" && name[3].kind === "BareWord";
      fact(kind.replace("Expression", ""), `${detail.static} ${bare ? name[3].value : ""}`);
      if (bare) inner = [children[0], ...children.slice(2)];
    } else if (kind === "AssignmentStatement") fact("Assignment", detail.operator.toLowerCase());
    else if (kind === "FunctionDefinition") fact("Function", detail.name);
    else if (kind === "DoUntilStatement") fact("DoUntil");
    else if (kind === "DoWhileStatement") fact("DoWhile");
    else if (kind === "NamedAttributeArgument") inner = children.filter((child) => child[1] !== start);
    if (kind === "Parameter") {
      const name = children.findIndex((child) => child[0] === "VariableExpression");
      inner = children.filter((_, index) => index !== name);
    }
    if (kind === "FunctionMember") {
      // Ours is one node; PowerShell has a function below it.
      const [member] = children.filter((child) => child[0] === "FunctionDefinition");
      for (const child of children) if (child !== member) visit(child);
      if (member !== undefined) for (const child of member.slice(4)) visit(child);
      return;
    }
    for (const child of inner) visit(child);
  };
  visit(tree);
  return facts.sort();
}

/** What only one of two sorted lists has. @param {string[]} ours @param {string[]} theirs */
export function difference(ours, theirs) {
  const onlyOurs = [];
  const onlyTheirs = [];
  let i = 0;
  let j = 0;
  while (i < ours.length || j < theirs.length) {
    if (ours[i] === theirs[j]) {
      i++;
      j++;
    } else if (j >= theirs.length || (i < ours.length && String(ours[i]) < String(theirs[j]))) onlyOurs.push(String(ours[i++]));
    else onlyTheirs.push(String(theirs[j++]));
  }
  return { onlyOurs, onlyTheirs };
}
