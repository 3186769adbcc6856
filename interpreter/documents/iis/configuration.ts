// The configuration of an IIS server from its files: what holds at a path, and what is wrong on the way to it.
import { type Effective, emptyEffective, Merger } from "./element.js";
import { type ConfigFile, type FileSection, readConfigFile } from "./file.js";
import { ConfigurationProblem } from "./problem.js";
import { type ElementSchema, iisSections } from "./schema.js";

export const POOLS_SECTION = "system.applicationHost/applicationPools";
export const SITES_SECTION = "system.applicationHost/sites";
const TOP = "applicationHost.config";

export interface WebConfig {
  /** As problems name it. */
  readonly name: string;
  readonly text: string;
}

/** Where a path leads. */
export interface IisPlace {
  readonly segments: readonly string[];
  /** Null: the server itself. */
  readonly site: { readonly name: string; readonly id: string; readonly entry: Effective } | null;
  readonly application: { readonly path: string; readonly entry: Effective } | null;
  readonly directory: { readonly path: string; readonly entry: Effective } | null;
  readonly pool: string;
}

interface Level {
  readonly segments: readonly string[];
  readonly file: ConfigFile;
}

export class IisConfiguration {
  private readonly top: ConfigFile;
  private readonly files = new Map<string, ConfigFile>();

  constructor(
    applicationHost: string,
    /** The web.config of a folder, as configuration spells it. */
    private readonly webConfig: (folder: string) => WebConfig | undefined,
  ) {
    this.top = readConfigFile(TOP, applicationHost, new Map());
  }

  // -------------------------------------------------------------- places

  /** Throws a problem when there is no such site. */
  place(path: string): IisPlace {
    const segments = segmentsOf(path);
    const [name, ...rest] = segments;
    if (name === undefined) return { segments, site: null, application: null, directory: null, pool: "" };
    const sites = this.merged([], SITES_SECTION);
    const found = sites.items.find((one) => one.value.attributes.get("name")?.toLowerCase() === name.toLowerCase());
    if (found === undefined) throw new ConfigurationProblem("unknownPath", TOP, null, `there is no site ${name}`);
    const site = {
      name: found.value.attributes.get("name") ?? name,
      id: found.value.attributes.get("id") ?? "0",
      entry: found.value,
    };
    const application = longest(found.value, rest);
    const below = application === null ? [] : rest.slice(segmentsOf(application.path).length);
    const directory = application === null ? null : longest(application.entry, below);
    return { segments, site, application, directory, pool: poolOf(sites, found.value, application?.entry ?? null) };
  }

  /** An entry of the pools; undefined: there is none of this name. */
  pool(name: string): Effective | undefined {
    const pools = this.merged([], POOLS_SECTION);
    return pools.items.find((one) => one.value.attributes.get("name")?.toLowerCase() === name.toLowerCase())?.value;
  }

  /** An attribute of a pool's process model: its own, that of the defaults, that of the schema. */
  processModel(pool: string, attribute: string): string | undefined {
    const entry = this.pool(pool);
    if (entry === undefined) return undefined;
    const defaults = this.merged([], POOLS_SECTION).elements.get("applicationPoolDefaults");
    const schema = iisSections().get(POOLS_SECTION)?.elements.get("applicationPoolDefaults")?.elements.get("processModel");
    return (
      entry.elements.get("processModel")?.attributes.get(attribute) ??
      defaults?.elements.get("processModel")?.attributes.get(attribute) ??
      schema?.attributes.get(attribute)?.byDefault
    );
  }

  // -------------------------------------------------------------- sections

  /** What a section says at a path. Throws the problem that a request there would meet first. */
  section(path: string, name: string): Effective {
    this.check(path);
    return this.merged(segmentsOf(path), name);
  }

  isDeclared(name: string): boolean {
    return this.top.declarations.has(name);
  }

  /** Whether a web.config at the path may name the section. */
  override(path: string, name: string): "Allow" | "Deny" {
    return this.mode(segmentsOf(path), name, this.levels(this.place(path)));
  }

  /** Reads every file on the way to a path. */
  check(path: string): void {
    const place = this.place(path);
    const levels = this.levels(place);
    levels.forEach((level, index) => {
      for (const section of level.file.sections)
        if (this.mode(level.segments, section.name, levels.slice(0, index)) === "Deny")
          throw new ConfigurationProblem(
            "locked",
            level.file.name,
            section.node.line,
            `${section.name} is locked at a level above`,
          );
    });
    for (const name of new Set(
      [this.top, ...levels.map((level) => level.file)].flatMap((file) => file.sections.map((one) => one.name)),
    ))
      this.merged(place.segments, name);
  }

  private merged(segments: readonly string[], name: string): Effective {
    const schema = iisSections().get(name);
    const effective = emptyEffective();
    if (schema === undefined) return effective;
    const isHost = name.startsWith("system.applicationHost/");
    const place = isHost ? null : this.place(segments.join("/"));
    const application = place?.site && place.application ? [place.site.name, ...segmentsOf(place.application.path)] : null;
    mergeFile(effective, this.top, [], segments, name, schema, application);
    if (place !== null)
      for (const level of this.levels(place))
        mergeFile(effective, level.file, level.segments, segments, name, schema, application);
    return effective;
  }

