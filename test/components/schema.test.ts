import { join } from "node:path";
import { ComponentProvider } from "@pulumi/pulumi/provider/experimental/provider.js";
import { expect, it } from "vitest";
import { IisHardening } from "../../components/resources/iis-hardening.js";
import { IisHost } from "../../components/resources/iis-host.js";

/**
 * What programs in other languages see, as Pulumi infers it from the sources. The file is part of the package's contract: look at each difference before
 * accepting it with `vitest -u`.
 */
it("the schema that Pulumi infers is the one that is checked in", async () => {
  const provider = new ComponentProvider({
    name: "lycosa",
    dirname: join(__dirname, "..", ".."),
    components: [IisHost, IisHardening],
  });
  const { version: _released, ...schema } = JSON.parse(await provider.getSchema()) as Record<string, unknown>;
  await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot("schema.golden.json");
});
