/** A text that VBScript does not compile: nothing of it runs. Numbers and messages are those of the script engine. */
export class VbSyntaxError {
  constructor(
    readonly number: number,
    readonly message: string,
    readonly start: number,
    readonly end: number,
  ) {}
}

/** Nesting that is deeper than what is followed: says nothing about whether VBScript would take it. */
export class TooDeep {}

const MESSAGES: ReadonlyMap<number, string> = new Map([
  [1002, "Syntax error"],
  [1005, "Expected '('"],
  [1006, "Expected ')'"],
  [1007, "Expected ']'"],
  [1010, "Expected identifier"],
  [1011, "Expected '='"],
  [1012, "Expected 'If'"],
  [1013, "Expected 'To'"],
  [1014, "Expected 'End'"],
  [1015, "Expected 'Function'"],
  [1016, "Expected 'Sub'"],
  [1017, "Expected 'Then'"],
  [1018, "Expected 'Wend'"],
  [1019, "Expected 'Loop'"],
  [1020, "Expected 'Next'"],
  [1021, "Expected 'Case'"],
  [1022, "Expected 'Select'"],
  [1023, "Expected expression"],
  [1024, "Expected statement"],
  [1025, "Expected end of statement"],
  [1026, "Expected integer constant"],
  [1027, "Expected 'While' or 'Until'"],
  [1029, "Too many arguments"],
  [1031, "Invalid number"],
  [1032, "Invalid character"],
  [1033, "Unterminated string constant"],
  [1034, "Unterminated comment"],
  [1037, "Invalid use of 'Me' keyword"],
  [1038, "'loop' without 'do'"],
  [1039, "Invalid 'exit' statement"],
  [1041, "Name redefined"],
  [1044, "Cannot use parentheses when calling a Sub"],
  [1045, "Expected literal constant"],
  [1046, "Expected 'In'"],
  [1047, "Expected 'Class'"],
  [1048, "Must be defined inside a Class"],
  [1049, "Expected Let or Set or Get in property declaration"],
  [1050, "Expected 'Property'"],
]);

export function syntaxError(number: number, start: number, end: number): VbSyntaxError {
  return new VbSyntaxError(number, MESSAGES.get(number) ?? "Syntax error", start, Math.max(start, end));
}
