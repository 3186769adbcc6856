/** Doors through which a file gets to a place: each makes a script that puts it there. */

export interface FileDoor {
  readonly name: string;
  readonly language: "powershell" | "cmd";
  /** `from` is the file, `folder` the folder it goes to, `file` its name there (the same as at `from`). */
  readonly script: (from: string, folder: string, file: string) => string;
  /** It brings the file from elsewhere, so nobody knows what is in it. */
  readonly fetches?: boolean;
}

const powershell = (name: string, script: FileDoor["script"], fetches = false): FileDoor => ({
  name,
  language: "powershell",
  script,
  fetches,
});
const cmd = (name: string, script: FileDoor["script"], fetches = false): FileDoor => ({ name, language: "cmd", script, fetches });
const parent = (path: string): string => path.slice(0, path.lastIndexOf("\\"));

export const FILE_DOORS: readonly FileDoor[] = [
  powershell("Copy-Item", (from, folder) => `Copy-Item '${from}' '${folder}' -Force`),
  powershell("Copy-Item to the file", (from, folder, file) => `Copy-Item -Path '${from}' -Destination '${folder}\\${file}'`),
  powershell("Copy-Item with a pattern", (from, folder) => `Copy-Item '${parent(from)}\\*' '${folder}' -Recurse`),
  powershell("Copy-Item of the folder", (from, folder) => `Copy-Item '${parent(from)}' '${folder}' -Recurse -Container:$false`),
  powershell("Get-ChildItem piped", (from, folder) => `Get-ChildItem '${parent(from)}' | Copy-Item -Destination '${folder}'`),
  powershell(
    "Get-ChildItem in a loop",
    (from, folder) => `foreach ($f in Get-ChildItem '${parent(from)}') { Copy-Item $f.FullName '${folder}' }`,
  ),
  powershell("Move-Item", (from, folder) => `Move-Item '${from}' '${folder}' -Force`),
  powershell(
    "Rename-Item",
    (from, folder, file) => `Copy-Item '${from}' '${folder}\\x.tmp'\nRename-Item '${folder}\\x.tmp' '${file}'`,
  ),
  powershell("Set-Content", (from, folder, file) => `Get-Content '${from}' -Raw | Set-Content '${folder}\\${file}'`),
  powershell("Out-File", (from, folder, file) => `Get-Content '${from}' | Out-File '${folder}\\${file}'`),
  powershell("IO.File Copy", (from, folder, file) => `[IO.File]::Copy('${from}', '${folder}\\${file}', $true)`),
  powershell("IO.File Move", (from, folder, file) => `[IO.File]::Move('${from}', '${folder}\\${file}')`),
  powershell(
    "IO.File WriteAllBytes",
    (from, folder, file) => `[IO.File]::WriteAllBytes('${folder}\\${file}', [IO.File]::ReadAllBytes('${from}'))`,
  ),
  powershell("FileInfo CopyTo", (from, folder, file) => `([IO.FileInfo]'${from}').CopyTo('${folder}\\${file}', $true)`),
  powershell("Get-Item CopyTo", (from, folder, file) => `(Get-Item '${from}').CopyTo('${folder}\\${file}')`),
  powershell("Directory Move", (from, folder) => `[IO.Directory]::Move('${parent(from)}', '${folder}')`),
  powershell(
    "StreamWriter",
    (from, folder, file) =>
      `$w = New-Object IO.StreamWriter '${folder}\\${file}'\n$w.Write((Get-Content '${from}' -Raw))\n$w.Close()`,
  ),
  powershell(
    "New-Item with a value",
    (from, folder, file) => `New-Item '${folder}\\${file}' -ItemType File -Force -Value (Get-Content '${from}' -Raw)`,
  ),
  powershell(
    "symbolic link",
    (from, folder, file) => `New-Item -ItemType SymbolicLink -Path '${folder}\\${file}' -Target '${from}'`,
  ),
  powershell(
    "junction to the place",
    (from, folder) => `New-Item -ItemType Junction -Path C:\\junction -Target '${folder}'\nCopy-Item '${from}' C:\\junction\\`,
  ),
  powershell(
    "PSDrive",
    (from, folder) => `New-PSDrive -Name Z -PSProvider FileSystem -Root '${folder}'\nCopy-Item '${from}' Z:\\`,
  ),
  powershell("Set-Location", (from, folder, file) => `Set-Location '${folder}'\nCopy-Item '${from}' .\\${file}`),
  powershell(
    "environment variable",
    (from, folder, file) => `$env:PLACE = '${folder}'\nCopy-Item '${from}' "$env:PLACE\\${file}"`,
  ),
  powershell(
    "FileSystemObject",
    (from, folder) => `(New-Object -ComObject Scripting.FileSystemObject).CopyFile('${from}', '${folder}\\')`,
  ),
  powershell(
    "Shell.Application CopyHere",
    (from, folder) => `$shell = New-Object -ComObject Shell.Application\n$shell.NameSpace('${folder}').CopyHere('${from}')`,
  ),
  powershell(
    "Invoke-WebRequest",
    (_from, folder, file) => `Invoke-WebRequest http://files.contoso.com/${file} -OutFile '${folder}\\${file}'`,
    true,
  ),
  powershell(
    "WebClient",
    (_from, folder, file) => `(New-Object Net.WebClient).DownloadFile('http://files.contoso.com/x', '${folder}\\${file}')`,
    true,
  ),
  powershell(
    "Start-BitsTransfer",
    (_from, folder, file) => `Start-BitsTransfer http://files.contoso.com/x '${folder}\\${file}'`,
    true,
  ),
  powershell(
    "Expand-Archive",
    (_from, folder) => `Expand-Archive \\\\files\\setup\\x.zip -DestinationPath '${folder}' -Force`,
    true,
  ),
  powershell(
    "ZipFile",
    (_from, folder) =>
      `Add-Type -AssemblyName System.IO.Compression.FileSystem\n[IO.Compression.ZipFile]::ExtractToDirectory('\\\\files\\setup\\x.zip', '${folder}')`,
    true,
  ),
  powershell(
    "Start-Process robocopy",
    (from, folder, file) => `Start-Process robocopy -ArgumentList '"${parent(from)}" "${folder}" ${file}' -Wait`,
  ),
  cmd("copy", (from, folder) => `copy /y "${from}" "${folder}"`),
  cmd("copy to the file", (from, folder, file) => `copy /y "${from}" "${folder}\\${file}"`),
  cmd("copy with a pattern", (from, folder) => `copy /y "${parent(from)}\\*.*" "${folder}\\"`),
  cmd("copy by parts", (from, folder, file) => `copy /b "${from}"+nul "${folder}\\${file}"`),
  cmd("move", (from, folder) => `move /y "${from}" "${folder}"`),
  cmd("ren", (from, folder, file) => `copy "${from}" "${folder}\\x.tmp"\r\nren "${folder}\\x.tmp" ${file}`),
  cmd("type", (from, folder, file) => `type "${from}" > "${folder}\\${file}"`),
  cmd("xcopy", (from, folder) => `xcopy "${from}" "${folder}" /y /i`),
  cmd("xcopy of the folder", (from, folder) => `xcopy "${parent(from)}" "${folder}" /s /e /y`),
  cmd("robocopy", (from, folder) => `robocopy "${parent(from)}" "${folder}" /e`),
  cmd("robocopy of the file", (from, folder, file) => `robocopy "${parent(from)}" "${folder}" ${file}`),
  cmd("replace", (from, folder) => `replace "${from}" "${folder}" /a`),
  cmd("mklink", (from, folder, file) => `mklink "${folder}\\${file}" "${from}"`),
  cmd("mklink /d", (from, folder) => `mklink /d C:\\linked "${folder}"\r\ncopy "${from}" C:\\linked\\`),
  cmd("subst", (from, folder) => `subst Y: "${folder}"\r\ncopy "${from}" Y:\\`),
  cmd("pushd", (from, folder, file) => `pushd "${folder}"\r\ncopy "${from}" ${file}`),
  cmd("for", (from, folder) => `for %%F in ("${from}") do copy "%%~F" "${folder}"`),
  cmd("esentutl", (from, folder, file) => `esentutl /y "${from}" /d "${folder}\\${file}"`),
  cmd("admin share", (from, folder, file) => `copy "${from}" "\\\\localhost\\C$\\${folder.slice(3)}\\${file}"`),
  cmd("curl", (_from, folder, file) => `curl -L -o "${folder}\\${file}" http://files.contoso.com/x`, true),
  cmd("certutil", (_from, folder, file) => `certutil -urlcache -f http://files.contoso.com/x "${folder}\\${file}"`, true),
  cmd("bitsadmin", (_from, folder, file) => `bitsadmin /transfer x http://files.contoso.com/x "${folder}\\${file}"`, true),
  cmd("tar", (_from, folder) => `tar -xf \\\\files\\setup\\x.zip -C "${folder}"`, true),
  cmd("expand", (_from, folder) => `expand \\\\files\\setup\\x.cab -F:* "${folder}"`, true),
  cmd("7z", (_from, folder) => `7z x \\\\files\\setup\\x.7z "-o${folder}" -y`, true),
  cmd("azcopy", (_from, folder) => `azcopy copy "https://contoso.blob.core.windows.net/x/*" "${folder}"`, true),
  cmd("git", (_from, folder) => `git clone https://github.com/contoso/x "${folder}"`, true),
];
