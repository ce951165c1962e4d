// The report as a printed page: cover, contents, sections with footnotes, drawing, table, and the appendix that walks every figure back.
// HTML in, nothing out: it opens no file and no socket, and every text passes the escaping template.
import { extremesOf, type TrendChart } from '../kernel/charts/trend.ts';
import { figureUnitOf, formatDate, formatFigure, formatMonth, formatPeriod, formatCount } from '../kernel/format/figures.ts';
import { monthsBetween, parsePeriod } from '../kernel/period.ts';
import { isReportKey, sayInReport, type ReportKey, type SentenceValues } from '../kernel/locales/report.ts';
import { inputText, nameOf, partsOf, scopeOf, type Block, type Entry, type Fact, type Footnote, type Part, type Report } from './document.ts';
import { drawTrend } from './drawing.ts';
import { Html, html } from './html.ts';
import { markPicture, pageStyle } from './pdf-style.ts';

export interface Print { report: Report; entries: readonly Entry[]; paper: 'a4' | 'letter'; fonts: string; timeZone: string; /** Where anchors stand, once known. */ pages: ReadonlyMap<string, number>; sheets: Sheets }

export type Sheets = readonly (readonly string[])[];
/** Sections that share a page, so that footnotes stand at its foot. */
export const usualSheets: Sheets = [['brief'], ['reach', 'quality'], ['voices', 'limits']];

/** The sheets, with those taken apart that turned out longer than a page. */
export function fitSheets(sheets: Sheets, pages: ReadonlyMap<string, number>): Sheets {
  return sheets.flatMap((keys, index) => {
    const next = sheets[index + 1]?.[0] ?? 'lineage';
    const length = (pages.get(next) ?? 0) - (pages.get(keys[0] ?? '') ?? 0);
    return length > 1 ? keys.map((key) => [key]) : [keys];
  });
}

export function printPage({ report, entries, paper, fonts, timeZone, pages, sheets }: Print): string {
  const { language } = report;
  const say: Say = (key, values) => sayInReport(language, key, values);
  const parts = partsOf(report, entries, pages);
  const kind = isReportKey(`kind.${report.template}`) ? say(`kind.${report.template}` as ReportKey) : report.template;
  const letter = String.fromCodePoint(report.companyName.codePointAt(0) ?? 0x20);
  const style = pageStyle({
    paper, company: report.companyName, heading: `${kind}, ${formatPeriod(report.period, language)}`, evidence: `${say('foot.evidence')} ${report.evidenceHash ?? ''}`, of: say('page.of'),
    approved: report.decision === 'approved' && report.decidedAt ? say('foot.approved', { date: formatDate(report.decidedAt, 'day', language, timeZone) }) : null,
    markUrl: markPicture(letter, fonts.split('\n').find((face) => face.includes('Source Serif 4')) ?? ''),
  });
  return html`<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${report.title}</title><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:"><style>${new Html(fonts)}${new Html(style)}</style></head><body>
${cover(report, { kind, letter, timeZone }, say)}
${sheets.map((keys, index) => sheet({ report, entries }, keys.flatMap((key) => numbered(parts, key)), index === 0 ? contents(parts, pages, say) : null, say))}
${appendix(report, entries, say)}
</body></html>`.text;
}

type Say = (key: ReportKey, values?: SentenceValues) => string;
interface Numbered { part: Part; number: number }

function numbered(parts: readonly Part[], key: string): Numbered[] {
  const index = parts.findIndex((part) => part.key === key);
  const part = parts[index];
  return part ? [{ part, number: index + 1 }] : [];
}

function cover(report: Report, { kind, letter, timeZone }: { kind: string; letter: string; timeZone: string }, say: Say): Html {
  const { language } = report;
  const lead = report.facts.find((fact) => fact.period === report.period && fact.metric === 'volunteer_hours' && fact.value !== null) ?? report.facts.find((fact) => fact.value !== null);
  return html`<div class="cover"><div class="mark" aria-hidden="true">${letter}</div><p class="who">${report.companyName}</p><p class="what">${kind}</p>
<h1 id="top">${report.title}</h1><p class="says">${say('cover.sentence', { company: report.companyName })}</p>
${lead ? html`<p class="figure"><b>${lead.formatted}</b><span>${nameOf(lead, language)}, ${formatPeriod(lead.period, language)}</span></p>` : null}
<dl><dt>${say('cover.made')}</dt><dd>${formatDate(report.finishedAt ?? report.createdAt, 'day', language, timeZone)}</dd><dt>${say('cover.evidence')}</dt><dd><code>${report.evidenceHash}</code></dd></dl></div>`;
}

