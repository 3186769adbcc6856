/** Evaluates template expressions in the scope of one template. What is not known stays a hole with its reason. */

import { type PropertyMap, type PropertyValue, Secret, Unknown } from "../graph.js";
import { isPropertyArray, isPropertyMap, reveal } from "../property-value.js";
import { pureFunction } from "./functions.js";
import { type Expression, ExpressionError, expressionIn, literalText, parseExpression } from "./syntax.js";
import { joinTexts, memberOf, textOf, truthOf, unknown } from "./values.js";

/** Work that one template may take; the same for every machine. */
const MOST_STEPS = 400_000;
const DEEPEST = 100;

export interface Work {
  steps: number;
}

export interface UserFunction {
  readonly parameters: readonly string[];
  readonly output: PropertyValue;
}

export class Scope {
  private readonly cache = new Map<string, PropertyValue>();
  private readonly open = new Set<string>();
  private readonly locals: PropertyMap[] = [];
  private readonly loops: { readonly name: string; readonly index: number }[] = [];
  private depth = 0;

  constructor(
    /** By name in lower case. */
    private readonly given: ReadonlyMap<string, PropertyValue>,
    private readonly definitions: PropertyMap,
    private readonly variables: PropertyMap,
    private readonly functions: ReadonlyMap<string, UserFunction>,
    private readonly surroundings: { readonly resourceGroup: string | undefined; readonly deployment: string },
    private readonly work: Work,
  ) {}

  /** A value with all expressions in it evaluated. */
  value(value: PropertyValue): PropertyValue {
    if (++this.work.steps > MOST_STEPS || this.depth > DEEPEST) return unknown("a template that is too much to evaluate");
    this.depth++;
    try {
      return this.inner(value);
    } finally {
      this.depth--;
    }
  }

  private inner(value: PropertyValue): PropertyValue {
    if (typeof value === "string") {
      const expression = expressionIn(value);
      if (expression === null) return literalText(value);
      try {
        return this.evaluate(parseExpression(expression));
      } catch (error) {
        if (error instanceof ExpressionError) return unknown(error.message);
        throw error;
      }
    }
    if (value instanceof Secret) {
      const made = this.value(value.value);
      return made instanceof Secret ? made : new Secret(made);
    }
    if (isPropertyArray(value)) return value.map((one) => this.value(one));
    if (isPropertyMap(value)) return this.object(value);
    return value;
  }

  /** An object; properties that are lists made by a loop (`copy: [{ name, count, input }]`) are made here. */
  private object(value: PropertyMap): PropertyMap {
    const made = new Map<string, PropertyValue>();
    for (const [key, inner] of value) {
      if (key.toLowerCase() === "copy" && isPropertyArray(inner)) {
        for (const loop of inner) {
          const name = isPropertyMap(loop) ? textOf(memberOf(loop, "name")) : undefined;
          if (isPropertyMap(loop) && name !== undefined) made.set(name, this.repeated(loop, name));
        }
        continue;
      }
      const name = expressionIn(key) === null ? literalText(key) : (textOf(this.value(key)) ?? key);
      made.set(name, this.value(inner));
    }
    return made;
  }

  private repeated(loop: PropertyMap, name: string): PropertyValue {
    const count = Number(textOf(this.value(memberOf(loop, "count") ?? 0)));
    if (!Number.isInteger(count)) return unknown(`the number of ${name}`);
    const input = memberOf(loop, "input") ?? null;
    return Array.from({ length: Math.min(count, 800) }, (_, index) => this.inLoop(name, index, () => this.value(input)));
  }

  /** Runs with `copyIndex()` of a loop. */
  inLoop<T>(name: string, index: number, run: () => T): T {
    this.loops.push({ name: name.toLowerCase(), index });
    try {
      return run();
    } finally {
      this.loops.pop();
    }
  }

  private evaluate(expression: Expression): PropertyValue {
    if (++this.work.steps > MOST_STEPS) return unknown("a template that is too much to evaluate");
    switch (expression.kind) {
      case "literal":
        return expression.value;
      case "member":
        return this.member(this.evaluate(expression.object), this.evaluate(expression.key), expression.safe);
      case "call":
        return this.call(expression.name, expression.args);
    }
  }

