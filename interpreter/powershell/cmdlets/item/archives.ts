import { pack, unpack } from "../../../os/copying.js";
import { fileInfo } from "../../../os/file-objects.js";
import { Files } from "../../../os/files.js";
import { leafName } from "../../../os/paths.js";
import { type CmdletCall, cmdletsWith, type Text, type Tool } from "../../../tools/tool.js";
import { eachItem, located, notFound } from "../shared/common.js";

/** Expand-Archive and Compress-Archive. An archive that lies beside the script is unpacked; one that is made here holds what went in; of any other nobody knows what is in it. */

function expandArchive(call: CmdletCall): void {
  if (call.whatIf) return;
  const files = new Files(call.machine);
  eachItem(call, (at) => {
    const bytes = files.readBytes(at.path);
    if (bytes === undefined) return notFound(call, at.shown);
    const given = call.text("DestinationPath");
    const target = given === undefined ? located(call, leafName(at.shown).replace(/\.zip$/i, "")) : located(call, given);
    if (target?.provider.name !== "FileSystem") return;
    unpack(call.machine, at.path, target.path, call.at);
    if (call.flag("PassThru") === true) call.out(fileInfo(call.machine, files.resolve(target.path), "directory", call.at));
  });
}

function compressArchive(call: CmdletCall): void {
  if (call.whatIf) return;
  const target = call.text("DestinationPath");
  if (target === undefined) return;
  const at = located(call, target);
  if (at?.provider.name !== "FileSystem") return;
  const sources: Text[] = [];
  eachItem(call, (source) => sources.push(source.path));
  pack(call.machine, sources, at.path, call.at);
}

const tool = cmdletsWith({ module: "Microsoft.PowerShell.Archive", effect: "modelled" });

export const archiveCmdlets: readonly Tool[] = [
  tool("Expand-Archive", ["Path@0<.", "DestinationPath@1", "LiteralPath|PSPath.", "Force?", "PassThru?"], expandArchive),
  tool(
    "Compress-Archive",
    ["Path[]@0<.", "DestinationPath@1", "LiteralPath|PSPath[].", "CompressionLevel", "Update?", "Force?", "PassThru?"],
    compressArchive,
  ),
];
