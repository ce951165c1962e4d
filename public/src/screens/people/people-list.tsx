// Who is where: people by pseudonym, with stage, programmes, flags and last activity; sought by name, flag and stage, or walked to from a number of the funnel; all of it stands in the address.
import type { ReactNode, RefObject } from 'react';
import { Link, useSearchParams } from 'wouter';
import { journeyFlags, journeyStages, type JourneyFlag, type JourneyStage } from '../../../../channels/vocabulary.ts';
import { ErrorWords } from '../../parts/page-state.tsx';
import { Turns, useTurnedPages } from '../../parts/turned-pages.tsx';
import { useCompany } from '../../shell/company.ts';
import type { ProfileSummary } from '../../shell/interface.ts';
import { useVoice } from '../../shell/words.tsx';
import { usePeople, type Sought } from './people.queries.ts';
import { calledBy, pseudonymOf } from './pseudonym.ts';

/** Whoever came to a stage in the period of the page, and of these who went on, or has not yet. */
export interface Walked { entered: JourneyStage; wentOn: boolean | null }

const oneOf = <T extends string>(known: readonly T[], value: string | null): T | null => known.find((one) => one === value) ?? null;

/** Which number of the funnel is walked back to its people: it stands in the address. */
export function useWalked(): [Walked | null, (walked: Walked | null) => void] {
  const [search, setSearch] = useSearchParams();
  const entered = oneOf(journeyStages, search.get('entered'));
  const went = oneOf(['yes', 'no'], search.get('went'));
  const walk = (walked: Walked | null): void => setSearch((now) => {
    for (const name of ['entered', 'went', 'flag', 'stage', 'called']) now.delete(name);
    if (walked) now.set('entered', walked.entered);
    if (walked && walked.wentOn !== null) now.set('went', walked.wentOn ? 'yes' : 'no');
    return now;
  });
  return [entered && { entered, wentOn: went === null ? null : went === 'yes' }, walk];
}

export function PeopleList({ period, head }: { period: string; head: RefObject<HTMLHeadingElement | null> }): ReactNode {
  const { say, period: named } = useVoice();
  const [search, setSearch] = useSearchParams();
  const [walked, walk] = useWalked();
  const flag = oneOf(journeyFlags, search.get('flag'));
  const stage = oneOf(journeyStages, search.get('stage'));
  const typed = search.get('called') ?? '';
  const called = calledBy(typed);
  const seek = (name: 'flag' | 'stage' | 'called', value: string): void => setSearch((now) => { if (value) now.set(name, value); else now.delete(name); return now; }, { replace: name === 'called' });
  const sought: Sought = {
    ...(flag ? { flag } : {}), ...(stage ? { stage } : {}), ...(called ? { called } : {}), ...(walked ? { entered: walked.entered, period, ...(walked.wentOn === null ? {} : { wentOn: walked.wentOn }) } : {}),
  };
  return (
    <section className="block people-list">
      <div className="block-head">
        <div><h2 ref={head} tabIndex={-1}>{walked ? say('people.walked', { stage: walked.entered, period: named(period), went: walked.wentOn === null ? 'any' : walked.wentOn ? 'yes' : 'no' }) : say('people.list')}</h2><p>{say(walked ? 'people.walkedHow' : 'people.listHow')}</p></div>
        {walked ? <div className="tools"><button className="tool" onClick={() => walk(null)}>{say('people.everybody')}</button></div> : null}
      </div>
      <div className="seek">
        <label className="pick">{say('people.called')}<input name="called" className="in" value={typed} onChange={(event) => seek('called', event.target.value)} autoComplete="off" spellCheck={false} maxLength={40} /></label>
        <label className="pick">{say('people.flag')}<select name="flag" value={flag ?? ''} onChange={(event) => seek('flag', event.target.value)}><option value="">{say('people.any')}</option>{journeyFlags.map((known) => <option value={known} key={known}>{say(`flag.${known}`)}</option>)}</select></label>
        <label className="pick">{say('people.stage')}<select name="stage" value={stage ?? ''} onChange={(event) => seek('stage', event.target.value)}><option value="">{say('people.any')}</option>{journeyStages.map((known) => <option value={known} key={known}>{say('people.stageName', { stage: known })}</option>)}</select></label>
      </div>
      <Pages key={JSON.stringify({ ...sought, called: null })} sought={sought} everybody={() => walk(null)} turned={() => head.current?.focus()} />
    </section>
  );
}

