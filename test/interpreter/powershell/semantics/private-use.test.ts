import { describe, expect, it } from "vitest";
import { judgeAnswer } from "./compare-answer.js";

/** Unknown parts of code stand in it as private-use characters; a script may have such characters of its own. */
describe("private-use characters of a script", () => {
  it.each(["'a\uf053b'", '"a\uf053b"', "Write-Output a\uf053b"])("are characters like others: %s", (text) => {
    expect(judgeAnswer({ text, output: [{ type: "System.String", value: "a\uf053b" }], errors: [] }, "7").verdict).toBe("right");
  });
});
