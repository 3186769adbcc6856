/**
 * The syntax tree of PowerShell. Offsets are UTF-16 code units into the text that was parsed;
 * `end` is exclusive. The parser is strict: a tree exists only for a text that PowerShell itself accepts.
 */

/** The two languages that differ in syntax: Windows PowerShell 5.1 and PowerShell 7. */
export type Dialect = "5.1" | "7";

interface Spanned {
  readonly start: number;
  readonly end: number;
}

// ---------------------------------------------------------------- script blocks and statements

export interface ScriptBlock extends Spanned {
  readonly kind: "ScriptBlock";
  readonly using: readonly UsingStatement[];
  readonly attributes: readonly Attribute[];
  /** null: no `param(...)`; an empty list is `param()`. */
  readonly params: readonly Parameter[] | null;
  /** Named blocks; when any is present `body` is empty. */
  readonly blocks: readonly NamedBlock[];
  /** The unnamed end block. */
  readonly body: readonly Statement[];
  /** `trap` statements of the body are in `body` too; they are active from the block's start. */
  /** The statements of a very long script (see `readScript`): then only its traps are in `body`. */
  readonly deferred?: StatementList;
}

/** Statements in order, held as a list or made when asked for. */
export interface StatementList {
  readonly length: number;
  at(index: number): Statement | undefined;
}

export interface NamedBlock extends Spanned {
  readonly kind: "NamedBlock";
  readonly name: "dynamicparam" | "begin" | "process" | "end" | "clean";
  readonly body: readonly Statement[];
}

export interface Parameter extends Spanned {
  readonly kind: "Parameter";
  /** As written, without `$` and without scope. */
  readonly name: string;
  /** Type constraints and attributes, in source order. */
  readonly attributes: readonly (Attribute | TypeConstraint)[];
  readonly defaultValue: Expression | null;
}

/** `[Parameter(Mandatory, Position = 0)]` */
export interface Attribute extends Spanned {
  readonly kind: "Attribute";
  readonly name: TypeName;
  readonly positional: readonly Expression[];
  /** A named argument without value (`Mandatory`) has null. */
  readonly named: readonly { readonly name: string; readonly value: Expression | null }[];
}

/** `[string]` in front of a parameter, variable or expression. */
export interface TypeConstraint extends Spanned {
  readonly kind: "TypeConstraint";
  readonly type: TypeName;
}

export interface TypeName extends Spanned {
  readonly kind: "TypeName";
  /** The name without generic arguments and array suffix, as written: `System.Collections.Generic.List`. */
  readonly name: string;
  readonly generic: readonly TypeName[];
  /** One entry for each array suffix: its rank (1 for `[]`, 2 for `[,]`). */
  readonly arrays: readonly number[];
  /** The part after the comma of an assembly-qualified name. */
  readonly assembly: string | null;
}

export interface Block extends Spanned {
  readonly kind: "Block";
  readonly body: readonly Statement[];
}

export type Statement =
  | Pipeline
  | PipelineChain
  | Assignment
  | IfStatement
  | SwitchStatement
  | ForeachStatement
  | ForStatement
  | WhileStatement
  | DoStatement
  | TryStatement
  | TrapStatement
  | FlowStatement
  | FunctionDefinition
  | ClassDefinition
  | EnumDefinition
  | DataStatement
  | BlockStatement
  | ConfigurationDefinition
  | DscNode
  | DscResource
  | UsingStatement;

/** What may stand on the right of `=`, as a hashtable value or in a condition. */
export type StatementValue = Statement;

export interface Pipeline extends Spanned {
  readonly kind: "Pipeline";
  /** At least one; only the first may be a CommandExpression. */
  readonly elements: readonly (Command | CommandExpression)[];
  /** A trailing `&` (7 only). */
  readonly background: boolean;
}

/** `a && b || c`, left associative (7 only). */
export interface PipelineChain extends Spanned {
  readonly kind: "PipelineChain";
  readonly left: Pipeline | PipelineChain;
  readonly operator: "&&" | "||";
  readonly right: Pipeline;
  readonly background: boolean;
}

export interface CommandExpression extends Spanned {
  readonly kind: "CommandExpression";
  readonly expression: Expression;
  readonly redirections: readonly Redirection[];
}

export interface Command extends Spanned {
  readonly kind: "Command";
  readonly invocation: "none" | "&" | ".";
  /** A bare word is a StringLiteral with `quote: "bare"`, or an ExpandableString with `quote: "bare"`. */
  readonly name: Expression;
  readonly elements: readonly CommandElement[];
  readonly redirections: readonly Redirection[];
}

