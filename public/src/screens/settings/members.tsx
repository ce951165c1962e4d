// Members and their roles: who is one, adding somebody, another role, the end of a membership. Each change is asked about in place.
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { roles, type Role } from '../../../../channels/vocabulary.ts';
import { textOf } from '../../parts/form.ts';
import { useCompany } from '../../shell/company.ts';
import { ofCompany, read, Refusal, write, type List, type Member } from '../../shell/interface.ts';
import { useMe } from '../../shell/session.ts';
import { useVoice } from '../../shell/words.tsx';
import { Keys } from './keys.tsx';
import { Ask, NotDone, PartState } from './part-state.tsx';

type MemberRole = Exclude<Role, 'platform_admin'>;
const memberRoles = roles.filter((role): role is MemberRole => role !== 'platform_admin');
const shortestPassword = 12;

export function MembersPart(): ReactNode {
  const { say, count } = useVoice();
  const company = useCompany();
  const members = useInfiniteQuery({
    queryKey: ['company', company.id, 'members'], initialPageParam: '', getNextPageParam: (page: List<Member>) => page.next,
    queryFn: ({ pageParam, signal }) => read<List<Member>>(ofCompany(company.id, `members?limit=100${pageParam ? `&after=${encodeURIComponent(pageParam)}` : ''}`), signal),
  });
  const rows = members.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      <h1>{say('members.title')}</h1>
      <p className="lede settings-lede">{say('members.lead', { count: rows.length, shown: count(rows.length) })}</p>
      <div className="cols">
        <div>
          <section className="block">
            <div className="block-head"><h2>{say('members.name')}</h2></div>
            {members.isError ? <PartState error={members.error} retry={() => void members.refetch()} /> : members.data ? (
              <>
                <Add />
                {rows.length === 0 ? <p className="muted">{say('members.none')}</p> : <Table rows={rows} />}
                {members.hasNextPage ? <p className="more"><button className="link" onClick={() => void members.fetchNextPage()}>{say('settings.more')}</button></p> : null}
              </>
            ) : <p role="status" className="waiting">{say('settings.reading')}</p>}
          </section>
          <Keys />
        </div>
        <aside className="notes" aria-label={say('roles.title')}>
          <div className="note"><h3>{say('roles.title')}</h3><dl className="rules">{memberRoles.map((role) => <div key={role}><dt>{say('shell.role', { role })}</dt><dd>{say(`roleHow.${role}`)}</dd></div>)}</dl></div>
        </aside>
      </div>
    </>
  );
}

function Add(): ReactNode {
  const { say } = useVoice();
  const company = useCompany();
  const cache = useQueryClient();
  const [role, setRole] = useState<MemberRole>('viewer');
  const add = useMutation({
    mutationFn: (body: Record<string, string>) => write<Member>('POST', ofCompany(company.id, 'members'), body),
    onSuccess: () => cache.invalidateQueries({ queryKey: ['company', company.id, 'members'] }),
  });
  return (
    <form className="form-row" onSubmit={(event) => {
      event.preventDefault();
      const form = event.currentTarget;
      const data = new FormData(form);
      // What was left empty is not told: who has an account keeps name and password.
      const told = ['email', 'name', 'password'].map((name): [string, string] => [name, textOf(data, name)]).filter(([, value]) => value !== '');
      add.mutate({ ...Object.fromEntries(told), role }, { onSuccess: () => form.reset() });
    }}>
      <div className="field"><label htmlFor="member-email">{say('members.email')}</label><input className="in" id="member-email" name="email" type="email" required autoComplete="off" /></div>
      <div className="field"><label htmlFor="member-role">{say('members.role')}</label><select className="in" id="member-role" aria-describedby="role-how" value={role} onChange={(event) => setRole(memberRoles.find((known) => known === event.target.value) ?? role)}><RoleOptions /></select><p className="hint" id="role-how">{say(`roleHow.${role}`)}</p></div>
      <div className="field"><label htmlFor="member-name">{say('members.personName')}</label><input className="in" id="member-name" name="name" maxLength={200} autoComplete="off" aria-describedby="name-how" /><p className="hint" id="name-how">{say('members.nameHow')}</p></div>
      <div className="field"><label htmlFor="member-password">{say('members.password')}</label><input className="in" id="member-password" name="password" type="password" minLength={shortestPassword} autoComplete="new-password" aria-describedby="password-how" /><p className="hint" id="password-how">{say('members.passwordHow', { count: shortestPassword })}</p></div>
      <div className="actions">
        <button className="btn main" type="submit" disabled={add.isPending}>{add.isPending ? say('members.adding') : say('members.add', { role })}</button>
        <span role="status" className="small muted">{add.isSuccess ? say('members.added', { name: add.data.name }) : ''}</span>
        <NotDone error={add.error} />
      </div>
    </form>
  );
}

