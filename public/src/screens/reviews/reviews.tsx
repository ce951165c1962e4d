// Reviews: the queue of texts that somebody must look at, beside the one that is open. State and choice stand in the address.
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { Link, useLocation, useSearch } from 'wouter';
import { reviewStates, type ReviewDecision, type ReviewState } from '../../../../channels/vocabulary.ts';
import { BackToOverview, NoPermission } from '../../parts/no-permission.tsx';
import { PageState } from '../../parts/page-state.tsx';
import { useCompany, useDocumentTitle } from '../../shell/company.ts';
import { Refusal, type Review } from '../../shell/interface.ts';
import { LiveMark } from '../../shell/live.tsx';
import { mayDecide, mayReadPeople } from '../../shell/session.ts';
import { useVoice } from '../../shell/words.tsx';
import { Case } from './case.tsx';
import { Decide } from './decide.tsx';
import { Queue } from './queue.tsx';
import { useReview, useReviews } from './reviews.queries.ts';

export default function Reviews(): ReactNode {
  const { say } = useVoice();
  const company = useCompany();
  useDocumentTitle(`${say('reviews.name')} · ${company.name}`);
  if (!mayReadPeople(company.role)) return <NoPermission title={say('reviews.forReaders')}>{say('reviews.forReadersWhy', { role: say('shell.role', { role: company.role }) })}</NoPermission>;
  return <Told />;
}

function Told(): ReactNode {
  const { say } = useVoice();
  const search = new URLSearchParams(useSearch());
  const state = reviewStates.find((known) => known === search.get('state')) ?? 'open';
  const answer = useReviews(state);
  const [done, setDone] = useState('');
  const reviews = answer.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      <div className="bar-top">
        <nav className="seg" aria-label={say('reviews.states')}>{reviewStates.map((one) => <Link key={one} href={`?state=${one}`} {...(one === state ? { 'aria-current': 'page' as const } : {})}>{say('reviews.stateName', { state: one })}</Link>)}</nav>
        <div className="push"><LiveMark /></div>
      </div>
      <p className="sr" role="status">{done}</p>
      {answer.isError ? <div className="page"><PageState title={say('reviews.failed')} error={answer.error} retry={() => void answer.refetch()} /></div>
        : answer.isPending ? <div className="page waiting" role="status"><span className="sr">{say('reviews.loading')}</span><span className="outline outline-title" /><span className="outline outline-lead" /></div>
          : <Two state={state} reviews={reviews} chosen={search.get('review')} tell={setDone}
              later={answer.hasNextPage ? <button className="btn" onClick={() => void answer.fetchNextPage()}>{say('reviews.later')}</button> : null} />}
    </>
  );
}

function Two({ state, reviews, chosen, tell, later }: { state: ReviewState; reviews: readonly Review[]; chosen: string | null; tell: (words: string) => void; later: ReactNode }): ReactNode {
  const { say } = useVoice();
  const company = useCompany();
  const [, go] = useLocation();
  useNextText(chosen);
  const listed = reviews.find(({ id }) => id === chosen);
  // One that another person decided meanwhile is no longer listed, and is still what its address names.
  const named = useReview(chosen !== null && !listed ? chosen : null);
  const first = reviews[0];
  if (!first && chosen === null) return <div className="page"><PageState title={say('reviews.none', { state })} action={state === 'open' ? <BackToOverview /> : <Link className="btn" href="?state=open">{say('reviews.toOpen')}</Link>}>{say('reviews.noneWhy', { state })}</PageState></div>;
  const review = listed ?? (chosen === null ? first : named.data);
  const hrefOf = (id: string): string => `?state=${state}&review=${id}`;
  const place = reviews.findIndex(({ id }) => id === review?.id);
  const neighbour = (at: number): string | null => { const found = reviews[at]; return place >= 0 && found ? hrefOf(found.id) : null; };
  const finish = (decision: ReviewDecision): void => {
    tell(say('reviews.done', { decision }));
    go(`${window.location.pathname}${neighbour(place + 1) ?? neighbour(place - 1) ?? `?state=${state}`}`);
    document.getElementById('main')?.focus();
  };
  return (
    <div className="two" {...(chosen === null ? {} : { 'data-chosen': '' })}>
      <Queue reviews={reviews} chosen={review?.id ?? null} hrefOf={hrefOf} later={later} />
      {review ? (
        <Case review={review} before={neighbour(place - 1)} after={neighbour(place + 1)} all={`?state=${state}`}>
          {review.state !== 'open' ? null : mayDecide(company.role) ? <Decide key={review.id} review={review} onDone={finish} /> : <p className="decide small muted">{say('reviews.decidersOnly')}</p>}
        </Case>
      ) : <div className="case">{named.isError ? <Missing error={named.error} all={`?state=${state}`} /> : null}</div>}
    </div>
  );
}

/** Who chose another text reads on in it, past the list. */
function useNextText(chosen: string | null): void {
  const last = useRef(chosen);
  useEffect(() => {
    if (chosen !== null && chosen !== last.current) document.getElementById('case')?.focus({ preventScroll: true });
    last.current = chosen;
  }, [chosen]);
}

function Missing({ error, all }: { error: unknown; all: string }): ReactNode {
  const { say } = useVoice();
  const back = <Link className="btn" href={all}>{say('reviews.all')}</Link>;
  return error instanceof Refusal && (error.status === 404 || error.status === 422) ? <PageState title={say('error.notFound')} action={back}>{say('error.notFoundWhy')}</PageState> : <PageState title={say('reviews.failed')} error={error} action={back} />;
}
