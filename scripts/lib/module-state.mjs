// What a module keeps for the whole process: rooms that compute may keep none, so that two hosts that are analyzed in one process
// know nothing of each other. Meaning is a field of a value, state belongs to a machine.
import ts from "typescript";

/** Rooms that this holds for, but for the wiring into Pulumi. */
const ROOMS = ["interpreter/", "host/", "deployment/", "policies/"];
const EXCEPT = ["policies/crossguard/"];

/** Caches go through these: they keep what follows from its key alone, and are bounded. */
const CACHES = "host/cache.ts";

/** What else may stay, with the reason it matters to no answer: `file: name`. @type {ReadonlyMap<string, string>} */
export const KEPT = new Map([
  ["interpreter/values/value.ts: clock", "counts objects as they are made: only which of two is older is ever asked"],
  ["interpreter/powershell/syntax/signature.ts: left", "scratch: written before it is read, in one call"],
  ["interpreter/powershell/syntax/signature.ts: comment", "scratch: written before it is read, in one call"],
  ["interpreter/powershell/syntax/signature.ts: previous", "scratch: written before it is read, in one call"],
  ["interpreter/powershell/syntax/signature.ts: current", "scratch: written before it is read, in one call"],
  ["host/images/image.ts: states", "one object for each image and names of a machine: states that start from it can be joined"],
  ["interpreter/values/unknowns.ts: secrets", "numbers for secrets: never given twice, and only compared"],
  ["interpreter/values/unknowns.ts: secretCount", "numbers for secrets: never given twice, and only compared"],
]);

const MUTABLE = new Set(["Map", "Set", "WeakMap", "WeakSet", "Array"]);
const TYPED_ARRAY = /^(?:Big)?(?:Int|Uint|Float)\d+(?:Clamped)?Array$/;
const CHANGING = new Set([
  "set",
  "add",
  "delete",
  "clear",
  "push",
  "pop",
  "shift",
  "unshift",
  "splice",
  "sort",
  "reverse",
  "fill",
  "copyWithin",
]);

/**
 * @typedef {object} Kept
 * @property {string} name
 * @property {number} line 1-based.
 */

/**
 * What a module declares at its top and may change later: `let`, and constants that hold a collection which is changed by a function of
 * the module, or is exported as one that everybody may change.
 * @param {string} path
 * @param {string} text
 * @returns {Kept[]}
 */
export function moduleState(path, text) {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  /** @type {Kept[]} */
  const kept = [];
  /** Collections that are no state unless something changes them. @type {Map<string, ts.Node>} */
  const collections = new Map();
  /** @param {string} name @param {ts.Node} node */
  const add = (name, node) => {
    const line = file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
    if (!kept.some((one) => one.name === name)) kept.push({ name, line });
  };

  for (const statement of file.statements) {
    if (ts.isClassDeclaration(statement)) {
      for (const member of statement.members) {
        if (!ts.isPropertyDeclaration(member) || !hasModifier(member, ts.SyntaxKind.StaticKeyword)) continue;
        const name = `${statement.name?.text ?? "class"}.${member.name.getText(file)}`;
        if (!hasModifier(member, ts.SyntaxKind.ReadonlyKeyword) || isCollection(member.initializer)) add(name, member);
      }
    }
    if (!ts.isVariableStatement(statement) || hasModifier(statement, ts.SyntaxKind.DeclareKeyword)) continue;
    const isConstant = (statement.declarationList.flags & ts.NodeFlags.Const) !== 0;
    for (const declaration of statement.declarationList.declarations) {
      const name = declaration.name.getText(file);
      if (!isConstant) add(name, declaration);
      else if (isCollection(declaration.initializer)) {
        if (isWeak(declaration.initializer)) add(name, declaration);
        else if (hasModifier(statement, ts.SyntaxKind.ExportKeyword) && isChangeable(declaration)) add(name, declaration);
        else collections.set(name, declaration);
      }
    }
  }
  changesInFunctions(file, (name) => {
    const declaration = collections.get(name);
    if (declaration !== undefined) add(name, declaration);
  });
  return kept;
}

