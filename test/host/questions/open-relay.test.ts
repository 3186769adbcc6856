import { describe, expect, test } from "vitest";
import { NO_ASSUMPTIONS } from "../../../host/choice.js";
import { observedFact, unknownFact } from "../../../host/facts.js";
import {
  authFlags,
  connectionControl,
  disturbance,
  domainRelayList,
  domainRouteAction,
  feature,
  relayForAuth,
  relayList,
  smtpBindings,
  smtpDomainExists,
  smtpProperty,
  smtpServerExists,
} from "../../../host/keys.js";
import { openRelay } from "../../../host/questions/open-relay.js";
import { relayDecision } from "../../../host/questions/relay-decision.js";
import { parseAddressEntry } from "../../../host/smtp/list-object.js";
import {
  allExcept,
  type ClientAddress,
  clientSet,
  EVERYONE,
  only,
  type RelayList,
  UNSET,
} from "../../../host/smtp/relay-list.js";
import { HostState } from "../../../host/state.js";
import { ask, choice, existing, image, line, summary } from "./support.js";

const entry = (text: string): ClientAddress => parseAddressEntry(text) as ClientAddress;
const unknownEntry: ClientAddress = { kind: "unknown", cause: "input", why: "parameter Allowed" };
const LOOPBACK: ClientAddress = { kind: "loopback" };
const relays = (list: RelayList, base = existing): HostState => base.set(relayList("1"), list, line(5));
const named = (name: string): RelayList => ({ kind: "only", grant: clientSet([], [{ kind: "name", name }]) });

describe("the relay list", () => {
  test.each<[string, RelayList, string]>([
    ["absent", UNSET, "no"],
    ["zero length", EVERYONE, "certain 5"],
    ["all except one", allExcept(entry("203.0.113.7")), "certain 5"],
    ["all except an unknown one", allExcept(unknownEntry), "certain 5"],
    ["all except everybody", allExcept(entry("0.0.0.0/0")), "no"],
    ["nobody", only(), "no"],
    ["loopback", only(LOOPBACK, { kind: "own" }), "no"],
    ["private", only(entry("10.0.0.0/8"), entry("192.168.0.0/16"), entry("172.16.0.0/12")), "no"],
    ["everything by mask", only(entry("0.0.0.0, 0.0.0.0")), "certain 5"],
    ["two halves", only(entry("0.0.0.0, 128.0.0.0"), entry("128.0.0.0, 128.0.0.0")), "certain 5"],
    ["a public /8", only(entry("20.0.0.0/8")), "certain 5"],
    ["172.0.0.0/16 is public but not the Internet", only(entry("172.0.0.0, 255.255.0.0")), "no"],
    ["an unknown entry", only(LOOPBACK, unknownEntry), "undecided (input)"],
    ["the Internet and an unknown entry", only(entry("0.0.0.0/0"), unknownEntry), "certain 5"],
    ["a top-level domain", named("com"), "certain 5"],
    ["everything by name", named("*"), "certain 5"],
    ["one partner's domain", named("contoso.com"), "no"],
    ["malformed", { kind: "malformed", reason: "x" }, "undecided (unreadable)"],
    ["undecided", { kind: "undecided-empty", reason: "x" }, "undecided (unreadable)"],
  ])("%s", (_, list, expected) => {
    expect(summary(ask(relays(list), openRelay))).toBe(expected);
  });

  test("an unknown value is undecided with its cause and place", () => {
    const state = existing.write(relayList("1"), unknownFact("deferred", "an output of another resource", line(7)));
    const result = ask(state, openRelay);
    expect(summary(result)).toBe("undecided (deferred)");
    expect(result.unknowns[0]?.origin?.line).toBe(7);
  });

  test("the service node's list is every server's", () => {
    expect(summary(ask(existing.set(relayList("service"), EVERYONE, line(3)), openRelay))).toBe("certain 3");
    const overridden = existing.set(relayList("service"), EVERYONE, line(3)).set(relayList("1"), only(LOOPBACK), line(4));
    expect(summary(ask(overridden, openRelay))).toBe("no");
    const second = overridden.set(relayList("2"), EVERYONE, line(9));
    expect(summary(ask(second, openRelay))).toBe("certain 9");
    expect(summary(ask(second.set(smtpServerExists("2"), false, line(10)), openRelay))).toBe("no");
    expect(summary(ask(overridden.set(relayList("1"), UNSET, line(5)), openRelay))).toBe("certain 3");
  });
});

