// Names of entries as values: an unknown part of a name is an unknown again.
import { hole } from "../../../host/values/holes.js";
import { joinTexts, type TextValue } from "../../values/texts.js";
import { Str, Unknown } from "../../values/value.js";

/** `p-⟨env:stage⟩` as a text whose last part is not known: the same unknown as the one that the name was made from. */
export function nameValue(name: string): TextValue {
  const parts = name.split(/(⟨[^⟩]*⟩)/).filter((part) => part !== "");
  if (parts.every((part) => !part.startsWith("⟨"))) return new Str(name);
  const pieces = parts.map((part) => (part.startsWith("⟨") ? unknownPart(part) : part));
  return pieces.length === 1 ? (pieces[0] as Unknown) : joinTexts(pieces, null);
}

function unknownPart(shown: string): Unknown {
  return new Unknown("input", `the name ${shown} is known only on the host`, shown.slice(1, -1), null, "System.String");
}

/** How an entry is called that only a host has whose entries are not known. */
export function otherName(what: string): string {
  return hole(what);
}
