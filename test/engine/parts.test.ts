import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Archive, Asset, PartialText, Secret, Unknown } from "../../deployment/graph.js";
import { orderResources } from "../../deployment/resource-order.js";
import { makeUrn, parseUrn } from "../../deployment/urn.js";
import { nameInput } from "../../engine/azure-names.js";
import { minimalEnvironment } from "../../engine/environment.js";
import { withoutConfigurationValue } from "../../engine/failure.js";
import { HoleTable } from "../../engine/hole-table.js";
import { answerInvoke, normaliseToken } from "../../engine/invokes.js";
import { HOLE_KEY } from "../../engine/output-holes.js";
import { stripControls } from "../../engine/process.js";
import { Redactor } from "../../engine/redact.js";
import { ownPlace, placeInText } from "../../engine/source.js";

describe("redaction", () => {
  it.each([
    ["the text", "canary-1", "said canary-1 twice: canary-1", "said [secret] twice: [secret]"],
    ["the text in JSON", 'a"canary\\', JSON.stringify({ p: 'a"canary\\' }), '{"p":"[secret]"}'],
    ["the text in base64", "canary-1", Buffer.from("canary-1").toString("base64"), "[secret]"],
    ["the text in base64 of UTF-16", "canary-1", `x ${Buffer.from("canary-1", "utf16le").toString("base64")}`, "x [secret]"],
    ["the text in a URL", "canary 1&", `?p=${encodeURIComponent("canary 1&")}`, "?p=[secret]"],
    ["the text in a quoted PowerShell string", "it's canary", "'it''s canary'", "'[secret]'"],
    ["a line of it", "first canary\nsecond canary", "got second canary!", "got [secret]!"],
    ["a short one as a word", "ab", "ab cab ab. (ab)", "[secret] cab [secret]. ([secret])"],
    ["not the parts of a longer word", "12", "port 1234, line 12", "port 1234, line [secret]"],
    ["nothing for an empty one", "", "all stays", "all stays"],
  ])("blanks %s", (_name, secret, text, expected) => {
    const redactor = new Redactor();
    redactor.add(secret);
    expect(redactor.redact(text)).toBe(expected);
  });

  it("blanks what is secret inside values, and nothing else", () => {
    const redactor = new Redactor();
    redactor.addSecretsOf(
      new Map([
        ["open", "visible"],
        ["list", [new Secret(new Map([["pin", 123456]]))]],
        ["asset", new Secret(new Asset("text", "canary-asset"))],
      ] as never),
    );
    redactor.addSecretsOf(new Archive("assets", new Map([["f", new Secret("canary-file")]])));
    redactor.addSecretsOf(new Secret(new PartialText(["canary-fragment ", new Unknown(), " x"])));
    expect(redactor.redact("visible 123456 canary-asset canary-file canary-fragment x")).toBe(
      "visible [secret] [secret] [secret] [secret] x",
    );
  });

  it("leaves no secret of four characters or more in any text", () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ minLength: 4 }).filter((text) => text.trim().length >= 4 && !"[secret]".includes(text.trim()))),
        fc.array(fc.string()),
        (secrets, pieces) => {
          const redactor = new Redactor();
          for (const secret of secrets) redactor.add(secret);
          const text = pieces.flatMap((piece, index) => [piece, secrets[index] ?? ""]).join(" ");
          const shown = redactor.redact(text).split("[secret]");
          for (const secret of secrets) for (const part of shown) expect(part.includes(secret)).toBe(false);
        },
      ),
    );
  });
});