describe("what must hold besides", () => {
  const open = relays(EVERYONE);
  test.each<[string, HostState, string]>([
    ["anonymous is off", open.set(authFlags("1"), 2, line(6)), "no"],
    ["anonymous is off at the service", open.set(authFlags("service"), 6, line(6)), "no"],
    ["anonymous is on", open.set(authFlags("1"), 5, line(6)), "certain 5"],
    [
      "authentication is not known",
      open.write(authFlags("1"), unknownFact("input", "a parameter", line(6))),
      "undecided (input)",
    ],
    ["it listens on loopback only", open.set(smtpBindings("1"), ["127.0.0.1:25:"], line(6)), "no"],
    ["it listens everywhere", open.set(smtpBindings("1"), [":25:"], line(6)), "certain 5"],
    ["only private clients connect", open.set(connectionControl("1"), only(entry("10.0.0.0/8")), line(6)), "no"],
    ["only loopback connects", open.set(connectionControl("service"), only(LOOPBACK), line(6)), "no"],
    ["everybody connects", open.set(connectionControl("1"), EVERYONE, line(6)), "certain 5"],
    ["all but some connect", open.set(connectionControl("1"), allExcept(entry("20.0.0.0/8")), line(6)), "certain 5"],
    ["all but everybody connect", open.set(connectionControl("1"), allExcept(entry("0.0.0.0/0")), line(6)), "no"],
    ["unknown clients connect", open.set(connectionControl("1"), only(LOOPBACK, unknownEntry), line(6)), "undecided (input)"],
    [
      "the connection list is not known",
      open.write(connectionControl("1"), unknownFact("opaque", "a download", line(6))),
      "undecided (opaque)",
    ],
    ["relaying for authenticated clients is off", open.set(relayForAuth("1"), false, line(6)), "certain 5"],
    ["the service is found to be absent", open.write(feature("SMTP-Server"), observedFact(false, line(1))), "no"],
    ["the service is removed", open.set(feature("SMTP-Server"), false, line(8)), "no"],
  ])("%s", (_, state, expected) => {
    expect(summary(ask(state, openRelay))).toBe(expected);
  });

  test("a half of the Internet that connects to the other half that relays is nobody", () => {
    const state = relays(only(entry("0.0.0.0/1"))).set(connectionControl("1"), only(entry("128.0.0.0/1")), line(6));
    expect(summary(ask(state, openRelay))).toBe("no");
  });

  test("authentication alone, smart hosts and limits open nothing", () => {
    const state = existing
      .set(relayForAuth("1"), true, line(1))
      .set(smtpProperty("1", "SmartHost"), "[10.0.0.9]", line(2))
      .set(smtpProperty("1", "MaxRecipients"), 0, line(3))
      .set(domainRouteAction("1", "contoso.com"), 16, line(4));
    expect(summary(ask(state, openRelay))).toBe("no");
  });

  test("on an image the feature must be there", () => {
    expect(summary(ask(relays(EVERYONE, image()), openRelay))).toBe("no");
    expect(summary(ask(relays(EVERYONE, image()).set(feature("SMTP-Server"), true, line(1)), openRelay))).toBe("certain 5");
    const maybe = relays(EVERYONE, image()).write(feature("SMTP-Server"), unknownFact("input", "the feature list", line(1)));
    expect(summary(ask(maybe, openRelay))).toBe("undecided (input)");
    expect(summary(ask(image().set(feature("SMTP-Server"), true, line(1)), openRelay))).toBe("no");
  });
});

describe("domains", () => {
  const domain = (name: string, action = 4096) => existing.set(domainRouteAction("1", name), action, line(5));
  test.each<[string, HostState, string]>([
    ["everything", domain("*"), "certain 5"],
    ["a top-level domain", domain("*.com"), "certain 5"],
    ["a top-level domain, inherited", existing.set(domainRouteAction("service", "*.com"), 4096, line(5)), "certain 5"],
    ["one partner", domain("*.contoso.com"), "no"],
    ["one domain", domain("contoso.com"), "no"],
    ["without the relay bit", domain("*", 2), "no"],
    ["deleted again", domain("*").set(smtpDomainExists("1", "*"), false, line(6)), "no"],
    ["with an open list of its own", existing.set(domainRelayList("1", "*.net"), EVERYONE, line(5)), "certain 5"],
    ["with a closed list of its own", existing.set(domainRelayList("1", "*.net"), only(LOOPBACK), line(5)), "no"],
    [
      "with an unknown action",
      existing.write(domainRouteAction("1", "*"), unknownFact("input", "a parameter", line(5))),
      "undecided (input)",
    ],
  ])("%s", (_, state, expected) => {
    expect(summary(ask(state, openRelay))).toBe(expected);
  });
});

