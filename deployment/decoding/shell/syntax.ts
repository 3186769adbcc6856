/** What a script of sh and its kin is made of; every piece keeps its place in the text. */

export type WordPart =
  /** Letters of the text as they are. */
  | { readonly kind: "text"; readonly start: number; readonly end: number; readonly quoted: boolean }
  | { readonly kind: "variable"; readonly name: string; readonly otherwise: Word | null; readonly quoted: boolean }
  /** `$(...)`, and backquotes. */
  | { readonly kind: "command"; readonly body: readonly Statement[]; readonly quoted: boolean }
  /** A value that is computed: `$((1 + 1))`, `${name//a/b}`. */
  | { readonly kind: "computed"; readonly quoted: boolean };

export interface Word {
  readonly parts: readonly WordPart[];
  readonly start: number;
}

export interface Redirection {
  readonly operator: string;
  /** The file; the text of a here-document or here-string. */
  readonly word: Word;
}

export interface Simple {
  readonly kind: "simple";
  readonly assignments: readonly { readonly name: string; readonly word: Word }[];
  readonly words: readonly Word[];
  readonly redirections: readonly Redirection[];
  readonly start: number;
}

export type Statement =
  | Simple
  | { readonly kind: "pipeline"; readonly commands: readonly Statement[] }
  | { readonly kind: "for"; readonly name: string; readonly words: readonly Word[]; readonly body: readonly Statement[] }
  /** Bodies of which it is not known which run: branches of `if` and `case`, what stands behind `||`. */
  | { readonly kind: "maybe"; readonly bodies: readonly (readonly Statement[])[] }
  /** A group, and a loop whose condition is not known: the body runs at least once, or nothing is lost by reading it. */
  | { readonly kind: "group"; readonly body: readonly Statement[]; readonly redirections: readonly Redirection[] }
  | { readonly kind: "function"; readonly name: string; readonly body: readonly Statement[] };