  /** The last word on a section at or above a level: its declaration, then location tags, then those of files above. */
  private mode(segments: readonly string[], name: string, above: readonly Level[]): "Allow" | "Deny" {
    let mode = this.top.declarations.get(name)?.override ?? "Allow";
    const tags = (file: ConfigFile, base: readonly string[]): void => {
      const matching = file.sections
        .filter((one) => one.name === name && one.tag !== null && covers([...base, ...segmentsOf(one.path)], segments))
        .sort((a, b) => segmentsOf(a.path).length - segmentsOf(b.path).length);
      for (const { tag } of matching) if (tag !== null && tag.override !== "Inherit") mode = tag.override;
    };
    tags(this.top, []);
    for (const level of above) tags(level.file, level.segments);
    return mode;
  }

  // -------------------------------------------------------------- web.config files

  /** The web.config files that a path has, from the site down. */
  private levels(place: IisPlace): readonly Level[] {
    if (place.site === null) return [];
    const overridden = this.poolAttribute(place.pool, "enableConfigurationOverride");
    if (overridden === "false") return [];
    const found: Level[] = [];
    for (let length = 1; length <= place.segments.length; length++) {
      const segments = place.segments.slice(0, length);
      const folder = this.folder(place.site.entry, segments.slice(1));
      const file = folder === null ? undefined : this.fileIn(folder);
      if (file !== undefined) found.push({ segments, file });
    }
    return found;
  }

  private poolAttribute(pool: string, attribute: string): string | undefined {
    const defaults = this.merged([], POOLS_SECTION).elements.get("applicationPoolDefaults");
    return this.pool(pool)?.attributes.get(attribute) ?? defaults?.attributes.get(attribute);
  }

  private folder(site: Effective, segments: readonly string[]): string | null {
    const application = longest(site, segments);
    const below = application === null ? [] : segments.slice(segmentsOf(application.path).length);
    const directory = application === null ? null : longest(application.entry, below);
    const root = directory?.entry.attributes.get("physicalPath");
    if (directory === null || root === undefined) return null;
    const rest = below.slice(segmentsOf(directory.path).length);
    if (rest.length > 0 && directory.entry.attributes.get("allowSubDirConfig") === "false") return null;
    return [root.replace(/[\\/]+$/, ""), ...rest].join("\\");
  }

  private fileIn(folder: string): ConfigFile | undefined {
    const key = folder.toLowerCase();
    const known = this.files.get(key);
    if (known !== undefined) return known;
    const found = this.webConfig(folder);
    if (found === undefined) return undefined;
    const file = readConfigFile(found.name, found.text, this.top.declarations);
    this.files.set(key, file);
    return file;
  }
}

/** Sections of one file that reach a path: its own, then those of location tags, shorter paths first. */
function mergeFile(
  effective: Effective,
  file: ConfigFile,
  base: readonly string[],
  segments: readonly string[],
  name: string,
  schema: ElementSchema,
  application: readonly string[] | null,
): void {
  const merger = new Merger(file.name);
  const matching = file.sections
    .filter(
      (one) => one.name === name && covers([...base, ...segmentsOf(one.path)], segments) && inherited(one, base, application),
    )
    .sort((a, b) => depth(a) - depth(b));
  for (const one of matching) merger.merge(effective, one.node, schema);
  merger.finish();
}

/** A section outside of tags comes before one of a tag for the same level. */
function depth(section: FileSection): number {
  return segmentsOf(section.path).length * 2 + (section.tag === null ? 0 : 1);
}

/** `inheritInChildApplications="false"` ends at applications below the tag's path. */
function inherited(section: FileSection, base: readonly string[], application: readonly string[] | null): boolean {
  if (section.tag === null || section.tag.inheritInChildApplications || application === null) return true;
  return application.length <= base.length + segmentsOf(section.path).length;
}

function segmentsOf(path: string): readonly string[] {
  return path.split(/[\\/]/).filter((one) => one !== "" && one !== ".");
}

function covers(prefix: readonly string[], segments: readonly string[]): boolean {
  return prefix.length <= segments.length && prefix.every((one, index) => one.toLowerCase() === segments[index]?.toLowerCase());
}

/** The entry with the longest path that covers the segments: an application of a site, a virtual directory of an application. */
function longest(owner: Effective, segments: readonly string[]): { readonly path: string; readonly entry: Effective } | null {
  let best: { path: string; entry: Effective } | null = null;
  for (const { value } of owner.items) {
    const path = value.attributes.get("path");
    if (path === undefined || !covers(segmentsOf(path), segments)) continue;
    if (best === null || segmentsOf(path).length > segmentsOf(best.path).length) best = { path, entry: value };
  }
  return best;
}

function poolOf(sites: Effective, site: Effective, application: Effective | null): string {
  return (
    application?.attributes.get("applicationPool") ??
    site.elements.get("applicationDefaults")?.attributes.get("applicationPool") ??
    sites.elements.get("applicationDefaults")?.attributes.get("applicationPool") ??
    ""
  );
}
