// The report as a printed page: cover, contents, sections in blocks with the footnotes of their page, and the appendix that walks every figure back.
// HTML in, nothing out: it opens no file and no socket, and every text passes the escaping template.
import { formatDate, formatPeriod } from '../kernel/format/figures.ts';
import { isReportKey, sayInReport, type ReportKey } from '../kernel/locales/report.ts';
import { appendixColumns, appendixHead, entryBlock, headBlock } from './appendix.ts';
import { nameOf, partsOf, type Block, type Entry, type Footnote, type Part, type Report } from './document.ts';
import { drawingsOf, hasTable, tableOf, type Say } from './figures.ts';
import { Html, html } from './html.ts';
import { placeBlocks, placeColumns, type Heights, type Placed, type Sheet } from './layout.ts';
import { markPicture, pageStyle } from './pdf-style.ts';

/** What is known of a paper before anything of it is laid out. */
export interface Paper { report: Report; paper: 'a4' | 'letter'; fonts: string; timeZone: string; approvedBy: string | null }
export interface Print extends Pick<Paper, 'report' | 'timeZone'> { entries: readonly Entry[]; /** How tall blocks are; without them everything is laid out once to be measured. */ heights: Heights | null; /** Where anchors turned out to stand, where that is not where they were laid. */ found?: ReadonlyMap<string, number> }
interface PrintBlock extends Placed { html: Html; anchor?: string }
export interface Laid { sheets: Sheet[]; columns: [string[], string[]][]; pages: Map<string, number> }

/** The cover is page one; each sheet after it is a page, by what was measured. */
function lay({ report, entries }: Pick<Print, 'report' | 'entries'>, heights: Heights, say: Say): Laid {
  const blocks = blocksOf({ report, entries }, partsOf(report, entries, unknownPages(entries)), new Map(), say);
  const sheets = placeBlocks(blocks, heights);
  const columns = placeColumns(entries.map(({ id }) => id), heights, heights.blocks.get(appendixHead) ?? 0);
  const anchors = new Map(blocks.map(({ id, anchor }) => [id, anchor]));
  const pages = new Map<string, number>();
  for (const [index, { blocks: ids }] of sheets.entries()) for (const id of ids) pages.set(anchors.get(id) ?? id, index + 2);
  const first = sheets.length + 2;
  pages.set('lineage', first);
  for (const [index, [left, right]] of columns.entries()) for (const id of [...left, ...right]) pages.set(id, first + index);
  return { sheets, columns, pages };
}

/** Whether every anchor of a printed file stands where it was laid. */
export function isAsLaid({ report, entries }: Pick<Print, 'report' | 'entries'>, heights: Heights, found: ReadonlyMap<string, number>): boolean {
  const { pages } = lay({ report, entries }, heights, (key, values) => sayInReport(report.language, key, values));
  return [...found].every(([anchor, page]) => (pages.get(anchor) ?? page) === page);
}

/** As wide as a page number may become, for whoever measures. */
function unknownPages(entries: readonly Entry[]): Map<string, number> {
  return new Map(entries.map(({ id }) => [id, 88]));
}

/** The document around what is printed: typefaces and style, with nothing in its body yet. */
export function emptyDocument({ report, paper, fonts, timeZone, approvedBy }: Paper): string {
  const { language } = report;
  const say: Say = (key, values) => sayInReport(language, key, values);
  const style = pageStyle({
    paper, company: report.companyName, heading: `${kindOf(report, say)}, ${formatPeriod(report.period, language)}`, evidence: `${say('foot.evidence')} ${report.evidenceHash ?? ''}`, of: say('page.of'),
    approved: report.decision === 'approved' && report.decidedAt ? say('foot.approved', { who: approvedBy ?? '', by: approvedBy === null ? 'nobody' : 'somebody', date: formatDate(report.decidedAt, 'day', language, timeZone) }) : null,
    markUrl: markPicture(letterOf(report), fonts.split('\n').find((face) => face.includes('Source Serif 4')) ?? ''),
  });
  return html`<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${report.title}</title><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:"><style>${new Html(fonts)}${new Html(style)}</style></head><body></body></html>`.text;
}

/** What stands in the body of that document. */
export function printBody({ report, entries, timeZone, heights, found }: Print): string {
  const say: Say = (key, values) => sayInReport(report.language, key, values);
  const laid = heights === null ? null : lay({ report, entries }, heights, say);
  const pages = found ?? laid?.pages ?? unknownPages(entries);
  const parts = partsOf(report, entries, pages);
  if (laid === null) return measured({ report, entries }, parts, pages, say).text;
  return html`${cover(report, { kind: kindOf(report, say), letter: letterOf(report), timeZone }, say)}
${sheets(blocksOf({ report, entries }, parts, pages, say), parts, laid.sheets)}
${laid.columns.map((columns, index) => html`<div class="sheet">${index === 0 ? headBlock(say) : null}${appendixColumns(columns, entries, report, say)}</div>`)}`.text;
}

function kindOf({ template }: Report, say: Say): string {
  return isReportKey(`kind.${template}`) ? say(`kind.${template}` as ReportKey) : template;
}

function letterOf({ companyName }: Report): string {
  return String.fromCodePoint(companyName.codePointAt(0) ?? 0x20);
}