  private member(object: PropertyValue, key: PropertyValue, safe: boolean): PropertyValue {
    const { value, secret } = reveal(object);
    const name = textOf(key);
    const found = ((): PropertyValue => {
      if (value instanceof Unknown) return unknown(`${value.origin ?? "a value"}.${name ?? "?"}`, value.cause);
      if (name === undefined) return unknown("a member whose name is not known");
      if (isPropertyArray(value))
        return value[Number(name) < 0 ? value.length + Number(name) : Number(name)] ?? (safe ? null : unknown(`element ${name}`));
      if (isPropertyMap(value)) return memberOf(value, name) ?? (safe ? null : unknown(`the member ${name}`));
      return safe ? null : unknown(`the member ${name}`);
    })();
    return secret && !(found instanceof Secret) ? new Secret(found) : found;
  }

  private call(name: string, args: readonly Expression[]): PropertyValue {
    switch (name) {
      case "if": {
        const condition = truthOf(this.evaluate(args[0] as Expression));
        if (condition === undefined) return unknown("a value that depends on a condition which is not known");
        const branch = condition ? args[1] : args[2];
        return branch ? this.evaluate(branch) : null;
      }
      case "coalesce":
        for (const one of args) {
          const value = this.evaluate(one);
          if (reveal(value).value !== null) return value;
        }
        return null;
      case "lambda":
        return unknown("a lambda");
      case "map":
      case "filter":
      case "reduce":
      case "toobject":
        return this.overList(name, args);
      case "lambdavariables": {
        const variable = textOf(this.evaluate(args[0] as Expression));
        for (let index = this.locals.length - 1; index >= 0; index--) {
          const found = variable === undefined ? undefined : this.locals[index]?.get(variable);
          if (found !== undefined) return found;
        }
        return unknown("a lambda's variable");
      }
    }
    const values = args.map((one) => this.evaluate(one));
    const known = this.ofTemplate(name, values);
    if (known !== undefined) return known;
    const run = pureFunction(name);
    if (run) return run(values);
    const user = this.functions.get(name);
    if (user) return this.ofUser(name, user, values);
    // What only Azure knows while it deploys.
    const shown = values.map((one) => textOf(one)).filter((one) => one !== undefined);
    return unknown(`${name}(${shown.length > 0 ? "\u2026" : ""})`, "deferred");
  }

  private ofTemplate(name: string, values: readonly PropertyValue[]): PropertyValue | undefined {
    const [first] = values;
    switch (name) {
      case "parameters":
        return this.parameter(textOf(first));
      case "variables":
        return this.variable(textOf(first));
      case "copyindex": {
        const named = typeof first === "string" ? first.toLowerCase() : undefined;
        const offset = Number(textOf(named === undefined ? first : values[1]) ?? 0);
        const loop = named === undefined ? this.loops.at(-1) : this.loops.findLast((one) => one.name === named);
        return loop ? loop.index + offset : unknown("copyIndex()");
      }
      case "resourcegroup": {
        const group = this.surroundings.resourceGroup;
        return new Map<string, PropertyValue>([
          ["name", group ?? unknown("the name of the resource group")],
          ["location", unknown("the location of the resource group")],
          [
            "id",
            joinTexts([
              "/subscriptions/",
              unknown("the subscription"),
              "/resourceGroups/",
              group ?? unknown("the name of the resource group"),
            ]),
          ],
          ["tags", unknown("the tags of the resource group")],
        ]);
      }
      case "deployment":
        return new Map<string, PropertyValue>([["name", this.surroundings.deployment]]);
      case "resourceid":
      case "extensionresourceid":
      case "subscriptionresourceid":
      case "tenantresourceid":
        return this.resourceId(values);
    }
    return undefined;
  }

  private parameter(name: string | undefined): PropertyValue {
    if (name === undefined) return unknown("a parameter whose name is not known");
    // Inside a function of the template its own parameters are meant.
    const local = this.locals.at(-1)?.get(`p:${name.toLowerCase()}`);
    if (local !== undefined) return local;
    return this.cached(`p:${name.toLowerCase()}`, () => {
      const definition = memberOf(this.definitions, name);
      const shape = isPropertyMap(definition) ? definition : undefined;
      const type = textOf(shape && memberOf(shape, "type"))?.toLowerCase();
      const byDefault = shape && memberOf(shape, "defaultValue");
      const value =
        this.given.get(name.toLowerCase()) ??
        (byDefault === undefined ? unknown(`the parameter ${name} of the template`) : this.value(byDefault));
      return type?.startsWith("secure") && !(value instanceof Secret) ? new Secret(value) : value;
    });
  }

