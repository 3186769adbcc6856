import { describe, expect, it } from "vitest";
import { EXISTING } from "../../../host/existing.js";
import { HostState } from "../../../host/state.js";
import { Machine } from "../../../interpreter/machine/machine.js";
import { ownAddress } from "../../../interpreter/os/computer.js";
import { NO_FILES } from "../../../interpreter/os/file-source.js";
import { Toolbox } from "../../../interpreter/tools/toolbox.js";
import { splitPartlyKnown } from "../../../interpreter/values/partial-text.js";
import { partlyKnown, shownText } from "../../../interpreter/values/texts.js";
import { Unknown } from "../../../interpreter/values/value.js";

const machine = new Machine({ host: HostState.from(EXISTING), files: NO_FILES, toolbox: new Toolbox([]) });

describe("splitting texts with holes", () => {
  it("an address of the host has four octets", () => {
    expect(splitPartlyKnown(machine, ownAddress(), ["."], null)?.map(shownText)).toEqual(
      [1, 2, 3, 4].map((index) => `⟨host:own-address∕${index}⟩`),
    );
  });

  it("known text around the address stays where it is", () => {
    const text = partlyKnown([ownAddress(), ", 255.255.255.255;x"], null);
    expect(splitPartlyKnown(machine, text, [",", ";"], null)?.slice(1).map(shownText)).toEqual([" 255.255.255.255", "x"]);
  });

  it("a hole that may hold the separator leaves it open", () => {
    const text = partlyKnown(["a,", new Unknown("input", "a parameter", "$x")], null);
    expect(splitPartlyKnown(machine, text, [","], null)).toBeNull();
  });
});
