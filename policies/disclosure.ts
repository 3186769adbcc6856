import type { Danger, Unknown } from "../host/questions/answer.js";
import type { Origin, Step } from "../host/values/origin.js";
import { type Because, placeOf } from "./finding.js";
import { type Confidential, Redactor } from "./redact.js";

/**
 * What may be said about a host. Names that stand in a text which may hold secrets are not repeated: a finding there names well-known
 * accounts, groups, rights and settings only.
 */
export class Disclosure {
  private readonly redactor: Redactor;

  constructor(
    confidential: Confidential,
    /** Take every text as one that may hold secrets. */
    readonly discreet: boolean,
  ) {
    this.redactor = new Redactor(confidential);
  }

  danger({ subjects, what, at }: Danger, title: string): string {
    // The sentence names the subjects and nothing else that a script gave.
    if (this.isSecret(at) && subjects.some(({ known }) => !known)) return title;
    return this.redactor.clean(what);
  }

  condition(text: string, at: Origin | null): string {
    return at?.secret ? "a condition of the script holds" : this.redactor.clean(text);
  }

  unknown({ why, origin }: Unknown): string {
    return origin?.secret ? "in a text that may hold secrets" : this.redactor.clean(why);
  }

  step({ at, what }: Step): Because {
    return { at: placeOf(at), what: at?.secret ? withoutNames(what) : this.redactor.clean(what) };
  }

  private isSecret(at: Origin | null): boolean {
    return this.discreet || at?.secret === true;
  }
}

function withoutNames(what: string): string {
  // The place says where to look; the words may come from the text.
  const verb = /^[a-z]+(?: to| by| in)?(?= )/.exec(what)?.[0];
  return verb !== undefined && STEPS.has(verb)
    ? `${verb} something (text of a secret property is not shown)`
    : "a step (text of a secret property is not shown)";
}

const STEPS: ReadonlySet<string> = new Set(["assigned to", "concatenated", "returned by", "written to", "added to", "decoded"]);

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
