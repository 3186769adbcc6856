import { readFileAt } from "../engine/regular-file.js";
import { ConfigError, type PolicyConfig, parseConfig } from "../policies/config.js";
import { UsageError } from "./errors.js";

const LARGEST = 4 << 20;

/** Reads the file of `--policy-config`. */
export function readPolicyConfig(path: string): PolicyConfig {
  const bytes = readFileAt(path, LARGEST);
  if (bytes === undefined) throw new UsageError(`--policy-config ${path}: there is no such file`);
  if ("refused" in bytes) throw new UsageError(`--policy-config ${path}: is not read: ${bytes.refused}`);
  const text = Buffer.from(bytes).toString("utf8");
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    throw new UsageError(
      `--policy-config ${path}: is not valid JSON (${error instanceof Error ? error.message : "unknown error"})`,
    );
  }
  try {
    return parseConfig(document);
  } catch (error) {
    if (error instanceof ConfigError) throw new UsageError(`--policy-config ${path}: ${error.message}`);
    throw error;
  }
}