/** @param {readonly string[]} files @param {(file: string) => string} read @returns {import("./architecture.mjs").Problem[]} */
export function judgeModuleState(files, read, keptByTable = KEPT) {
  /** @type {import("./architecture.mjs").Problem[]} */
  const problems = [];
  const seen = new Set();
  for (const file of files) {
    if (file === CACHES || !ROOMS.some((room) => file.startsWith(room)) || EXCEPT.some((room) => file.startsWith(room))) continue;
    for (const { name, line } of moduleState(file, read(file))) {
      const key = `${file}: ${name}`;
      seen.add(key);
      if (keptByTable.has(key)) continue;
      const message = `${name} outlives an analysis: make it a field of a value, or keep it with the machine; a cache goes through ${CACHES}`;
      problems.push({ file, line, message });
    }
  }
  for (const key of keptByTable.keys()) {
    const [file = ""] = key.split(": ");
    if (files.includes(file) && !seen.has(key))
      problems.push({ file, line: null, message: `the table of what a module may keep names ${key}, which is no more` });
  }
  return problems;
}

/** @param {ts.Node} node @param {ts.SyntaxKind} kind */
function hasModifier(node, kind) {
  return ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some((modifier) => modifier.kind === kind);
}

/** @param {ts.Expression | undefined} value */
function bare(value) {
  let inner = value;
  while (inner && (ts.isAsExpression(inner) || ts.isSatisfiesExpression(inner) || ts.isParenthesizedExpression(inner)))
    inner = inner.expression;
  return inner;
}

/** @param {ts.Expression | undefined} value */
function isCollection(value) {
  const made = bare(value);
  if (made === undefined) return false;
  if (ts.isArrayLiteralExpression(made) || ts.isObjectLiteralExpression(made)) return true;
  return ts.isNewExpression(made) && ts.isIdentifier(made.expression)
    ? MUTABLE.has(made.expression.text) || TYPED_ARRAY.test(made.expression.text)
    : false;
}

/** @param {ts.Expression | undefined} value */
function isWeak(value) {
  const made = bare(value);
  return made !== undefined && ts.isNewExpression(made) && /^Weak/.test(made.expression.getText());
}

/** A collection to be seen from elsewhere, of a type that lets everybody change it. @param {ts.VariableDeclaration} declaration */
function isChangeable(declaration) {
  const made = bare(declaration.initializer);
  if (made === undefined || !ts.isNewExpression(made)) return false;
  return declaration.type === undefined || !/^Readonly/.test(declaration.type.getText());
}

/**
 * Names of the constants that something inside of a function changes: by a method, an assignment to an element, or `delete`.
 * @param {ts.SourceFile} file
 * @param {(name: string) => void} changed
 */
function changesInFunctions(file, changed) {
  /** @param {ts.Node} node @param {boolean} inside @param {ReadonlySet<string>} own */
  const visit = (node, inside, own) => {
    let names = own;
    let within = inside;
    if (ts.isFunctionLike(node)) {
      within = true;
      names = new Set([...own, ...declaredIn(node)]);
    }
    if (within) {
      const target = changedBy(node);
      if (target !== null && !names.has(target)) changed(target);
    }
    ts.forEachChild(node, (child) => visit(child, within, names));
  };
  visit(file, false, new Set());
}

/** Names that a function declares: its parameters and variables hide those of the module. @param {ts.SignatureDeclaration} node */
function declaredIn(node) {
  /** @type {string[]} */
  const names = [];
  /** @param {ts.Node} inner */
  const visit = (inner) => {
    if ((ts.isVariableDeclaration(inner) || ts.isParameter(inner) || ts.isBindingElement(inner)) && ts.isIdentifier(inner.name))
      names.push(inner.name.text);
    ts.forEachChild(inner, visit);
  };
  ts.forEachChild(node, visit);
  return names;
}

/** The name of what a node changes. @param {ts.Node} node @returns {string | null} */
function changedBy(node) {
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
    const { expression, name } = node.expression;
    return ts.isIdentifier(expression) && CHANGING.has(name.text) ? expression.text : null;
  }
  if (ts.isBinaryExpression(node) && isAssignment(node.operatorToken.kind)) return rootOf(node.left);
  if (ts.isDeleteExpression(node)) return rootOf(node.expression);
  if (ts.isPostfixUnaryExpression(node)) return rootOf(node.operand);
  if (ts.isPrefixUnaryExpression(node) && /^(?:\+\+|--)/.test(node.getText())) return rootOf(node.operand);
  return null;
}

/** @param {ts.SyntaxKind} kind */
function isAssignment(kind) {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}

/** `a` of `a[0]` and `a.b`. @param {ts.Expression} target @returns {string | null} */
function rootOf(target) {
  if (!ts.isElementAccessExpression(target) && !ts.isPropertyAccessExpression(target)) return null;
  return ts.isIdentifier(target.expression) ? target.expression.text : rootOf(target.expression);
}
