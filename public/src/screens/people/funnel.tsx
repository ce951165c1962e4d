// The funnel of a period, told by length, shape and number: full went on, hollow not yet, dashed not shown. The list says all that the bars do.
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ErrorWords } from '../../parts/page-state.tsx';
import type { FunnelStage } from '../../shell/interface.ts';
import { useVoice } from '../../shell/words.tsx';
import type { Choice } from '../overview/overview.queries.ts';

const looks = ['went', 'left', 'hidden'] as const;
/** Of the width, so that the number has room behind the longest bar. */
const longest = 84;

export function Funnel({ answer, view }: { answer: UseQueryResult<FunnelStage[]>; view: Choice }): ReactNode {
  const { say } = useVoice();
  return (
    <section className="block funnel-block">
      <div className="block-head"><div><h2>{say('funnel.title')}</h2><p>{say('funnel.how')}</p></div></div>
      {answer.isError ? <div className="part-state" role="alert"><ErrorWords error={answer.error} /><button className="btn" onClick={() => void answer.refetch()}>{say('error.again')}</button></div>
        : !answer.data ? <p role="status" className="waiting">{say('people.loading')}</p>
          : answer.data.every(({ entered }) => entered === 0) ? <NobodyEntered view={view} /> : <Stages stages={answer.data} />}
    </section>
  );
}

function Stages({ stages }: { stages: readonly FunnelStage[] }): ReactNode {
  const { say, count } = useVoice();
  const most = Math.max(...stages.map(({ entered }) => entered), 1);
  return (
    <>
      <ol className="funnel">
        {stages.map((one, index) => {
          const { stage, entered } = one;
          const isLast = index === stages.length - 1;
          return (
            <li key={stage} data-stage={stage}>
              <span className="funnel-name">{say('people.stageName', { stage })}</span>
              <Bar of={one} most={most} isLast={isLast} shown={count(entered)} />
              <span className="sr">{say('funnel.entered', { count: entered, shown: count(entered) })}</span>
              {isLast || entered === 0 ? null : <Step of={one} />}
            </li>
          );
        })}
      </ol>
      <p className="legend small">{looks.map((look) => <span key={look}><svg className="funnel-key" width="22" height="10" aria-hidden="true"><rect className={look} x="1" y="1" width="20" height="8" /></svg>{say('funnel.look', { look })}</span>)}</p>
    </>
  );
}

function Bar({ of: { entered, converted }, most, isLast, shown }: { of: FunnelStage; most: number; isLast: boolean; shown: string }): ReactNode {
  const widthOf = (people: number): string => `${(people / most) * longest}%`;
  return (
    <svg className="funnel-bar" width="100%" height="22" aria-hidden="true">
      {entered > 0 ? <rect className={isLast ? 'went' : converted === null ? 'hidden' : 'left'} x="1" y="1" width={widthOf(entered)} height="20" /> : null}
      {!isLast && (converted ?? 0) > 0 ? <rect className="went" x="1" y="1" width={widthOf(converted ?? 0)} height="20" /> : null}
      <text className="lab" x={widthOf(entered)} dx="9" y="15.5">{shown}</text>
    </svg>
  );
}

function Step({ of: { entered, converted, medianDays } }: { of: FunnelStage }): ReactNode {
  const { say, count, share } = useVoice();
  if (converted === null) return <span className="funnel-step quiet">{say('funnel.withheld')}</span>;
  const left = entered - converted;
  return (
    <span className="funnel-step">
      {converted === 0 ? say('funnel.nobody') : say('funnel.step', { share: share(Math.round((converted / entered) * 100) / 100), converted: count(converted), entered: count(entered), days: Math.round(medianDays ?? 0), daysShown: count(Math.round(medianDays ?? 0)) })}
      {converted > 0 && left > 0 ? <span className="quiet"> {say('funnel.left', { count: left, shown: count(left) })}</span> : null}
    </span>
  );
}

function NobodyEntered({ view }: { view: Choice }): ReactNode {
  const { say, period } = useVoice();
  const wider = view.choice.years.find((year) => year !== view.period);
  return (
    <div className="part-state">
      <p><strong>{say('funnel.empty', { period: period(view.period) })}</strong></p>
      <p className="muted">{say('funnel.emptyWhy')}</p>
      {wider ? <button className="btn" onClick={() => view.set({ period: wider })}>{say('funnel.year', { year: wider })}</button> : null}
    </div>
  );
}
