import picocolors from "picocolors";
import { painted, type Safe } from "../safe.js";

/** Colours of a terminal, for texts that are safe. */
export type Paint = Readonly<Record<"red" | "yellow" | "green" | "cyan" | "dim" | "bold", (text: Safe) => Safe>>;

export function paintOf(color: boolean): Paint {
  const colors = picocolors.createColors(color);
  const of = (paint: (text: string) => string) => (text: Safe) => painted(paint, text);
  return {
    red: of(colors.red),
    yellow: of(colors.yellow),
    green: of(colors.green),
    cyan: of(colors.cyan),
    dim: of(colors.dim),
    bold: of(colors.bold),
  };
}
