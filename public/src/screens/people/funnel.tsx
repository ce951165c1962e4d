// The funnel of a period, told by length, shape and number: full went on, hollow not yet, dashed not shown. The list says all that the bars do, and each number leads to its people.
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ErrorWords } from '../../parts/page-state.tsx';
import type { FunnelStage } from '../../shell/interface.ts';
import { useVoice } from '../../shell/words.tsx';
import type { Choice } from '../overview/overview.queries.ts';
import type { Walked } from './people-list.tsx';

const looks = ['went', 'left', 'hidden'] as const;
/** Of the width, so that the number has room behind the longest bar. */
const longest = 84;

type WalkTo = (walked: Walked) => void;

export function Funnel({ answer, view, walkTo }: { answer: UseQueryResult<FunnelStage[]>; view: Choice; walkTo: WalkTo }): ReactNode {
  const { say } = useVoice();
  return (
    <section className="block funnel-block">
      <div className="block-head"><div><h2>{say('funnel.title')}</h2><p>{say('funnel.how')}</p></div></div>
      {answer.isError ? <div className="part-state" role="alert"><ErrorWords error={answer.error} /><button className="btn" onClick={() => void answer.refetch()}>{say('error.again')}</button></div>
        : !answer.data ? <p role="status" className="waiting">{say('people.loading')}</p>
          : answer.data.every(({ entered }) => entered === 0) ? <NobodyEntered view={view} /> : <Stages stages={answer.data} walkTo={walkTo} />}
    </section>
  );
}

function Stages({ stages, walkTo }: { stages: readonly FunnelStage[]; walkTo: WalkTo }): ReactNode {
  const { say } = useVoice();
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
              <Bar of={one} most={most} isLast={isLast} walkTo={walkTo} />
              {isLast || entered === 0 ? null : <Step of={one} walkTo={walkTo} />}
            </li>
          );
        })}
      </ol>
      <p className="legend small">{looks.map((look) => <span key={look}><svg className="funnel-key" width="22" height="10" aria-hidden="true"><rect className={look} x="1" y="1" width="20" height="8" /></svg>{say('funnel.look', { look })}</span>)}</p>
    </>
  );
}

function Bar({ of: { stage, entered, converted }, most, isLast, walkTo }: { of: FunnelStage; most: number; isLast: boolean; walkTo: WalkTo }): ReactNode {
  const { say, count } = useVoice();
  return (
    <span className="funnel-row">
      {entered > 0 ? (
        <svg className="funnel-bar" style={{ inlineSize: `${(entered / most) * longest}%` }} height="22" aria-hidden="true">
          <rect className={isLast ? 'went' : converted === null ? 'hidden' : 'left'} y="1" width="100%" height="20" />
          {!isLast && (converted ?? 0) > 0 ? <rect className="went" y="1" width={`${((converted ?? 0) / entered) * 100}%`} height="20" /> : null}
        </svg>
      ) : null}
      {entered === 0 ? <span className="funnel-count">{count(0)}</span> : (
        <button className="n funnel-count" data-walk={stage} onClick={() => walkTo({ entered: stage, wentOn: null })}>{count(entered)}<span className="sr"> {say('funnel.walk', { stage })}</span></button>
      )}
    </span>
  );
}

function Step({ of: { stage, entered, converted, medianDays }, walkTo }: { of: FunnelStage; walkTo: WalkTo }): ReactNode {
  const { say, weave, count, share } = useVoice();
  if (converted === null) return <span className="funnel-step quiet">{say('funnel.withheld')}</span>;
  const left = entered - converted;
  const walk = (wentOn: boolean) => (words: ReactNode): ReactNode => <button className="n" key={String(wentOn)} data-walk={`${stage} ${wentOn ? 'yes' : 'no'}`} onClick={() => walkTo({ entered: stage, wentOn })}>{words}</button>;
  return (
    <span className="funnel-step">
      {converted === 0 ? say('funnel.nobody') : weave('funnel.step', { went: walk(true), share: share(Math.round((converted / entered) * 100) / 100), converted: count(converted), entered: count(entered), days: Math.round(medianDays ?? 0), daysShown: count(Math.round(medianDays ?? 0)) })}
      {converted > 0 && left > 0 ? <span className="quiet"> {weave('funnel.left', { left: walk(false), count: left, shown: count(left) })}</span> : null}
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