function Pages({ sought, everybody, turned }: { sought: Sought; everybody: () => void; turned: () => void }): ReactNode {
  const { say, count } = useVoice();
  const people = usePeople(sought);
  const pages = useTurnedPages(people, turned);
  const { data, error, isFetchingNextPage, refetch } = people;
  if (error && !data) return <div className="part-state" role="alert"><ErrorWords error={error} /><button className="btn" onClick={() => void refetch()}>{say('error.again')}</button></div>;
  if (!data) return <p role="status" className="waiting">{say('people.loading')}</p>;
  const { shown, before, isAll } = pages;
  const isSought = Object.keys(sought).length > 0;
  if (shown.length === 0) {
    return <div className="part-state"><p><strong>{isSought ? say('people.noneSo') : say('people.none')}</strong></p><p className="muted">{isSought ? <Chosen sought={sought} /> : say('people.noneWhy')}</p>{isSought ? <button className="btn" onClick={everybody}>{say('people.everybody')}</button> : null}</div>;
  }
  return (
    <>
      <Table people={shown} isWalked={sought.entered !== undefined} />
      {error ? <div role="alert"><ErrorWords error={error} /></div> : null}
      <Turns pages={pages}>{isFetchingNextPage ? say('people.loading') : say('people.shown', { from: count(before + 1), to: count(before + shown.length), isAll: isAll ? 'yes' : 'no', total: count(before + shown.length) })}</Turns>
    </>
  );
}

/** What was chosen, in words: what emptied the list is named. */
function Chosen({ sought: { flag, stage, called } }: { sought: Sought }): ReactNode {
  const { say } = useVoice();
  const words = [...(called ? [`${say('people.called')} “${called}”`] : []), ...(flag ? [say(`flag.${flag}`)] : []), ...(stage ? [`${say('people.stage')} ${say('people.stageName', { stage })}`] : [])];
  return words.length > 0 ? say('people.noneSoWhy', { chosen: words.join(', ') }) : say('people.nobodyEntered');
}

function Table({ people, isWalked }: { people: readonly ProfileSummary[]; isWalked: boolean }): ReactNode {
  const { say } = useVoice();
  return (
    <table className={`tbl journeys${isWalked ? ' walked' : ''}`}>
      <thead><tr>
        <th scope="col">{say('people.person')}</th><th scope="col">{say('people.stage')}</th>
        {isWalked ? <><th scope="col" className="end">{say('people.enteredOn')}</th><th scope="col" className="end">{say('people.wentOn')}</th><th scope="col" className="wide-only end">{say('people.days')}</th></>
          : <><th scope="col" className="wide-only">{say('people.programmes')}</th><th scope="col">{say('people.flags')}</th><th scope="col" className="wide-only end">{say('people.last')}</th></>}
      </tr></thead>
      <tbody>{people.map((person) => <Row person={person} isWalked={isWalked} key={person.id} />)}</tbody>
    </table>
  );
}

function Row({ person: { id, programmes, stage, lastActivity, flags, enteredOn, wentOn }, isWalked }: { person: ProfileSummary; isWalked: boolean }): ReactNode {
  const { say, date, count, language } = useVoice();
  const company = useCompany();
  const when = lastActivity ? date(lastActivity, 'day') : say('people.never');
  const days = enteredOn && wentOn ? count((Date.parse(wentOn) - Date.parse(enteredOn)) / dayMs) : '–';
  return (
    <tr>
      <th scope="row"><Link className="code-link" href={`/${language}/cockpit/${company.id}/people/${id}`}>{pseudonymOf(id)}</Link>{isWalked ? null : <span className="narrow-only quiet micro nowrap">{when}</span>}</th>
      <td><span className="at-stage"><Track stage={stage} />{say('people.stageName', { stage: stage ?? 'none' })}</span></td>
      {isWalked ? <><td className="end">{enteredOn ? date(enteredOn, 'day') : '–'}</td><td className="end">{wentOn ? date(wentOn, 'day') : <span className="quiet">{say('person.notYet')}</span>}</td><td className="wide-only end">{days}</td></> : (
        <>
          <td className="wide-only">{programmes.length === 0 ? '–' : programmes.map((programme) => say('filter.programmeName', { programme })).join(', ')}</td>
          <td><FlagWords flags={flags} /></td>
          <td className="wide-only end nowrap">{when}</td>
        </>
      )}
    </tr>
  );
}
const dayMs = 86_400_000;

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
export const lookOf = (flag: JourneyFlag): 'care' | 'good' => (flag === 'follow_up_needed' || flag === 'language_support_needed' ? 'care' : 'good');

function FlagWords({ flags }: { flags: Record<JourneyFlag, boolean> }): ReactNode {
  const { say } = useVoice();
  const standing = (look: 'care' | 'good'): JourneyFlag[] => journeyFlags.filter((flag) => flags[flag] && lookOf(flag) === look);
  const [asking, reached] = [standing('care'), standing('good')];
  if (asking.length + reached.length === 0) return <span className="quiet micro">{say('people.noFlag')}</span>;
  return (
    <ul className="flag-words">
      {asking.map((flag) => <li key={flag}><span className="st care">{say(`flag.${flag}`)}</span></li>)}
      {reached.length > 0 ? <li><span className="st good">{reached.map((flag) => say(`flagShort.${flag}`)).join(', ')}</span></li> : null}
    </ul>
  );
}
