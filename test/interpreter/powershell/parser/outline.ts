import type {
  Block,
  CommandElement,
  Expression,
  Node,
  Redirection,
  ScriptBlock,
  Statement,
  TypeName,
} from "../../../../interpreter/powershell/syntax/ast.js";

/**
 * A tree as one line that says what a text means. Spans and whatever is absent are left out; a pipeline of one element is
 * that element.
 */
export function outline(node: Node): string {
  return isExpression(node) ? expression(node) : node.kind === "ScriptBlock" ? script(node) : statement(node as Statement);
}

const EXPRESSIONS: ReadonlySet<string> = new Set([
  "String",
  "Expandable",
  "Number",
  "Variable",
  "Splat",
  "Paren",
  "SubExpression",
  "ArrayExpression",
  "ArrayLiteral",
  "Hash",
  "ScriptBlockExpression",
  "Type",
  "Convert",
  "Attributed",
  "Unary",
  "Postfix",
  "Binary",
  "Ternary",
  "Member",
  "InvokeMember",
  "Index",
]);

function isExpression(node: Node): node is Expression {
  return EXPRESSIONS.has(node.kind);
}

function list(head: string, ...parts: (string | readonly string[] | null | false)[]): string {
  return `(${[head, ...parts.flat()].filter((part) => part !== "" && part !== null && part !== false).join(" ")})`;
}

function script(node: ScriptBlock): string {
  const attributes = node.attributes.map(attribute);
  const params = node.params === null ? [] : [list("param", attributes, node.params.map(parameter))];
  const blocks = node.blocks.map(({ name, body }) => list(name, body.map(statement)));
  return list("script", node.using.map(statement), params, blocks, node.body.map(statement));
}

function parameter(node: NonNullable<ScriptBlock["params"]>[number]): string {
  return list(
    `$${node.name}`,
    node.attributes.map(attribute),
    node.defaultValue === null ? "" : `= ${expression(node.defaultValue)}`,
  );
}

function attribute(node: ScriptBlock["attributes"][number] | { kind: "TypeConstraint"; type: TypeName }): string {
  if (node.kind === "TypeConstraint") return `[${type(node.type)}]`;
  const named = node.named.map(({ name, value }) => (value === null ? name : `${name}=${expression(value)}`));
  return `[${type(node.name)}(${[...node.positional.map(expression), ...named].join(" ")})]`;
}

function type(node: TypeName): string {
  const generic = node.generic.length === 0 ? "" : `[${node.generic.map(type).join(",")}]`;
  const arrays = node.arrays.map((rank) => `[${",".repeat(rank - 1)}]`).join("");
  return `${node.name}${generic}${arrays}${node.assembly === null ? "" : `, ${node.assembly}`}`;
}

function block(node: Block | null): string {
  return node === null ? "" : `{${node.body.map(statement).join("; ")}}`;
}

function statement(node: Statement): string {
  switch (node.kind) {
    case "Pipeline": {
      const elements = node.elements.map((element) => {
        if (element.kind === "CommandExpression")
          return [expression(element.expression), ...element.redirections.map(redirection)].join(" ");
        const invocation = element.invocation === "none" ? "call" : element.invocation;
        return list(invocation, expression(element.name), element.elements.map(argument), element.redirections.map(redirection));
      });
      return elements.join(" | ") + (node.background ? " &" : "");
    }
    case "PipelineChain":
      return list(node.operator, statement(node.left), statement(node.right), node.background && "&");
    case "Assignment":
      return list(node.operator, expression(node.target), statement(node.value));
    case "If":
      return list(
        "if",
        node.clauses.map(({ condition, body }) => `${statement(condition)} ${block(body)}`),
        node.otherwise && `else ${block(node.otherwise)}`,
      );
    case "Switch": {
      const clauses = node.clauses.map(({ test, body }) => `${expression(test)} ${block(body)}`);
      const subject = node.subject === null ? `-file ${expression(node.file as Expression)}` : statement(node.subject);
      return list(
        "switch",
        label(node.label),
        node.mode,
        node.caseSensitive && "case-sensitive",
        subject,
        clauses,
        node.otherwise && `default ${block(node.otherwise)}`,
      );
    }
    case "Foreach":
      return list(
        "foreach",
        label(node.label),
        node.parallel && "parallel",
        expression(node.variable),
        statement(node.collection),
        block(node.body),
      );
    case "For":
      return list(
        "for",
        label(node.label),
        [node.initializer, node.condition, node.iterator].map((part) => (part === null ? "-" : statement(part))),
        block(node.body),
      );
    case "While":
      return list("while", label(node.label), statement(node.condition), block(node.body));
    case "Do":
      return list(node.until ? "do-until" : "do-while", label(node.label), block(node.body), statement(node.condition));
    case "Try": {
      const catches = node.catches.map(({ types, body }) => list("catch", types.map(type), block(body)));
      return list("try", block(node.body), catches, node.finalizer && `finally ${block(node.finalizer)}`);
    }
    case "Trap":
      return list("trap", node.type && type(node.type), block(node.body));
    case "Return":
    case "Throw":
    case "Exit":
      return list(node.kind.toLowerCase(), node.value && statement(node.value));
    case "Break":
    case "Continue":
      return list(node.kind.toLowerCase(), node.label && expression(node.label));
    case "Function":
      return list(node.form, node.name, node.params && `(${node.params.map(parameter).join(" ")})`, script(node.body));
    case "Class":
      return list(
        "class",
        node.attributes.map(attribute),
        node.name,
        node.bases.map((base) => `: ${type(base)}`),
        node.members.map(member),
      );
    case "Enum":
      return list(
        "enum",
        node.attributes.map(attribute),
        node.name,
        node.underlying && `: ${type(node.underlying)}`,
        node.members.map(({ name, value }) => (value === null ? name : `${name}=${expression(value)}`)),
      );
    case "Data":
      return list(
        "data",
        node.variable,
        node.supportedCommands.map((command) => `-SupportedCommand ${expression(command)}`),
        block(node.body),
      );
    case "BlockStatement":
      return list(node.form, block(node.body));
    case "Configuration":
      return list("configuration", expression(node.name), script(node.body));
    case "DscNode":
      return list("node", node.names && expression(node.names), block(node.body));
    case "DscResource":
      return list("resource", node.type, node.instance && expression(node.instance), entries(node.properties));
    case "Using":
      return list("using", node.what, expression(node.value));
  }
}