function contents(parts: readonly Part[], pages: ReadonlyMap<string, number>, say: Say): Html {
  const line = (id: string, mark: string | number, title: string): Html => html`<li><span>${mark}</span><a href="#${id}">${title}</a><span>${pages.get(id) ?? ''}</span></li>`;
  return html`<h1 class="contents" id="contents">${say('cover.contents')}</h1><ol class="toc">${parts.map((part, index) => line(part.key, index + 1, part.title))}${line('lineage', 'A', say('section.lineage'))}</ol>`;
}

function sheet({ report, entries }: Pick<Print, 'report' | 'entries'>, parts: readonly Numbered[], before: Html | null, say: Say): Html {
  const footnotes = parts.flatMap(({ part }) => part.footnotes);
  return html`<div class="sheet">${before}${parts.map(({ part, number }) => html`<section>${heading(part.key, number, part.title, part.aside)}
${part.blocks.map((block) => paragraph(block, report.language))}${part.key === 'reach' ? chartOf(report, say) : null}${part.key === 'brief' ? tableOf(report, entries, say) : null}${part.key === 'limits' && report.notice ? html`<p class="notice">${report.notice}</p>` : null}</section>`)}
${footnotes.length > 0 ? html`<ol class="fn">${footnotes.map(footnoteLine)}</ol>` : null}</div>`;
}

function heading(id: string, number: string | number, title: string, aside: string | null): Html {
  return html`<h1 class="title" id="${id}"><span>${number} ${title}</span>${aside === null ? null : html`<small>${aside}</small>`}</h1>`;
}

function paragraph({ kind, runs }: Block, language: string): Html {
  const inner = runs.map(({ text, footnote, entry, lang }) => html`${lang && lang !== language ? html`<span lang="${lang}">${text}</span>` : text}${footnote === undefined ? null
    // A hair space keeps figure and footnote apart when the text is copied out; it may not break the line between them.
    : html`<span class="tied">\u200A<sup>${entry ? html`<a href="#${entry}">${footnote}</a>` : footnote}</sup></span>`}`);
  if (kind === 'note') return html`<p class="note">${inner}</p>`;
  return kind === 'quote' ? html`<blockquote class="prose quote">${inner}</blockquote>` : html`<p class="prose">${inner}</p>`;
}

function footnoteLine({ number, text, entry }: Footnote): Html {
  return html`<li><b>${number}</b><span>${entry ? html`<a href="#${entry}">${text}</a>` : text}</span></li>`;
}

function chartOf(report: Report, say: Say): Html | null {
  const [chart] = report.charts;
  if (!chart) return null;
  const { language } = report;
  const format = (value: number): string => formatFigure(value, figureUnitOf(chart.metric, chart.unit), language);
  const span = parsePeriod(report.period);
  const name = say('chart.hours.title');
  // Months before the first row say nothing; a gap between two rows does.
  const first = chart.points.findIndex(({ n }) => (n ?? 0) > 0);
  const points = chart.points.slice(Math.max(0, first)).map((point) => ({ ...point, label: formatPeriod(point.period, language, 'short'), ...tickOf(point.period, language) }));
  const extremes = extremesOf(points);
  const description = extremes === null ? say('chart.altEmpty', { name }) : say('chart.alt', {
    name, firstLabel: extremes.first.label, firstValue: format(extremes.first.value ?? 0), lastLabel: extremes.last.label, lastValue: format(extremes.last.value ?? 0),
    lowestLabel: extremes.lowest.label, lowestValue: format(extremes.lowest.value ?? 0), highestLabel: extremes.highest.label, highestValue: format(extremes.highest.value ?? 0),
  });
  const drawn: TrendChart = { name, description, points, ticksFit: true, highlighted: span ? monthsBetween(span.from.slice(0, 7), span.to.slice(0, 7)) : [], formatValue: (value) => `${format(value)} ${say('unit.hours')}` };
  return html`<figure><p class="cap"><b>${say('figure.word')} 1. ${name}.</b> ${say('chart.hours.sub', { period: formatPeriod(report.period, language) })}</p>${drawTrend(drawn, { width: 642, height: 210 })}</figure>`;
}

