// How a report looks: light and dark, on screen and on paper.

export const REPORT_STYLE = `
:root { color-scheme: light dark; --text: #1c2430; --soft: #5d6875; --line: #d8dde3; --bar: #f4f6f8; --accent: #1b5fc1; --error: #b42036; --warn: #8a5a00; --back: #fff; }
@media (prefers-color-scheme: dark) { :root { --text: #dfe5ec; --soft: #9aa6b3; --line: #323b46; --bar: #1d242d; --accent: #7fb2ff; --error: #f58c99; --warn: #e5b567; --back: #14191f; } }
body { font: 14px/1.45 system-ui, sans-serif; color: var(--text); background: var(--back); margin: 0 auto; max-width: 1080px; padding: 24px; }
h1 { font-size: 22px; margin: 0 0 4px; } h2 { font-size: 16px; margin: 28px 0 8px; border-bottom: 1px solid var(--line); padding-bottom: 4px; } h3 { font-size: 14px; margin: 18px 0 6px; }
p { margin: 4px 0; } .soft { color: var(--soft); }
.scroll { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-size: 13px; }
th { text-align: left; font-weight: 600; background: var(--bar); } th, td { padding: 3px 8px; border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; } .mono, code, pre { font: 12px/1.5 ui-monospace, monospace; }
pre { background: var(--bar); padding: 10px 12px; overflow-x: auto; } .error { color: var(--error); } .warn { color: var(--warn); }
svg { max-width: 100%; height: auto; } svg text { font: 12px ui-monospace, monospace; fill: var(--text); } svg .soft { fill: var(--soft); } svg .error { fill: var(--error); }
svg line { stroke: var(--soft); } svg .arrow { stroke: var(--accent); } svg .arrow.error { stroke: var(--error); } svg path { fill: var(--accent); } svg path.error { fill: var(--error); }
@media print { body { max-width: none; padding: 0; } h2, h3 { break-after: avoid; } tr { break-inside: avoid; } }
`;
