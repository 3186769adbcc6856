/** The tree of a VBScript text. Names carry the case they were written in; `key` is in lower case, as the language compares them. */

interface Span {
  readonly start: number;
  readonly end: number;
}

export type Literal =
  | { readonly type: "string"; readonly value: string }
  | { readonly type: "integer"; readonly value: number }
  | { readonly type: "double"; readonly value: number }
  | { readonly type: "boolean"; readonly value: boolean }
  | { readonly type: "date"; readonly value: string }
  | { readonly type: "empty" | "null" | "nothing" };

export type UnaryOperator = "not" | "-" | "+";
export type BinaryOperator =
  | "^"
  | "*"
  | "/"
  | "\\"
  | "mod"
  | "+"
  | "-"
  | "&"
  | "="
  | "<>"
  | "<"
  | ">"
  | "<="
  | ">="
  | "is"
  | "and"
  | "or"
  | "xor"
  | "eqv"
  | "imp";

/** An argument that was left out between commas is null. */
export type Arguments = readonly (Expression | null)[];

export type Expression = Span &
  (
    | { readonly kind: "literal"; readonly literal: Literal }
    | { readonly kind: "name"; readonly name: string; readonly key: string }
    /** `object` null: the object of the `With` around. */
    | { readonly kind: "member"; readonly object: Expression | null; readonly name: string; readonly key: string }
    | { readonly kind: "call"; readonly callee: Expression; readonly args: Arguments }
    | { readonly kind: "unary"; readonly operator: UnaryOperator; readonly operand: Expression }
    | { readonly kind: "binary"; readonly operator: BinaryOperator; readonly left: Expression; readonly right: Expression }
    | { readonly kind: "new"; readonly name: string; readonly key: string }
    | { readonly kind: "paren"; readonly inner: Expression }
    | { readonly kind: "me" }
  );

export type NameExpression = Extract<Expression, { kind: "name" }>;

export interface Declared {
  readonly name: string;
  readonly key: string;
  /** Upper bounds of a fixed array; empty: an array that `ReDim` sizes; null: no array. */
  readonly bounds: readonly number[] | null;
}

export interface CaseClause {
  readonly tests: readonly Expression[];
  readonly body: readonly Statement[];
}

export type ExitKind = "sub" | "function" | "property" | "for" | "do";

export type Statement = Span &
  (
    | { readonly kind: "dim"; readonly names: readonly Declared[] }
    | {
        readonly kind: "redim";
        readonly preserve: boolean;
        readonly items: readonly { readonly target: Expression; readonly bounds: readonly Expression[] }[];
      }
    | { readonly kind: "const"; readonly items: readonly { readonly key: string; readonly value: Expression }[] }
    | { readonly kind: "assign"; readonly target: Expression; readonly value: Expression; readonly isSet: boolean }
    /** A call whose value nobody takes; `args` null: they are part of `callee`, or there are none. */
    | { readonly kind: "call"; readonly callee: Expression; readonly args: Arguments | null }
    | {
        readonly kind: "if";
        readonly clauses: readonly { readonly condition: Expression; readonly body: readonly Statement[] }[];
        readonly otherwise: readonly Statement[] | null;
      }
    | {
        readonly kind: "select";
        readonly subject: Expression;
        readonly cases: readonly CaseClause[];
        readonly otherwise: readonly Statement[] | null;
      }
    | {
        readonly kind: "for";
        readonly variable: Expression;
        readonly from: Expression;
        readonly to: Expression;
        readonly step: Expression | null;
        readonly body: readonly Statement[];
      }
    | {
        readonly kind: "foreach";
        readonly variable: Expression;
        readonly collection: Expression;
        readonly body: readonly Statement[];
      }
    | {
        readonly kind: "loop";
        readonly before: Expression | null;
        readonly after: Expression | null;
        readonly until: boolean;
        /** `While ... Wend` is not left by `Exit Do`. */
        readonly isDo: boolean;
        readonly body: readonly Statement[];
      }
    | { readonly kind: "with"; readonly object: Expression; readonly body: readonly Statement[] }
    | { readonly kind: "exit"; readonly what: ExitKind }
    | { readonly kind: "on-error"; readonly resume: boolean }
    | { readonly kind: "erase"; readonly targets: readonly Expression[] }
    | { readonly kind: "randomize" }
    | { readonly kind: "nothing" }
  );

export interface Parameter {
  readonly name: string;
  readonly key: string;
  readonly byValue: boolean;
}

export interface Procedure extends Span {
  readonly name: string;
  readonly key: string;
  readonly form: "sub" | "function" | "get" | "let" | "set";
  readonly parameters: readonly Parameter[];
  readonly body: readonly Statement[];
  readonly isPublic: boolean;
  readonly isDefault: boolean;
}

export interface ClassDefinition extends Span {
  readonly name: string;
  readonly key: string;
  readonly fields: readonly (Declared & { readonly isPublic: boolean })[];
  readonly members: readonly Procedure[];
}

export interface Program {
  readonly statements: readonly Statement[];
  readonly procedures: readonly Procedure[];
  readonly classes: readonly ClassDefinition[];
  /** Variables have to be declared. */
  readonly explicit: boolean;
  /** How many statements stand in it, those of procedures too. */
  readonly size: number;
}