describe("places in the program", () => {
  const directory = "/home/me/shop";
  it.each([
    ["a function", "Error: x\n    at f (/home/me/shop/lib/a.ts:3:7)", { file: "lib/a.ts", line: 3, column: 7 }],
    ["a module", "Error: x\n    at /home/me/shop/index.ts:1:2", { file: "index.ts", line: 1, column: 2 }],
    ["an ES module", "Error: x\n    at async file:///home/me/shop/index.js:8:9", { file: "index.js", line: 8, column: 9 }],
    [
      "a mapped ES module",
      "Error: x\n    at f (file:///home/me/shop/file:/home/me/shop/index.ts:8:9)",
      { file: "index.ts", line: 8, column: 9 },
    ],
    [
      "below a package",
      "Error: x\n    at g (/home/me/shop/node_modules/p/i.js:1:1)\n    at f (/home/me/shop/a.js:2:2)",
      { file: "a.js", line: 2, column: 2 },
    ],
    [
      "below Node",
      "Error: x\n    at new Promise (<anonymous>)\n    at node:internal/x:1:1\n    at Object.<anonymous> (/home/me/shop/a b.js:2:2)",
      { file: "a b.js", line: 2, column: 2 },
    ],
    ["a neighbour", "Error: x\n    at f (/home/me/shared/a.js:2:2)", { file: "../shared/a.js", line: 2, column: 2 }],
    ["none", "Error: x\n    at g (/usr/lib/node_modules/p/i.js:1:1)", undefined],
  ])("are found in a stack: %s", (_name, stack, expected) => {
    expect(ownPlace(stack, directory)).toEqual(expected);
  });

  it.each([
    ["Node", "/home/me/shop/a.js:3\nconst b = = 2;\n\nSyntaxError: x", { file: "a.js", line: 3, column: undefined }],
    [
      "TypeScript",
      "⨯ Unable to compile TypeScript:\nindex.ts(2,17): error TS1110: Type expected.",
      { file: "index.ts", line: 2, column: 17 },
    ],
    ["TypeScript with colours off", "index.ts:4:5 - error TS2322: x", { file: "index.ts", line: 4, column: 5 }],
    ["a package", "/home/me/shop/node_modules/a.js:3\nx", undefined],
  ])("are found in the text of %s", (_name, text, expected) => {
    expect(placeInText(text, directory)).toEqual(expected);
  });
});

describe("the SDK's messages about configuration", () => {
  it.each([
    ["Configuration 'a:b' value 'canary' is not a valid number", "Configuration 'a:b' is not a valid number"],
    [
      "Configuration 'a:b' value 'it' is not a valid' canary' is outside of the legal range (min 5 chars, inclusive)",
      "Configuration 'a:b' is outside of the legal range (min 5 chars, inclusive)",
    ],
    [
      "Configuration 'a:b' value 'line\ncanary' does not match the regular expression /x/",
      "Configuration 'a:b' does not match the regular expression /x/",
    ],
    ["Configuration 'a:b' value 'canary' is something new", "Configuration 'a:b' is not what the program expects"],
    ["anything else", "anything else"],
  ])("lose the value: %j", (message, expected) => {
    expect(withoutConfigurationValue(message)).toBe(expected);
  });
});

describe("functions that ask the cloud", () => {
  const context = { holes: new HoleTable(), configuration: (key: string) => (key === "aws:region" ? "eu-west-1" : undefined) };

  it.each([
    ["azure-native:compute:getVirtualMachine", "azure-native:compute:getVirtualMachine"],
    ["azure-native:compute/v20240301:getVirtualMachine", "azure-native:compute:getVirtualMachine"],
    ["azure-native_compute_v20240301:compute/v20240301:getVirtualMachine", "azure-native:compute:getVirtualMachine"],
    ["aws:ec2/getAmi:getAmi", "aws:ec2/getAmi:getAmi"],
  ])("have one name: %s", (token, expected) => {
    expect(normaliseToken(token)).toBe(expected);
  });

  it("know the region, account and subscription", () => {
    expect(answerInvoke("aws:index/getRegion:getRegion", {}, new Map(), context)).toMatchObject({ known: true });
    expect(
      answerInvoke("aws:index/getAvailabilityZones:getAvailabilityZones", {}, new Map(), context).values.get("names"),
    ).toEqual(["eu-west-1a", "eu-west-1b", "eu-west-1c"]);
    expect(
      answerInvoke("azure-native:authorization/v20220401:getClientConfig", {}, new Map(), context).values.get("subscriptionId"),
    ).toBe("00000000-0000-0000-0000-000000000000");
  });

  it("repeat scalar arguments, and give markers for declared results", () => {
    const { known, values } = answerInvoke(
      "x:index:getThing",
      { name: "given", filters: [{}] },
      new Map([
        ["endpoint", "text"],
        ["zones", "texts"],
      ] as const),
      context,
    );
    expect(known).toBe(false);
    expect(context.holes.describe(String(values.get(HOLE_KEY)))).toBe("⟨getThing()⟩");
    const shown = Object.fromEntries(
      Object.entries(values.get("members") as object).map(([key, value]) => [
        key,
        Array.isArray(value) ? value.map((item) => context.holes.describe(String(item))) : context.holes.describe(String(value)),
      ]),
    );
    expect(shown).toEqual({
      id: "⟨getThing().id⟩",
      name: "given",
      arn: "⟨getThing().arn⟩",
      endpoint: "⟨getThing().endpoint⟩",
      zones: ["⟨getThing().zones⟩"],
    });
  });
});

