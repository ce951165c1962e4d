// A section as it is read: prose whose every figure can be walked, and in the margin, on the same line, what each citation rests on.
import { useState, type ReactNode } from 'react';
import { useWalks } from '../../parts/walkable.tsx';
import type { Citation, Fact, Paragraph, Part, Report, ReportSection } from '../../shell/interface.ts';
import { useVoice } from '../../shell/words.tsx';
import { Drawing } from './drawing.tsx';
import { EditParagraph } from './edit-paragraph.tsx';

/** Numbers of citations over the whole report: the same source keeps its number within a section. */
export type Numbering = ReadonlyMap<string, number>;

export function numberCitations(sections: readonly ReportSection[]): Numbering {
  const keys = sections.flatMap(({ key, paragraphs }) => paragraphs.flatMap(({ citations }) => citations.map(({ id }) => `${key} ${id}`)));
  return new Map([...new Set(keys)].map((key, index) => [key, index + 1]));
}

export function Section({ section, report, numbers, place, mayEdit }: { section: ReportSection; report: Report; numbers: Numbering; place: number; mayEdit: boolean }): ReactNode {
  const { say, share } = useVoice();
  const [chosen, setChosen] = useState<string | null>(null);
  return (
    <section className="report-section" id={`section-${section.key}`} aria-labelledby={`title-${section.key}`}>
      <h2 id={`title-${section.key}`} lang={tagOf(report)}><span>{place} {section.title}</span>{section.density === null ? null : <small lang={undefined}>{say('reports.density', { share: share(section.density) })}</small>}</h2>
      {section.paragraphs.map((paragraph) => <Row paragraph={paragraph} report={report} numberOf={(id) => numbers.get(`${section.key} ${id}`) ?? 0} chosen={chosen} choose={setChosen} mayEdit={mayEdit} key={paragraph.id} />)}
      {report.charts.filter((chart) => chart.section === section.key).map((chart) => <div className="prose-row" key={chart.kind}><Drawing chart={chart} report={report} /></div>)}
    </section>
  );
}

interface RowProps { paragraph: Paragraph; report: Report; numberOf: (id: string) => number; chosen: string | null; choose: (key: string | null) => void; mayEdit: boolean }

function Row({ paragraph, report, numberOf, chosen, choose, mayEdit }: RowProps): ReactNode {
  const { say } = useVoice();
  const [isEditing, setEditing] = useState(false);
  const [wasEdited, setEdited] = useState(false);
  const keyOf = (id: string): string => `${paragraph.id} ${id}`;
  const notes = paragraph.citations.length === 0 ? null : (
    <ol className="citations" aria-label={say('reports.citations')}>{paragraph.citations.map((citation) => <Note citation={citation} report={report} number={numberOf(citation.id)} isChosen={chosen === keyOf(citation.id)} key={citation.id} />)}</ol>
  );
  if (isEditing) return <div className="prose-row"><EditParagraph paragraph={paragraph} report={report} close={() => { setEditing(false); setEdited(true); }} />{notes}</div>;
  return (
    <div className="prose-row">
      <div>
        <p className={`prose ${paragraph.kind}`} lang={tagOf(report)}>
          {pieces(paragraph, report).map(({ part, isMain }, index) => <Piece part={part} report={report} number={isMain && part.id !== undefined ? numberOf(part.id) : 0} isChosen={part.id !== undefined && chosen === keyOf(part.id)}
            choose={() => choose(part.id === undefined || chosen === keyOf(part.id) ? null : keyOf(part.id))} key={`${part.kind} ${index}`} />)}
        </p>
        {mayEdit && paragraph.kind !== 'note' ? <p className="edit-tools"><button type="button" className="tool" autoFocus={wasEdited} onClick={() => setEditing(true)}>{say('reports.edit')}<span className="sr"> {paragraph.text.slice(0, 60)}</span></button></p> : null}
      </div>
      {notes}
    </div>
  );
}

