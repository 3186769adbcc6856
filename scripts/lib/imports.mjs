// Finds every way a TypeScript file can name another module. It walks the syntax tree: text that only looks like
// an import (strings, comments, scripts in fixtures) must not count, and `import("x").T` in a type must.
import ts from "typescript";

/**
 * @typedef {object} Import
 * @property {string | null} specifier The module's name as written; null when it is computed and cannot be checked.
 * @property {number} line 1-based.
 * @property {boolean} typeOnly Erased by the compiler, so nothing is loaded at run time.
 */

/**
 * @param {string} path Only used to choose the dialect (.ts, .mjs, ...).
 * @param {string} text
 * @returns {Import[]} In source order of the statements.
 */
export function importsOf(path, text) {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  /** @type {Import[]} */
  const found = [];
  /** @param {number} position @param {string | null} specifier @param {boolean} typeOnly */
  const add = (position, specifier, typeOnly) =>
    found.push({ specifier, line: file.getLineAndCharacterOfPosition(position).line + 1, typeOnly });
  /** @param {ts.Node | undefined} node */
  const literal = (node) => (node !== undefined && ts.isStringLiteralLike(node) ? node.text : null);

  for (const reference of [...file.referencedFiles, ...file.typeReferenceDirectives])
    add(reference.pos, reference.fileName, true);

  // A `require` of the file's own (from createRequire) loads relative to some other place.
  const shadowed = declaresRequire(file);

  /** @param {ts.Node} node */
  const visit = (node) => {
    if (ts.isImportDeclaration(node)) {
      add(node.getStart(file), literal(node.moduleSpecifier), isTypeOnlyImport(node));
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined) {
      add(node.getStart(file), literal(node.moduleSpecifier), node.isTypeOnly);
    } else if (ts.isExternalModuleReference(node)) {
      add(node.getStart(file), literal(node.expression), ts.isImportEqualsDeclaration(node.parent) && node.parent.isTypeOnly);
    } else if (ts.isImportTypeNode(node)) {
      add(node.getStart(file), ts.isLiteralTypeNode(node.argument) ? literal(node.argument.literal) : null, true);
    } else if (ts.isModuleDeclaration(node) && ts.isStringLiteral(node.name)) {
      add(node.getStart(file), node.name.text, true);
    } else if (ts.isCallExpression(node) && isLoader(node.expression)) {
      add(node.getStart(file), shadowed && !isDynamicImport(node) ? null : literal(node.arguments[0]), false);
    } else if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === "createRequire") {
      add(node.getStart(file), null, false);
    } else if (ts.isIdentifier(node) && node.text === "require" && isRequireAsValue(node)) {
      add(node.getStart(file), null, false);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** `import type ...` and `import { type A, type B }`. @param {ts.ImportDeclaration} node */
function isTypeOnlyImport(node) {
  const clause = node.importClause;
  if (clause === undefined) return false;
  if (clause.isTypeOnly) return true;
  const bindings = clause.namedBindings;
  return (
    clause.name === undefined &&
    bindings !== undefined &&
    ts.isNamedImports(bindings) &&
    bindings.elements.length > 0 &&
    bindings.elements.every((element) => element.isTypeOnly)
  );
}

/** `import(...)`, `require(...)`, `require.resolve(...)`, `module.require(...)`. @param {ts.Expression} callee */
function isLoader(callee) {
  if (callee.kind === ts.SyntaxKind.ImportKeyword) return true;
  if (ts.isIdentifier(callee)) return callee.text === "require";
  if (!ts.isPropertyAccessExpression(callee) || !ts.isIdentifier(callee.expression)) return false;
  return (
    (callee.expression.text === "require" && callee.name.text === "resolve") ||
    (callee.expression.text === "module" && callee.name.text === "require")
  );
}

/** @param {ts.CallExpression} node */
function isDynamicImport(node) {
  return node.expression.kind === ts.SyntaxKind.ImportKeyword;
}

/** @param {ts.Node} node @returns {boolean} */
function declaresRequire(node) {
  const declares =
    (ts.isVariableDeclaration(node) || ts.isParameter(node) || ts.isFunctionDeclaration(node)) && node.name !== undefined;
  if (declares && ts.isIdentifier(node.name) && node.name.text === "require") return true;
  return ts.forEachChild(node, (child) => declaresRequire(child) || undefined) ?? false;
}

/** `const load = require` hides what is loaded; a call or a property access of it is judged by its own node. @param {ts.Identifier} node */
function isRequireAsValue(node) {
  const parent = node.parent;
  if (ts.isCallExpression(parent) && parent.expression === node) return false;
  if (ts.isPropertyAccessExpression(parent)) return false;
  if (ts.isTypeOfExpression(parent) || ts.isTypeQueryNode(parent)) return false;
  // A property, a parameter or a variable that merely bears the name.
  return !("name" in parent && parent.name === node);
}
