// Whether this person's sentences may be shown, as the person said: what holds now, each saying with its day and the version of its text,
// and for an admin a way to record another.
import { useState, type ReactNode } from 'react';
import { textOf } from '../../parts/form.ts';
import type { Consent as Held, Profile } from '../../shell/interface.ts';
import { useVoice } from '../../shell/words.tsx';
import { NotDone } from '../settings/part-state.tsx';
import { useConsents, useSaying } from './people.queries.ts';

const looks: Readonly<Record<Held['state'], string>> = { unrecorded: 'hold', given: 'ok', withdrawn: 'warn' };

export function Consent({ person: { id }, mayChange }: { person: Profile; mayChange: boolean }): ReactNode {
  const { say } = useVoice();
  const answer = useConsents(id);
  const held = answer.data?.items.find(({ purpose }) => purpose === 'quotation');
  if (!held) return answer.isError ? <div className="note"><h3>{say('consent.title')}</h3><NotDone error={answer.error} words={say('consent.failed')} /></div> : null;
  return (
    <div className="note consent" data-consent={held.state}>
      <h3>{say('consent.title')}</h3>
      <p><span className={`st ${looks[held.state]}`}>{say('consent.state', { state: held.state })}</span></p>
      <p>{say('consent.means', { state: held.state })}</p>
      <Sayings of={held} />
      {mayChange ? <Record key={held.sayings.length} personId={id} held={held} /> : null}
    </div>
  );
}

function Sayings({ of: { sayings } }: { of: Held }): ReactNode {
  const { say, date } = useVoice();
  if (sayings.length === 0) return null;
  return <ul aria-label={say('consent.sayings')}>{sayings.map(({ id, given, textVersion, saidOn }) => <li key={id}>{say('consent.saying', { date: date(saidOn, 'day'), given: given ? 'yes' : 'no', version: textVersion ?? '' })}</li>)}</ul>;
}

/** One question for both: what holds decides what can be said next. */
function Record({ personId, held }: { personId: string; held: Held }): ReactNode {
  const { say } = useVoice();
  const [asked, setAsked] = useState<'given' | 'withdrawn' | null>(null);
  const saying = useSaying(personId);
  const may = (['withdrawn', 'given'] as const).filter((state) => state !== held.state || state === 'given');
  return (
    <>
      {may.map((state) => <p key={state}><button className="link" data-record={state} aria-expanded={asked === state} onClick={() => setAsked(asked === state ? null : state)}>{say('consent.record', { state })}</button></p>)}
      {asked === null ? null : (
        <form className="link-id" onSubmit={(event) => {
          event.preventDefault();
          const data = new FormData(event.currentTarget);
          const [textVersion, saidOn] = [textOf(data, 'textVersion'), textOf(data, 'saidOn')];
          saying.mutate({ purpose: 'quotation', given: asked === 'given', ...(textVersion === '' ? {} : { textVersion }), ...(saidOn === '' ? {} : { saidOn }) });
        }}>
          {asked === 'given' ? <div className="field"><label htmlFor="consent-version">{say('consent.version')}</label><input className="in" id="consent-version" name="textVersion" required maxLength={100} autoComplete="off" /></div> : <p className="small">{say('consent.effect')}</p>}
          <div className="field"><label htmlFor="consent-day">{say('consent.day')}</label><input className="in" id="consent-day" name="saidOn" type="date" /></div>
          <div className="actions"><button className="btn" type="submit" aria-disabled={saying.isPending}>{saying.isPending ? say('members.doing') : say('consent.do', { state: asked })}</button></div>
          <NotDone error={saying.error} />
        </form>
      )}
      <span role="status" className="sr">{saying.isSuccess ? say('consent.done') : ''}</span>
    </>
  );
}
