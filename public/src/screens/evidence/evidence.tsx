// Evidence: what participants said, redacted, narrowed by what it is of and by its words; beside it where one sentence came from and what rests on it.
import { lazy, Suspense, useRef, useState, useSyncExternalStore, type ReactNode } from 'react';
import { Link, useSearchParams } from 'wouter';
import { choosePeriods } from '../../../../services/kernel/format/periods.ts';
import { BackToOverview, NoPermission } from '../../parts/no-permission.tsx';
import { ErrorWords, PageState } from '../../parts/page-state.tsx';
import { PeriodPick } from '../../parts/period-pick.tsx';
import { useTurnedPages } from '../../parts/turned-pages.tsx';
import { useWalks, Walking } from '../../parts/walkable.tsx';
import { useCompany, useDocumentTitle } from '../../shell/company.ts';
import type { EvidencePage } from '../../shell/interface.ts';
import { LiveMark } from '../../shell/live.tsx';
import { mayImport, mayReadEvidence } from '../../shell/session.ts';
import { useVoice } from '../../shell/words.tsx';
import { Entries } from './entries.tsx';
import { useChosen, useEvidence, type Chosen } from './evidence.queries.ts';
import { Facets } from './facets.tsx';
import { Held } from './held.tsx';
import { Origin } from './origin.tsx';
import { Search } from './search.tsx';
import { TakeAlong } from './take-along.tsx';

const Walk = lazy(() => import('../walk/walk.tsx'));

export default function Evidence(): ReactNode {
  const { say } = useVoice();
  const company = useCompany();
  useDocumentTitle(`${say('evidence.name')} · ${company.name}`);
  if (!mayReadEvidence(company.role)) return <NoPermission title={say('evidence.forReaders')}>{say('evidence.forReadersWhy', { role: say('shell.role', { role: company.role }) })}</NoPermission>;
  return <Walking><Explorer /><OpenWalk /></Walking>;
}

function OpenWalk(): ReactNode {
  const { openId } = useWalks();
  return openId ? <Suspense fallback={null}><Walk id={openId} key={openId} /></Suspense> : null;
}

function Explorer(): ReactNode {
  const { say } = useVoice();
  const { chosen, choose } = useChosen();
  const evidence = useEvidence(chosen);
  const [isTaking, setTaking] = useState(false);
  const first = evidence.data?.pages[0];
  if (evidence.error && !first && chosen.q === undefined) return <div className="page"><PageState title={say('evidence.failed')} error={evidence.error} retry={() => void evidence.refetch()} /></div>;
  if (!first && !evidence.error) return <div className="page waiting" role="status"><span className="sr">{say('evidence.loading')}</span><span className="outline outline-title" /><span className="outline outline-lead" /></div>;
  if (first?.total === 0 && Object.keys(chosen).length === 0) return <Nothing held={first.withheld} />;
  return (
    <>
      <div className="bar-top">
        <PeriodPick period={chosen.period ?? ''} any={say('evidence.anyPeriod')} choice={choosePeriods((first?.facets.period ?? []).map(({ value }) => value))} choose={(period) => choose('period', period)} />
        <div className="push"><LiveMark /><button className="btn" aria-expanded={isTaking} onClick={() => setTaking(!isTaking)}>{say('evidence.export')}</button></div>
      </div>
      <div className="page">
        <h1>{say('evidence.title')}</h1>
        {first ? <Lead page={first} /> : null}
        {isTaking ? <TakeAlong chosen={chosen} leave={() => setTaking(false)} /> : null}
        <Looked chosen={chosen} evidence={evidence} first={first} />
      </div>
    </>
  );
}

function Lead({ page: { total } }: { page: EvidencePage }): ReactNode {
  const { say, count } = useVoice();
  return <p className="muted evidence-lede">{say('evidence.lead', { count: total, shown: count(total) })}</p>;
}

