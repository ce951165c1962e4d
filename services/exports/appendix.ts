// The appendix that walks every figure back, drawn as small threads: id, formula, inputs, rows, and a line of a stored file.
// It knows how an entry is written; where entries stand is laid out elsewhere.
import { formatCount } from '../kernel/format/figures.ts';
import { isReportKey, type ReportKey } from '../kernel/locales/report.ts';
import { inputText, nameOf, scopeOf, type Entry, type Report } from './document.ts';
import type { Say } from './figures.ts';
import { html, type Html } from './html.ts';

export const appendixHead = 'lineage.head';

export function headBlock(say: Say): Html {
  return html`<h1 class="title" id="lineage"><span>A ${say('section.lineage')}</span><small>${say('aside.lineage')}</small></h1><p class="prose">${say('lineage.intro')}</p>`;
}

export function appendixColumns(columns: readonly (readonly string[])[], entries: readonly Entry[], report: Report, say: Say): Html {
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  return html`<div class="columns">${columns.map((ids) => html`<div>${ids.map((id) => { const entry = byId.get(id); return entry ? html`<div class="block">${entryBlock(entry, report, say)}</div>` : null; })}</div>`)}</div>`;
}

export function entryBlock({ id, fact, formula, inputs, rows, line }: Entry, { language }: Report, say: Say): Html {
  const key = `formula.${formula.id}`;
  const told = inputs.flatMap((input) => inputText(input, language) ?? []);
  const stop = (name: ReportKey, what: Html | string): Html => html`<li><span>${say(name)}</span><span>${what}</span></li>`;
  return html`<h2 class="entry" id="${id}">${id} ${nameOf(fact, language)} <span>${fact.formatted ?? say(fact.state === 'too_few' ? 'state.too_few' : 'state.not_measurable')}, ${scopeOf(fact, language)}</span></h2>
<ol class="way">${stop('lineage.id', codeIn(say('lineage.revision', { id: fact.metricId, revision: String(fact.revision) }), fact.metricId))}
${stop('lineage.formula', say('lineage.version', { text: isReportKey(key) ? say(key) : formula.text, version: String(formula.version) }))}
${told.length > 0 ? stop('lineage.inputs', told.join(', ')) : null}
${stop('lineage.rows', formatCount(rows, language))}
${stop('lineage.line', line ? codeIn(say('lineage.place', { file: line.file, line: formatCount(line.line, language) }), line.file) : say('lineage.none'))}</ol>`;
}

/** Of a text only what a machine reads is set as code. */
function codeIn(text: string, code: string): Html {
  const at = text.indexOf(code);
  return at < 0 ? html`${text}` : html`${text.slice(0, at)}<code>${code}</code>${text.slice(at + code.length)}`;
}
