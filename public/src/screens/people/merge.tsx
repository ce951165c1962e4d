// Two profiles that are one person: finding the other, a plain question, and the way back for 30 days.
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { Refusal, type Profile, type ProfileSummary } from '../../shell/interface.ts';
import { useVoice } from '../../shell/words.tsx';
import { Ask, NotDone } from '../settings/part-state.tsx';
import { useCandidates, usePeople, useProfile, useProfileChange } from './people.queries.ts';
import { calledBy, pseudonymOf, wholeId } from './pseudonym.ts';

const offered = 6;
type Question = { what: 'merge'; otherId: string } | { what: 'unmerge' | 'find' } | null;

export function Merge({ person }: { person: Profile }): ReactNode {
  const { say, count } = useVoice();
  const [question, setQuestion] = useState<Question>(null);
  const [done, setDone] = useState('');
  const head = useRef<HTMLHeadingElement>(null);
  const candidates = useCandidates(person.id).data?.items ?? [];
  // A person has one address until somebody is merged into them.
  const held = person.identities.filter(({ system }) => system === 'email').length;
  const leave = (words = ''): void => { setQuestion(null); setDone(words); head.current?.focus(); };
  return (
    <section className="block merge">
      <div className="block-head"><div><h2 ref={head} tabIndex={-1}>{say('merge.title')}</h2><p>{say('merge.how')}</p></div></div>
      <p role="status" className="small">{done}</p>
      {held > 1 ? (
        <div className="merge-held">
          <p>{say('merge.held', { count: held, shown: count(held) })}</p>
          {question?.what === 'unmerge' ? null : <button className="btn" data-unmerge onClick={() => setQuestion({ what: 'unmerge' })}>{say('merge.undo')}</button>}
          {question?.what === 'unmerge' ? <Unmerge person={person} leave={leave} /> : null}
        </div>
      ) : null}
      {question?.what === 'merge' ? <MergeWith key={question.otherId} person={person} otherId={question.otherId} leave={leave} />
        // The list is only read for whoever wants to merge.
        : question?.what === 'find' ? <Find person={person} pick={(otherId) => setQuestion({ what: 'merge', otherId })} leave={() => leave()} />
          : <>
            {candidates.length > 0 ? <div className="candidates"><p>{say('merge.candidates', { count: candidates.length })}</p><ul className="others">{candidates.map((other) => <Other key={other.id} other={other} more={say('merge.shared', { count: other.rows, shown: count(other.rows) })} pick={(otherId) => { setDone(''); setQuestion({ what: 'merge', otherId }); }} />)}</ul></div> : null}
            <button className="btn" data-find onClick={() => { setDone(''); setQuestion({ what: 'find' }); }}>{say('merge.begin')}</button>
          </>}
    </section>
  );
}

function Find({ person, pick, leave }: { person: Profile; pick: (id: string) => void; leave: () => void }): ReactNode {
  const { say } = useVoice();
  const [typed, setTyped] = useState('');
  const called = calledBy(typed);
  // One more than is offered: the person may be among them.
  const found = usePeople(called === undefined ? {} : { called }, offered + 1);
  const whole = wholeId(typed);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const shown = (found.data?.pages[0]?.items ?? []).filter(({ id }) => id !== person.id).slice(0, offered);
  return (
    <div className="find-other" role="group" aria-label={say('merge.title')} onKeyDown={(event) => { if (event.key === 'Escape') leave(); }}>
      <div className="field"><label htmlFor="other">{say('merge.find')}</label><input className="in" id="other" ref={field} value={typed} onChange={(event) => setTyped(event.target.value)} autoComplete="off" spellCheck={false} /></div>
      {shown.length > 0 ? <ul className="others">{shown.map((other) => <Other key={other.id} other={other} pick={pick} />)}</ul>
        // Whoever was merged stands on no list, and can still be meant.
        : whole && whole !== person.id ? <p><button className="btn" onClick={() => pick(whole)}>{say('merge.pick', { other: pseudonymOf(whole) })}</button></p>
          : found.isFetching ? null : <p className="muted">{say('merge.nobody', { isSought: called === undefined ? 'no' : 'yes' })}</p>}
      <p className="small quiet" role="status">{found.isFetching ? say('people.loading') : ''}</p>
      <NotDone error={found.error} />
      <button className="btn" onClick={leave}>{say('settings.keep')}</button>
    </div>
  );
}

function Other({ other, more, pick }: { other: ProfileSummary; more?: string; pick: (id: string) => void }): ReactNode {
  const { say } = useVoice();
  const name = pseudonymOf(other.id);
  return <li><code>{name}</code><Seen of={other} {...(more === undefined ? {} : { more })} /><button className="tool" data-pick={other.id} onClick={() => pick(other.id)}>{say('merge.pickTool')}<span className="sr"> {name}</span></button></li>;
}

function Seen({ of: { stage, programmes, lastActivity }, more }: { of: ProfileSummary; more?: string }): ReactNode {
  const { say, date } = useVoice();
  return <span className="muted">{programmes.length > 0 ? programmes.map((programme) => say('filter.programmeName', { programme })).join(', ') : say('people.stageName', { stage: stage ?? 'none' })} · {lastActivity ? date(lastActivity, 'day') : say('people.never')}{more === undefined ? null : ` · ${more}`}</span>;
}

function MergeWith({ person, otherId, leave }: { person: Profile; otherId: string; leave: (words?: string) => void }): ReactNode {
  const { say } = useVoice();
  const other = useProfile(otherId);
  const change = useProfileChange(person.id);
  const names = { one: pseudonymOf(person.id), other: pseudonymOf(otherId) };
  const status = change.error instanceof Refusal ? change.error.status : 0;
  return (
    <>
      <dl className="both">
        <div><dt><code>{names.one}</code> {say('merge.stays')}</dt><dd><Seen of={person} /></dd></div>
        <div><dt><code>{names.other}</code> {say('merge.leads')}</dt><dd>{other.data ? <Seen of={other.data} /> : other.isError ? say('merge.missing') : say('person.loading')}</dd></div>
      </dl>
      <Ask title={say('merge.ask', names)} how={say('merge.askHow', names)} doIt={say('merge.do')} isPending={change.isPending} onKeep={() => leave()}
        onDo={() => change.mutate({ door: 'merge', body: { other: otherId } }, { onSuccess: () => leave(say('merge.done', names)) })}>
        <NotDone error={change.error} words={status === 409 ? say('merge.conflict') : status === 404 || status === 422 ? say('merge.missing') : undefined} />
      </Ask>
    </>
  );
}

function Unmerge({ person, leave }: { person: Profile; leave: (words?: string) => void }): ReactNode {
  const { say } = useVoice();
  const change = useProfileChange(person.id);
  const isLate = change.error instanceof Refusal && change.error.status === 409;
  return (
    <Ask title={say('merge.undoAsk')} how={say('merge.undoHow')} doIt={say('merge.undoDo')} isPending={change.isPending} onKeep={() => leave()}
      onDo={() => change.mutate({ door: 'unmerge' }, { onSuccess: () => leave(say('merge.undone')) })}>
      <NotDone error={change.error} words={isLate ? say('merge.tooLate') : undefined} />
    </Ask>
  );
}
