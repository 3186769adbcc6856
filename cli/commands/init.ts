import { lstatSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { codeOf } from "../../engine/regular-file.js";
import { UsageError } from "../errors.js";
import type { CI_RECIPES } from "../main.js";
import { clean, type Safe, safe } from "../safe.js";
import { SETTINGS_FILES } from "../settings-file.js";

export type CiRecipe = (typeof CI_RECIPES)[number];

/** `lycosa init`: writes a first configuration and the recipe for a build service into the current folder. Overwrites nothing. */
export function init(ci: CiRecipe | null, write: (text: Safe) => void): void {
  const recipe = ci ?? recipeOf();
  const settings = SETTINGS_FILES.find((name) => isThere(name));
  if (settings === undefined) {
    put("lycosa.yaml", SETTINGS);
    write(safe`wrote lycosa.yaml\n`);
  } else write(safe`kept ${clean(settings)}\n`);
  const found = RECIPES[recipe];
  if (found !== null) {
    if (isThere(found.file)) write(safe`kept ${clean(found.file)}\n`);
    else {
      put(found.file, found.text);
      write(safe`wrote ${clean(found.file)}${clean(found.how)}\n`);
    }
  }
  write(safe`next: npx lycosa check\n`);
}

/** The build service that a folder is for, by what lies in it. */
function recipeOf(): CiRecipe {
  if (isThere(".github")) return "github";
  if (isThere("azure-pipelines.yml")) return "azure-pipelines";
  return isThere(".gitlab-ci.yml") ? "gitlab" : "none";
}

function isThere(path: string): boolean {
  try {
    lstatSync(resolve(path));
    return true;
  } catch {
    return false;
  }
}

function put(file: string, text: string): void {
  try {
    mkdirSync(dirname(resolve(file)), { recursive: true });
    writeFileSync(resolve(file), text, { flag: "wx" });
  } catch (error) {
    throw new UsageError(`${file}: cannot be written (${codeOf(error)})`);
  }
}

const SETTINGS = `# yaml-language-server: $schema=./node_modules/lycosa/dist/policies/settings/lycosa.schema.json
# What Lycosa does here. The command and the policy pack read this file.
rules:
  all: mandatory
  # What cannot be decided is advice; "mandatory" refuses it.
  host-undecided: advisory
  # smtp-open-relay:
  #   exempt:
  #     - resource: news-mail-setup
  #       reason: the campus relay is closed by the new gateway
  #       owner: mail team
  #       expires: "2027-05-31"

# Left out of folders, as in .gitignore.
ignore: []

# What hosts are before the scripts of a folder run.
# hosts:
#   deploy: { image: 2022-datacenter }

# Code that is yours, so that it is not undecided: what it may change, and addresses whose content you know.
# contracts:
#   Install-ContosoBase: { touches: [] }
# sources:
#   - url: https://files.contoso.com/setup.ps1
#     sha256: 0000000000000000000000000000000000000000000000000000000000000000
#     file: vendor/setup.ps1
`;

const GITHUB = `name: lycosa
on: [push, pull_request]
permissions:
  contents: read
  security-events: write
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
      - uses: actions/setup-node@v5
        with: { node-version: 22 }
      - run: npx --yes lycosa check --format github --output sarif:lycosa.sarif
      - uses: github/codeql-action/upload-sarif@v4
        if: always()
        with: { sarif_file: lycosa.sarif }
`;

const AZURE = `steps:
  - task: NodeTool@0
    inputs:
      versionSpec: 22.x
  - bash: npx --yes lycosa check --format azure-pipelines --output "junit:$(Agent.TempDirectory)/lycosa.xml"
    displayName: lycosa check
  - task: PublishTestResults@2
    condition: always()
    inputs:
      testResultsFiles: $(Agent.TempDirectory)/lycosa.xml
`;

const GITLAB = `lycosa:
  image: node:22
  script:
    - npx --yes lycosa check --output gitlab:gl-code-quality-report.json
  artifacts:
    when: always
    reports:
      codequality: gl-code-quality-report.json
`;

/** `how`: what is left to do with the file. */
const RECIPES: Readonly<Record<CiRecipe, { readonly file: string; readonly text: string; readonly how: string } | null>> = {
  github: { file: join(".github", "workflows", "lycosa.yml"), text: GITHUB, how: "" },
  "azure-pipelines": {
    file: "lycosa.azure-pipelines.yml",
    text: AZURE,
    how: "; take it into a job with: - template: lycosa.azure-pipelines.yml",
  },
  gitlab: {
    file: "lycosa.gitlab-ci.yml",
    text: GITLAB,
    how: "; take it into .gitlab-ci.yml with: include: lycosa.gitlab-ci.yml",
  },
  none: null,
};
