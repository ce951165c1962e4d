// The sentences of a page: the words, what was taken out of them, their scores with how sure the model was, and of what and when. Text is text here, whatever it says.
import { Fragment, type ReactNode } from 'react';
import { ErrorWords } from '../../parts/page-state.tsx';
import { Turns, type TurnedPages } from '../../parts/turned-pages.tsx';
import type { EvidenceItem, EvidenceView } from '../../shell/interface.ts';
import { useVoice } from '../../shell/words.tsx';
import { useSnippet, type useEvidence } from './evidence.queries.ts';
import { nameOf, piecesOf, sentencesOf, unsureBelow } from './said.ts';

interface Props { evidence: ReturnType<typeof useEvidence>; pages: TurnedPages<EvidenceItem>; total: number; open: string | null; show: (id: string | null) => void; inline: ReactNode }

export function Entries({ evidence, pages, total, open, show, inline }: Props): ReactNode {
  const { say, count } = useVoice();
  const { shown, before } = pages;
  return (
    <>
      {sentencesOf(shown).map((sentence) => <Entry sentence={sentence} open={open} show={show} inline={inline} key={sentence[0].id} />)}
      {evidence.error ? <div role="alert"><ErrorWords error={evidence.error} /></div> : null}
      <Turns pages={pages}>{evidence.isFetchingNextPage ? say('evidence.loading') : say('people.shown', { from: count(before + 1), to: count(before + shown.length), isAll: 'yes', total: count(total) })}</Turns>
    </>
  );
}

function Entry({ sentence, open, show, inline }: { sentence: [EvidenceItem, ...EvidenceItem[]]; open: string | null; show: Props['show']; inline: ReactNode }): ReactNode {
  const { say, date } = useVoice();
  const [first] = sentence;
  const chosen = sentence.find(({ id }) => id === open);
  return (
    <article className="said" aria-label={say('evidence.entry', { id: nameOf(first.id) })} {...(chosen ? { 'data-open': '' } : {})}>
      {chosen ? <Explained item={chosen} /> : <Sentence item={first} />}
      <footer>
        <ul className="said-scores">{sentence.map((item) => <li key={item.id}><Score item={item} isOpen={item.id === open} show={show} /></li>)}</ul>
        <span className="said-when">{say('filter.programmeName', { programme: first.programme })}, <span className="nowrap">{date(first.occurredAt, 'day')}</span></span>
      </footer>
      {chosen && inline ? <div className="origin">{inline}</div> : null}
    </article>
  );
}

/** The sentence whose margin is open shows which words raised its score and which lowered it. */
function Explained({ item }: { item: EvidenceItem }): ReactNode {
  const { data } = useSnippet(item.id);
  return <Sentence item={item} why={data?.why ?? null} />;
}

function Sentence({ item, why = null }: { item: EvidenceItem; why?: EvidenceView['why'] }): ReactNode {
  const { say } = useVoice();
  return (
    <blockquote lang={item.language === 'no' ? 'nb' : item.language} dir="auto">
      {piecesOf(item, why).map(({ kind, text, taken, start }) => (
        <Fragment key={start}>{kind === 'plain' ? text : kind === 'taken' ? <span className="taken-out" lang={document.documentElement.lang}>{say('evidence.taken', { kind: taken })}</span> : <mark className={kind}>{text}</mark>}</Fragment>
      ))}
    </blockquote>
  );
}

function Score({ item: { id, dimension, score, confidence }, isOpen, show }: { item: EvidenceItem; isOpen: boolean; show: Props['show'] }): ReactNode {
  const { say, figure } = useVoice();
  const isUnsure = confidence < unsureBelow;
  return (
    <button className="said-score" aria-expanded={isOpen} data-entry={id} title={say('evidence.why', { dimension: say(`dimension.${dimension}`), score: figure(score, 'score') })} onClick={() => show(id)}>
      {say(`dimension.${dimension}`)}
      <svg className="meter" width="48" height="6" aria-hidden="true"><rect className="meter-track" width="48" height="6" /><line className={isUnsure ? 'meter-unsure' : 'meter-sure'} x1="0" x2={score * 48} y1="3" y2="3" /></svg>
      <span><span className="n">{figure(score, 'score')}</span>{isUnsure ? `, ${say('evidence.unsure')}` : ''}</span>
    </button>
  );
}
