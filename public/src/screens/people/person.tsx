// One person: the journey so far, what flags say and why, what was done in each programme, which systems know this person. A name only where the answer holds one.
import type { ReactNode } from 'react';
import { Link, Redirect } from 'wouter';
import { journeyStages } from '../../../../channels/vocabulary.ts';
import { NoPermission } from '../../parts/no-permission.tsx';
import { PageState } from '../../parts/page-state.tsx';
import { useCompany, useDocumentTitle } from '../../shell/company.ts';
import { Refusal, type Enrolment, type Profile } from '../../shell/interface.ts';
import { LiveMark } from '../../shell/live.tsx';
import { mayChangePeople, mayReadNames, mayReadPeople } from '../../shell/session.ts';
import { useVoice } from '../../shell/words.tsx';
import { Flags } from './flags.tsx';
import { Identities } from './identities.tsx';
import { Merge } from './merge.tsx';
import { useProfile } from './people.queries.ts';
import { pseudonymOf } from './pseudonym.ts';

export default function OnePerson({ id }: { id: string }): ReactNode {
  const { say, language } = useVoice();
  const company = useCompany();
  const answer = useProfile(mayReadPeople(company.role) ? id : null);
  const base = `/${language}/cockpit/${company.id}/people`;
  useDocumentTitle(`${pseudonymOf(id)} · ${say('people.name')} · ${company.name}`);
  if (!mayReadPeople(company.role)) return <NoPermission title={say('people.forReaders')}>{say('people.forReadersWhy', { role: say('shell.role', { role: company.role }) })}</NoPermission>;
  const all = <Link className="btn" href={base}>{say('person.all')}</Link>;
  if (answer.isError) {
    // An id that is none is refused as such; to a reader both are nobody.
    const isMissing = answer.error instanceof Refusal && (answer.error.status === 404 || answer.error.status === 422);
    return <div className="page">{isMissing ? <PageState title={say('person.missing')} action={all}>{say('person.missingWhy')}</PageState> : <PageState title={say('person.failed')} error={answer.error} retry={() => void answer.refetch()} action={all} />}</div>;
  }
  if (!answer.data) return <div className="page waiting" role="status"><span className="sr">{say('person.loading')}</span><span className="outline outline-title" /><span className="outline outline-lead" /></div>;
  // Whoever was merged into another is read there.
  if (answer.data.id !== id) return <Redirect to={`${base}/${answer.data.id}`} replace />;
  return (
    <>
      <div className="bar-top"><span className="crumbs"><Link className="link" href={base}>{say('people.name')}</Link><span aria-hidden="true">/</span><code>{pseudonymOf(id)}</code></span><div className="push"><LiveMark /></div></div>
      <div className="page person"><Told person={answer.data} /></div>
    </>
  );
}

function Told({ person }: { person: Profile }): ReactNode {
  const { say, date } = useVoice();
  const company = useCompany();
  const since = person.milestones[0]?.date;
  const mayChange = mayChangePeople(company.role);
  return (
    <>
      <p className="small quiet">{since ? say('person.since', { date: date(since, 'day') }) : say('person.notBegun')}{person.name ? <> · <code>{pseudonymOf(person.id)}</code></> : null}</p>
      <h1 data-person={person.id}>{person.name ?? pseudonymOf(person.id)}</h1>
      <JourneyLine person={person} />
      <div className="cols">
        <div>
          <Flags person={person} mayChange={mayChange} />
          <Enrolments enrolments={person.enrolments} />
          {mayChange ? <Merge person={person} /> : null}
        </div>
        <aside className="notes" aria-label={say('person.notes')}>
          {mayReadNames(company.role) ? null : <div className="note"><h3>{say('people.pseudonyms')}</h3><p>{say('people.pseudonymsHow', { role: say('shell.role', { role: company.role }) })}</p></div>}
          <Identities person={person} mayChange={mayChange} />
          <Scores scores={person.scores} />
        </aside>
      </div>
    </>
  );
}

/** The stages in their order: a full line and a dot with its day where one was reached, a thin line and a ring where not. */
function JourneyLine({ person }: { person: Profile }): ReactNode {
  const { say, date } = useVoice();
  return (
    <ol className="journey" aria-label={say('person.journey')}>
      {journeyStages.map((stage) => {
        const reached = person.milestones.find((milestone) => milestone.stage === stage);
        return <li key={stage} {...(reached ? { 'data-reached': '' } : {})}><b>{say('people.stageName', { stage })}</b><span>{reached ? date(reached.date, 'day') : say('person.notYet')}</span></li>;
      })}
    </ol>
  );
}

function Enrolments({ enrolments }: { enrolments: readonly Enrolment[] }): ReactNode {
  const { say, date, count, has } = useVoice();
  const day = (on: string | null): string => (on ? date(on, 'day') : say('people.never'));
  const told = ({ counts }: Enrolment): string[] => Object.entries(counts).flatMap(([measure, number]) => {
    const key = `measure.${measure}`;
    return has(key) ? [say(key, { count: number, shown: count(number) })] : [];
  });
  return (
    <section className="block">
      <div className="block-head"><div><h2>{say('person.enrolments')}</h2><p>{say('person.enrolmentsHow')}</p></div></div>
      {enrolments.length === 0 ? <p className="muted">{say('person.noEnrolments')}</p> : (
        <table className="tbl enrolments">
          <thead><tr><th scope="col">{say('programmes.programme')}</th><th scope="col">{say('person.counts')}</th><th scope="col" className="wide-only">{say('person.first')}</th><th scope="col" className="end">{say('people.last')}</th></tr></thead>
          <tbody>{enrolments.map((one) => (
            <tr key={one.programme}><th scope="row">{say('filter.programmeName', { programme: one.programme })}</th><td>{told(one).join(', ')}</td><td className="wide-only nowrap">{day(one.firstActivity)}</td><td className="end">{day(one.lastActivity)}</td></tr>
          ))}</tbody>
        </table>
      )}
    </section>
  );
}

function Scores({ scores }: { scores: Profile['scores'] }): ReactNode {
  const { say, date, figure } = useVoice();
  return (
    <div className="note">
      <h3>{say('person.scores')}</h3>
      {scores.length === 0 ? <p>{say('person.noScores')}</p> : (
        <dl className="pairs">{scores.map(({ dimension, score, date: on }) => [<dt key={dimension}>{say(`dimension.${dimension}`)}<span className="quiet micro block-line">{date(on, 'day')}</span></dt>, <dd key={`${dimension} score`}>{figure(score, 'score')}</dd>])}</dl>
      )}
    </div>
  );
}
