import { PolicyPack } from "@pulumi/policy";
import { lycosaPolicies } from "./policies.js";

/** The pack: started by the engine, never imported. */
new PolicyPack("lycosa", {
  displayName: "Lycosa",
  description:
    "Refuses open mail relays and anonymous administrators on Windows/IIS hosts, by reading the scripts that a deployment runs.",
  policies: lycosaPolicies(__dirname),
});
