import { describe, expect, it } from "vitest";
import { analyze } from "./windows/host-of.js";

/** What is counted: places of commands, not runs; arguments of modelled commands, known when they are in every run. */
describe("coverage of a script", () => {
  const cases = [
    {
      title: "a modelled command with two known arguments",
      script: "Add-LocalGroupMember -Group Users -Member someone",
      expected: { commands: 1, modelled: 1, inert: 0, unmodelled: 0, arguments: 2, known: 2, names: [] },
    },
    {
      title: "an argument that only the host knows",
      script: "Add-LocalGroupMember -Group Users -Member $env:DEPLOY_ACCOUNT",
      expected: { commands: 1, modelled: 1, inert: 0, unmodelled: 0, arguments: 2, known: 1, names: [] },
    },
    {
      title: "a command in a loop is one place",
      script: "foreach ($name in 'a', 'b', 'c') { Add-LocalGroupMember -Group Users -Member $name }",
      expected: { commands: 1, modelled: 1, inert: 0, unmodelled: 0, arguments: 2, known: 2, names: [] },
    },
    {
      title: "an argument that is unknown in one turn of a loop",
      script: "foreach ($name in 'a', $env:DEPLOY_ACCOUNT) { Add-LocalGroupMember -Group Users -Member $name }",
      expected: { commands: 1, modelled: 1, inert: 0, unmodelled: 0, arguments: 2, known: 1, names: [] },
    },
    {
      title: "commands that nobody modelled are named once each",
      script: "Install-ContosoBase -Path C:\\x\nInstall-ContosoBase -Path C:\\y\nStart-ContosoAgent",
      expected: {
        commands: 3,
        modelled: 0,
        inert: 0,
        unmodelled: 3,
        arguments: 0,
        known: 0,
        names: ["Install-ContosoBase", "Start-ContosoAgent"],
      },
    },
    {
      title: "an installer is looked at for what changes it",
      script: "msiexec /i C:\\x\\agent.msi /qn",
      expected: { commands: 1, modelled: 1, inert: 0, unmodelled: 0, arguments: 3, known: 3, names: [] },
    },
    {
      title: "a function that is never called has no commands",
      script: "function Never { Install-ContosoBase }",
      expected: { commands: 0, modelled: 0, inert: 0, unmodelled: 0, arguments: 0, known: 0, names: [] },
    },
  ];

  it.each(cases)("$title", ({ script, expected }) => {
    expect(analyze(script).coverage).toEqual(expected);
  });
});