describe("who caused it", () => {
  test("an open list that was only found is not reported", () => {
    expect(summary(ask(existing.write(relayList("1"), observedFact(EVERYONE, line(2))), openRelay))).toBe("no");
  });

  test("found open in one world and made open in the other is certain", () => {
    const asked = choice("the list is open", "the list is not open");
    const state = HostState.join(asked, [
      existing.write(relayList("1"), observedFact(EVERYONE, line(2))),
      existing.set(relayList("1"), EVERYONE, line(3)),
    ]);
    expect(summary(ask(state, openRelay))).toBe("certain 3");
  });

  test("found open in one world and left alone in the other is nothing", () => {
    const asked = choice("the list is open", "the list is not open");
    const state = HostState.join(asked, [
      existing.write(relayList("1"), observedFact(EVERYONE, line(2))),
      existing.write(relayList("1"), observedFact(UNSET, line(2))),
    ]);
    expect(summary(ask(state, openRelay))).toBe("no");
  });

  test("letting anonymous clients in where the list was found open is this deployment's doing", () => {
    const state = existing.write(relayList("1"), observedFact(EVERYONE, line(2))).set(authFlags("1"), 1, line(4));
    expect(summary(ask(state, openRelay))).toBe("certain 4");
  });

  test("the chain ends in the list", () => {
    const state = relays(EVERYONE).set(authFlags("1"), 1, line(6));
    const because = ask(state, openRelay).dangers[0]?.danger.because.map((step) => [step.at?.line, step.what]);
    expect(because).toEqual([
      [6, "anonymous clients are allowed"],
      [5, 'the relay list is empty in the sense of "all except the list below"'],
    ]);
  });

  test("what could not be read keeps it from being clean, and takes no danger away", () => {
    const opaque = unknownFact("opaque", "a script from a share", line(9));
    expect(summary(ask(existing.write(disturbance("all", "9"), opaque), openRelay))).toBe("undecided (opaque)");
    expect(summary(ask(existing.write(disturbance("accounts", "9"), opaque), openRelay))).toBe("no");
    expect(summary(ask(image().write(disturbance("all", "9"), opaque), openRelay))).toBe("undecided (opaque)");
    expect(summary(ask(image().write(disturbance("smtp", "9"), opaque), openRelay))).toBe("no");
    expect(summary(ask(relays(EVERYONE).write(disturbance("smtp", "9"), opaque), openRelay))).toBe("certain 5 (opaque)");
  });
});

describe("one request", () => {
  const hardened = existing
    .set(relayList("1"), only(LOOPBACK, { kind: "own" }, entry("10.0.0.0/8")), line(1))
    .set(relayForAuth("1"), true, line(2))
    .set(smtpProperty("1", "DefaultDomain"), "web.local", line(3))
    .set(domainRouteAction("1", "alias.example"), 16, line(4))
    .set(domainRouteAction("1", "*.partner.example"), 4096, line(5));
  const decide = (state: HostState, client: string, recipient: string, authenticated = false) =>
    relayDecision(state.view(NO_ASSUMPTIONS), { server: "1", client, recipient, authenticated }).decision;

  test.each<[string, string, boolean, string]>([
    ["203.0.113.9", "a@elsewhere.example", false, "refused"],
    ["203.0.113.9", "a@elsewhere.example", true, "relayed"],
    ["203.0.113.9", "a@web.local", false, "local"],
    ["203.0.113.9", "a@ALIAS.example", false, "local"],
    ["203.0.113.9", "a@x.partner.example", false, "relayed"],
    ["10.1.2.3", "a@elsewhere.example", false, "relayed"],
    ["127.0.0.1", "a@elsewhere.example", false, "relayed"],
    ["own", "a@elsewhere.example", false, "relayed"],
    ["somewhere", "a@elsewhere.example", false, "unknown"],
  ])("%s to %s, authenticated %s: %s", (client, recipient, authenticated, expected) => {
    expect(decide(hardened, client, recipient, authenticated)).toBe(expected);
  });

  test.each<[string, HostState, string]>([
    ["anonymous off", hardened.set(authFlags("1"), 2, line(6)), "authenticate"],
    ["loopback binding", hardened.set(smtpBindings("1"), ["127.0.0.1:25:"], line(6)), "unreachable"],
    ["connection control", hardened.set(connectionControl("1"), only(entry("10.0.0.0/8")), line(6)), "unreachable"],
    ["no service", hardened.set(feature("SMTP-Server"), false, line(6)), "unreachable"],
    ["unknown list", hardened.write(relayList("1"), unknownFact("input", "x", line(6))), "unknown"],
    ["everyone", hardened.set(relayList("1"), EVERYONE, line(6)), "relayed"],
    ["a fresh service", image().set(feature("SMTP-Server"), true, line(1)), "refused"],
  ])("a stranger, %s: %s", (_, state, expected) => {
    expect(decide(state, "203.0.113.9", "a@elsewhere.example")).toBe(expected);
  });
});
