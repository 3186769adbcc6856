import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll } from "vitest";
import { main } from "../../cli/main.js";

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  readonly stdin?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
  readonly terminal?: boolean;
  readonly today?: string;
}

/** Runs the command in this process. */
export async function lycosa(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  let out = "";
  let err = "";
  const code = await main(["node", "lycosa", ...args], {
    stdout: (text) => {
      out += text;
    },
    stderr: (text) => {
      err += text;
    },
    stdin: () => Buffer.from(options.stdin ?? ""),
    env: options.env ?? {},
    terminal: options.terminal ?? false,
    today: options.today ?? "2026-06-15",
  });
  return { code, out, err };
}

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A folder of files that is removed when the test file is done. Gives the paths by name. */
export function folderOf<Name extends string>(
  files: Readonly<Record<Name, string | Uint8Array>>,
): Readonly<Record<Name, string>> {
  const folder = mkdtempSync(join(tmpdir(), "lycosa-cli-"));
  folders.push(folder);
  const paths = {} as Record<Name, string>;
  for (const name of Object.keys(files) as Name[]) {
    paths[name] = join(folder, name);
    mkdirSync(dirname(paths[name]), { recursive: true });
    writeFileSync(paths[name], files[name]);
  }
  return paths;
}

export const OPEN_RELAY = `$smtp = [ADSI]'IIS://localhost/SmtpSvc/1'
$list = $smtp.RelayIpList
$list.GrantByDefault = $true
$smtp.RelayIpList = $list
$smtp.SetInfo()
`;

export const ADMIN_WHEN_LEGACY = `$who = 'IUSR'
if (Test-Path D:\\legacy) {
    Add-LocalGroupMember -Group Administrators -Member "NT AUTHORITY\\$who"
}
`;
