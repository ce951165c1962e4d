// What is looked at: period, what it is held against, of whom, programme. It all stands in the address: the address is the view.
// The bar scrolls sideways where it grows too wide.
import type { ReactNode } from 'react';
import { parsePeriod } from '../../../../services/kernel/format/periods.ts';
import { AgainstPick, CohortPick, PeriodPick } from '../../parts/period-pick.tsx';
import { LiveMark } from '../../shell/live.tsx';
import { useVoice } from '../../shell/words.tsx';
import { againstOf, comparisons, shownProgrammes } from './asked.ts';
import { useCohorts, type Choice } from './overview.queries.ts';

/** Where there is nothing to choose from, the bar says only what is looked at. */
export function FilterBar({ view }: { view: Choice }): ReactNode {
  const { say, period } = useVoice();
  const cohorts = useCohorts();
  const named = (comparison: (typeof comparisons)[number]): string => {
    const name = period(againstOf(view.period, comparison), 'short');
    return comparison === 'year-before' ? say('filter.yearBefore', { period: name }) : name;
  };
  // The year before is the same year, whichever way it is named.
  const offered = parsePeriod(view.period)?.grain === 'year' ? comparisons.slice(0, 1) : comparisons;
  return (
    <section className="bar-top" aria-label={say('filter.name')}>
      {view.isEmpty ? null : <PeriodPick period={view.period} choice={view.choice} choose={(chosen) => view.set({ period: chosen })} />}
      {view.isEmpty ? null : <AgainstPick chosen={view.comparison} choices={offered.map((value) => ({ value, words: named(value) }))} choose={(against) => view.set({ against })} />}
      <div className="seg" role="group" aria-label={say('filter.programme')}>
        {(view.isEmpty ? shownProgrammes.slice(0, 1) : shownProgrammes).map((programme) => (
          <button key={programme} aria-pressed={view.programme === programme} onClick={() => view.set({ programme })}>{say('filter.programmeName', { programme })}</button>
        ))}
      </div>
      {view.isEmpty ? null : <CohortPick chosen={view.cohort} cohorts={cohorts} choose={(cohort) => view.set({ cohort })} />}
      <div className="push"><LiveMark /></div>
    </section>
  );
}