export type CommandElement = CommandArgument | CommandParameter | VerbatimArgument | EndOfParameters;

export interface CommandArgument extends Spanned {
  readonly kind: "Argument";
  /** Comma lists are ArrayLiteral; `@name` is Splat; a bare number is NumberLiteral with its `text`. */
  readonly value: Expression;
}

/** `-Name`, `-Name:value`. */
export interface CommandParameter extends Spanned {
  readonly kind: "CommandParameter";
  /** Without the dash and the colon, as written. */
  readonly name: string;
  /** The value that follows a colon, else null (it may follow as the next Argument). */
  readonly value: Expression | null;
  /** The whole token as written (`-a:`), for a command that does not take the parameter. */
  readonly text: string;
}

/** `--%` and the raw rest of the line. */
export interface VerbatimArgument extends Spanned {
  readonly kind: "Verbatim";
  readonly text: string;
}

/** `--` */
export interface EndOfParameters extends Spanned {
  readonly kind: "EndOfParameters";
}

export type Redirection = FileRedirection | MergeRedirection;

export interface FileRedirection extends Spanned {
  readonly kind: "FileRedirection";
  readonly from: RedirectionStream;
  readonly append: boolean;
  readonly target: Expression;
}

export interface MergeRedirection extends Spanned {
  readonly kind: "MergeRedirection";
  readonly from: RedirectionStream;
  readonly to: 1 | 2;
}

export type RedirectionStream = "all" | 1 | 2 | 3 | 4 | 5 | 6;

export interface Assignment extends Spanned {
  readonly kind: "Assignment";
  /** Variable, Member, InvokeMember (a parameterised property), Index, ArrayLiteral of those, Convert or AttributedExpression around one, Paren around one. */
  readonly target: Expression;
  readonly operator: "=" | "+=" | "-=" | "*=" | "/=" | "%=" | "??=";
  readonly value: StatementValue;
}

export interface IfStatement extends Spanned {
  readonly kind: "If";
  readonly clauses: readonly { readonly condition: StatementValue; readonly body: Block }[];
  readonly otherwise: Block | null;
}

export interface SwitchStatement extends Spanned {
  readonly kind: "Switch";
  readonly label: string | null;
  readonly mode: "exact" | "wildcard" | "regex";
  readonly caseSensitive: boolean;
  readonly file: Expression | null;
  readonly subject: StatementValue | null;
  readonly clauses: readonly { readonly test: Expression; readonly body: Block }[];
  readonly otherwise: Block | null;
  /** Position of `default` among the clauses (PowerShell runs it only when no clause matched). */
}

export interface ForeachStatement extends Spanned {
  readonly kind: "Foreach";
  readonly label: string | null;
  readonly variable: Variable;
  readonly collection: StatementValue;
  readonly body: Block;
  readonly parallel: boolean;
}

export interface ForStatement extends Spanned {
  readonly kind: "For";
  readonly label: string | null;
  readonly initializer: StatementValue | null;
  readonly condition: StatementValue | null;
  readonly iterator: StatementValue | null;
  readonly body: Block;
}

export interface WhileStatement extends Spanned {
  readonly kind: "While";
  readonly label: string | null;
  readonly condition: StatementValue;
  readonly body: Block;
}

export interface DoStatement extends Spanned {
  readonly kind: "Do";
  readonly label: string | null;
  readonly until: boolean;
  readonly body: Block;
  readonly condition: StatementValue;
}

export interface TryStatement extends Spanned {
  readonly kind: "Try";
  readonly body: Block;
  readonly catches: readonly { readonly types: readonly TypeName[]; readonly body: Block }[];
  readonly finalizer: Block | null;
}

export interface TrapStatement extends Spanned {
  readonly kind: "Trap";
  readonly type: TypeName | null;
  readonly body: Block;
}

/** `return`, `throw`, `exit` with an optional pipeline; `break`, `continue` with an optional label expression. */
export type FlowStatement =
  | ExitingStatement<"Return">
  | ExitingStatement<"Throw">
  | ExitingStatement<"Exit">
  | JumpStatement<"Break">
  | JumpStatement<"Continue">;

export interface ExitingStatement<Kind extends "Return" | "Throw" | "Exit"> extends Spanned {
  readonly kind: Kind;
  /** An assignment too: `return $x = 1` gives nothing. */
  readonly value: Pipeline | PipelineChain | Assignment | null;
}

export interface JumpStatement<Kind extends "Break" | "Continue"> extends Spanned {
  readonly kind: Kind;
  readonly label: Expression | null;
}

