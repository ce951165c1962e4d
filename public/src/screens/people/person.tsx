// One person: the journey so far, what happened row by row, what flags say and why, which systems know this person. A name only where the answer holds one.
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link, Redirect } from 'wouter';
import { journeyStages } from '../../../../channels/vocabulary.ts';
import { NoPermission } from '../../parts/no-permission.tsx';
import { PageState } from '../../parts/page-state.tsx';
import { useCompany, useDocumentTitle } from '../../shell/company.ts';
import { Refusal, type List, type PersonRow, type Profile } from '../../shell/interface.ts';
import { LiveMark } from '../../shell/live.tsx';
import { mayChangePeople, mayReadNames, mayReadPeople } from '../../shell/session.ts';
import { useVoice } from '../../shell/words.tsx';
import { PartState } from '../settings/part-state.tsx';
import { Consent } from './consent.tsx';
import { Flags } from './flags.tsx';
import { Happened } from './happened.tsx';
import { Identities } from './identities.tsx';
import { Lanes } from './lanes.tsx';
import { Merge } from './merge.tsx';
import { usePersonRows, useProfile } from './people.queries.ts';
import { pseudonymOf } from './pseudonym.ts';

export default function OnePerson({ id }: { id: string }): ReactNode {
  const { say, language } = useVoice();
  const company = useCompany();
  const mayRead = mayReadPeople(company.role);
  const answer = useProfile(mayRead ? id : null);
  const rows = usePersonRows(mayRead ? id : null);
  const base = `/${language}/cockpit/${company.id}/people`;
  useDocumentTitle(`${pseudonymOf(id)} · ${say('people.name')} · ${company.name}`);
  if (!mayRead) return <NoPermission title={say('people.forReaders')}>{say('people.forReadersWhy', { role: say('shell.role', { role: company.role }) })}</NoPermission>;
  const all = <Link className="btn" href={base}>{say('person.all')}</Link>;
  if (answer.isError) {
    // An id that is none is refused as such; to a reader both are nobody.
    const isMissing = answer.error instanceof Refusal && (answer.error.status === 404 || answer.error.status === 422);
    return <div className="page">{isMissing ? <PageState title={say('person.missing')} action={all}>{say('person.missingWhy')}</PageState> : <PageState title={say('person.failed')} error={answer.error} retry={() => void answer.refetch()} action={all} />}</div>;
  }
  // Both at once: what stands below the rows would jump away under a hand.
  if (!answer.data || rows.isPending) return <div className="page waiting" role="status"><span className="sr">{say('person.loading')}</span><span className="outline outline-title" /><span className="outline outline-lead" /></div>;
  // Whoever was merged into another is read there.
  if (answer.data.id !== id) return <Redirect to={`${base}/${answer.data.id}`} replace />;
  return (
    <>
      <div className="bar-top"><span className="crumbs"><Link className="link" href={base}>{say('people.name')}</Link><span aria-hidden="true">/</span><code>{pseudonymOf(id)}</code></span><div className="push"><LiveMark /></div></div>
      <div className="page person"><Whole person={answer.data} rows={rows} /></div>
    </>
  );
}

function Whole({ person, rows }: { person: Profile; rows: UseQueryResult<List<PersonRow>> }): ReactNode {
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
          <Told person={person} rows={rows} />
          <Flags person={person} mayChange={mayChange} />
          {mayChange ? <Merge person={person} /> : null}
        </div>
        <aside className="notes" aria-label={say('person.notes')}>
          {mayReadNames(company.role) ? null : <div className="note"><h3>{say('people.pseudonyms')}</h3><p>{say('people.pseudonymsHow', { role: say('shell.role', { role: company.role }) })}</p></div>}
          <Identities person={person} mayChange={mayChange} />
          <Consent person={person} mayChange={mayChange} />
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

function Told({ person, rows }: { person: Profile; rows: UseQueryResult<List<PersonRow>> }): ReactNode {
  const { say } = useVoice();
  if (!rows.data) return <section className="block"><h2>{say('happened.failed')}</h2><PartState error={rows.error} retry={() => void rows.refetch()} /></section>;
  const isAll = rows.data.next === null;
  return <><Lanes rows={rows.data.items} enrolments={person.enrolments} isAll={isAll} /><Happened rows={rows.data.items} isAll={isAll} /></>;
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
