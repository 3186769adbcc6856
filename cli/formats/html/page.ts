import { describePlace, type Finding } from "../../../policies/finding.js";
import { remediationOf, ruleNamed } from "../../../policies/rules/index.js";
import { lineOf } from "../../excerpts.js";
import type { HostPicture, PictureQuestion } from "../../host/picture.js";
import { type Report, summary, VERSION } from "../../report.js";
import { joinSafe, type Safe, safe, xml } from "../../safe.js";
import { chainOf, shortPlace } from "../chain.js";
import { graphOf, MOST_DRAWN } from "./graph.js";
import { STYLE } from "./style.js";

/** One page with everything in it: no script, nothing from the network, usable by keyboard and with a screen reader. */

/** Of more hosts than this, those with findings are drawn. */
const MOST_HOSTS = 50;

export function formatHtml(report: Report): Safe {
  const found = new Map<string, Finding[]>();
  for (const finding of report.findings) found.set(finding.host, [...(found.get(finding.host) ?? []), finding]);
  const hosts = report.pictures.filter(({ id }) => report.pictures.length <= MOST_HOSTS || found.has(id));
  const drawn = new Set(hosts.map(({ id }) => id));
  const elsewhere = report.findings.filter(({ host }) => !drawn.has(host));
  const parts = [
    errors(report),
    ...hosts.map((host, index) => hostPart(host, index, found.get(host.id) ?? [], report)),
    elsewhere.length === 0
      ? safe``
      : safe`<h2>Other findings</h2>${joinSafe(
          elsewhere.map((one) => article(one, report)),
          "",
        )}`,
    notes(report, hosts.length),
  ];
  return safe`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Lycosa: ${title(report)}</title>
<style>${STYLE}</style>
</head>
<body>
<a class="skip" href="#findings">Skip to the findings</a>
<svg width="0" height="0" aria-hidden="true" focusable="false"><defs>${joinSafe((["fine", "danger", "unknown"] as const).map(marker), "")}</defs></svg>
<header><h1>Lycosa: ${title(report)}</h1>
${counts(report)}</header>
<main id="findings">
${joinSafe(parts, "\n")}
</main>
</body>
</html>
`;
}

function marker(tone: string): Safe {
  return safe`<marker id="to-${xml(tone)}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto"><path class="m-${xml(tone)}" d="M0 0L8 4L0 8z" /></marker>`;
}

function title(report: Report): Safe {
  const { blocking } = summary(report);
  if (blocking > 0) return safe`${blocking} ${blocking === 1 ? safe`finding blocks` : safe`findings block`}`;
  if (report.errors.length > 0) return safe`${report.errors.length} not read`;
  return report.findings.length === 0 ? safe`no findings` : safe`nothing blocks`;
}

function counts(report: Report): Safe {
  const { blocking, certain, possible, undecided } = summary(report);
  const rows = [
    [blocking, "blocking"],
    [certain, "certain"],
    [possible, "possible"],
    [undecided, "undecided"],
    [report.hosts.length, report.hosts.length === 1 ? "host" : "hosts"],
    [report.errors.length, "not read"],
  ] as const;
  const items = rows.map(([number, what]) => safe`<li><strong>${number}</strong>${xml(what)}</li>`);
  return safe`<ul class="counts">${joinSafe(items, "")}</ul>`;
}

function errors(report: Report): Safe {
  if (report.errors.length === 0) return safe``;
  const items = report.errors.map(({ input, file, line, column, message }) => {
    const at = line === null ? safe`` : safe`:${line}${column === null ? safe`` : safe`:${column}`}`;
    return safe`<li><code>${xml(file ?? input)}${at}</code> ${xml(message)}</li>`;
  });
  return safe`<h2>Not read</h2><ul>${joinSafe(items, "")}</ul>`;
}

function hostPart(host: HostPicture, index: number, findings: readonly Finding[], report: Report): Safe {
  const from = host.initial === "existing" ? safe`a host that exists already` : safe`a new host from ${xml(host.initial)}`;
  const said = findings.map((one) => article(one, report));
  const drawings = host.questions.map((question, number) => drawing(question, `g${index}-${number}`));
  return safe`<section aria-labelledby="h${index}"><h2 id="h${index}">Host ${xml(host.id)} <span class="quiet">(${from})</span></h2>
${said.length === 0 ? safe`<p class="good">No findings.</p>` : joinSafe(said, "\n")}
${joinSafe(drawings, "\n")}</section>`;
}