export interface FunctionDefinition extends Spanned {
  readonly kind: "Function";
  readonly form: "function" | "filter" | "workflow";
  /** As written, with a scope prefix if there is one (`global:Foo`). */
  readonly name: string;
  /** `function f($a) {}`; a `param()` block is in `body.params`. */
  readonly params: readonly Parameter[] | null;
  readonly body: ScriptBlock;
}

export interface ClassDefinition extends Spanned {
  readonly kind: "Class";
  readonly name: string;
  readonly attributes: readonly (Attribute | TypeConstraint)[];
  readonly bases: readonly TypeName[];
  readonly members: readonly ClassMember[];
}

export type ClassMember =
  | ({
      readonly kind: "Property";
      readonly name: string;
      readonly attributes: readonly (Attribute | TypeConstraint)[];
      readonly isStatic: boolean;
      readonly isHidden: boolean;
      readonly initial: Expression | null;
    } & Spanned)
  | ({
      readonly kind: "Method";
      readonly name: string;
      readonly attributes: readonly (Attribute | TypeConstraint)[];
      readonly isStatic: boolean;
      readonly isHidden: boolean;
      readonly params: readonly Parameter[];
      /** Arguments of `: base(...)` on a constructor. */
      readonly baseArguments: readonly Expression[] | null;
      readonly body: ScriptBlock;
    } & Spanned);

export interface EnumDefinition extends Spanned {
  readonly kind: "Enum";
  readonly name: string;
  readonly attributes: readonly (Attribute | TypeConstraint)[];
  readonly underlying: TypeName | null;
  readonly members: readonly { readonly name: string; readonly value: Expression | null }[];
}

/** `data [name] [-SupportedCommand a,b] { }` */
export interface DataStatement extends Spanned {
  readonly kind: "Data";
  readonly variable: string | null;
  readonly supportedCommands: readonly Expression[];
  readonly body: Block;
}

/** `parallel { }`, `sequence { }`, `inlinescript { }` of workflows. */
export interface BlockStatement extends Spanned {
  readonly kind: "BlockStatement";
  readonly form: "parallel" | "sequence" | "inlinescript";
  readonly body: Block;
}

export interface ConfigurationDefinition extends Spanned {
  readonly kind: "Configuration";
  readonly name: Expression;
  readonly body: ScriptBlock;
}

/** `Node name { ... }` inside a configuration. */
export interface DscNode extends Spanned {
  readonly kind: "DscNode";
  readonly names: Expression | null;
  readonly body: Block;
}

/** `WindowsFeature IIS { Ensure = 'Present' }` inside a configuration. */
export interface DscResource extends Spanned {
  readonly kind: "DscResource";
  readonly type: string;
  readonly instance: Expression | null;
  readonly properties: readonly { readonly key: Expression; readonly value: StatementValue }[];
}

export interface UsingStatement extends Spanned {
  readonly kind: "Using";
  readonly what: "namespace" | "module" | "assembly" | "type" | "command";
  readonly value: Expression;
}

// ---------------------------------------------------------------- expressions

export type Expression =
  | StringLiteral
  | ExpandableString
  | NumberLiteral
  | Variable
  | Splat
  | Paren
  | SubExpression
  | ArrayExpression
  | ArrayLiteral
  | HashLiteral
  | ScriptBlockExpression
  | TypeExpression
  | Convert
  | AttributedExpression
  | Unary
  | PostfixUnary
  | Binary
  | Ternary
  | Member
  | InvokeMember
  | Index;

export type QuoteKind = "bare" | "single" | "double" | "here-single" | "here-double";

export interface StringLiteral extends Spanned {
  readonly kind: "String";
  readonly value: string;
  readonly quote: QuoteKind;
}

/** A double-quoted string, here-string or bare word with variables or sub-expressions in it. */
export interface ExpandableString extends Spanned {
  readonly kind: "Expandable";
  /** Literal text and embedded Variable or SubExpression nodes, in order. */
  readonly parts: readonly (string | Variable | SubExpression)[];
  readonly quote: QuoteKind;
}

export interface NumberLiteral extends Spanned {
  readonly kind: "Number";
  /**
   * As written: `0x1F`, `1.50`, `10MB`, `1e3`. A sign right before the digits is a Unary around this node, though
   * PowerShell counts it to the literal: `-2147483648` is an Int32.
   */
  readonly text: string;
}