function cover(report: Report, { kind, letter, timeZone }: { kind: string; letter: string; timeZone: string }, say: Say): Html {
  const { language } = report;
  const lead = report.facts.find((fact) => fact.period === report.period && fact.metric === 'volunteer_hours' && fact.value !== null) ?? report.facts.find((fact) => fact.value !== null);
  return html`<div class="cover"><div class="mark" aria-hidden="true">${letter}</div><p class="who">${report.companyName}</p><p class="what">${kind}</p>
<h1 id="top">${report.title}</h1><p class="says">${say('cover.sentence', { company: report.companyName })}</p>
${lead ? html`<p class="figure"><b>${lead.formatted}</b><span>${nameOf(lead, language)}, ${formatPeriod(lead.period, language)}</span></p>` : null}
<dl><dt>${say('cover.made')}</dt><dd>${formatDate(report.finishedAt ?? report.createdAt, 'day', language, timeZone)}</dd><dt>${say('cover.evidence')}</dt><dd><code>${report.evidenceHash}</code></dd></dl></div>`;
}

function blocksOf({ report, entries }: Pick<Print, 'report' | 'entries'>, parts: readonly Part[], pages: ReadonlyMap<string, number>, say: Say): PrintBlock[] {
  const blocks: PrintBlock[] = [{ id: 'contents', notes: [], keepsWithNext: false, html: contents(parts, pages, say) }];
  let [figures, tables] = [1, 1];
  for (const [index, part] of parts.entries()) {
    const add = (inner: Html, more: Partial<Placed> = {}): void => { blocks.push({ id: `${part.key}.${blocks.length}`, notes: [], keepsWithNext: false, html: inner, ...more }); };
    blocks.push({ id: `${part.key}.title`, anchor: part.key, notes: [], keepsWithNext: true, html: heading(part.key, index + 1, part.title, part.aside) });
    // What announces a quotation stays with it.
    for (const [place, block] of part.blocks.entries()) add(paragraph(block, report.language), { notes: block.runs.flatMap(({ footnote }) => footnote ?? []), keepsWithNext: part.blocks[place + 1]?.kind === 'quote' && block.kind !== 'quote' });
    const drawings = drawingsOf(report, part.key, figures, say);
    figures += drawings.length;
    for (const drawing of drawings) add(drawing, { floats: true });
    const table = hasTable(part.key) ? tableOf(report, entries, part.key, { number: tables, say }) : null;
    if (table) { add(table, { floats: true }); tables += 1; }
    if (index === parts.length - 1 && report.notice) add(html`<p class="notice">${report.notice}</p>`);
  }
  return blocks;
}

/** Everything once, each block and footnote as wide as it will be, for whoever measures it. */
function measured({ report, entries }: Pick<Print, 'report' | 'entries'>, parts: readonly Part[], pages: ReadonlyMap<string, number>, say: Say): Html {
  const blocks = blocksOf({ report, entries }, parts, pages, say);
  return html`<div class="sheet"><div class="block" data-block="${appendixHead}">${headBlock(say)}</div><div class="half">${entries.map((entry) => html`<div class="block" data-block="${entry.id}">${entryBlock(entry, report, say)}</div>`)}</div>${blocks.map(({ id, html: inner }) => html`<div class="block" data-block="${id}">${inner}</div>`)}</div><ol class="fn half">${parts.flatMap(({ footnotes }) => footnotes.map(footnoteLine))}</ol>`;
}

function sheets(blocks: readonly PrintBlock[], parts: readonly Part[], laid: readonly Sheet[]): Html {
  const byId = new Map(blocks.map((block) => [block.id, block.html]));
  const footnotes = new Map(parts.flatMap((part) => part.footnotes.map((footnote) => [footnote.number, footnote] as const)));
  return html`${laid.map(({ blocks: ids, notes }) => html`<div class="sheet">${ids.map((id) => html`<div class="block">${byId.get(id)}</div>`)}${notes.length === 0 ? null : html`<ol class="fn">${notes.map((number) => { const found = footnotes.get(number); return found ? footnoteLine(found) : null; })}</ol>`}</div>`)}`;
}

function contents(parts: readonly Part[], pages: ReadonlyMap<string, number>, say: Say): Html {
  const line = (id: string, mark: string | number, title: string): Html => html`<li><span>${mark}</span><a href="#${id}">${title}</a><span>${pages.get(id) ?? ''}</span></li>`;
  return html`<h1 class="contents" id="contents">${say('cover.contents')}</h1><ol class="toc">${parts.map((part, index) => line(part.key, index + 1, part.title))}${line('lineage', 'A', say('section.lineage'))}</ol>`;
}

function heading(id: string, number: string | number, title: string, aside: string | null): Html {
  return html`<h1 class="title" id="${id}"><span>${number} ${title}</span>${aside === null ? null : html`<small>${aside}</small>`}</h1>`;
}

function paragraph({ kind, runs }: Block, language: string): Html {
  const inner = runs.map(({ text, footnote, entry, lang }) => html`${lang && lang !== language ? html`<span lang="${lang}">${text}</span>` : text}${footnote === undefined ? null
    // A blank keeps figure and footnote apart when the text is copied out; it is hardly seen and may not break the line between them.
    : html`<span class="tied"><span class="hair"> </span><sup>${entry ? html`<a href="#${entry}">${footnote}</a>` : footnote}</sup></span>`}`);
  if (kind === 'note') return html`<p class="note">${inner}</p>`;
  return kind === 'quote' ? html`<blockquote class="prose quote">${inner}</blockquote>` : html`<p class="prose">${inner}</p>`;
}

function footnoteLine({ number, text, entry }: Footnote): Html {
  return html`<li data-note="${number}"><b>${number}</b><span>${entry ? html`<a href="#${entry}">${text}</a>` : text}</span></li>`;
}

