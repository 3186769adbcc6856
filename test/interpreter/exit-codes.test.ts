import { describe, expect, it } from "vitest";
import { findingLines } from "./windows/host-of.js";

const GRANT = "Add-LocalGroupMember -Group Administrators -Member IUSR";

/** A program that nobody modelled succeeds: what a script does after it has checked that is seen. */
describe("exit codes of programs that are not modelled", () => {
  it.each([
    ["a check that stops", `& C:\\install\\contoso-setup.exe /quiet\nif ($LASTEXITCODE -ne 0) { throw 'failed' }\n${GRANT}`],
    ["a check that exits", `contoso-setup.exe /quiet; if ($LASTEXITCODE -ne 0) { exit 1 }; ${GRANT}`],
    ["a check that goes on", `contoso-setup.exe /quiet; if ($LASTEXITCODE -eq 0) { ${GRANT} }`],
    ["the success of the last command", `contoso-setup.exe /quiet; if (-not $?) { exit 1 }; ${GRANT}`],
  ])("%s", (_title, script) => {
    expect(findingLines(script).map((line) => line.replace(/ \d+$/, ""))).toEqual(["iis-anonymous-admin certain"]);
  });
});
