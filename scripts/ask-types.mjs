// Asks PowerShell's own engine what .NET's types are, and writes down as data what the interpreter needs of it:
// interpreter/values/enums.json            the members of enums
// interpreter/powershell/types/unlisted.json  the members that .NET has and the interpreter's tables have not (so: not modelled)
// Usage: LYCOSA_POWERSHELL_ENGINE=path node scripts/ask-types.mjs
// The types are those that the files name; to add one, add a line with an empty text. Types that the engine's platform lacks stay as they
// are. To be run after a member was added to a table, or taken out of one.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { Engine, enginePath } from "./lib/powershell-engine.mjs";

const root = join(import.meta.dirname, "..");
const enumsFile = join(root, "interpreter/values/enums.json");
const unlistedFile = join(root, "interpreter/powershell/types/unlisted.json");
const path = enginePath();
if (!path) {
  console.error("set LYCOSA_POWERSHELL_ENGINE to the path of the engine");
  process.exit(2);
}
const engine = new Engine(path);

/** @param {string} file @param {(name: string, before: string) => Promise<string>} ask */
async function renew(file, ask) {
  /** @type {Record<string, string>} */
  const before = JSON.parse(readFileSync(file, "utf8"));
  /** @type {Record<string, string>} */
  const after = {};
  for (const name of Object.keys(before).sort()) after[name] = await ask(name, before[name] ?? "");
  writeFileSync(file, `${JSON.stringify(after, null, 2)}\n`);
  const changed = Object.keys(after).filter((name) => after[name] !== before[name]);
  console.log(
    `${file.slice(root.length + 1)}: ${Object.keys(after).length} types, ${changed.length} changed ${changed.join(", ")}`,
  );
}

/** What a text gives, or undefined if the engine cannot say. @param {string} text @returns {Promise<string | undefined>} */
async function answer(text) {
  const { output, errors, threw } = await engine.run(text, 5000);
  const [first] = /** @type {{ value?: string }[]} */ (output);
  return errors.length > 0 || threw || first?.value === undefined ? undefined : first.value;
}

/** Names and values in the order of GetNames; `*` marks the name that ToString prints where several have one value. @param {string} name */
const enumText = (name) => `$type = [${name}]
$words = @()
$under = [Enum]::GetUnderlyingType($type).Name
if ($under -ne 'Int32') { $words += ":$under" }
if ($type.IsDefined([FlagsAttribute], $false)) { $words += 'flags' }
$names = [Enum]::GetNames($type)
$counts = @{}
foreach ($one in $names) { $counts["$([Enum]::Parse($type, $one).value__)"] += 1 }
foreach ($one in $names) {
  $value = [Enum]::Parse($type, $one)
  $mark = if ($counts["$($value.value__)"] -gt 1 -and "$value" -ceq $one) { '*' } else { '' }
  $words += "$one$mark=$($value.value__)"
}
$words -join ' '`;

/** Names of what is public, and no operator, constructor or accessor. @param {string} type */
const memberText = (type) => `@([${type}].GetMembers([Reflection.BindingFlags]'Public,Instance,Static,FlattenHierarchy') |
  ForEach-Object { if ($_.MemberType -eq 'Property' -or $_.MemberType -eq 'Field' -or ($_.MemberType -eq 'Method' -and -not $_.IsSpecialName)) { $_.Name } }) -join ' '`;

/** The tables of the interpreter, as it reads them. */
function tables() {
  const { outputFiles } = buildSync({
    stdin: {
      contents: `export { standardToolbox } from "./interpreter/product.ts"; export { overloadsOf } from "./interpreter/powershell/types/overloads.ts";`,
      resolveDir: root,
    },
    bundle: true,
    platform: "node",
    format: "cjs",
    write: false,
    absWorkingDir: root,
  });
  const module = { exports: /** @type {any} */ ({}) };
  new Function("module", "exports", "require", outputFiles[0]?.text ?? "")(
    module,
    module.exports,
    createRequire(import.meta.url),
  );
  return module.exports;
}
const { standardToolbox, overloadsOf } = tables();

/** What the table of a type has, with those of its bases, in lower case. @param {string} type @returns {Set<string>} */
function listed(type) {
  const names = new Set(["item"]);
  const seen = new Set();
  for (const one of [type, "System.Object"]) {
    for (let name = one; name && !seen.has(name); ) {
      seen.add(name);
      const table = standardToolbox().type(name);
      for (const signatures of [table?.methods, table?.statics])
        if (signatures) for (const method of overloadsOf(signatures).keys()) names.add(method);
      for (const part of ["properties", "setters", "staticProperties"])
        for (const key of Object.keys(table?.[part] ?? {})) names.add(key.toLowerCase());
      name = table?.base;
    }
  }
  return names;
}

await renew(enumsFile, async (name, before) => (await answer(enumText(name))) ?? before);
await renew(unlistedFile, async (name, before) => {
  const all = await answer(memberText(name.replace(/`1$/, "[object]").replace(/`2$/, "[object,object]")));
  if (all === undefined) return before;
  const has = listed(name);
  return [...new Set(all.split(" "))]
    .filter((member) => !has.has(member.toLowerCase()))
    .sort()
    .join(" ");
});
engine.close();
