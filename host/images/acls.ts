/**
 * Access lists of system folders on a fresh Windows Server: the entries for broad principals on the objects that scripts ask about.
 * Drive root, Windows folder and Program Files follow DISA's reference lists (WN22-00-000140, -000150, -000160); inetpub is general
 * knowledge.
 */

import { type AceList, THIS_AND_BELOW, THIS_OBJECT_ONLY } from "../acl/ace.js";
import { FILE_FULL, FILE_MODIFY, FILE_READ_EXECUTE, RIGHT } from "../acl/rights.js";
import { type Initial, knownInitially, NOT_KNOWN } from "../initial.js";
import type { Key } from "../keys.js";
import type { PrincipalId } from "../principals/principal-id.js";
import { SID } from "../principals/well-known.js";

const FULL: AceList = [{ effect: "allow", rights: FILE_FULL, ...THIS_AND_BELOW }];
const READ: AceList = [{ effect: "allow", rights: FILE_READ_EXECUTE, ...THIS_AND_BELOW }];
const MODIFY_HERE: AceList = [{ effect: "allow", rights: FILE_MODIFY, ...THIS_OBJECT_ONLY }];
const SYSTEM_FOLDER: readonly (readonly [PrincipalId, AceList])[] = [
  [SID.trustedInstaller, FULL],
  [SID.localSystem, MODIFY_HERE],
  [SID.administrators, MODIFY_HERE],
  [SID.users, READ],
  ["sid:S-1-15-2-1", READ],
  ["sid:S-1-15-2-2", READ],
];

const LISTS: ReadonlyMap<string, ReadonlyMap<PrincipalId, AceList>> = new Map([
  [
    "c:\\",
    new Map<PrincipalId, AceList>([
      [SID.localSystem, FULL],
      [SID.administrators, FULL],
      [
        SID.users,
        [
          { effect: "allow", rights: FILE_READ_EXECUTE, ...THIS_AND_BELOW },
          { effect: "allow", rights: RIGHT.appendData, containers: true, objects: false, inheritOnly: false, noPropagate: false },
          { effect: "allow", rights: RIGHT.writeData, containers: true, objects: false, inheritOnly: true, noPropagate: false },
        ],
      ],
    ]),
  ],
  ...["c:\\windows", "c:\\windows\\system32", "c:\\program files", "c:\\program files (x86)"].map(
    (path) => [path, new Map<PrincipalId, AceList>(SYSTEM_FOLDER)] as const,
  ),
  ...["c:\\inetpub", "c:\\inetpub\\wwwroot"].map(
    (path) =>
      [
        path,
        new Map<PrincipalId, AceList>([
          [SID.trustedInstaller, FULL],
          [SID.localSystem, FULL],
          [SID.administrators, FULL],
          [SID.users, READ],
          ...(path.endsWith("wwwroot") ? ([[SID.iisIusrs, READ]] as const) : []),
        ]),
      ] as const,
  ),
]);

export function aclDefaults(key: Key<unknown>): Initial<unknown> | undefined {
  const object = (key.parts[0] ?? "").toLowerCase();
  switch (key.kind) {
    case "acl": {
      const list = LISTS.get(object);
      return list === undefined ? NOT_KNOWN : knownInitially(list.get(key.parts[1] as PrincipalId) ?? []);
    }
    case "aclExact":
      return knownInitially(false);
    case "aclProtected":
      return LISTS.has(object) ? knownInitially(!object.startsWith("c:\\inetpub\\")) : NOT_KNOWN;
    case "owner":
      return object.startsWith("c:\\windows") || object.startsWith("c:\\program files")
        ? knownInitially(SID.trustedInstaller)
        : NOT_KNOWN;
    case "fileSystem":
      return object === "c:" ? knownInitially("NTFS") : NOT_KNOWN;
    default:
      return undefined;
  }
}