/** The number stands once a source and paragraph: at the figure itself rather than at its interval, where both are told. */
function pieces({ parts }: Paragraph, { facts }: Report): { part: Part; isMain: boolean }[] {
  const seen = new Set<string>();
  return parts.map((part) => {
    const fact = facts.find(({ id }) => id === part.id);
    const isItself = part.kind === 'quote' || part.text === fact?.formatted || !parts.some((other) => other.id === part.id && other.text === fact?.formatted);
    const isMain = part.kind !== 'text' && part.id !== undefined && isItself && !seen.has(part.id);
    if (isMain && part.id !== undefined) seen.add(part.id);
    return { part, isMain };
  });
}

function Piece({ part, report, number, isChosen, choose }: { part: Part; report: Report; number: number; isChosen: boolean; choose: () => void }): ReactNode {
  const { say, count } = useVoice();
  const { openId, open } = useWalks();
  const fact = report.facts.find(({ id }) => id === part.id);
  const evidence = report.evidence.find(({ id }) => id === part.id);
  const mark = number === 0 ? null : <sup><button type="button" className="cite" aria-pressed={isChosen} onClick={choose}><span className="sr">{say('reports.citation')} </span>{count(number)}</button></sup>;
  if (fact && isFigure(part, fact)) {
    return <span className="tied"><button type="button" className={`n${isChosen ? ' chosen' : ''}`} aria-haspopup="dialog" aria-expanded={openId === fact.metricId} onClick={(event) => open(fact.metricId, event.currentTarget)}>{part.text}</button>{mark}</span>;
  }
  if (part.kind === 'quote') return <><span className={isChosen ? 'chosen-quote' : undefined} lang={evidence?.language === 'no' ? 'nb' : evidence?.language}>{part.text}</span>{mark}</>;
  return <>{part.text}{mark}</>;
}

function isFigure({ kind, text }: Part, fact: Fact): boolean {
  return kind === 'fact' && [fact.formatted, fact.formattedLow, fact.formattedHigh, fact.formattedN].includes(text);
}

function Note({ citation, report, number, isChosen }: { citation: Citation; report: Report; number: number; isChosen: boolean }): ReactNode {
  const { say, count } = useVoice();
  return <li className={isChosen ? 'chosen' : undefined}><span className="cite-number"><span className="sr">{say('reports.citation')} </span>{count(number)}</span><Source citation={citation} report={report} /></li>;
}

function Source({ citation, report }: { citation: Citation; report: Report }): ReactNode {
  const { say, period, date } = useVoice();
  const { openId, open } = useWalks();
  const fact = report.facts.find(({ id }) => id === citation.id);
  const evidence = report.evidence.find(({ id }) => id === citation.id);
  if (evidence) return <span>{say('reports.evidence', { when: date(evidence.localDate, 'day') })} <code>{evidence.id.slice(-8)}</code></span>;
  if (!fact) return <code>{citation.id.slice(-8)}</code>;
  const interval = fact.formattedLow === null || fact.formattedHigh === null ? '' : ` (${say('reports.interval', { low: fact.formattedLow, high: fact.formattedHigh })}; n ${fact.formattedN ?? ''})`;
  const scope = fact.programme === report.programme ? '' : `${say('filter.programmeName', { programme: fact.programme })}, `;
  return (
    <span>
      {`${fact.name} ${fact.formatted ?? say(`state.${fact.state}`)}${interval}, ${scope}${period(fact.period)}. `}
      <button type="button" className="n" aria-haspopup="dialog" aria-expanded={openId === fact.metricId} onClick={(event) => open(fact.metricId, event.currentTarget)}>{say('reports.walkBack')}<span className="sr"> {fact.name}</span></button>
    </span>
  );
}

export function tagOf({ language }: Pick<Report, 'language'>): string {
  return language === 'no' ? 'nb' : language;
}
