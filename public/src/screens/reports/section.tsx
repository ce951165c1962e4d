// A section as it is read: prose whose every figure can be walked, and in the margin what each citation rests on.
import { useState, type ReactNode } from 'react';
import { figureUnitOf, formatFigure, formatPeriod, formatShare } from '../../../../services/kernel/format/figures.ts';
import { monthsOf } from '../../../../services/kernel/format/periods.ts';
import { TrendChart } from '../../parts/trend-chart.tsx';
import { useWalks } from '../../parts/walkable.tsx';
import type { Citation, Paragraph, Part, Report, ReportSection } from '../../shell/interface.ts';
import { useVoice } from '../../shell/words.tsx';

export function Section({ section, report }: { section: ReportSection; report: Report }): ReactNode {
  const chart = report.charts.find((known) => known.section === section.key);
  return (
    <section className="block report-section" aria-labelledby={`section-${section.key}`}>
      <h2 id={`section-${section.key}`} lang={tagOf(report)}>{section.title}</h2>
      {section.paragraphs.map((paragraph) => <Prose paragraph={paragraph} report={report} key={paragraph.id} />)}
      {chart ? <Drawing chart={chart} report={report} /> : null}
    </section>
  );
}

function Prose({ paragraph, report }: { paragraph: Paragraph; report: Report }): ReactNode {
  const [chosen, setChosen] = useState<string | null>(null);
  const numberOf = (id: string | undefined): number => paragraph.citations.findIndex((citation) => citation.id === id) + 1;
  return (
    <div className="prose-row">
      <p className={`prose ${paragraph.kind}`} lang={tagOf(report)}>
        {paragraph.parts.map((part, index) => <Piece part={part} number={numberOf(part.id)} isChosen={part.id !== undefined && part.id === chosen} choose={setChosen} key={`${part.kind} ${index}`} />)}
      </p>
      <ol className="citations">{paragraph.citations.map((citation, index) => <Note citation={citation} report={report} number={index + 1} isChosen={chosen === citation.id} key={citation.id} />)}</ol>
    </div>
  );
}

function Piece({ part, number, isChosen, choose }: { part: Part; number: number; isChosen: boolean; choose: (id: string | null) => void }): ReactNode {
  const { say, count } = useVoice();
  if (part.kind === 'text' || number === 0) return part.text;
  return (
    <span className={`cited ${part.kind}${isChosen ? ' chosen' : ''}`}>{part.text}<sup><button className="cite" aria-pressed={isChosen} onClick={() => choose(isChosen ? null : part.id ?? null)}><span className="sr">{say('reports.citation')} </span>{count(number)}</button></sup></span>
  );
}

function Note({ citation, report, number, isChosen }: { citation: Citation; report: Report; number: number; isChosen: boolean }): ReactNode {
  const { say, period, count, date, language } = useVoice();
  const { openId, open } = useWalks();
  const fact = report.facts.find(({ id }) => id === citation.id);
  const evidence = report.evidence.find(({ id }) => id === citation.id);
  return (
    <li className={isChosen ? 'chosen' : undefined}>
      <span className="cite-number">{count(number)}</span>
      {fact ? (
        <span>{say('reports.fact', { metric: say(`metric.${fact.metric}`), period: period(fact.period) })} <button className="n" aria-haspopup="dialog" aria-expanded={openId === fact.metricId} onClick={(event) => open(fact.metricId, event.currentTarget)}>{fact.value === null ? say(`state.${fact.state}`) : formatFigure(fact.value, figureUnitOf(fact.metric, fact.unit), language)}</button></span>
      ) : evidence ? <span>{say('reports.evidence', { when: date(evidence.localDate, 'day') })} <code>{evidence.id.slice(-8)}</code></span> : <span><code>{citation.id.slice(-8)}</code></span>}
    </li>
  );
}

function Drawing({ chart, report }: { chart: Report['charts'][number]; report: Report }): ReactNode {
  const { say } = useVoice();
  const unit = figureUnitOf(chart.metric, chart.unit);
  const { language } = report;
  const name = say(`metric.${chart.metric}`);
  const first = chart.points.findIndex(({ n }) => (n ?? 0) > 0);
  const points = chart.points.slice(Math.max(0, first)).map((point) => ({ ...point, label: formatPeriod(point.period, language, 'short') }));
  return (
    <figure className="report-chart">
      <figcaption className="small muted">{say('trend.plain', { metric: name })}</figcaption>
      <TrendChart name={name} description={say('trend.plain', { metric: name })} points={points} highlighted={monthsOf(report.period)} formatValue={(value) => (unit === 'rate' ? formatShare(value, language) : formatFigure(value, unit, language))} {...(unit === 'hours' || unit === 'people' || unit === 'sessions' ? {} : { largest: 1 })} />
    </figure>
  );
}

function tagOf({ language }: Report): string {
  return language === 'no' ? 'nb' : language;
}
