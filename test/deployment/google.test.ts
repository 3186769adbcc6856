import { describe, expect, it } from "vitest";
import { type Given, JOIN, LEAVE, verdicts } from "./support.js";

const instance = (metadata: object, image = "windows-cloud/windows-2022"): Given => ({
  type: "gcp:compute/instance:Instance",
  name: "web",
  inputs: { metadata, bootDisk: { initializeParams: { image } } },
});

describe("metadata of an instance", () => {
  it.each([
    [{ "windows-startup-script-ps1": JOIN }, ["iis-anonymous-admin certain web metadata.windows-startup-script-ps1:1:31"]],
    [{ "sysprep-specialize-script-cmd": JOIN }, ["iis-anonymous-admin certain web metadata.sysprep-specialize-script-cmd:1:31"]],
    [{ "windows-startup-script-ps1": LEAVE }, []],
    [{ "startup-script": JOIN }, []],
    [{ "windows-startup-script-ps1": JOIN, "windows-startup-script-cmd": LEAVE }, []],
    [
      { "windows-startup-script-url": "gs://bucket/x.ps1?t=canary" },
      ["host-undecided opaque web metadata.windows-startup-script-url"],
    ],
  ])("%o", (metadata, expected) => expect(verdicts([instance(metadata)])["web"]).toEqual(expected));

  it("an object of the program's own bucket", () => {
    const object: Given = {
      type: "gcp:storage/bucketObject:BucketObject",
      name: "script",
      inputs: { bucket: "b", name: "x.ps1", content: JOIN },
    };
    expect(verdicts([object, instance({ "windows-startup-script-url": "gs://b/x.ps1" })])["web"]).toEqual([
      "iis-anonymous-admin certain script content:1:31",
    ]);
  });

  it("on Linux nothing is said", () => {
    expect(verdicts([instance({ "windows-startup-script-ps1": JOIN }, "debian-cloud/debian-12")])).toEqual({});
  });

  it("of a project", () => {
    const item = (key: string): Given => ({
      type: "gcp:compute/projectMetadataItem:ProjectMetadataItem",
      name: "web",
      inputs: { key, value: JOIN },
    });
    expect(verdicts([item("windows-startup-script-ps1")])).toEqual({
      "hosts of web": ["iis-anonymous-admin certain web value:1:31"],
    });
    expect(verdicts([item("enable-oslogin")])).toEqual({});
  });
});
