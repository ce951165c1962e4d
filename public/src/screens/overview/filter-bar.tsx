// Period and programme, as they stand in the address: the address is the view.
import type { ReactNode } from 'react';
import { previousPeriod } from '../../../../services/kernel/format/periods.ts';
import { PeriodPick } from '../../parts/period-pick.tsx';
import { LiveMark } from '../../shell/live.tsx';
import { useVoice } from '../../shell/words.tsx';
import { shownProgrammes, type Choice } from './overview.queries.ts';

export function FilterBar({ view }: { view: Choice }): ReactNode {
  const { say, period } = useVoice();
  return (
    <div className="bar-top">
      <PeriodPick period={view.period} choice={view.choice} choose={(chosen) => view.set({ period: chosen })} />
      <span className="quiet nowrap wide-only">{say('filter.against', { period: period(previousPeriod(view.period)) })}</span>
      <div className="seg" role="group" aria-label={say('filter.programme')}>
        {shownProgrammes.map((programme) => (
          <button key={programme} aria-pressed={view.programme === programme} onClick={() => view.set({ programme })}>{say('filter.programmeName', { programme })}</button>
        ))}
      </div>
      <div className="push"><LiveMark /></div>
    </div>
  );
}
