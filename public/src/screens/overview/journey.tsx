// How far people came: who entered each stage in the period, who of them went on, and how long that took. Each number leads to its people.
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { ErrorWords } from '../../parts/page-state.tsx';
import { useCompany } from '../../shell/company.ts';
import type { FunnelStage } from '../../shell/interface.ts';
import { mayReadPeople } from '../../shell/session.ts';
import { useVoice } from '../../shell/words.tsx';
import { useFunnel } from '../people/people.queries.ts';
import type { Told } from './told.ts';

/** Of the width, so that the number has room behind the longest bar. */
const longest = 82;

export function Journey({ told }: { told: Told }): ReactNode {
  const { say, language, period, share } = useVoice();
  const company = useCompany();
  const answer = useFunnel(told.period);
  const stages = answer.data ?? [];
  if (answer.data && stages.every(({ entered }) => entered === 0)) return null;
  const step = furthest(stages);
  const people = `/${language}/cockpit/${company.id}/people?period=${told.period}`;
  return (
    <section className="block">
      <div className="block-head"><div><h2>{say('journey.finding', { stage: step?.stage ?? 'none', share: step ? share(step.share) : '' })}</h2><p>{say('journey.how', { period: period(told.period) })}</p></div></div>
      {answer.isError ? <div className="part-state" role="alert"><ErrorWords error={answer.error} /><button className="btn" onClick={() => void answer.refetch()}>{say('error.again')}</button></div>
        : answer.data ? <Stages stages={stages} people={mayReadPeople(company.role) ? people : null} /> : <p className="waiting outline funnel-outline" role="status"><span className="sr">{say('people.loading')}</span></p>}
      {mayReadPeople(company.role) ? <p className="foot"><Link href={people}>{say('journey.all')}</Link></p> : null}
    </section>
  );
}

function Stages({ stages, people }: { stages: readonly FunnelStage[]; people: string | null }): ReactNode {
  const { say, count } = useVoice();
  const most = Math.max(...stages.map(({ entered }) => entered), 1);
  return (
    <ol className="funnel bare-funnel">
      {stages.map(({ stage, entered, ...on }, index) => (
        <li key={stage} data-stage={stage}>
          <span className="funnel-name">{say('people.stageName', { stage })}</span>
          <span className="funnel-row">
            {entered > 0 ? <svg className="funnel-bar" style={{ inlineSize: `${(entered / most) * longest}%` }} height="18" aria-hidden="true"><rect className="went" width="100%" height="18" /></svg> : null}
            {people !== null && entered > 0 ? <Link className="n funnel-count" href={`${people}&entered=${stage}`}>{count(entered)}<span className="sr"> {say('funnel.walk', { stage })}</span></Link> : <span className="funnel-count">{count(entered)}</span>}
          </span>
          {entered === 0 || index === stages.length - 1 ? null : <Step entered={entered} {...on} />}
        </li>
      ))}
    </ol>
  );
}

function Step({ entered, converted, medianDays }: Omit<FunnelStage, 'stage'>): ReactNode {
  const { say, count, share, weave } = useVoice();
  if (converted === null) return <span className="funnel-step quiet">{say('funnel.withheld')}</span>;
  if (converted === 0) return <span className="funnel-step">{say('funnel.nobody')}</span>;
  const days = Math.round(medianDays ?? 0);
  return <span className="funnel-step">{weave('funnel.step', { went: (words: ReactNode[]) => words, share: share(Math.round((converted / entered) * 100) / 100), converted: count(converted), entered: count(entered), days, daysShown: count(days) })}</span>;
}

/** The furthest step that anybody took: what a page about impact should say first. */
function furthest(stages: readonly FunnelStage[]): { stage: string; share: number } | null {
  const taken = stages.findLast(({ converted }) => (converted ?? 0) > 0);
  return taken ? { stage: taken.stage, share: Math.round(((taken.converted ?? 0) / taken.entered) * 100) / 100 } : null;
}
