// The queue: what waits, by due time, each named by what it is about; its words are seen only once it is opened.
import { useEffect, useState, type ReactNode } from 'react';
import { Link } from 'wouter';
import type { FlaggedSource, Severity } from '../../../../channels/vocabulary.ts';
import type { Review } from '../../shell/interface.ts';
import { useVoice } from '../../shell/words.tsx';

const looks: Readonly<Record<Severity, string>> = { critical: 'bad', high: 'bad', medium: 'care', low: 'hold' };
const minuteMs = 60_000;
const dayMs = 86_400_000;

export function Queue({ reviews, chosen, hrefOf, later }: { reviews: readonly Review[]; chosen: string | null; hrefOf: (id: string) => string; later: ReactNode }): ReactNode {
  const { say } = useVoice();
  const nowMs = useNow();
  return (
    <nav className="queue" aria-label={say('reviews.queue')}>
      {/* Where there is room for one of them, the list is the page. */}
      <h1 className="narrow-only">{say('reviews.name')}</h1>
      <h2>{say('reviews.byDue')}</h2>
      <ul>{reviews.map((review) => (
        <li key={review.id}><Link className="queued" href={hrefOf(review.id)} {...(review.id === chosen ? { 'aria-current': 'true' as const } : {})}>
          <span className={`st ${lookOf(review.severity)}`}><b>{say('reviews.category', { category: review.category })}</b></span><Due review={review} nowMs={nowMs} />
          <span className="queued-about">{say('reviews.severity', { severity: review.severity })} · {say('reviews.source', { source: nameOf(review.source) })}</span>
        </Link></li>
      ))}</ul>
      {later}
    </nav>
  );
}

/** A source as messages know it: their choices have no points. */
export function nameOf(source: FlaggedSource): string {
  return source.replace('.', '_');
}

export function lookOf(severity: Severity): string {
  return looks[severity];
}

function Due({ review: { state, dueAt, decidedAt }, nowMs }: { review: Review; nowMs: number }): ReactNode {
  const { say, date } = useVoice();
  if (state !== 'open') return <span className="due">{decidedAt ? date(decidedAt, 'short-instant') : say('reviews.wasDue', { time: date(dueAt, 'short-instant') })}</span>;
  const leftMs = Date.parse(dueAt) - nowMs;
  if (leftMs < 0) return <span className="due late">{say('reviews.overdue', { time: date(dueAt, 'short-instant') })}</span>;
  const minutes = Math.floor(leftMs / minuteMs);
  return <span className="due">{leftMs >= dayMs ? say('reviews.dueAt', { time: date(dueAt, 'short-instant') }) : say('reviews.dueIn', { hours: Math.floor(minutes / 60), minutes: minutes % 60 })}</span>;
}

/** Time as it goes by, a look a minute. */
function useNow(): number {
  const [nowMs, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), minuteMs);
    return () => clearInterval(timer);
  }, []);
  return nowMs;
}
