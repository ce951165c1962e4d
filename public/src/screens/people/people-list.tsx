// Who is where: people by pseudonym, with stage, programmes, flags and last activity; sought by flag and stage, which stand in the address.
import { useRef, useState, type ReactNode } from 'react';
import { Link, useSearchParams } from 'wouter';
import { journeyFlags, journeyStages, type JourneyFlag, type JourneyStage } from '../../../../channels/vocabulary.ts';
import { ErrorWords } from '../../parts/page-state.tsx';
import { useCompany } from '../../shell/company.ts';
import type { ProfileSummary } from '../../shell/interface.ts';
import { useVoice } from '../../shell/words.tsx';
import { shownAtOnce, usePeople } from './people.queries.ts';
import { pseudonymOf } from './pseudonym.ts';

interface Sought { flag: JourneyFlag | null; stage: JourneyStage | null }

export function PeopleList(): ReactNode {
  const { say } = useVoice();
  const [search, setSearch] = useSearchParams();
  const flag = journeyFlags.find((known) => known === search.get('flag')) ?? null;
  const stage = journeyStages.find((known) => known === search.get('stage')) ?? null;
  const seek = (name: keyof Sought, value: string): void => setSearch((now) => { if (value) now.set(name, value); else now.delete(name); return now; });
  const everybody = (): void => setSearch((now) => { now.delete('flag'); now.delete('stage'); return now; });
  const head = useRef<HTMLHeadingElement>(null);
  return (
    <section className="block people-list">
      <div className="block-head"><div><h2 ref={head} tabIndex={-1}>{say('people.list')}</h2><p>{say('people.listHow')}</p></div></div>
      <div className="seek">
        <label className="pick">{say('people.flag')}<select name="flag" value={flag ?? ''} onChange={(event) => seek('flag', event.target.value)}><option value="">{say('people.any')}</option>{journeyFlags.map((known) => <option value={known} key={known}>{say(`flag.${known}`)}</option>)}</select></label>
        <label className="pick">{say('people.stage')}<select name="stage" value={stage ?? ''} onChange={(event) => seek('stage', event.target.value)}><option value="">{say('people.any')}</option>{journeyStages.map((known) => <option value={known} key={known}>{say('people.stageName', { stage: known })}</option>)}</select></label>
      </div>
      <Pages key={`${flag} ${stage}`} sought={{ flag, stage }} everybody={everybody} turned={() => head.current?.focus()} />
    </section>
  );
}

function Pages({ sought: { flag, stage }, everybody, turned }: { sought: Sought; everybody: () => void; turned: () => void }): ReactNode {
  const { say, count } = useVoice();
  const [place, setPlace] = useState(0);
  const [tries, setTries] = useState(1);
  // The next page begins at its top, for whoever reads and whoever listens.
  const turn = (to: number): void => { setPlace(to); turned(); };
  const isSought = flag !== null || stage !== null;
  const found = usePeople(isSought ? (person) => (flag === null || person.flags[flag]) && (stage === null || person.stage === stage) : null, (place + 1) * shownAtOnce, tries);
  const { people, hasMore, isReading } = found;
  if (found.error && !people) return <div className="part-state" role="alert"><ErrorWords error={found.error} /><button className="btn" onClick={found.retry}>{say('error.again')}</button></div>;
  const shown = people?.slice(place * shownAtOnce, (place + 1) * shownAtOnce) ?? [];
  const hasLater = (people?.length ?? 0) > (place + 1) * shownAtOnce || (!isSought && hasMore);
  const stopped = isSought && hasMore && !isReading && !hasLater;
  const last = place * shownAtOnce + shown.length;
  if (shown.length === 0 && !isReading && !hasMore) {
    return <div className="part-state"><p><strong>{isSought ? say('people.noneSo') : say('people.none')}</strong></p><p className="muted">{isSought ? say('people.noneSoWhy', { count: found.read, shown: count(found.read) }) : say('people.noneWhy')}</p>{isSought ? <button className="btn" onClick={everybody}>{say('people.everybody')}</button> : null}</div>;
  }
  return (
    <>
      {shown.length > 0 ? <Table people={shown} /> : null}
      {found.error ? <div role="alert"><ErrorWords error={found.error} /></div> : null}
      <p className="more">
        <span className="quiet" role="status">
          {isReading && shown.length < shownAtOnce ? say('people.reading', { count: found.read, shown: count(found.read) }) : shown.length === 0 ? say('people.noneYet', { count: found.read, shown: count(found.read) })
            : say('people.shown', { from: count(place * shownAtOnce + 1), to: count(last), isAll: hasLater || hasMore ? 'no' : 'yes', total: count(people?.length ?? 0) })}
        </span>
        <span className="turn">
          {place > 0 ? <button className="link" onClick={() => turn(place - 1)}>{say('people.earlier')}</button> : null}
          {hasLater ? <button className="link" data-later onClick={() => turn(place + 1)}>{say('people.later')}</button> : null}
          {stopped ? <button className="link" onClick={() => setTries(tries + 1)}>{say('people.further')}</button> : null}
        </span>
      </p>
    </>
  );
}

