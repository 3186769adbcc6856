import { formatHostJson } from "../formats/host-json.js";
import { formatHostPretty } from "../formats/host-pretty.js";
import { answersOf } from "../host/answers.js";
import { analyseInputs, type InputOptions } from "../inputs.js";
import { deliver, type OutputOptions } from "../output.js";

export type HostOptions = InputOptions & OutputOptions;

/** `lycosa host`: what the hosts will be, and why. Gives the exit code: 0, or 2 when an input could not be read. */
export async function host(paths: readonly string[], options: HostOptions): Promise<number> {
  const analysed = await analyseInputs(paths, options);
  const hosts = analysed.judged.map(answersOf);
  const text =
    options.format === "json"
      ? formatHostJson(analysed, hosts)
      : formatHostPretty(analysed, hosts, { color: options.color && options.output === null, quiet: options.quiet });
  deliver(text, options);
  return analysed.errors.length > 0 ? 2 : 0;
}
