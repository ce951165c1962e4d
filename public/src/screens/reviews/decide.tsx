// The decision: a note for the audit log, a person's own scores, and three ways out. What was typed stays until it is accepted.
import { useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import type { ReviewDecision } from '../../../../channels/vocabulary.ts';
import { Refusal, type Review } from '../../shell/interface.ts';
import { useVoice } from '../../shell/words.tsx';
import { NotDone } from '../settings/part-state.tsx';
import { useDecision } from './reviews.queries.ts';

/** In the order of the buttons. The keys work while the focus is in this part, and not in a field. */
const ways: readonly { decision: ReviewDecision; key: string }[] = [{ decision: 'reject', key: 'A' }, { decision: 'correct', key: 'C' }, { decision: 'approve', key: 'R' }];

export function Decide({ review, onDone }: { review: Review; onDone: (decision: ReviewDecision) => void }): ReactNode {
  const { say } = useVoice();
  const decision = useDecision(review.id);
  const [note, setNote] = useState('');
  const [scores, setScores] = useState<Record<string, string>>({});
  const [missing, setMissing] = useState<'note' | 'scores' | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const given = review.scores.flatMap(({ dimension }) => { const score = Number((scores[dimension] ?? '').replace(',', '.')); return scores[dimension] && score >= 0 && score <= 1 ? [{ dimension, score }] : []; });
  const decide = (way: ReviewDecision): void => {
    if (decision.isPending) return;
    const lacks = note.trim() === '' ? 'note' : way === 'correct' && given.length === 0 ? 'scores' : null;
    setMissing(lacks);
    if (lacks === 'note') field.current?.focus();
    if (lacks !== null) return;
    // By the promise: the list may be told of the decision before its answer is here, and has then taken this part off the page.
    void decision.mutateAsync({ decision: way, note: note.trim(), ...(way === 'correct' ? { scores: given } : {}) }).then(() => onDone(way), () => undefined);
  };
  const press = (event: KeyboardEvent): void => {
    const way = ways.find(({ key }) => key === event.key.toUpperCase());
    if (!way || event.ctrlKey || event.metaKey || event.altKey || event.target instanceof HTMLTextAreaElement || event.target instanceof HTMLInputElement) return;
    event.preventDefault();
    if (way.decision !== 'correct' || review.scores.length > 0) decide(way.decision);
  };
  const wasDecided = decision.error instanceof Refusal && decision.error.status === 409;
  return (
    <div className="decide" role="group" aria-label={say('reviews.decide')} onKeyDown={press}>
      {review.scores.length > 0 ? <YourScores review={review} scores={scores} set={(dimension, score) => setScores({ ...scores, [dimension]: score })} isMissing={missing === 'scores'} /> : null}
      <div className="field">
        <label htmlFor="note">{say('reviews.noteFor')}</label>
        <textarea className="in" id="note" ref={field} rows={2} maxLength={2000} value={note} onChange={(event) => setNote(event.target.value)} aria-invalid={missing === 'note'} aria-describedby="note-about" />
        <span className={missing === 'note' ? 'problem' : 'hint'} id="note-about" role={missing === 'note' ? 'alert' : undefined}>{missing === 'note' ? say('reviews.noteMissing') : say('reviews.noteHow')}</span>
      </div>
      <div className="actions">{ways.filter((way) => way.decision !== 'correct' || review.scores.length > 0).map((way) => (
        <button key={way.decision} className={`btn${way.decision === 'approve' ? ' bad' : ''}`} data-decision={way.decision} aria-disabled={decision.isPending} aria-keyshortcuts={way.key} onClick={() => decide(way.decision)}>
          {say('reviews.way', { decision: way.decision })} <kbd aria-hidden="true">{way.key}</kbd>
        </button>
      ))}</div>
      <p className="micro quiet">{say('reviews.effect')}</p>
      <NotDone error={decision.error} words={wasDecided ? say('reviews.conflict') : undefined} />
    </div>
  );
}

function YourScores({ review, scores, set, isMissing }: { review: Review; scores: Readonly<Record<string, string>>; set: (dimension: string, score: string) => void; isMissing: boolean }): ReactNode {
  const { say, figure } = useVoice();
  return (
    <div className="your-scores">
      <table className="tbl">
        <caption className="sr">{say('reviews.scored')}</caption>
        <thead><tr><th scope="col">{say('reviews.scored')}</th><th scope="col" className="end">{say('reviews.score')}</th><th scope="col" className="end">{say('reviews.sure')}</th><th scope="col" className="end">{say('reviews.yours')}</th></tr></thead>
        <tbody>{review.scores.map(({ dimension, score, confidence }) => (
          <tr key={dimension}>
            <th scope="row">{say(`dimension.${dimension}`)}</th><td className="end">{figure(score, 'score')}</td><td className="end">{figure(confidence, 'score')}</td>
            <td className="end"><input className="in" inputMode="decimal" name={dimension} aria-label={say('reviews.yoursOf', { dimension: say(`dimension.${dimension}`) })} value={scores[dimension] ?? ''} aria-invalid={isMissing} onChange={(event) => set(dimension, event.target.value)} /></td>
          </tr>
        ))}</tbody>
      </table>
      {isMissing ? <p className="problem" role="alert">{say('reviews.scoresMissing')}</p> : null}
    </div>
  );
}
