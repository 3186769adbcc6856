import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Configuration, readConfiguration } from "../../engine/configuration.js";
import { type EmbeddedError, EmbeddedRunError } from "../../engine/errors.js";
import { HoleTable } from "../../engine/hole-table.js";
import { type Project, readProject } from "../../engine/project.js";
import { temporaryFolder } from "./support.js";

const root = temporaryFolder();
let folders = 0;

/** A project of these files; `Pulumi.yaml` has a name and a runtime already. */
function project(files: Readonly<Record<string, string>>): string {
  const folder = join(root, `p${folders++}`);
  const all = { ...files, "Pulumi.yaml": `name: shop\nruntime: nodejs\n${files["Pulumi.yaml"] ?? ""}` };
  for (const [name, content] of Object.entries(all)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

function configure(
  files: Readonly<Record<string, string>>,
  request: { stack?: string; set?: Readonly<Record<string, string>> } = {},
): Configuration & { readonly holes: HoleTable } {
  const holes = new HoleTable();
  const set = new Map(Object.entries(request.set ?? {}));
  return { ...readConfiguration(readProject(project(files)), { stack: request.stack, set }, holes), holes };
}

function errorOf(action: () => unknown): EmbeddedError {
  try {
    action();
  } catch (error) {
    if (error instanceof EmbeddedRunError) return error.detail;
    throw error;
  }
  throw new Error("it must fail");
}

/** Key → text; encrypted parts as `⟨⟩`. */
function texts({ values, holes }: Configuration & { readonly holes: HoleTable }): Record<string, string> {
  return Object.fromEntries([...values].map(([key, { text }]) => [key, holes.describe(text)]));
}

describe("the choice of a stack", () => {
  it.each([
    ["no stack file: dev", [], undefined, "organization", "dev"],
    ["one stack file: that one", ["prod"], undefined, "organization", "prod"],
    ["a name", ["prod", "test"], "test", "organization", "test"],
    ["a name that has no file", ["prod"], "new", "organization", "new"],
    ["a name with organization", ["prod"], "acme/prod", "acme", "prod"],
    ["a full name", ["prod"], "acme/shop/prod", "acme", "prod"],
  ] as const)("%s", (_name, stacks, request, organization, stack) => {
    const files = Object.fromEntries(stacks.map((name) => [`Pulumi.${name}.yaml`, "config: {}\n"]));
    expect(configure(files, request === undefined ? {} : { stack: request })).toMatchObject({
      organization,
      stack,
      file: `Pulumi.${stack}.yaml`,
    });
  });

  it("asks when there are several", () => {
    expect(errorOf(() => configure({ "Pulumi.b.yaml": "", "Pulumi.a.yml": "" }))).toMatchObject({
      code: "unknown-stack",
      message: "there are several stacks: choose one with --stack (a, b)",
    });
  });

  it.each(["", "a b", "a/b/c/d", "../x", "a\u0000"])("refuses %j", (stack) => {
    expect(errorOf(() => configure({}, { stack })).code).toBe("unknown-stack");
  });

  it.each(["stackConfigDir: stacks", "config: stacks"])("finds stack files in their own folder: %s", (setting) => {
    expect(texts(configure({ "Pulumi.yaml": setting, "stacks/Pulumi.prod.yaml": "config: { a: 1 }" }))).toEqual({
      "shop:a": "1",
    });
  });
});

describe("configuration values", () => {
  it("are texts in the spelling of the file, structures are JSON", () => {
    const stack = `config:
  plain: text
  number: 007
  float: 1.10
  flag: true
  nothing:
  aws:region: eu-west-1
  azure:config:location: westeurope
  list: [1, a, null, true]
  shop:map: { b: { c: [] }, a: 1.5 }
  quoted: "true"
`;
    expect(texts(configure({ "Pulumi.dev.yaml": stack }))).toEqual({
      "shop:plain": "text",
      "shop:number": "007",
      "shop:float": "1.10",
      "shop:flag": "true",
      "shop:nothing": "",
      "aws:region": "eu-west-1",
      "azure:location": "westeurope",
      "shop:list": '[1,"a",null,true]',
      "shop:map": '{"b":{"c":[]},"a":1.5}',
      "shop:quoted": "true",
    });
  });

  it("are secret and not known when they are encrypted, whole or in part", () => {
    const configuration = configure({
      "Pulumi.dev.yaml":
        "config:\n  a: { secure: CIPHER }\n  b: { x: [1, { secure: CIPHER }], y: 2 }\n  c: { secure: CIPHER, more: 1 }\n",
    });
    expect(texts(configuration)).toEqual({
      "shop:a": "⟨configuration value shop:a⟩",
      "shop:b": '{"x":[1,"⟨configuration value shop:b⟩"],"y":2}',
      "shop:c": '{"secure":"CIPHER","more":1}',
    });
    expect([...configuration.values.values()].map(({ secret, encrypted }) => [secret, encrypted])).toEqual([
      [true, true],
      [true, true],
      [false, false],
    ]);
    expect(configuration.notes).toEqual([
      {
        code: "encrypted-configuration",
        text: "Pulumi.dev.yaml: shop:a, shop:b are encrypted, and not known here; give a value with --set KEY=VALUE",
      },
    ]);
  });

  it("can be set, and stay secret when they were", () => {
    const configuration = configure(
      { "Pulumi.dev.yaml": "config: { a: { secure: CIPHER }, b: 1 }" },
      { set: { a: "clear", "shop:b": "2", "aws:region": "x", "n:config:k": "v" } },
    );
    expect(texts(configuration)).toEqual({ "shop:a": "clear", "shop:b": "2", "aws:region": "x", "n:k": "v" });
    expect(configuration.values.get("shop:a")).toEqual({ text: "clear", secret: true, sensitive: true, encrypted: false });
    expect(configuration.notes).toEqual([]);
  });

  it("are kept out of sight when their name says so", () => {
    const { values } = configure({ "Pulumi.dev.yaml": "config: { adminPassword: x, size: y }" });
    expect(values.get("shop:adminPassword")).toMatchObject({ secret: false, sensitive: true });
    expect(values.get("shop:size")).toMatchObject({ secret: false, sensitive: false });
  });

  it("come from the project's declarations, weaker than the stack's", () => {
    const files = {
      "Pulumi.yaml": `config:
  plain: p
  size: { type: integer, default: 3 }
  hidden: { type: string, default: h, secret: true }
  list: { type: array, items: { type: string }, default: [a, b] }
  aws:region: { value: us-east-1 }
`,
      "Pulumi.dev.yaml": "config: { size: 5 }",
    };
    const configuration = configure(files);
    expect(texts(configuration)).toEqual({
      "shop:size": "5",
      "shop:plain": "p",
      "shop:hidden": "h",
      "shop:list": '["a","b"]',
      "aws:region": "us-east-1",
    });
    expect(configuration.values.get("shop:hidden")?.secret).toBe(true);
  });

  it("come from the template only while there is no stack file", () => {
    const template =
      "template:\n  config:\n    size: { description: x, default: small }\n    none: { description: x }\n    aws:region: { default: us-east-1 }\n    pin: { default: '1', secret: true }\n";
    const configuration = configure({ "Pulumi.yaml": template }, { set: { size: "large" } });
    expect(texts(configuration)).toEqual({ "shop:size": "large", "aws:region": "us-east-1", "shop:pin": "1" });
    expect(configuration.values.get("shop:pin")?.secret).toBe(true);
    expect(configuration.notes.map(({ code }) => code)).toEqual(["template-defaults"]);
    expect(texts(configure({ "Pulumi.yaml": template, "Pulumi.dev.yaml": "" }))).toEqual({});
  });

  it("of an environment are missed aloud", () => {
    expect(configure({ "Pulumi.dev.yaml": "environment: [shared/prod]\n" }).notes.map(({ code }) => code)).toEqual([
      "environment-ignored",
    ]);
  });

  it("that are declared without a value must be given", () => {
    const declared = "config:\n  one: { type: string }\n  two: { type: integer }\n";
    expect(errorOf(() => configure({ "Pulumi.yaml": declared }))).toMatchObject({
      code: "missing-configuration",
      message:
        "configuration value shop:one (and shop:two) is missing: set it with --set shop:one=VALUE, or in Pulumi.dev.yaml with 'pulumi config set shop:one VALUE'",
    });
    expect(texts(configure({ "Pulumi.yaml": declared }, { set: { one: "a", two: "2" } }))).toEqual({
      "shop:one": "a",
      "shop:two": "2",
    });
  });

  it.each([
    ["boolean", "yes", "true"],
    ["integer", "1.5", "-15"],
    ["number", "one", "1.5"],
    ["array", "{}", "[1]"],
    ["object", "[1]", '{"a":1}'],
  ])("must fit the declared type %s", (type, wrong, right) => {
    const files = { "Pulumi.yaml": `config:\n  key: { type: ${type} }\n` };
    expect(errorOf(() => configure(files, { set: { key: wrong } }))).toMatchObject({
      code: "invalid-configuration",
      message: `configuration value shop:key must be of type ${type}`,
    });
    expect(texts(configure(files, { set: { key: right } }))).toEqual({ "shop:key": right });
  });

  it.each(["", ":", "a:", ":b", "a:b:c", "a:b:c:d"])("cannot be named %j", (key) => {
    expect(errorOf(() => configure({}, { set: { [key]: "canary" } }))).toMatchObject({
      code: "invalid-configuration",
      message: expect.not.stringContaining("canary"),
    });
  });

  it("survive names that mean something to JavaScript", () => {
    const { values } = configure({
      "Pulumi.dev.yaml": 'config: { __proto__: a, "x:constructor": b, nested: { __proto__: { c: 1 } } }',
    });
    expect([...values].map(([key, { text }]) => [key, text])).toEqual([
      ["shop:__proto__", "a"],
      ["x:constructor", "b"],
      ["shop:nested", '{"__proto__":{"c":1}}'],
    ]);
  });

  it("arrive whatever their text is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(configure({}, { set: { key: text } }).values.get("shop:key")?.text).toBe(text);
      }),
      { numRuns: 25 },
    );
  });
});

