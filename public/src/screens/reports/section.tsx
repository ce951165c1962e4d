// A section as it is read: prose, and in the margin on the same line what each citation rests on.
import { useState, type ReactNode } from 'react';
import { useWalks } from '../../parts/walkable.tsx';
import type { Citation, Fact, Report } from '../../shell/interface.ts';
import { useVoice } from '../../shell/words.tsx';

export function Section({ section, facts, index }: { section: Report['sections'][number]; facts: readonly Fact[]; index: number }): ReactNode {
  return (
    <section className="block report-section" aria-labelledby={`section-${index}`}>
      <h2 id={`section-${index}`}>{section.title}</h2>
      {section.paragraphs.map((paragraph) => <Paragraph paragraph={paragraph} facts={facts} key={paragraph.id} />)}
    </section>
  );
}

function Paragraph({ paragraph, facts }: { paragraph: Report['sections'][number]['paragraphs'][number]; facts: readonly Fact[] }): ReactNode {
  const { say, count } = useVoice();
  const [chosen, setChosen] = useState<string | null>(null);
  return (
    <div className="prose-row">
      <p className="prose">
        {paragraph.text.replaceAll(/\s*\[[^\]]*\]/g, '')}
        {paragraph.citations.map((citation, index) => (
          <sup key={citation.id}><button className="cite" aria-pressed={chosen === citation.id} onClick={() => setChosen(chosen === citation.id ? null : citation.id)}><span className="sr">{say('reports.citation')} </span>{count(index + 1)}</button></sup>
        ))}
      </p>
      <ol className="citations">{paragraph.citations.map((citation, index) => <Note citation={citation} facts={facts} number={index + 1} isChosen={chosen === citation.id} key={citation.id} />)}</ol>
    </div>
  );
}

function Note({ citation, facts, number, isChosen }: { citation: Citation; facts: readonly Fact[]; number: number; isChosen: boolean }): ReactNode {
  const { say, has, period, count } = useVoice();
  const { openId, open } = useWalks();
  const fact = facts.find(({ id }) => id === citation.id);
  const key = `metric.${fact?.metric ?? ''}`;
  return (
    <li className={isChosen ? 'chosen' : undefined}>
      <span className="cite-number">{count(number)}</span>
      {fact ? <span>{has(key) ? say(key) : fact.metric}, {period(fact.period)}: <button className="n" aria-haspopup="dialog" aria-expanded={openId === fact.metricId} onClick={(event) => open(fact.metricId, event.currentTarget)}>{fact.formatted}</button></span>
        : <span>{say('reports.evidence', { id: citation.id.slice(0, 8) })}</span>}
    </li>
  );
}
