// One review: its words, redacted and marked, which rules they break, what the model scored, and what is known around them.
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { Review } from '../../shell/interface.ts';
import { useVoice } from '../../shell/words.tsx';
import { MarkedText } from './marked-text.tsx';
import { lookOf, nameOf } from './queue.tsx';

/** `before`, `after` and `all` are where the neighbours and the list are. */
export function Case({ review, before, after, all, children }: { review: Review; before: string | null; after: string | null; all: string; children: ReactNode }): ReactNode {
  const { say, date } = useVoice();
  const { category, severity, source, localDate, raisedAt, text, found, state } = review;
  return (
    <section className="case" id="case" tabIndex={-1} aria-labelledby="case-title">
      <div className="case-head">
        <div>
          <Link className="link narrow-only" href={all}>{say('reviews.all')}</Link>
          <h1 id="case-title">{say('reviews.title', { category: say('reviews.category', { category }), severity: say('reviews.severity', { severity }) })}</h1>
          <p className="small muted">{say('reviews.about', { source: say('reviews.source', { source: nameOf(source) }), day: date(localDate, 'day') })} {state === 'rejected' ? say('reviews.shown') : say('reviews.hiddenSince', { time: date(raisedAt, 'instant') })}</p>
        </div>
        <nav className="actions" aria-label={say('reviews.neighbours')}>
          {before ? <Link className="btn plain" href={before}>{say('reviews.previous')}</Link> : null}{after ? <Link className="btn plain" href={after}>{say('reviews.next')}</Link> : null}
        </nav>
      </div>
      {text === null ? <p className="review-text muted">{say('reviews.noText')}</p> : <MarkedText text={text} found={found} />}
      <Rules review={review} />
      <div className="case-parts"><Around review={review} /></div>
      {children}
    </section>
  );
}

/** Each rule once, the gravest first as the answer has it; without the text, the one that the queue names. */
function Rules({ review: { rule, severity, category, found } }: { review: Review }): ReactNode {
  const { say } = useVoice();
  const rules = new Map([[rule, severity], ...found.map((mark) => [mark.rule, mark.severity] as const)]);
  return (
    <ul className="rules-broken">{[...rules].map(([id, grave]) => (
      <li key={id}><span className={`st ${lookOf(grave)}`}>{say('reviews.severity', { severity: grave })}</span><span>{say('reviews.rule')} <code>{id}</code>{id === rule ? <>: {say('reviews.meaning', { category })}</> : null}</span></li>
    ))}</ul>
  );
}

function Around({ review }: { review: Review }): ReactNode {
  const { say, date } = useVoice();
  const { programme, source, localDate, dueAt, raisedAt, state, note, decidedAt } = review;
  return (
    <section aria-labelledby="around">
      <h2 id="around">{say('reviews.around')}</h2>
      <dl className="around">
        <dt>{say('programmes.programme')}</dt><dd>{say('filter.programmeName', { programme })}</dd>
        <dt>{say('reviews.toldIn')}</dt><dd>{say('reviews.source', { source: nameOf(source) })}</dd>
        <dt>{say('reviews.day')}</dt><dd>{date(localDate, 'day')}</dd>
        <dt>{say('reviews.raised')}</dt><dd>{date(raisedAt, 'instant')}</dd>
        <dt>{say('reviews.due')}</dt><dd>{date(dueAt, 'instant')}</dd>
        {state === 'open' ? null : <><dt>{say('reviews.outcome')}</dt><dd>{say('reviews.stateName', { state })}{decidedAt ? `, ${date(decidedAt, 'instant')}` : ''}</dd></>}
        {note ? <><dt>{say('reviews.note')}</dt><dd>{note}</dd></> : null}
      </dl>
    </section>
  );
}