describe("the project file", () => {
  const read = (content: string): Project => {
    const folder = join(root, `p${folders++}`);
    mkdirSync(join(folder, "src"), { recursive: true });
    writeFileSync(join(folder, "src", "program.js"), "");
    writeFileSync(join(folder, "Pulumi.yaml"), content);
    return readProject(folder);
  };

  it("says what to run, where and how", () => {
    const { directory, ...rest } = read(
      "name: a\nruntime:\n  name: nodejs\n  options: { typescript: false, nodeargs: \"--a 'b c' --d=\\\"e f\\\"  ''\", tsconfig: tsconfig.pulumi.json, packagemanager: pnpm }\nmain: src/program.js\nbackend: { url: x }\n",
    );
    expect(rest).toMatchObject({
      name: "a",
      typescript: false,
      tsconfig: "tsconfig.pulumi.json",
      entry: "program.js",
      programDirectory: join(directory, "src"),
    });
    expect(rest.nodeArguments).toEqual(["--a", "b c", "--d=e f", ""]);
    expect(read("name: a\nruntime: nodejs\nmain: src\n")).toMatchObject({ entry: ".", typescript: true, nodeArguments: [] });
    expect(read("name: ${PROJECT}\nruntime: nodejs\n").name).toMatch(/^p\d+$/);
  });

  it.each([
    ["runtime: nodejs\n", "invalid-project", "Pulumi.yaml gives the project no name: add 'name: ...'"],
    ["name: a\n", "invalid-project", "Pulumi.yaml names no runtime: add 'runtime: nodejs'"],
    [
      "name: a\nruntime: go\n",
      "unsupported-runtime",
      "Pulumi.yaml: programs of the runtime 'go' are not run here, only those for nodejs: check the stack with 'pulumi stack export | lycosa check --stack-export -', or its updates with the policy pack (pulumi preview --policy-pack)",
    ],
    ["name: a\nruntime: nodejs\nmain: gone\n", "invalid-project", "Pulumi.yaml: 'main' names gone, which is not there"],
    ["name: a\nruntime: nodejs\nmain: /etc\n", "invalid-project", "Pulumi.yaml: 'main' must be a relative path"],
    ["- canary\n", "invalid-project", "Pulumi.yaml must hold keys and values"],
    ["name: canary\nname: b\n", "invalid-project", "Pulumi.yaml is not valid YAML (duplicate key) at line 2"],
    ["name: a\nb: [canary\n", "invalid-project", "Pulumi.yaml is not valid YAML (bad indent) at line 3"],
    [
      `a: &a [x]\nb: &b [${"*a,".repeat(99)}*a]\nc: &c [${"*b,".repeat(99)}*b]\nd: [${"*c,".repeat(99)}*c]\n`,
      "invalid-project",
      "Pulumi.yaml holds too much data",
    ],
  ])("is refused: %#", (content, code, message) => {
    const error = errorOf(() => read(content));
    expect(error).toMatchObject({ code, message });
  });
});
