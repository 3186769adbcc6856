import { privilege, privilegeExact } from "../../../host/keys.js";
import type { PrincipalId } from "../../../host/principals/principal-id.js";
import { rightName } from "../../../host/privileges.js";
import type { Machine } from "../../machine/machine.js";
import { isOpen } from "../accounts/accounts.js";
import type { Doubt } from "../accounts/membership.js";
import { type Evidence, put, putUnknown } from "../shared/host-facts.js";

/** User rights: what every tool that manages them does to the host. Names may be constants or those of the security policy. */

export function grantRight(
  machine: Machine,
  right: string,
  principal: PrincipalId,
  from: Evidence,
  doubt: Doubt | null = null,
): void {
  const key = privilege(rightName(right), principal);
  if (isOpen(principal)) putUnknown(machine, key, doubt?.cause ?? "input", doubt?.why ?? "which account holds the right", from);
  else put(machine, key, true, from);
}

export function revokeRight(machine: Machine, right: string, principal: PrincipalId, from: Evidence): void {
  if (!isOpen(principal)) put(machine, privilege(rightName(right), principal), false, from);
}

export interface Holder {
  readonly id: PrincipalId;
  readonly from: Evidence;
  readonly doubt: Doubt | null;
}

/** These hold the right from now on, and nobody else. */
export function replaceHolders(machine: Machine, right: string, holders: readonly Holder[], from: Evidence): void {
  const name = rightName(right);
  for (const key of [...machine.host.view(machine.assumptions).touched("privilege", name)]) {
    machine.budget.step();
    put(machine, key, false, from);
  }
  put(machine, privilegeExact(name), true, from);
  for (const holder of holders) grantRight(machine, name, holder.id, holder.from, holder.doubt);
}

/** Holders that are known; `complete` is false where the host may have others. */
export function holdersOfRight(
  machine: Machine,
  right: string,
): { readonly known: readonly PrincipalId[]; readonly complete: boolean } {
  const view = machine.host.view(machine.assumptions);
  const name = rightName(right);
  const known: PrincipalId[] = [];
  let complete = machine.host.initial.kind === "image" || view.valueOf(privilegeExact(name)) === true;
  for (const key of view.keys("privilege", name)) {
    const now = view.read(key);
    if ("value" in now ? now.value : false) known.push(key.parts[1] as PrincipalId);
    else if (now.status === "unknown") complete = false;
  }
  return { known, complete };
}