function RoleOptions(): ReactNode {
  const { say } = useVoice();
  return memberRoles.map((role) => <option value={role} key={role}>{say('shell.role', { role })}</option>);
}

type Question = { userId: string; what: 'remove' } | { userId: string; what: MemberRole };

function Table({ rows }: { rows: readonly Member[] }): ReactNode {
  const { say } = useVoice();
  const [question, setQuestion] = useState<Question | null>(null);
  return (
    <table className="tbl people">
      <thead><tr><th scope="col">{say('members.person')}</th><th scope="col">{say('members.role')}</th><th scope="col" className="wide-only">{say('members.lastUsed')}</th><th scope="col"><span className="sr">{say('imports.actions')}</span></th></tr></thead>
      <tbody>{rows.map((member) => <Row member={member} key={member.userId} question={question?.userId === member.userId ? question : null} ask={setQuestion} />)}</tbody>
    </table>
  );
}

function Row({ member, question, ask }: { member: Member; question: Question | null; ask: (question: Question | null) => void }): ReactNode {
  const { say, date } = useVoice();
  const me = useMe();
  const { userId, name, email, role, lastUsedAt } = member;
  const isMe = me.data?.user.id === userId;
  return (
    <>
      <tr className={question ? 'open' : undefined}>
        <th scope="row">{name}<br /><span className="quiet">{email}</span></th>
        <td>{isMe ? say('shell.role', { role }) : (
          <select className="in" aria-label={say('members.roleOf', { name })} value={question && question.what !== 'remove' ? question.what : role} onChange={(event) => {
            const wanted = memberRoles.find((known) => known === event.target.value);
            ask(wanted && wanted !== role ? { userId, what: wanted } : null);
          }}><RoleOptions /></select>
        )}</td>
        <td className="wide-only">{lastUsedAt ? date(lastUsedAt, 'short-instant') : <span className="st hold">{say('settings.never')}</span>}</td>
        <td className="end">{isMe ? <span className="quiet">{say('members.you')}</span> : <button className="tool" aria-expanded={question?.what === 'remove'} onClick={() => ask(question?.what === 'remove' ? null : { userId, what: 'remove' })}>{say('members.remove')}<span className="sr"> {name}</span></button>}</td>
      </tr>
      {question ? <tr className="inset"><td colSpan={4}><Decide key={question.what} member={member} what={question.what} close={() => ask(null)} /></td></tr> : null}
    </>
  );
}

function Decide({ member: { userId, name }, what, close }: { member: Member; what: Question['what']; close: () => void }): ReactNode {
  const { say } = useVoice();
  const company = useCompany();
  const cache = useQueryClient();
  const path = ofCompany(company.id, `members/${userId}`);
  const change = useMutation({
    mutationFn: () => (what === 'remove' ? write('DELETE', path) : write('PATCH', path, { role: what })),
    onSuccess: async () => { await cache.invalidateQueries({ queryKey: ['company', company.id, 'members'] }); close(); },
  });
  const isLast = change.error instanceof Refusal && change.error.status === 409;
  const shared = { isPending: change.isPending, onKeep: close, onDo: () => change.mutate() };
  const wrong = <NotDone error={change.error} words={isLast ? say('members.lastAdmin', { name }) : undefined} />;
  return what === 'remove'
    ? <Ask title={say('members.removeAsk', { name })} how={say('members.removeHow')} doIt={say('members.removeDo', { name })} isDanger {...shared}>{wrong}</Ask>
    : <Ask title={say('members.changeAsk', { role: what, name })} how={say(`roleHow.${what}`)} doIt={say('members.changeDo')} {...shared}>{wrong}</Ask>;
}