describe("the order of resources", () => {
  const resource = (urn: string, dependencies: readonly string[] = [], parent?: string) => ({
    urn,
    dependencies,
    parent,
    provider: undefined,
  });

  it("does not depend on the order of requests, and puts needs first", () => {
    const names = ["a", "b", "c", "d", "e", "f"];
    const graphs = fc.array(fc.record({ from: fc.integer({ min: 1, max: 5 }), to: fc.nat(4) }), { maxLength: 12 }).map((edges) =>
      names.map((urn, index) =>
        resource(
          urn,
          edges.filter(({ from, to }) => from === index && to < index).map(({ to }) => names[to] ?? "a"),
        ),
      ),
    );
    fc.assert(
      fc.property(
        graphs.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        ([all, shuffled]) => {
          const ordered = orderResources(shuffled).map(({ urn }) => urn);
          expect(ordered).toEqual(orderResources(all).map(({ urn }) => urn));
          for (const { urn, dependencies } of all)
            for (const need of dependencies) expect(ordered.indexOf(need)).toBeLessThan(ordered.indexOf(urn));
        },
      ),
    );
  });

  it("keeps what is in a cycle, last", () => {
    expect(orderResources([resource("b", ["a"]), resource("a", ["b"]), resource("z")]).map(({ urn }) => urn)).toEqual([
      "z",
      "a",
      "b",
    ]);
  });
});

describe("small parts", () => {
  it("build and read URNs", () => {
    const component = makeUrn("dev", "shop", "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev", "a:b:C", "c");
    expect(component).toBe("urn:pulumi:dev::shop::a:b:C::c");
    const child = makeUrn("dev", "shop", component, "d:e:F", "with::colons");
    expect(child).toBe("urn:pulumi:dev::shop::a:b:C$d:e:F::with::colons");
    expect(parseUrn(child)).toEqual({
      stack: "dev",
      project: "shop",
      qualifiedType: "a:b:C$d:e:F",
      type: "d:e:F",
      name: "with::colons",
    });
    expect(parseUrn("not a urn")).toBeUndefined();
  });

  it.each([
    ["azure-native:compute:VirtualMachine", "vmName"],
    ["azure-native:compute/v20240301:VirtualMachine", "vmName"],
    ["azure-native_compute_v20240301:compute/v20240301:VirtualMachine", "vmName"],
    ["azure-native:compute:Unheard", undefined],
    ["aws:ec2/instance:Instance", undefined],
  ])("know where Azure's names come from: %s", (type, expected) => {
    expect(nameInput(type)).toBe(expected);
  });

  it("pass on what a program needs, and no credentials", () => {
    const from = {
      PATH: "/bin",
      HOME: "/h",
      ARM_CLIENT_SECRET: "canary",
      AWS_SECRET_ACCESS_KEY: "canary",
      NODE_OPTIONS: "--x",
      GITHUB_TOKEN: "canary",
      LANG: undefined,
    };
    expect(minimalEnvironment(from, new Map([["EXTRA", "1"]]))).toEqual({ PATH: "/bin", HOME: "/h", EXTRA: "1" });
  });

  it("remove control characters, and keep lines", () => {
    expect(stripControls("\u001b[31mred\u001b[39m\ttab\r\nline\u0000\u0007")).toBe("red\ttab\nline");
  });
});
