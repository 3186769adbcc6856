import { readFileSync } from "node:fs";
import { ConfigError, type PolicyConfig, parseConfig } from "../policies/config.js";
import { UsageError } from "./errors.js";

/** Reads the file of `--policy-config`. */
export function readPolicyConfig(path: string): PolicyConfig {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    throw new UsageError(`--policy-config ${path}: there is no such file, or it cannot be read`);
  }
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