function Looked({ chosen, evidence, first }: { chosen: Chosen; evidence: ReturnType<typeof useEvidence>; first: EvidencePage | undefined }): ReactNode {
  const { say, count } = useVoice();
  const { choose, everything } = useChosen();
  const [search, setSearch] = useSearchParams();
  const isWide = useIsWide();
  const head = useRef<HTMLHeadingElement>(null);
  const show = (id: string | null): void => setSearch((now) => { if (id) now.set('entry', id); else now.delete('entry'); return now; }, { replace: true });
  const pages = useTurnedPages(evidence, () => { show(null); head.current?.focus(); }, JSON.stringify(chosen));
  // On a wide page the margin is never empty: without a choice it tells of the first entry.
  const open = search.get('entry') ?? (isWide ? pages.shown[0]?.id ?? null : null);
  const origin = open ? <Origin id={open} period={chosen.period} key={open} /> : null;
  return (
    <div className="explorer">
      <Facets chosen={chosen} choose={choose} facets={first?.facets} held={first?.withheld} />
      <section className="entries" aria-labelledby="entries">
        <h2 id="entries" className="sr" ref={head} tabIndex={-1}>{say('evidence.entries')}</h2>
        <Search asked={chosen.q ?? ''} seek={(q) => choose('q', q)} found={first ? say('evidence.match', { count: first.total, shown: count(first.total) }) : ''} />
        {evidence.error && !evidence.isFetchNextPageError ? <div className="part-state" role="alert"><ErrorWords error={evidence.error} /></div>
          : first?.total === 0 ? <NothingSo chosen={chosen} everything={everything} />
            : first ? <Entries evidence={evidence} pages={pages} total={first.total} open={open} show={show} inline={isWide ? null : origin} /> : null}
      </section>
      {isWide && origin && pages.shown.length > 0 ? <aside className="origin" aria-label={say('evidence.origin')}>{origin}</aside> : null}
    </div>
  );
}

function Nothing({ held }: { held: EvidencePage['withheld'] }): ReactNode {
  const { say, language } = useVoice();
  const company = useCompany();
  return (
    <div className="page">
      <PageState title={say('evidence.none')} action={mayImport(company.role) ? <Link className="btn main" href={`/${language}/cockpit/${company.id}/imports`}>{say('firstRun.bring')}</Link> : <BackToOverview />}>{say('evidence.noneWhy')} {mayImport(company.role) ? '' : say('firstRun.askAdmin')}</PageState>
      <Held held={held} className="small muted" />
    </div>
  );
}

/** What emptied the list is named, with a way back. */
function NothingSo({ chosen, everything }: { chosen: Chosen; everything: () => void }): ReactNode {
  const { say, period } = useVoice();
  const { q, dimension, language, programme, minScore, maxScore } = chosen;
  const words = [
    ...(q ? [say('evidence.quoted', { text: q })] : []), ...(chosen.period ? [period(chosen.period)] : []), ...(programme ? [say('filter.programmeName', { programme })] : []), ...(dimension ? [say(`dimension.${dimension}`)] : []),
    ...(language ? [say('evidence.languageName', { language })] : []), ...(minScore ?? maxScore ? [say('evidence.range', { from: minScore ?? '0', to: maxScore ?? '1' })] : []),
  ];
  return <div className="part-state"><p><strong>{say('evidence.noneSo')}</strong></p><p className="muted">{say('evidence.noneSoWhy', { chosen: words.join(', ') })}</p><button className="btn" onClick={everything}>{say('evidence.everything')}</button></div>;
}

const wide = typeof window === 'undefined' ? undefined : window.matchMedia('(min-width:1280px)');

/** Where there is room for a margin beside the list. */
function useIsWide(): boolean {
  return useSyncExternalStore((tell) => { wide?.addEventListener('change', tell); return () => wide?.removeEventListener('change', tell); }, () => wide?.matches ?? true);
}
