// People and journeys: what the funnel found, the funnel, and who is where, by pseudonym.
import { useRef, type ReactNode } from 'react';
import { Link } from 'wouter';
import { journeyFlags } from '../../../../channels/vocabulary.ts';
import { NoPermission } from '../../parts/no-permission.tsx';
import { PageState } from '../../parts/page-state.tsx';
import { PeriodPick } from '../../parts/period-pick.tsx';
import { useCompany, useDocumentTitle } from '../../shell/company.ts';
import type { FunnelStage } from '../../shell/interface.ts';
import { LiveMark } from '../../shell/live.tsx';
import { mayImport, mayReadNames, mayReadPeople } from '../../shell/session.ts';
import { useVoice } from '../../shell/words.tsx';
import { useView, type Choice } from '../overview/overview.queries.ts';
import { Funnel } from './funnel.tsx';
import { PeopleList, useWalked, type Walked } from './people-list.tsx';
import { useFunnel, usePeople } from './people.queries.ts';

export default function People(): ReactNode {
  const { say } = useVoice();
  const company = useCompany();
  useDocumentTitle(`${say('people.name')} · ${company.name}`);
  if (!mayReadPeople(company.role)) return <NoPermission title={say('people.forReaders')}>{say('people.forReadersWhy', { role: say('shell.role', { role: company.role }) })}</NoPermission>;
  return <Journeys />;
}

function Journeys(): ReactNode {
  const { say } = useVoice();
  const { view, error, retry } = useView();
  const anybody = usePeople({});
  if (error) return <div className="page"><PageState title={say('people.failed')} error={error} retry={retry} /></div>;
  if (!view || (view.isEmpty && !anybody.data && !anybody.error)) return <div className="page waiting" role="status"><span className="sr">{say('people.loading')}</span><span className="outline outline-title" /><span className="outline outline-lead" /></div>;
  if (view.isEmpty && anybody.data?.pages[0]?.items.length === 0) return <Nobody />;
  return <Told view={view} />;
}

function Told({ view }: { view: Choice }): ReactNode {
  const { say, period, count } = useVoice();
  const company = useCompany();
  const funnel = useFunnel(view.period);
  const enteredOf = (stage: string): number => funnel.data?.find((one) => one.stage === stage)?.entered ?? 0;
  const [buddies, jobs] = [enteredOf('buddy'), enteredOf('employment')];
  const gap = widestGap(funnel.data ?? []);
  const [, walk] = useWalked();
  const list = useRef<HTMLHeadingElement>(null);
  const walkTo = (walked: Walked): void => { walk(walked); list.current?.focus(); };
  return (
    <>
      <div className="bar-top"><PeriodPick period={view.period} choice={view.choice} choose={(chosen) => view.set({ period: chosen })} /><div className="push"><LiveMark /></div></div>
      <div className="page">
        <h1>{gap ? say('people.gap', { stage: gap }) : say('people.title')}</h1>
        <p className="lede journeys-lede">{funnel.data ? say('people.lead', { period: period(view.period), buddies, buddiesShown: count(buddies), jobs, jobsShown: count(jobs) }) : say('people.leadless')}</p>
        <div className="cols">
          <div>
            <Funnel answer={funnel} view={view} walkTo={walkTo} />
            <PeopleList period={view.period} head={list} />
          </div>
          <aside className="notes" aria-label={say('people.notes')}>
            <div className="note"><h3>{say('people.pseudonyms')}</h3><p>{mayReadNames(company.role) ? say('people.pseudonymsNamed') : say('people.pseudonymsHow', { role: say('shell.role', { role: company.role }) })}</p></div>
            <div className="note"><h3>{say('people.few')}</h3><p>{say('people.fewHow')}</p></div>
            <div className="note"><h3>{say('people.rules')}</h3><dl className="rules">{journeyFlags.map((flag) => <div key={flag}><dt>{say(`flag.${flag}`)}</dt><dd>{say(`flagRule.${flag}`)}</dd></div>)}</dl></div>
          </aside>
        </div>
      </div>
    </>
  );
}

/** After which stage the smallest share goes on, where at least two can be compared. */
function widestGap(stages: readonly FunnelStage[]): string | null {
  const known = stages.flatMap(({ stage, entered, converted }) => (converted === null ? [] : [{ stage, share: converted / entered }])).toSorted((a, b) => a.share - b.share);
  return known.length > 1 && known[0]?.share !== known[1]?.share ? known[0]?.stage ?? null : null;
}

function Nobody(): ReactNode {
  const { say, language } = useVoice();
  const company = useCompany();
  const base = `/${language}/cockpit/${company.id}`;
  return (
    <div className="page"><PageState title={say('people.none')}
      action={mayImport(company.role) ? <Link className="btn main" href={`${base}/imports`}>{say('firstRun.bring')}</Link> : <Link className="btn" href={`${base}/overview`}>{say('people.toOverview')}</Link>}>
      {say('people.noneWhy')} {mayImport(company.role) ? '' : say('firstRun.askAdmin')}
    </PageState></div>
  );
}