  private variable(name: string | undefined): PropertyValue {
    if (name === undefined) return unknown("a variable whose name is not known");
    return this.cached(`v:${name.toLowerCase()}`, () => {
      const plain = memberOf(this.variables, name);
      if (plain !== undefined) return this.value(plain);
      const loops = memberOf(this.variables, "copy");
      const loop = (isPropertyArray(loops) ? loops : []).find(
        (one) => isPropertyMap(one) && textOf(memberOf(one, "name"))?.toLowerCase() === name.toLowerCase(),
      );
      return isPropertyMap(loop) ? this.repeated(loop, name) : unknown(`the variable ${name} of the template`);
    });
  }

  private cached(key: string, make: () => PropertyValue): PropertyValue {
    const known = this.cache.get(key);
    if (known !== undefined) return known;
    if (this.open.has(key)) return unknown("a value that is made from itself");
    this.open.add(key);
    const made = make();
    this.open.delete(key);
    this.cache.set(key, made);
    return made;
  }

  /** `resourceId('Microsoft.Compute/virtualMachines/extensions', 'vm', 'ext')`; a group or subscription may stand before the type. */
  private resourceId(values: readonly PropertyValue[]): PropertyValue {
    const at = values.findIndex((one) => /^[\w.]+\/[\w/.]+$/.test(textOf(one) ?? ""));
    if (at < 0) return unknown("resourceId()");
    const [provider = "", ...types] = (textOf(values[at]) as string).split("/");
    const names = values.slice(at + 1);
    const group = at > 0 ? values[at - 1] : (this.surroundings.resourceGroup ?? unknown("the name of the resource group"));
    return joinTexts([
      "/subscriptions/",
      unknown("the subscription"),
      "/resourceGroups/",
      group ?? null,
      `/providers/${provider}`,
      ...types.flatMap((type, index): PropertyValue[] => [`/${type}/`, names[index] ?? ""]),
    ]);
  }

  private overList(name: string, args: readonly Expression[]): PropertyValue {
    const items = reveal(this.evaluate(args[0] as Expression)).value;
    if (!isPropertyArray(items) || items.length > 2000) return unknown(`${name}()`);
    const run = (lambda: Expression | undefined, values: readonly PropertyValue[]): PropertyValue => {
      if (lambda?.kind !== "call" || lambda.name !== "lambda") return unknown(`${name}()`);
      const names = lambda.args.slice(0, -1).map((one) => (one.kind === "literal" ? String(one.value) : ""));
      this.locals.push(new Map(names.map((one, index) => [one, values[index] ?? null])));
      try {
        return this.evaluate(lambda.args[lambda.args.length - 1] as Expression);
      } finally {
        this.locals.pop();
      }
    };
    switch (name) {
      case "map":
        return items.map((one, index) => run(args[1], [one, index]));
      case "filter": {
        const kept = items.map((one, index) => truthOf(run(args[1], [one, index])));
        return kept.includes(undefined) ? unknown("filter()") : items.filter((_, index) => kept[index]);
      }
      case "reduce":
        return items.reduce<PropertyValue>((before, one) => run(args[2], [before, one]), args[1] ? this.evaluate(args[1]) : null);
      default: {
        const made = new Map<string, PropertyValue>();
        for (const one of items) {
          const key = textOf(run(args[1], [one]));
          if (key !== undefined) made.set(key, args[2] ? run(args[2], [one]) : one);
        }
        return made;
      }
    }
  }

  private ofUser(name: string, { parameters, output }: UserFunction, values: readonly PropertyValue[]): PropertyValue {
    if (this.locals.length > 20) return unknown(`${name}()`);
    this.locals.push(new Map(parameters.map((one, index) => [`p:${one.toLowerCase()}`, values[index] ?? null])));
    try {
      return this.value(output);
    } finally {
      this.locals.pop();
    }
  }
}