function tickOf(month: string, language: Report['language']): { tick?: string } {
  const number = month.slice(5);
  if (number === '01') return { tick: formatPeriod(month, language, 'short') };
  return ['04', '07', '10'].includes(number) ? { tick: formatMonth(month, language) } : {};
}

function tableOf(report: Report, entries: readonly Entry[], say: Say): Html {
  const { language } = report;
  const [first] = report.facts;
  const own = report.facts.filter((fact) => fact.period === report.period && fact.programme === first?.programme);
  const before = (fact: Fact): Fact | undefined => report.facts.find((found) => found.metric === fact.metric && found.period !== report.period && found.programme === fact.programme);
  const interval = (fact: Fact): string => (fact.formattedLow === null || fact.formattedHigh === null ? '' : say('interval', { low: fact.formattedLow, high: fact.formattedHigh }));
  const value = (fact: Fact): Html | string => (fact.formatted === null ? html`<span class="dim">${say(fact.state === 'too_few' ? 'state.too_few' : 'state.not_measurable')}</span>`
    : fact.state === 'provisional' ? html`${fact.formatted} <span class="dim">${say('state.provisional')}</span>` : fact.formatted);
  return html`<p class="cap"><b>${say('table.word')} 1. ${say('table.title', { period: formatPeriod(report.period, language) })}.</b> ${say('table.sub')}</p>
<table><thead><tr><th scope="col">${say('table.measure')}</th><th scope="col" class="end">${say('table.value')}</th><th scope="col" class="end">${say('table.interval')}</th><th scope="col" class="end">${say('table.n')}</th><th scope="col" class="end">${say('table.previous')}</th><th scope="col" class="end">${say('table.lineage')}</th></tr></thead>
<tbody>${own.map((fact) => html`<tr><th scope="row">${nameOf(fact, language)}</th><td class="end">${value(fact)}</td><td class="end">${interval(fact)}</td><td class="end">${fact.formattedLow === null ? '' : fact.formattedN}</td><td class="end">${before(fact)?.formatted ?? ''}</td><td class="end">${links([fact, before(fact)], entries)}</td></tr>`)}</tbody></table>`;
}

/** The entries of a row's figures, each a door to its walk. */
function links(facts: readonly (Fact | undefined)[], entries: readonly Entry[]): Html {
  const found = facts.flatMap((fact) => entries.find((entry) => entry.fact.id === fact?.id) ?? []);
  return html`${found.map(({ id }, index) => html`${index > 0 ? ', ' : ''}<a class="thread" href="#${id}">${id}</a>`)}`;
}

function appendix(report: Report, entries: readonly Entry[], say: Say): Html {
  return html`<section class="appendix">${heading('lineage', 'A', say('section.lineage'), say('aside.lineage'))}<p class="prose">${say('lineage.intro')}</p>${entries.map((entry) => walk(entry, report, say))}</section>`;
}

function walk({ id, fact, formula, inputs, rows, line }: Entry, { language }: Report, say: Say): Html {
  const key = `formula.${formula.id}`;
  const stop = (name: ReportKey, what: Html | string): Html => html`<li><span>${say(name)}</span><span>${what}</span></li>`;
  return html`<h2 class="entry" id="${id}">${id} ${nameOf(fact, language)} <span>${fact.formatted ?? say(fact.state === 'too_few' ? 'state.too_few' : 'state.not_measurable')}, ${scopeOf(fact, language)}</span></h2>
<ol class="way">${stop('lineage.id', codeIn(say('lineage.revision', { id: fact.metricId, revision: String(fact.revision) }), fact.metricId))}
${stop('lineage.formula', say('lineage.version', { text: isReportKey(key) ? say(key) : formula.text, version: String(formula.version) }))}
${inputs.length > 0 ? stop('lineage.inputs', inputs.map((input) => inputText(input, language)).join(', ')) : null}
${stop('lineage.rows', formatCount(rows, language))}
${stop('lineage.line', line ? codeIn(say('lineage.place', { file: line.file, line: formatCount(line.line, language) }), line.file) : say('lineage.none'))}</ol>`;
}

/** Of a text only what a machine reads is set as code. */
function codeIn(text: string, code: string): Html {
  const at = text.indexOf(code);
  return at < 0 ? html`${text}` : html`${text.slice(0, at)}<code>${code}</code>${text.slice(at + code.length)}`;
}
