// Which period is looked at: the quarters, months and years that have rows, and the one in the address even where it has none.
import type { ReactNode } from 'react';
import type { PeriodChoice } from '../../../services/kernel/format/periods.ts';
import type { Cohort } from '../shell/interface.ts';
import { useVoice } from '../shell/words.tsx';

/** `any`: what it is called to choose none. */
export function PeriodPick({ period: chosen, choice, choose, any }: { period: string; choice: PeriodChoice; choose: (period: string) => void; any?: string }): ReactNode {
  const { say, period } = useVoice();
  const groups = [
    { name: say('filter.quarters'), periods: choice.quarters }, { name: say('filter.months'), periods: choice.months }, { name: say('filter.years'), periods: choice.years },
  ].filter(({ periods }) => periods.length > 0);
  const isListed = groups.some(({ periods }) => periods.includes(chosen));
  return (
    <label className="pick">
      {say('filter.period')}
      <select value={chosen} name="period" onChange={(event) => choose(event.target.value)}>
        {any === undefined ? null : <option value="">{any}</option>}
        {isListed || chosen === '' ? null : <option value={chosen}>{period(chosen)}</option>}
        {groups.map(({ name, periods }) => <optgroup label={name} key={name}>{periods.map((id) => <option value={id} key={id}>{period(id)}</option>)}</optgroup>)}
      </select>
    </label>
  );
}

/** What it is held against, where there is a choice. */
export function AgainstPick<T extends string>({ chosen, choices, choose }: { chosen: T; choices: readonly { value: T; words: string }[]; choose: (value: T) => void }): ReactNode {
  const { say } = useVoice();
  return (
    <label className="pick">
      {say('filter.against')}
      <select value={chosen} name="against" onChange={(event) => { const next = choices.find(({ value }) => value === event.target.value); if (next) choose(next.value); }}>
        {choices.map(({ value, words }) => <option value={value} key={value}>{words}</option>)}
      </select>
    </label>
  );
}

/** Of whom: everybody, who began in one quarter, or one unit of the roster. One that is asked for and not listed is told as it stands. */
export function CohortPick({ chosen, cohorts, choose }: { chosen: string | null; cohorts: readonly Cohort[]; choose: (cohort: string) => void }): ReactNode {
  const { say, period, count } = useVoice();
  const groups = [{ name: say('filter.began'), of: cohorts.filter(({ kind }) => kind === 'start') }, { name: say('filter.units'), of: cohorts.filter(({ kind }) => kind === 'unit') }].filter(({ of }) => of.length > 0);
  const isListed = cohorts.some(({ cohort }) => cohort === chosen);
  return (
    <label className="pick">
      {say('filter.cohort')}
      <select value={chosen ?? ''} name="cohort" onChange={(event) => choose(event.target.value)}>
        <option value="">{say('filter.everybody')}</option>
        {chosen === null || isListed ? null : <option value={chosen}>{chosen.replace(/^\w+:/, '')}</option>}
        {groups.map(({ name, of }) => <optgroup label={name} key={name}>{of.map(({ cohort, kind, name: own, people }) => <option value={cohort} key={cohort}>{say('filter.group', { name: kind === 'start' ? period(own, 'short') : own, count: people, shown: count(people) })}</option>)}</optgroup>)}
      </select>
    </label>
  );
}
