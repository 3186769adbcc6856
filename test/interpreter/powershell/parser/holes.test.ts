import { describe, expect, test } from "vitest";
import { parsed, verdict } from "./helpers.js";
import { outline } from "./outline.js";

const HOLE = "\ue000";
const OTHER = "\uf8ff";

describe("text that is unknown at analysis time stands as private-use characters", () => {
  test.each([
    [HOLE, `(call <${HOLE}>)`, "alone it is the name of a command"],
    [`${HOLE} -a ${OTHER}`, `(call <${HOLE}> -a <${OTHER}>)`, "and an argument"],
    [`f -${HOLE} x`, `(call <f> -${HOLE} <x>)`, "the name of a parameter"],
    [`f a${HOLE}b`, `(call <f> <a${HOLE}b>)`, "a part of a word"],
    [`'a${HOLE}'`, JSON.stringify(`a${HOLE}`), "a part of a string"],
    [`"a${HOLE}$b"`, `(double "a${HOLE}" $b)`, "a part of an expandable string"],
    [`"$b${HOLE}"`, `(double $b "${HOLE}")`, "which ends a variable before it"],
    [`f $b${HOLE}`, `(call <f> (bare $b "${HOLE}"))`, "in a word too"],
    [`$a = ${HOLE}`, `(= $a (call <${HOLE}>))`, "a value"],
    [`@{ ${HOLE} = 1 }`, `@{<${HOLE}>=1}`, "a key"],
    [`$a.${HOLE}`, `(. $a ${HOLE})`, "a member"],
    [`[${HOLE}]$a`, `([${HOLE}] $a)`, "a type"],
    [`function ${HOLE} { }`, `(function ${HOLE} (script))`, "a function"],
    [`if${HOLE} ($a) { }`, `(call <if${HOLE}> ($a) {(script)})`, "no keyword"],
  ])("%j", (source, expected) => {
    expect(outline(parsed(source)).slice("(script ".length, -1)).toBe(expected);
  });

  test("it is no variable name", () => {
    expect(verdict(`$${HOLE} = 1`)).toBe("accepted");
    expect(outline(parsed(`$${HOLE}`))).toBe(`(script (call <$${HOLE}>))`);
  });
});
