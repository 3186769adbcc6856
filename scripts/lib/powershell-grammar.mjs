// Writes random PowerShell: expressions and small programs, from a grammar that knows which kinds of values go where and
// sometimes ignores it. Everything it writes is deterministic (no clock, no random numbers, no order of a hashtable) and
// harmless (no files, no network, no programs), so an engine may run it.

/** Mulberry32. @param {number} seed @returns {() => number} Numbers from 0 up to 1. */
export function generator(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const INTEGERS = ["0", "1", "2", "3", "5", "7", "10", "-1", "-3", "255", "1kb", "0x1F", "2147483647", "4000000000", "5L", "100"];
const REALS = ["1.5", "2.5", "-0.5", "0.1", "3.0", "1e3", "2.5d", "1.10d", "1e-3", "1234.5678"];
const WORDS = [
  "abc",
  "Hello World",
  "a,b,c",
  "x",
  "",
  " pad ",
  "42",
  "3.7",
  "0x1f",
  "true",
  "C:\\Temp\\file.txt",
  "key=value",
  "ABC",
  "äöü",
  "a1b22c333",
  "1e2",
  "2021-03-04",
  "one two  three",
  "$5",
  "{0}",
  "a.b.c",
  "DOMAIN\\user",
  "a-b_c",
];
const PATTERNS = ["b", "[0-9]+", "^a", "\\d", "(\\w)(\\d)", "\\s+", "c$", "[,=]", "\\.", "(?<n>\\w+)", "x|y", "^$", "."];
const WILDCARDS = ["a*", "*b*", "?", "*", "[a-c]*", "h*d", "*.txt", "[0-9]*", ""];
const FORMATS = [
  "{0}",
  "[{0}]",
  "{0:d3}",
  "{0:x}",
  "{0:X4}",
  "{0:n2}",
  "{0:f1}",
  "{0,5}|",
  "{0,-5}|",
  "{0:p0}",
  "{0:00.0}",
  "{0:#,##0.##}",
  "{0:e2}",
  "{0:c}",
  "{{{0}}}",
  "{0:g}",
  "{0:000}",
];
const TYPES = [
  "int",
  "long",
  "double",
  "decimal",
  "string",
  "bool",
  "char",
  "byte",
  "int[]",
  "string[]",
  "object[]",
  "array",
  "single",
  "uint32",
  "int16",
  "float",
];
const DATES = ["2021-03-04", "2020-02-29 13:05:09", "1999-12-31"];
const DATE_FORMATS = ["yyyy-MM-dd", "HH:mm", "dd.MM.yy", "yyyyMMddHHmmss", "d MMM yyyy"];
const LIST_TYPES = [
  "Collections.ArrayList",
  "Collections.Generic.List[object]",
  "Collections.Generic.List[int]",
  "Collections.Generic.List[string]",
  "Collections.Generic.HashSet[string]",
  "Collections.Generic.Queue[object]",
];
const NAMES = ["a", "b", "c", "n", "s", "list"];
const KEYS = ["k", "name", "x", "port"];

/**
 * @typedef {"int" | "real" | "text" | "bool" | "list" | "map" | "object" | "any"} Kind
 */

export class Grammar {
  /** @param {number} seed */
  constructor(seed) {
    this.random = generator(seed);
    /** @type {string[]} Variables that hold something here. */
    this.variables = [];
    /** @type {string[]} */
    this.functions = [];
    this.inFunction = false;
  }

  /** @param {number} limit */
  below(limit) {
    return Math.floor(this.random() * limit);
  }

  /** @template T @param {readonly T[]} list @returns {T} */
  pick(list) {
    return /** @type {T} */ (list[this.below(list.length)]);
  }

  /** @param {number} share */
  maybe(share) {
    return this.random() < share;
  }

  /** @param {(() => string)[]} ways */
  one(...ways) {
    return this.pick(ways)();
  }

  // ---------------------------------------------------------------- expressions

  /** @param {Kind} kind @param {number} depth @returns {string} */
  expression(kind, depth) {
    if (this.maybe(0.06)) return this.expression("any", depth);
    if (this.variables.length > 0 && this.maybe(0.15)) return `$${this.pick(this.variables)}`;
    switch (kind) {
      case "int":
        return this.integer(depth);
      case "real":
        return this.real(depth);
      case "text":
        return this.text(depth);
      case "bool":
        return this.truth(depth);
      case "list":
        return this.list(depth);
      case "map":
        return this.map(depth);
      case "object":
        return this.object(depth);
      case "any":
        return this.expression(
          this.pick(
            /** @type {Kind[]} */ (["int", "int", "real", "text", "text", "text", "bool", "list", "list", "map", "object"]),
          ),
          depth,
        );
    }
  }

  /** An expression that may stand beside an operator. @param {Kind} kind @param {number} depth */
  operand(kind, depth) {
    const text = this.expression(kind, depth);
    return /^(?:\$\w+|'[^']*')$/.test(text) ? text : `(${text})`;
  }

  /** @param {number} depth */
  integer(depth) {
    if (depth <= 0) return this.pick(INTEGERS);
    const d = depth - 1;
    return this.one(
      () => this.pick(INTEGERS),
      () => `${this.operand("int", d)} ${this.pick(["+", "-", "*"])} ${this.operand("int", d)}`,
      () => `${this.operand("int", d)} ${this.pick(["/", "%"])} ${this.operand("int", 0)}`,
      () => `${this.operand("int", d)} ${this.pick(["-band", "-bor", "-bxor", "-shl", "-shr"])} ${this.operand("int", 0)}`,
      () => `-bnot ${this.operand("int", d)}`,
      () => `-${this.operand("int", d)}`,
      () => `[int]${this.operand("real", d)}`,
      () => `[int]${this.operand("text", d)}`,
      () => `[math]::${this.pick(["Max", "Min"])}(${this.expression("int", d)}, ${this.expression("int", d)})`,
      () => `[math]::${this.pick(["Abs", "Sign"])}(${this.expression("int", d)})`,
      () => `${this.operand("text", d)}.Length`,
      () => `${this.operand("text", d)}.IndexOf('${this.pick(["a", "b", ",", "o"])}')`,
      () => `${this.operand("list", d)}.Count`,
      () => `${this.operand("list", d)}[${this.pick(["0", "1", "-1", "9"])}]`,
      () => `${this.operand("any", d)} -as [int]`,
      () => `[array]::IndexOf(${this.operand("list", d)}, ${this.expression("any", 0)})`,
      () => `[int][char]${this.pick(["'a'", "'Z'", "65"])}`,
      () => `${this.operand("text", d)}.LastIndexOf('${this.pick(["a", "b", "."])}')`,
      () => `${this.operand("map", d)}.Count`,
      () => `([datetime]'${this.pick(DATES)}').${this.pick(["Year", "Month", "DayOfYear", "Hour"])}`,
      () => `([version]'${this.pick(["1.2.3", "10.0", "1.2.3.4"])}').${this.pick(["Major", "Minor", "Build", "Revision"])}`,
      () =>
        `([timespan]'${this.pick(["1:02:03", "2.03:00:00", "00:00:30"])}').${this.pick(["Hours", "Days", "TotalSeconds", "TotalMinutes"])}`,
      () =>
        `[convert]::${this.pick(["ToInt64", "ToByte", "ToInt16", "ToUInt32", "ToBoolean", "ToDouble"])}(${this.expression(this.pick(["int", "text", "bool", "any"]), 0)})`,
      () => `${this.operand("bool", d)} ? ${this.operand("int", d)} : ${this.operand("any", d)}`,
      () => `${this.operand("any", d)} ?? ${this.operand("int", d)}`,
      () => `[convert]::ToInt32(${this.pick(["'1f', 16", "'101', 2", "'17', 8", "'42'", "3.5", "'x'"])})`,
    );
  }

  /** @param {number} depth */
  real(depth) {
    if (depth <= 0) return this.pick(REALS);
    const d = depth - 1;
    return this.one(
      () => this.pick(REALS),
      () => `${this.operand("real", d)} ${this.pick(["+", "-", "*", "/"])} ${this.operand(this.pick(["real", "int"]), d)}`,
      () => `[math]::Round(${this.expression("real", d)}${this.pick(["", ", 1", ", 2"])})`,
      () => `[math]::${this.pick(["Floor", "Ceiling", "Truncate", "Abs", "Sqrt"])}(${this.expression("real", d)})`,
      () => `[${this.pick(["double", "decimal", "single"])}]${this.operand(this.pick(["int", "text", "real"]), d)}`,
      () => `[math]::Pow(${this.pick(["2", "3", "10", "0.5"])}, ${this.pick(["2", "3", "-1", "0"])})`,
    );
  }

  literal() {
    const word = this.pick(WORDS);
    return this.maybe(0.7) ? `'${word.replaceAll("'", "''")}'` : `"${word.replaceAll("$", "`$")}"`;
  }

  /** @param {number} depth */
  expandable(depth) {
    let text = "";
    for (let parts = 1 + this.below(3); parts > 0; parts--) {
      text += this.one(
        () => this.pick(["a", "x: ", "-", "[", "/", "`t", "`n", " = ", "``", "100%", "''"]),
        () => (this.variables.length > 0 ? `$${this.pick(this.variables)}` : "v"),
        () => (this.variables.length > 0 ? `\${${this.pick(this.variables)}}` : "w"),
        () => `$(${this.expression("any", Math.max(0, depth - 1)).replaceAll('"', "'")})`,
      );
    }
    return `"${text}"`;
  }

  /** @param {number} depth */
  text(depth) {
    if (depth <= 0) return this.literal();
    const d = depth - 1;
    return this.one(
      () => this.literal(),
      () => this.expandable(d),
      () => `${this.operand("text", d)} + ${this.operand(this.pick(["text", "int", "any"]), d)}`,
      () => `${this.operand("text", d)} * ${this.pick(["0", "2", "3", "-1", "1.6"])}`,
      () => `'${this.pick(FORMATS)}' -f ${this.operand(this.pick(["int", "real", "text"]), d)}`,
      () =>
        `'${this.pick(["{0}{1}", "{1}-{0}", "{0} {0}", "{0,4}{1,-4}.", "{2}"])}' -f ${this.operand("text", d)}, ${this.operand("int", d)}`,
      () => `${this.operand("list", d)} -join '${this.pick(["", ",", "; ", "--"])}'`,
      () => `-join ${this.operand("list", d)}`,
      () =>
        `${this.operand("text", d)} -${this.pick(["replace", "creplace", "ireplace"])} '${this.pick(PATTERNS)}', '${this.pick(["", "_", "$0$0", "[$1]", "${n}", "$$"])}'`,
      () =>
        `${this.operand("text", d)}.${this.pick(["ToUpper()", "ToLower()", "Trim()", "TrimStart()", "TrimEnd('c')", "Trim('a', 'x')", "ToString()"])}`,
      () => `${this.operand("text", d)}.Replace('${this.pick(["a", "b", "l", ","])}', '${this.pick(["", "Z", "yy"])}')`,
      () => `${this.operand("text", d)}.Substring(${this.pick(["0", "1", "2"])}${this.pick(["", ", 1", ", 2"])})`,
      () => `${this.operand("text", d)}.${this.pick(["PadLeft", "PadRight"])}(${this.pick(["3", "8", "8, '.'"])})`,
      () => `${this.operand("text", d)}.${this.pick(["Insert(0, 'i')", "Remove(1)", "Remove(0, 1)", "Normalize()"])}`,
      () => `[string]${this.operand("any", d)}`,
      () =>
        `${this.operand(this.pick(["int", "real"]), d)}.ToString(${this.pick(["", "'x'", "'N1'", "'000'", "'0.00'", "'F3'"])})`,
      () => `[string]::Join('${this.pick([",", "+", ""])}', ${this.expression("list", d)})`,
      () => `[string]::Format('${this.pick(FORMATS)}', ${this.expression(this.pick(["int", "text"]), d)})`,
      () => `[string]::Concat(${this.expression("text", d)}, ${this.expression("text", d)})`,
      () => `[char]${this.pick(["65", "'z'", "0x41", "(97 + 2)"])}`,
      () => `${this.operand("any", d)}.GetType().Name`,
      () => `[Text.Encoding]::UTF8.GetString([Convert]::FromBase64String('${this.pick(["YWJj", "SGVsbG8=", "w6Q=", "eA=="])}'))`,
      () =>
        `[Convert]::ToBase64String([Text.Encoding]::${this.pick(["UTF8", "Unicode", "ASCII"])}.GetBytes(${this.expression("text", d)}))`,
      () => `[regex]::Replace(${this.expression("text", d)}, '${this.pick(PATTERNS)}', '${this.pick(["", "#", "<$0>"])}')`,
      () => `[regex]::Escape(${this.expression("text", d)})`,
      () => `${this.operand("text", d)}[${this.pick(["0", "1", "-1", "0..1", "9"])}]`,
      () => `[string]::new('${this.pick(["a", "-"])}', ${this.pick(["0", "3"])})`,
      () =>
        `${this.operand("text", d)} -replace '${this.pick(PATTERNS)}', { ${this.pick(["$_.Value.ToUpper()", "'<' + $_.Value + '>'", "$_.Index"])} }`,
      () =>
        `[regex]::Replace(${this.expression("text", d)}, '${this.pick(PATTERNS)}', { ${this.pick(["$args[0].Value.ToUpper()", "'-'", "param($m) $m.Length"])} })`,
      () => `${this.operand("any", d)} -as [string]`,
      () => `([datetime]'${this.pick(DATES)}').ToString('${this.pick(DATE_FORMATS)}')`,
      () =>
        `'{0:${this.pick(DATE_FORMATS.slice(0, 4).map((one) => one.replace(":", "\\:")))}}' -f [datetime]'${this.pick(DATES)}'`,
      () =>
        `([datetime]'${this.pick(DATES)}').${this.pick(["AddDays(1)", "AddMonths(1)", "AddHours(-5)", "Date"])}.ToString('${this.pick(DATE_FORMATS)}')`,
      () =>
        `[Text.StringBuilder]::new(${this.expression("text", 0)}).Append(${this.expression(this.pick(["text", "int", "any"]), 0)}).ToString()`,
      () => `[char]::${this.pick(["ToUpper", "ToLower"])}('${this.pick(["a", "B", "ä"])}')`,
      () => `[BitConverter]::ToString([byte[]](${this.pick(["1, 2, 255", "0x10", "1..4"])}))`,
      () => `[convert]::ToString(${this.expression("int", 0)}${this.pick(["", ", 2", ", 16", ", 8"])})`,
      () => `'${this.pick(["{0}-{1}", "{1:n1}|{0,-6}|", "{0:x}{1:x}", "{1}{0}{1}"])}' -f ${this.operand("list", d)}`,
      () => `[version]'${this.pick(["1.2.3", "10.0"])}'`,
      () => `${this.operand("object", d)}.${this.pick(["k", "name", "port", "missing", "PSObject.Properties.Name"])}`,
      () => `${this.operand("map", d)}.${this.pick(["k", "name", "x", "Count", "port"])}`,
      () => `${this.operand("map", d)}[${this.pick(["'k'", "'x'", "0", "1", "'missing'"])}]`,
      () => `@'\n${this.pick(["a $x b", "line ''one''", '"quoted"'])}\n'@`,
      () =>
        `[regex]::Match(${this.expression("text", d)}, '${this.pick(PATTERNS)}').${this.pick(["Value", "Success", "Index", "Length", "Groups[1].Value"])}`,
      () =>
        `[IO.Path]::${this.pick(["GetExtension", "GetFileNameWithoutExtension"])}(${this.pick(["'file.tar.gz'", "'name'", "'a.txt'"])})`,
    );
  }

  /** @param {number} depth */
  truth(depth) {
    if (depth <= 0) return this.pick(["$true", "$false"]);
    const d = depth - 1;
    return this.one(
      () => this.pick(["$true", "$false"]),
      () =>
        `${this.operand("int", d)} ${this.pick(["-eq", "-ne", "-gt", "-ge", "-lt", "-le"])} ${this.operand(this.pick(["int", "real", "text"]), d)}`,
      () =>
        `${this.operand("text", d)} ${this.pick(["-eq", "-ne", "-ceq", "-ieq", "-gt", "-lt", "-cne", "-cgt"])} ${this.operand(this.pick(["text", "int"]), d)}`,
      () => `${this.operand("text", d)} ${this.pick(["-like", "-notlike", "-clike"])} '${this.pick(WILDCARDS)}'`,
      () => `${this.operand("text", d)} ${this.pick(["-match", "-notmatch", "-cmatch"])} '${this.pick(PATTERNS)}'`,
      () => `${this.operand("list", d)} ${this.pick(["-contains", "-notcontains", "-ccontains"])} ${this.operand("any", d)}`,
      () => `${this.operand("any", d)} ${this.pick(["-in", "-notin", "-cin"])} ${this.operand("list", d)}`,
      () => `${this.operand("bool", d)} ${this.pick(["-and", "-or", "-xor"])} ${this.operand("any", d)}`,
      () => `${this.pick(["-not ", "!"])}${this.operand("any", d)}`,
      () => `${this.operand("any", d)} ${this.pick(["-is", "-isnot"])} [${this.pick(TYPES)}]`,
      () => `[bool]${this.operand("any", d)}`,
      () => `$null -eq ${this.operand("any", d)}`,
      () => `${this.operand("text", d)}.${this.pick(["StartsWith('a')", "EndsWith('c')", "Contains('b')", "Equals('abc')"])}`,
      () => `[string]::${this.pick(["IsNullOrEmpty", "IsNullOrWhiteSpace"])}(${this.expression("text", d)})`,
      () => `${this.operand("map", d)}.ContainsKey('${this.pick(KEYS)}')`,
      () => `[regex]::IsMatch(${this.expression("text", d)}, '${this.pick(PATTERNS)}')`,
      () => `[string]::Equals(${this.expression("text", d)}, ${this.expression("text", 0)})`,
      () => `[object]::Equals(${this.expression("any", 0)}, ${this.expression("any", 0)})`,
      () => `${this.operand("any", d)}.Equals(${this.expression("any", 0)})`,
      () => `[char]::Is${this.pick(["Digit", "Letter", "Upper", "WhiteSpace"])}(${this.operand("text", d)}, 0)`,
      () => `[datetime]'${this.pick(DATES)}' ${this.pick(["-lt", "-gt", "-eq"])} '${this.pick(DATES)}'`,
      () => `[version]'1.10' ${this.pick(["-lt", "-gt", "-eq"])} '${this.pick(["1.9", "1.10", "2.0.1"])}'`,
      () =>
        `${this.operand("any", d)} -is [${this.pick(["Collections.IList", "Collections.IDictionary", "IComparable", "ValueType", "Collections.IEnumerable", "object"])}]`,
      () => `${this.operand("map", d)}.Contains(${this.pick(["'k'", "'x'", "1"])})`,
    );
  }

  /** @param {number} depth */
  list(depth) {
    const items = (/** @type {number} */ d) =>
      Array.from({ length: 1 + this.below(4) }, () => this.operand(this.pick(["int", "text", "any"]), d)).join(", ");
    if (depth <= 0)
      return this.one(
        () => `@(${items(0)})`,
        () => items(0),
        () => "@()",
        () => `${this.pick(["1", "0", "-1", "3"])}..${this.pick(["3", "5", "0"])}`,
      );
    const d = depth - 1;
    return this.one(
      () => `@(${items(d)})`,
      () => items(d),
      () => `${this.pick(["1", "0", "-1", "3"])}..${this.pick(["3", "5", "0", "1"])}`,
      () => `, ${this.operand("any", d)}`,
      () => `${this.operand("list", d)} + ${this.operand(this.pick(["any", "list"]), d)}`,
      () => `${this.operand("list", d)} * ${this.pick(["0", "2", "3"])}`,
      () => `${this.operand("list", d)}[${this.pick(["0..1", "1..9", "-1..0", "0, 2", "-1, 0"])}]`,
      () =>
        `${this.operand("text", d)} -split '${this.pick([",", " ", "\\d", "", "b", "(,)", "\\s+"])}'${this.pick(["", "", ", 2"])}`,
      () => `-split ${this.operand("text", d)}`,
      () => `${this.operand("text", d)}.Split('${this.pick([",", " ", ".", "a"])}')`,
      () => `${this.operand("text", d)}.ToCharArray()`,
      () => `[string[]]${this.operand("list", d)}`,
      () => `[int[]](${this.pick(["'1', '2'", "1.5, 2.5", "'7'", "1..3"])})`,
      () =>
        `${this.operand("list", d)} ${this.pick(["-eq", "-ne", "-gt", "-le"])} ${this.operand(this.pick(["int", "text"]), d)}`,
      () => `${this.operand("list", d)} ${this.pick(["-like", "-notlike"])} '${this.pick(WILDCARDS)}'`,
      () => `${this.operand("list", d)} ${this.pick(["-match", "-notmatch"])} '${this.pick(PATTERNS)}'`,
      () => `${this.operand("list", d)} -replace '${this.pick(PATTERNS)}', '${this.pick(["", "_"])}'`,
      () => `@(${this.pipeline(d)})`,
      () => `'a'..'${this.pick(["c", "a", "e"])}'`,
      () => `[${this.pick(LIST_TYPES)}]${this.operand("list", d)}`,
      () => `[char[]]${this.operand("text", d)}`,
      () => `[${this.pick(["object[]", "double[]", "bool[]", "byte[]", "decimal[]"])}]${this.operand("list", d)}`,
      () => `${this.operand("list", d)}.Clone()`,
      () =>
        `([ordered]@{ k = ${this.expression("any", 0)}; x = ${this.expression("any", 0)} }).${this.pick(["Keys", "Values", "GetEnumerator()"])} | % { "$_" }`,
      () =>
        `${this.operand("text", d)}.Split(${this.pick(["',', 2", "('a', 'b'), 'RemoveEmptyEntries'", "[char[]]' ,'", "' ', [StringSplitOptions]::RemoveEmptyEntries"])})`,
      () => `${this.operand("list", d)} -as [${this.pick(["string[]", "int[]", "array"])}]`,
      () => `& { ${this.expression("any", d)}; ${this.expression("any", 0)} }`,
      () => `[Collections.ArrayList]::new(${this.operand("list", d)})`,
      () =>
        `${this.operand("list", d)}.${this.pick(["ForEach({ $_ })", "Where({ $_ })", "ForEach('ToString')", "Where({ $_ -gt 1 }, 'First')", "ForEach([string])", "ForEach({ param($p) $p }, 1)", "Where({ $_ }, 'Split')[1]", "Where({ $_ }, 'SkipUntil')", "Where({ $_ }, 'Last', 2)", "ForEach('Length')"])}`,
      () => `[array]${this.operand("any", d)}`,
      () => `$(${this.expression("any", d)}; ${this.expression("any", d)})`,
      () => `[regex]::Split(${this.expression("text", d)}, '${this.pick(PATTERNS)}')`,
      () => `@([regex]::Matches(${this.expression("text", d)}, '${this.pick(PATTERNS)}') | ForEach-Object { $_.Value })`,
    );
  }

  /** @param {number} depth */
  map(depth) {
    const d = Math.max(0, depth - 1);
    if (depth <= 0) return `@{ ${this.pick(KEYS)} = ${this.expression("any", 0)} }`;
    return this.one(
      () => `@{ ${this.pick(KEYS)} = ${this.expression("any", d)} }`,
      () =>
        `[ordered]@{ k = ${this.expression("any", d)}; ${this.pick(["x", "'two words'", "1"])} = ${this.expression("any", d)} }`,
      () => `@{ k = ${this.expression("any", d)} } + @{ other = ${this.expression("any", d)} }`,
      () => "@{}",
      () => `@{ k = @{ x = ${this.expression("any", 0)} }; name = ${this.expression("list", 0)} }`,
      () => `${this.operand("map", 0)}.Clone()`,
    );
  }

  /** @param {number} depth */
  object(depth) {
    const d = Math.max(0, depth - 1);
    return this.one(
      () => `[pscustomobject]@{ k = ${this.expression("any", d)}; name = ${this.expression("text", d)} }`,
      () => `[pscustomobject]@{ port = ${this.expression("int", d)} }`,
    );
  }

  // ---------------------------------------------------------------- pipelines

  /** @param {number} depth */
  pipeline(depth) {
    const d = Math.max(0, depth - 1);
    let text = this.expression("list", d);
    for (let stages = 1 + this.below(2); stages > 0; stages--) {
      text += ` | ${this.one(
        () => `ForEach-Object { ${this.item(d)} }`,
        () => `% { ${this.item(d)} }`,
        () => `Where-Object { ${this.itemTest(d)} }`,
        () => `? { ${this.itemTest(d)} }`,
        () => `% ${this.pick(["Length", "ToString", "Count", "k"])}`,
        () => `Where-Object ${this.pick(["Length", "Count"])} -${this.pick(["gt", "eq", "le"])} ${this.pick(["0", "1", "2"])}`,
        () => `% -Begin { ${this.expression("any", 0)} } -Process { $_ } -End { ${this.expression("any", 0)} }`,
        () => `ForEach-Object { $_; ${this.expression("any", 0)} }`,
      )}`;
    }
    return text;
  }

  /** @param {number} depth */
  item(depth) {
    return this.one(
      () => "$_",
      () => `"<$_>"`,
      () => `$_ ${this.pick(["+ 1", "* 2", "- 1", "+ 'x'", "-replace 'a', 'b'", "-eq 1", "-join '-'"])}`,
      () => `$_.${this.pick(["Length", "ToString()", "GetType().Name", "Count"])}`,
      () => `if (${this.itemTest(depth)}) { ${this.expression("any", 0)} }`,
      () => `, $_`,
      () => `$_, ${this.expression("any", 0)}`,
      () => `'{0}!' -f $_`,
      () => `[string]$_`,
      () => `return $_; 'never'`,
      () => `$PSItem`,
    );
  }

  /** @param {number} depth */
  itemTest(depth) {
    return this.one(
      () => `$_ ${this.pick(["-gt", "-ne", "-eq", "-lt"])} ${this.operand(this.pick(["int", "text"]), 0)}`,
      () => `$_ -match '${this.pick(PATTERNS)}'`,
      () => `$_ -like '${this.pick(WILDCARDS)}'`,
      () => "$_",
      () => `$_ -is [${this.pick(["string", "int"])}]`,
      () => this.expression("bool", depth),
    );
  }

  // ---------------------------------------------------------------- statements

  /** @param {number} depth @returns {string} */
  statement(depth) {
    const d = depth - 1;
    if (depth <= 0) {
      return this.one(
        () => this.expression("any", 1),
        () => this.assignment(1),
        () => `"${this.variables.map((name) => `$${name}`).join("|")}"`,
      );
    }
    return this.one(
      () => this.expression("any", 2),
      () => this.pipeline(2),
      () => this.assignment(2),
      () => this.assignment(2),
      () => this.choice(d),
      () => this.loop(d),
      () => this.switched(d),
      () => this.attempt(d),
      () => this.definition(d),
      () => this.call(d),
      () => `& { ${this.block(d)} }`,
      () => `. { ${this.block(d)} }`,
      () => this.blockValue(d),
      () => this.tables(),
      () => this.lists(),
      () =>
        `trap { ${this.pick(['"t:$_"; continue', "'t'; break", "continue", '"t:$_"'])} }; ${this.pick(["1 / 0", "[int]'x'", "throw 'y'", "'a'.Substring(9)"])}; 'next'`,
      () => `$a, $b = ${this.expression("any", 1)}, ${this.expression("any", 1)}; $a, $b = $b, $a; $a; $b`,
      () => `$c = $n = ${this.expression("any", 1)}; $c; $n`,
      () => `[void]${this.operand("any", 1)}; $null = ${this.expression("any", 1)}; $?`,
      () =>
        `${this.operand("list", 1)} | & { ${this.pick(["process { $_ } end { 'e' }", "$input", "@($input).Count", "begin { $t = 0 } process { $t += $_ } end { $t }"])} }`,
      () => `filter Pass-It { ${this.item(0)} }; ${this.operand("list", 1)} | Pass-It`,
      () =>
        `$ErrorActionPreference = '${this.pick(["Stop", "SilentlyContinue", "Continue"])}'; try { ${this.pick(["1 / 0", "[int]'x'", "$null.f()", "'a'.Substring(5)"])}; 'after' } catch { 'c' }; ${this.block(0)}`,
      () =>
        `& { param($p, $q = ${this.expression("any", 0)}) ${this.maybe(0.5) ? '"$p/$q"; ' : ""}${this.block(d)} } ${this.argument(d)}`,
    );
  }

  /** Statements in a block of their own. @param {number} depth */
  block(depth) {
    const before = [...this.variables];
    const text = this.statements(1 + this.below(2), depth);
    this.variables = before;
    return text;
  }

  /** @param {number} count @param {number} depth */
  statements(count, depth) {
    const list = [];
    for (let index = 0; index < count; index++) list.push(this.statement(depth));
    return list.join("; ");
  }

  /** @param {number} depth */
  assignment(depth) {
    const name = this.pick(NAMES);
    const kind = this.pick(/** @type {Kind[]} */ (["int", "text", "list", "any", "map", "object"]));
    const known = this.variables.includes(name);
    const text = this.one(
      () => `$${name} = ${this.expression(kind, depth)}`,
      () => `$${name} = ${this.expression(kind, depth)}`,
      () =>
        `$${name} ${this.pick(["+=", "+=", "-=", "*=", "/=", "%="])} ${this.expression(this.pick(["int", "text", "any"]), depth)}`,
      () => `[${this.pick(TYPES)}]$${name} = ${this.expression(kind, depth)}`,
      () => `$${name}, $${this.pick(NAMES)} = ${this.expression("list", depth)}`,
      () =>
        `$${name} = if (${this.expression("bool", 1)}) { ${this.expression("any", depth)} }${this.maybe(0.5) ? ` else { ${this.expression("any", depth)} }` : ""}`,
      () => `$${name} = @(${this.pipeline(depth)})`,
      () => `$${name} = ${this.pipeline(depth)}`,
      () => `$${name} = foreach ($i in ${this.expression("list", 1)}) { ${this.expression("any", 1)} }`,
      () => (known ? `$${name}${this.pick(["++", "--"])}` : `$${name} = 0; $${name}++`),
      () =>
        known
          ? `$${name}[${this.pick(["0", "1", "-1", "'k'"])}] = ${this.expression("any", 1)}`
          : `$${name} = @(1, 2, 3); $${name}[1] = ${this.expression("any", 1)}`,
      () =>
        known
          ? `$${name}.${this.pick(KEYS)} = ${this.expression("any", 1)}`
          : `$${name} = @{}; $${name}.k = ${this.expression("any", 1)}`,
      () => `$script:${name} = ${this.expression("any", 1)}`,
    );
    if (!known) this.variables.push(name);
    return text;
  }

  /** Script blocks as values. @param {number} depth */
  blockValue(depth) {
    const body = this.pick(["$args[0]", 'param($p) "<$p>"', "param($p, $q = 2) $p; $q", "$args.Count; $_", "return $args; 'no'"]);
    const argument = this.argument(0);
    return `$sb = { ${this.maybe(0.7) ? body : this.block(depth)} }; ${this.pick([
      `& $sb ${argument}`,
      `$sb.Invoke(${this.expression("any", 0)})`,
      `. $sb ${argument}`,
      `${this.operand("list", 0)} | % $sb`,
      `@(& $sb ${argument}).Count`,
      `${this.operand("list", 0)}.ForEach($sb)`,
      "$sb.ToString()",
    ])}`;
  }

  tables() {
    const key = this.pick(["'k'", "'x'", "1", "'new'"]);
    // Only an [ordered] table has an order to be compared, and the engine's culture is none: no text is ordered.
    const ordered = this.maybe(0.5);
    const walks = ordered ? ["$h.GetEnumerator() | % { $_.Key }", 'foreach ($e in $h.Values) { "v:$e" }', "$h.Keys"] : [];
    return `$h = ${ordered ? "[ordered]" : ""}@{ k = ${this.expression("any", 1)} }; ${this.pick([
      `$h[${key}] = ${this.expression("any", 0)}`,
      `$h.Add(${key}, ${this.expression("any", 0)})`,
      `$h.Remove(${key})`,
      "$h.k++",
      "$h.k += 'x'",
      "$h.sub = @{}; $h.sub.deep = 1",
      "$h.Clear()",
    ])}; ${this.pick(["$h.Count", "$h", "$h.Keys.Count", "$h.k", '"$($h.k)"', ...walks])}`;
  }

  lists() {
    return `$l = [${this.pick(LIST_TYPES)}]::new(); ${this.pick([
      `[void]$l.Add(${this.expression("any", 0)}); $l.Add('b')`,
      `$l.AddRange(${this.operand("list", 0)})`,
      `$l += ${this.expression("any", 0)}`,
      `[void]$l.Add(3); $l.Insert(0, 1)`,
      `$l.Add(2); $l.Remove(2)`,
      `$l.Enqueue(1); $l.Dequeue()`,
    ])}; ${this.pick(["$l.Count", "$l", "$l.Contains(2)", "$l[0]", "$l -join ','", "$l.GetType().Name", "$l.ToArray()", "$l.IndexOf('b')"])}`;
  }

  classes() {
    return `${this.pick([
      'class P { [int]$n = 3; [string] Say([string]$t) { return "$t$($this.n)" } static [int] Two() { return 2 } }; $o = [P]::new(); ',
      "class P { $n; P($x) { $this.n = $x } [object] Say($t) { return @($t, $this.n) } static [object] Two() { return '2' } }; $o = [P]::new('c'); ",
      "enum E { A; B = 5; C }; class P { [E]$n = 'C'; [string] Say($t) { return [string]$this.n + $t } static [int] Two() { return [int][E]::B } }; $o = [P]::new(); ",
    ])}${this.pick([
      `$o.n = ${this.expression("any", 0)}; $o.n`,
      `$o.Say(${this.expression("any", 0)})`,
      "[P]::Two()",
      "$o.GetType().Name; $o -is [P]",
      '$o.n; "$o"',
      "($o, $o).n",
    ])}`;
  }

  /** @param {number} depth */
  choice(depth) {
    let text = `if (${this.expression(this.pick(["bool", "bool", "any"]), 1)}) { ${this.block(depth)} }`;
    if (this.maybe(0.3)) text += ` elseif (${this.expression("bool", 1)}) { ${this.block(depth)} }`;
    if (this.maybe(0.6)) text += ` else { ${this.block(depth)} }`;
    return text;
  }

  leaver() {
    return this.maybe(0.4)
      ? `; if ($i ${this.pick(["-eq", "-gt"])} ${this.pick(["1", "2"])}) { ${this.pick(["break", "continue", "'x'"])} }; $i`
      : "";
  }

  /** @param {number} depth */
  loop(depth) {
    return this.one(
      () => `foreach ($i in ${this.expression("list", 1)}) { ${this.block(depth)}${this.leaver()} }`,
      () => `for ($i = 0; $i -lt ${this.pick(["2", "3"])}; $i++) { ${this.block(depth)}${this.leaver()} }`,
      () => `$i = 0; while ($i -lt ${this.pick(["2", "3"])}) { $i++; ${this.block(depth)}${this.leaver()} }`,
      () => `$i = 0; do { $i++; ${this.block(depth)}${this.leaver()} } ${this.pick(["while ($i -lt 3)", "until ($i -ge 2)"])}`,
      () =>
        `:outer foreach ($j in 1..2) { foreach ($i in 1..3) { if ($i -eq 2) { ${this.pick(["break", "continue", "break outer", "continue outer"])} }; "$j$i" } }`,
    );
  }

  /** @param {number} depth */
  switched(depth) {
    const mode = this.pick(["", "", "", " -Wildcard", " -Regex", " -CaseSensitive", " -Exact"]);
    const test = () =>
      this.one(
        () =>
          mode === " -Wildcard" ? `'${this.pick(WILDCARDS)}'` : mode === " -Regex" ? `'${this.pick(PATTERNS)}'` : this.literal(),
        () => this.pick(["1", "2", "'abc'", "$true", "'x'"]),
        () => `{ ${this.itemTest(0)} }`,
      );
    let text = `switch${mode} (${this.expression(this.pick(["any", "list", "text", "int"]), 1)}) {`;
    for (let clauses = 1 + this.below(3); clauses > 0; clauses--) {
      text += ` ${test()} { ${this.one(
        () => `"m:$_"`,
        () => this.block(Math.min(depth, 0)),
      )}${this.pick(["", "", "; break", "; continue"])} }`;
    }
    if (this.maybe(0.6)) text += ` default { "d:$_" }`;
    return `${text} }`;
  }

  /** @param {number} depth */
  attempt(depth) {
    const failing = this.one(
      () =>
        `throw ${this.one(
          () => this.literal(),
          () => this.expression("int", 0),
          () => "[ArgumentException]::new('bad')",
          () => "",
        )}`,
      () => `[int]'${this.pick(["x", "1.5", "", "9999999999"])}'`,
      () => "1 / 0",
      () => `$null.${this.pick(["Method()", "Length.ToString()"])}`,
      () => `${this.literal()}.Substring(${this.pick(["99", "7"])})`,
      () => this.block(depth),
      () => `[int]::Parse('${this.pick(["x", "12"])}')`,
    );
    const caught = this.one(
      () => `"caught $_"`,
      () => "$_.Exception.GetType().Name",
      () => "$_.Exception.Message",
      () => "'c'",
      () => this.block(depth),
    );
    const types = this.pick([
      "",
      "",
      "",
      " [DivideByZeroException]",
      " [FormatException]",
      " [System.Management.Automation.RuntimeException]",
      " [ArgumentException]",
    ]);
    let text = `try { ${this.block(0)}; ${failing}; 'after' } catch${types} { ${caught} }`;
    if (types !== "" && this.maybe(0.7)) text += ` catch { 'other' }`;
    if (this.maybe(0.3)) text += ` finally { ${this.pick(["'f'", "$n = 9"])} }`;
    return text;
  }

  /** @param {number} depth */
  definition(depth) {
    const name = this.pick(["f", "g", "Get-It"]);
    const inside = this.inFunction;
    const variables = this.variables;
    this.inFunction = true;
    this.variables = ["x", "y"];
    const parameters = this.pick([
      "param($x, $y)",
      "param([int]$x, [string]$y)",
      'param($x = 5, $y = "d$x")',
      "param([Parameter(Mandatory)]$x, $y)",
      "[CmdletBinding()] param([Parameter(Position = 0)][string]$x, [switch]$y)",
      "param([string[]]$x, [switch]$y)",
      "param([Parameter(ValueFromPipeline)]$x, $y)",
      "param([ValidateSet('a', 'b', 'x')]$x, [ValidateRange(1, 9)]$y = 3)",
      "param([int[]]$x, [hashtable]$y)",
      "param([bool]$x, [double]$y)",
      "param([Parameter(ValueFromRemainingArguments)]$x)",
    ]);
    const body = this.one(
      () => this.block(depth),
      () => `"$x|$y|$($args.Count)"`,
      () => `"$x|$y"; return ${this.expression("any", 1)}; 'no'`,
      () => `begin { 'b' } process { "p:$_$x" } end { 'e' }`,
      () => `$x; $y; $args`,
      () => `if ($x) { ${this.expression("any", 1)}; return }; 'end'`,
      () => `$PSBoundParameters.Count; $x.GetType().Name`,
      () => `process { $x } end { ${this.block(depth)} }`,
    );
    this.variables = variables;
    this.inFunction = inside;
    if (!this.functions.includes(name)) this.functions.push(name);
    return `function ${name} { ${parameters} ${body} }; ${this.callOf(name, depth)}`;
  }

  /** @param {number} depth */
  argument(depth) {
    return this.one(
      () => this.pick(["1", "2.50", "0x10", "abc", "x", "'q r'", "1,2", "$null", "$true", "a,b", "@()", "@{k=1}", "-1", "1kb"]),
      () => this.pick(["a", "5", "x"]),
      () => `(${this.expression("any", depth)})`,
      () => (this.variables.length > 0 ? `$${this.pick(this.variables)}` : "v"),
      () => this.expandable(0),
    );
  }

  /** @param {string} name @param {number} depth */
  callOf(name, depth) {
    return this.one(
      () => `${name} ${this.argument(depth)}`,
      () => `${name} ${this.argument(depth)} ${this.argument(depth)}`,
      () => `${name} -x ${this.argument(depth)}`,
      () => `${name} -y ${this.argument(depth)} ${this.argument(depth)}`,
      () => `${name} -x:${this.pick(["1", "abc", "$true"])} -y`,
      () => name,
      () => `${name} ${this.argument(depth)} ${this.argument(depth)} ${this.argument(depth)}`,
      () => `$h = @{ x = ${this.expression("any", 1)} }; ${name} @h`,
      () => `$l = ${this.argument(0) === "" ? "1" : "@(1, 'two')"}; ${name} @l`,
      () => `${this.operand("list", 1)} | ${name}`,
      () => `(${name} ${this.argument(depth)}).Count`,
      () => `"[$(${name} ${this.pick(["1", "abc"])})]"`,
      () => `$r = ${name} ${this.argument(depth)}; $r`,
    );
  }

  /** @param {number} depth */
  call(depth) {
    return this.functions.length > 0 ? this.callOf(this.pick(this.functions), depth) : this.expression("any", 2);
  }
}

/** A random expression. @param {number} seed */
export function randomExpression(seed) {
  const grammar = new Grammar(seed);
  return grammar.expression("any", 1 + grammar.below(3));
}

/** A random program of a few statements that ends by showing its variables. @param {number} seed */
export function randomProgram(seed) {
  const grammar = new Grammar(seed);
  // A class of a block inside has a name of its own in the engine: only those of the whole text can be compared.
  const start = grammar.maybe(0.05) ? `${grammar.classes()}; ` : "";
  const text = start + grammar.statements(2 + grammar.below(3), 1 + grammar.below(2));
  const shown = grammar.variables.map((name) => `$${name}`);
  return shown.length > 0 && grammar.maybe(0.7) ? `${text}; ${shown.join("; ")}` : text;
}