function label(name: string | null): string {
  return name === null ? "" : `:${name}`;
}

function member(node: Extract<Statement, { kind: "Class" }>["members"][number]): string {
  const head = [node.isStatic && "static", node.isHidden && "hidden", ...node.attributes.map(attribute)];
  if (node.kind === "Property")
    return list(
      `$${node.name}`,
      head.filter((part) => part !== false),
      node.initial && `= ${expression(node.initial)}`,
    );
  const base = node.baseArguments === null ? "" : `base(${node.baseArguments.map(expression).join(" ")})`;
  return list(
    node.name,
    head.filter((part) => part !== false),
    `(${node.params.map(parameter).join(" ")})`,
    base,
    script(node.body),
  );
}

function entries(pairs: readonly { readonly key: Expression; readonly value: Statement }[]): string[] {
  return pairs.map(({ key, value }) => `${expression(key)}=${statement(value)}`);
}

function argument(node: CommandElement): string {
  switch (node.kind) {
    case "Argument":
      return expression(node.value);
    case "CommandParameter":
      return node.value === null ? `-${node.name}` : `-${node.name}:${expression(node.value)}`;
    case "Verbatim":
      return `--%${JSON.stringify(node.text)}`;
    case "EndOfParameters":
      return "--";
  }
}

function redirection(node: Redirection): string {
  return node.kind === "MergeRedirection"
    ? `${node.from}>&${node.to}`
    : `${node.from}${node.append ? ">>" : ">"}${expression(node.target)}`;
}

function expression(node: Expression): string {
  switch (node.kind) {
    case "String":
      return node.quote === "bare" ? `<${node.value}>` : JSON.stringify(node.value);
    case "Expandable":
      return list(
        node.quote,
        node.parts.map((part) => (typeof part === "string" ? JSON.stringify(part) : expression(part))),
      );
    case "Number":
      return node.text;
    case "Variable":
      return `$${node.name}`;
    case "Splat":
      return `@${node.variable.name}`;
    case "Paren":
      return `(${statement(node.value)})`;
    case "SubExpression":
      return `$(${node.body.map(statement).join("; ")})`;
    case "ArrayExpression":
      return `@(${node.body.map(statement).join("; ")})`;
    case "ArrayLiteral":
      return list(",", node.items.map(expression));
    case "Hash":
      return `@{${entries(node.entries).join("; ")}}`;
    case "ScriptBlockExpression":
      return `{${script(node.body)}}`;
    case "Type":
      return `[${type(node.type)}]`;
    case "Convert":
      return list(`[${type(node.type)}]`, expression(node.operand));
    case "Attributed":
      return list(attribute(node.attribute), expression(node.operand));
    case "Unary":
      return list(node.operator, expression(node.operand));
    case "Postfix":
      return list(`post${node.operator}`, expression(node.operand));
    case "Binary":
      return list(node.caseSensitive ? `c-${node.operator}` : node.operator, expression(node.left), expression(node.right));
    case "Ternary":
      return list("?:", expression(node.condition), expression(node.then), expression(node.otherwise));
    case "Index":
      return list(node.nullConditional ? "?[]" : "[]", expression(node.target), expression(node.index));
    case "Member":
    case "InvokeMember": {
      const operator = node.nullConditional ? "?." : node.isStatic ? "::" : ".";
      const name = typeof node.member === "string" ? node.member : expression(node.member);
      if (node.kind === "Member") return list(operator, expression(node.target), name);
      const generic = node.generic.length === 0 ? "" : `[${node.generic.map(type).join(",")}]`;
      return list(operator, expression(node.target), `${name}${generic}()`, node.arguments.map(expression));
    }
  }
}
