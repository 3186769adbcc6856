import { cleanLines, type Safe } from "../../safe.js";

/** How the page looks, light and dark. Contrasts are those that WCAG's level AA asks for. */
export const STYLE: Safe = cleanLines(`
:root { color-scheme: light dark; --text: #1b1f24; --quiet: #57606a; --page: #ffffff; --card: #f6f8fa; --line: #8c959f;
  --danger: #b3121d; --danger-fill: #ffeef0; --unknown: #7a4d00; --unknown-fill: #fff6dc; --fine: #3d5a80; --fine-fill: #eef4fb; --good: #116329; --link: #0550ae; }
@media (prefers-color-scheme: dark) { :root { --text: #e6edf3; --quiet: #a9b4c0; --page: #0d1117; --card: #161b22; --line: #6e7681;
  --danger: #ff9a94; --danger-fill: #3d1518; --unknown: #f0c05a; --unknown-fill: #33270b; --fine: #a8c7f0; --fine-fill: #14233a; --good: #6fdd8b; --link: #79c0ff; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 16px/1.5 system-ui, "Segoe UI", "DejaVu Sans", sans-serif; }
header, main { max-width: 72rem; margin: 0 auto; padding: 1rem 1.25rem; }
h1 { font-size: 1.5rem; margin: 0.5rem 0; } h2 { font-size: 1.25rem; margin: 2rem 0 0.5rem; } h3 { font-size: 1.05rem; margin: 1rem 0 0.25rem; }
h4 { font-size: 1rem; margin: 0.75rem 0 0.25rem; font-weight: 600; }
a { color: var(--link); } a:focus-visible, summary:focus-visible, [tabindex]:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -99rem; } .skip:focus { left: 1rem; top: 0.5rem; background: var(--page); padding: 0.5rem; }
.counts { display: flex; flex-wrap: wrap; gap: 0.75rem; list-style: none; padding: 0; } .counts li { background: var(--card); border: 1px solid var(--line); border-radius: 6px; padding: 0.35rem 0.8rem; }
.counts strong { font-size: 1.25rem; margin-right: 0.35rem; }
article { background: var(--card); border: 1px solid var(--line); border-left: 6px solid var(--line); border-radius: 6px; padding: 0.25rem 1rem 0.75rem; margin: 0.75rem 0; overflow-wrap: anywhere; }
article.blocks { border-left-color: var(--danger); } article.advice { border-left-color: var(--unknown); border-left-style: dashed; }
.label { font-weight: 700; } .blocks .label { color: var(--danger); } .advice .label { color: var(--unknown); }
.quiet { color: var(--quiet); } code, pre { font: 0.9em/1.45 ui-monospace, "Cascadia Mono", "DejaVu Sans Mono", monospace; }
pre { background: var(--page); border: 1px solid var(--line); border-radius: 4px; padding: 0.5rem; overflow-x: auto; margin: 0.5rem 0; }
summary { cursor: pointer; padding: 0.15rem 0; } ol, ul { margin: 0.25rem 0; padding-left: 1.5rem; }
.drawn { overflow-x: auto; padding: 0.25rem 0; } svg.graph { max-width: none; font: 13px system-ui, "Segoe UI", "DejaVu Sans", sans-serif; }
svg.graph text { fill: var(--text); } svg.graph rect { stroke-width: 1.5; } svg.graph path { fill: none; stroke-width: 1.5; }
svg .fine rect { fill: var(--fine-fill); stroke: var(--fine); } svg path.fine { stroke: var(--fine); }
svg .danger rect { fill: var(--danger-fill); stroke: var(--danger); stroke-width: 3; } svg path.danger { stroke: var(--danger); stroke-width: 3; }
svg .unknown rect { fill: var(--unknown-fill); stroke: var(--unknown); stroke-dasharray: 3 3; } svg path.unknown { stroke: var(--unknown); }
svg path.sometimes { stroke-dasharray: 7 5; } marker path { stroke: none; } .m-fine { fill: var(--fine); } .m-danger { fill: var(--danger); } .m-unknown { fill: var(--unknown); }
.good { color: var(--good); font-weight: 700; }
@media print { details { display: block; } body { font-size: 11pt; } }
`);