function Table({ people }: { people: readonly ProfileSummary[] }): ReactNode {
  const { say } = useVoice();
  return (
    <table className="tbl journeys">
      <thead><tr><th scope="col">{say('people.person')}</th><th scope="col">{say('people.stage')}</th><th scope="col" className="wide-only">{say('people.programmes')}</th><th scope="col">{say('people.flags')}</th><th scope="col" className="wide-only end">{say('people.last')}</th></tr></thead>
      <tbody>{people.map((person) => <Row person={person} key={person.id} />)}</tbody>
    </table>
  );
}

function Row({ person: { id, programmes, stage, lastActivity, flags } }: { person: ProfileSummary }): ReactNode {
  const { say, date, language } = useVoice();
  const company = useCompany();
  const when = lastActivity ? date(lastActivity, 'day') : say('people.never');
  return (
    <tr>
      <th scope="row"><Link className="code-link" href={`/${language}/cockpit/${company.id}/people/${id}`}>{pseudonymOf(id)}</Link><span className="narrow-only quiet micro nowrap">{when}</span></th>
      <td><span className="at-stage"><Track stage={stage} />{say('people.stageName', { stage: stage ?? 'none' })}</span></td>
      <td className="wide-only">{programmes.length === 0 ? '–' : programmes.map((programme) => say('filter.programmeName', { programme })).join(', ')}</td>
      <td><FlagWords flags={flags} /></td>
      <td className="wide-only end nowrap">{when}</td>
    </tr>
  );
}

/** Five places on a line, the furthest reached one full: where somebody is, not which ones were passed. */
function Track({ stage }: { stage: JourneyStage | null }): ReactNode {
  const at = journeyStages.findIndex((known) => known === stage);
  return (
    <svg className="track" width="84" height="12" aria-hidden="true">
      <line className="axis" x1="6" x2="78" y1="6" y2="6" />
      {journeyStages.map((known, index) => <circle className={`pt${index === at ? '' : ' hollow'}`} key={known} cx={6 + index * 18} cy="6" r={index === at ? 5 : 3} />)}
    </svg>
  );
}

/** What asks for somebody has a ring, what is reached a dot. */
export const lookOf = (flag: JourneyFlag): string => (flag === 'follow_up_needed' || flag === 'language_support_needed' ? 'care' : 'good');

function FlagWords({ flags }: { flags: Record<JourneyFlag, boolean> }): ReactNode {
  const { say } = useVoice();
  const standing = journeyFlags.filter((flag) => flags[flag]).toSorted((a, b) => Number(lookOf(b) === 'care') - Number(lookOf(a) === 'care'));
  if (standing.length === 0) return <span className="quiet micro">{say('people.noFlag')}</span>;
  return <ul className="flag-words">{standing.map((flag) => <li key={flag}><span className={`st ${lookOf(flag)}`}>{say(`flag.${flag}`)}</span></li>)}</ul>;
}
