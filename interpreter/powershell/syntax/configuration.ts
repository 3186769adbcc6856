import type { ConfigurationDefinition, DscNode, DscResource, Expression } from "./ast.js";
import { isDash, isDoubleQuote, isSingleQuote, TOKEN_END, traitsOf } from "./characters.js";
import { isAttributeConstant } from "./checks/constants.js";
import { ClassParser } from "./classes.js";

/** Desired State Configuration: `configuration`, `Node` and resources. */
export abstract class ConfigurationParser extends ClassParser {
  protected configurationDefinition(start: number): ConfigurationDefinition {
    const wordEnd = this.pos;
    this.newlines();
    if (this.at(this.pos) === 123 || this.endsArgument()) this.fail("MissingConfigurationName", wordEnd, wordEnd);
    const name: Expression = this.argumentList("no");
    if (isAttributeConstant(name) && !(name.kind === "String" && isConfigurationName(name.value))) {
      this.fail("InvalidConfigurationName", name.start, name.end, this.text.slice(name.start, name.end));
    }
    this.newlines();
    if (this.at(this.pos) !== 123) this.fail("MissingCurlyInConfigurationStatement", this.pos, this.pos);
    const { inConfiguration } = this;
    this.inConfiguration = true;
    const body = this.scriptBlockExpression().body;
    this.inConfiguration = inConfiguration;
    return { kind: "Configuration", start, end: body.end, name, body };
  }

  /**
   * Inside a configuration every word is the keyword of a resource when a property list in braces follows it (with or
   * without an instance name), and `Node` when a block does; PowerShell knows the names from the installed resources, here
   * the form decides. Null and the cursor unmoved when the statement is something else.
   */
  protected resource(): DscNode | DscResource | null {
    const start = this.pos;
    const wordEnd = this.resourceWordEnd();
    if (wordEnd < 0) return null;
    const brace = this.braceBehindInstance(wordEnd);
    const type = this.text.slice(start, wordEnd);
    const isNode = type.toLowerCase() === "node";
    if (brace < 0 || !(isNode || this.startsProperties(brace))) {
      this.pos = start;
      return null;
    }
    this.pos = wordEnd;
    this.newlines();
    const instance = this.at(this.pos) === 123 ? null : this.argumentList("no");
    this.newlines();
    if (this.at(this.pos) !== 123) this.fail("MissingBraceInObjectDefinition", wordEnd, wordEnd);
    if (isNode) {
      const body = this.block();
      if (body === null) this.fail("MissingBraceInObjectDefinition", wordEnd, wordEnd);
      return { kind: "DscNode", start, end: body.end, names: instance, body };
    }
    const open = this.pos++;
    this.deeper();
    const properties = this.hashEntries(open, true);
    this.depth--;
    return { kind: "DscResource", start, end: this.pos, type, instance, properties };
  }

  /** End of the plain word at the cursor, -1 when the token holds quotes or expansions. */
  private resourceWordEnd(): number {
    let i = this.pos;
    for (;;) {
      const code = this.at(i);
      if ((traitsOf(code) & TOKEN_END) !== 0) return i;
      if (code === 36 || code === 96 || isSingleQuote(code) || isDoubleQuote(code)) return -1;
      i++;
    }
  }

  /** Looks over one argument: the offset of the brace behind it, or -1. Reads no more than that argument. */
  private braceBehindInstance(from: number): number {
    this.pos = from;
    this.blanks();
    const code = this.at(this.pos);
    if (isDash(code) || this.at(this.pos) === 61) return -1;
    if (code !== 10 && code !== 13 && code !== 123) {
      const end = this.argumentEnd(this.pos);
      if (end < 0) return -1;
      this.pos = end;
    }
    this.newlines();
    return this.at(this.pos) === 123 ? this.pos : -1;
  }

  /** A rough end of the argument at `from` (strings and brackets are balanced), -1 when there is none. */
  private argumentEnd(from: number): number {
    let level = 0;
    let i = from;
    for (; i < this.limit; i++) {
      const code = this.at(i);
      if (isSingleQuote(code) || isDoubleQuote(code)) {
        const same = isSingleQuote(code) ? isSingleQuote : isDoubleQuote;
        do i++;
        while (i < this.limit && !same(this.at(i)));
      } else if (code === 40 || code === 91 || (code === 123 && (level > 0 || i > from))) {
        if (code === 123 && level === 0 && (traitsOf(this.at(i - 1)) & TOKEN_END) !== 0) break;
        level++;
      } else if (code === 41 || code === 93 || code === 125) {
        if (level === 0) break;
        level--;
      } else if (level === 0 && (traitsOf(code) & TOKEN_END) !== 0 && code !== 44) break;
    }
    return i === from || level > 0 ? -1 : i;
  }

  /** Whether a property list begins at the brace: a key and `=`, or nothing at all. */
  private startsProperties(brace: number): boolean {
    this.pos = brace + 1;
    this.newlines();
    const code = this.at(this.pos);
    if (code === 125) return true;
    if (isSingleQuote(code) || isDoubleQuote(code)) this.pos = Math.max(this.argumentEnd(this.pos), this.pos);
    else if (this.simpleName() === null) return false;
    this.blanks();
    return this.at(this.pos) === 61;
  }
}

/** A letter, then letters, digits, `_`, `.`, `/` and `-`. */
function isConfigurationName(name: string): boolean {
  return /^[A-Za-z][A-Za-z0-9_./-]*$/.test(name);
}
