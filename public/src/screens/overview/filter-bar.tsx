// Period and programme, as they stand in the address: the address is the view.
import type { ReactNode } from 'react';
import { previousPeriod } from '../../../../services/kernel/format/periods.ts';
import { LiveMark } from '../../shell/live.tsx';
import { useVoice } from '../../shell/words.tsx';
import { shownProgrammes, type Choice } from './overview.queries.ts';

export function FilterBar({ view }: { view: Choice }): ReactNode {
  const { say, period } = useVoice();
  const { choice } = view;
  const groups = [
    { name: say('filter.quarters'), periods: choice.quarters }, { name: say('filter.months'), periods: choice.months }, { name: say('filter.years'), periods: choice.years },
  ].filter(({ periods }) => periods.length > 0);
  const isListed = groups.some(({ periods }) => periods.includes(view.period));
  return (
    <div className="bar-top">
      <label className="pick">
        {say('filter.period')}
        <select value={view.period} name="period" onChange={(event) => view.set({ period: event.target.value })}>
          {isListed ? null : <option value={view.period}>{period(view.period)}</option>}
          {groups.map(({ name, periods }) => <optgroup label={name} key={name}>{periods.map((id) => <option value={id} key={id}>{period(id)}</option>)}</optgroup>)}
        </select>
      </label>
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
