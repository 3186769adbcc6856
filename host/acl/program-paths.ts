/** No command line of Windows is longer. */
const LONGEST = 32767;
const MOST_WORDS = 256;

/**
 * The absolute paths that a command line names: the program of a service (`"C:\a b\c.exe" -x`, `C:\a\c.exe -k`) and the scripts it is given
 * (`powershell -File C:\x\y.ps1`). Relative names are left out: they are found through the search path, which lies in system folders.
 */
export function programPaths(commandLine: string): string[] {
  const paths: string[] = [];
  let rest = commandLine.slice(0, LONGEST).trim();
  for (let words = 0; rest !== "" && words < MOST_WORDS; words++) {
    let token: string;
    if (rest.startsWith('"')) {
      const end = rest.indexOf('"', 1);
      token = end < 0 ? rest.slice(1) : rest.slice(1, end);
      rest = end < 0 ? "" : rest.slice(end + 1).trimStart();
    } else {
      const program = /^[a-z]:\\[^"]*?\.(exe|com|bat|cmd|ps1|vbs|dll|sys)(?=\s|$)/i.exec(rest)?.[0];
      token = program ?? (/^\S+/.exec(rest)?.[0] as string);
      rest = rest.slice(token.length).trimStart();
    }
    if (/^[a-z]:\\./i.test(token)) paths.push(token);
  }
  return paths;
}