export interface Variable extends Spanned {
  readonly kind: "Variable";
  /** `global:x`, `env:Path`, `_`, `?`; without `$` and braces. */
  readonly name: string;
  /** Scope or drive in lower case when the name has one before a colon (`env`, `global`, `using`), else null. */
  readonly drive: string | null;
  /** The name in lower case after the drive: the key to look it up with. */
  readonly key: string;
}

/** `@args` */
export interface Splat extends Spanned {
  readonly kind: "Splat";
  readonly variable: Variable;
}

export interface Paren extends Spanned {
  readonly kind: "Paren";
  readonly value: Statement;
}

/** `$( ... )` */
export interface SubExpression extends Spanned {
  readonly kind: "SubExpression";
  readonly body: readonly Statement[];
}

/** `@( ... )` */
export interface ArrayExpression extends Spanned {
  readonly kind: "ArrayExpression";
  readonly body: readonly Statement[];
}

/** `a, b, c` or unary `,a`. */
export interface ArrayLiteral extends Spanned {
  readonly kind: "ArrayLiteral";
  readonly items: readonly Expression[];
}

/** `@{ key = value }` */
export interface HashLiteral extends Spanned {
  readonly kind: "Hash";
  readonly entries: readonly { readonly key: Expression; readonly value: StatementValue }[];
}

export interface ScriptBlockExpression extends Spanned {
  readonly kind: "ScriptBlockExpression";
  readonly body: ScriptBlock;
}

/** `[type]` as a value. */
export interface TypeExpression extends Spanned {
  readonly kind: "Type";
  readonly type: TypeName;
}

/** `[type]expr` */
export interface Convert extends Spanned {
  readonly kind: "Convert";
  readonly type: TypeName;
  readonly operand: Expression;
}

/** `[ValidateRange(1,2)]$x` */
export interface AttributedExpression extends Spanned {
  readonly kind: "Attributed";
  readonly attribute: Attribute;
  readonly operand: Expression;
}

export interface Unary extends Spanned {
  readonly kind: "Unary";
  /** Lower case; `!` and `-not` are both "not"; the prefix `++`/`--` are here too. */
  readonly operator: "not" | "-" | "+" | "bnot" | "split" | "isplit" | "csplit" | "join" | "++" | "--";
  readonly operand: Expression;
}

export interface PostfixUnary extends Spanned {
  readonly kind: "Postfix";
  readonly operator: "++" | "--";
  readonly operand: Expression;
}

export type BinaryOperator =
  | "and"
  | "or"
  | "xor"
  | "band"
  | "bor"
  | "bxor"
  | "eq"
  | "ne"
  | "gt"
  | "ge"
  | "lt"
  | "le"
  | "like"
  | "notlike"
  | "match"
  | "notmatch"
  | "replace"
  | "contains"
  | "notcontains"
  | "in"
  | "notin"
  | "split"
  | "is"
  | "isnot"
  | "as"
  | "join"
  | "shl"
  | "shr"
  | "+"
  | "-"
  | "*"
  | "/"
  | "%"
  | "f"
  | ".."
  | "??";

export interface Binary extends Spanned {
  readonly kind: "Binary";
  /** Without the dash and without the `i`/`c` prefix. */
  readonly operator: BinaryOperator;
  /** True for `-ceq` and friends; false for the plain and the `i` forms. */
  readonly caseSensitive: boolean;
  readonly left: Expression;
  readonly right: Expression;
  /** Span of the operator itself. */
  readonly operatorStart: number;
}

/** 7 only. */
export interface Ternary extends Spanned {
  readonly kind: "Ternary";
  readonly condition: Expression;
  readonly then: Expression;
  readonly otherwise: Expression;
}

export interface Member extends Spanned {
  readonly kind: "Member";
  readonly target: Expression;
  /** A plain name, or an expression (`$o.$name`, `$o.('x')`). */
  readonly member: string | Expression;
  readonly isStatic: boolean;
  /** `?.` (7 only) */
  readonly nullConditional: boolean;
}

export interface InvokeMember extends Spanned {
  readonly kind: "InvokeMember";
  readonly target: Expression;
  readonly member: string | Expression;
  readonly isStatic: boolean;
  readonly nullConditional: boolean;
  readonly arguments: readonly Expression[];
  readonly generic: readonly TypeName[];
}

export interface Index extends Spanned {
  readonly kind: "Index";
  readonly target: Expression;
  readonly index: Expression;
  readonly nullConditional: boolean;
}

export type Node =
  | ScriptBlock
  | NamedBlock
  | Parameter
  | Attribute
  | TypeConstraint
  | TypeName
  | Block
  | Statement
  | Command
  | CommandExpression
  | CommandElement
  | Redirection
  | ClassMember
  | Expression;