function drawing(question: PictureQuestion, id: string): Safe {
  const ways = question.ways.map(({ nodes, when, tone }) => {
    const way = joinSafe(nodes.map(xml), " \u2192 ");
    const mark = tone === "danger" ? safe`<strong>danger</strong>: ` : tone === "unknown" ? safe`not known: ` : safe``;
    return safe`<li>${mark}${way}${when.length === 0 ? safe`` : safe`, when ${joinSafe(when.map(xml), " and ")}`}</li>`;
  });
  const picture =
    question.ways.length > MOST_DRAWN
      ? safe``
      : safe`<div class="drawn" tabindex="0" role="group" aria-label="${xml(question.title)}, drawn">${graphOf(question, id)}</div>`;
  return safe`<h3>${xml(question.title)}</h3>${picture}<details><summary>${question.ways.length === 1 ? safe`The one way as text` : safe`All ${question.ways.length} ways as text`}</summary><ul>${joinSafe(ways, "")}</ul></details>`;
}

function article(finding: Finding, report: Report): Safe {
  const state = finding.exemption !== null ? "exempt" : finding.blocking ? "blocks" : "advice";
  const label =
    finding.exemption !== null
      ? safe`exempt`
      : finding.blocking
        ? safe`${xml(finding.certainty)}, blocks`
        : safe`${xml(finding.certainty)}, advice`;
  const line = lineOf(report.excerpts, finding.at);
  const chain = chainOf(finding).map(
    (step) => safe`<li>${xml(step.what)}${step.at === null ? safe`` : safe` <code>${xml(shortPlace(step.at))}</code>`}</li>`,
  );
  const changes = finding.cause !== null ? [remediationOf(finding.cause)] : (ruleNamed(finding.rule)?.remediation ?? []);
  const why = ruleNamed(finding.rule)?.rationale;
  const exempt = finding.exemption;
  return safe`<article class="${xml(state)}"><h3><span class="label">${label}</span> ${xml(finding.rule)} <span class="quiet">${xml(finding.severity)}</span></h3>
<p>${xml(finding.message)}</p><p class="quiet"><code>${xml(describePlace(finding.at))}</code></p>
${line === null ? safe`` : safe`<pre tabindex="0" role="group" aria-label="${xml(`the line at ${describePlace(finding.at)}`)}">${xml(line.trim())}</pre>`}
${exempt === null ? safe`` : safe`<p>Exempt until ${xml(exempt.expires)}: ${xml(exempt.reason)} (${xml(exempt.owner)})</p>`}
${chain.length === 0 ? safe`` : safe`<details><summary>How it comes about (${chain.length})</summary><ol>${joinSafe(chain, "")}</ol></details>`}
<details><summary>What to change</summary>${why === undefined ? safe`` : safe`<p>${xml(why)}</p>`}<ul>${joinSafe(
    changes.map((text) => safe`<li>${xml(text)}</li>`),
    "",
  )}</ul></details>
<p class="quiet"><code>${xml(finding.fingerprint)}</code></p></article>`;
}

function notes(report: Report, drawn: number): Safe {
  const lines = [
    ...report.notes.map(({ input, message }) => safe`<li><code>${xml(input)}</code> ${xml(message)}</li>`),
    ...report.notAsked.map(({ rule, why }) => safe`<li>not asked: ${xml(rule)} (${xml(why)})</li>`),
    ...(report.baseline === null ? [] : [safe`<li>${report.baseline.known} findings in the baseline</li>`]),
    ...(report.pictures.length > drawn
      ? [safe`<li>${report.pictures.length - drawn} hosts without findings are not drawn</li>`]
      : []),
    safe`<li>made by lycosa ${xml(VERSION)}</li>`,
  ];
  return safe`<h2>Notes</h2><ul>${joinSafe(lines, "")}</ul>`;
}
