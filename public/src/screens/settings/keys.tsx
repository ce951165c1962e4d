// API keys: making one for some scopes, showing it once, what each may do and when it was used, revoking it.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { keyScopes } from '../../../../channels/vocabulary.ts';
import { textOf } from '../../parts/form.ts';
import { ShownOnce } from '../../parts/shown-once.tsx';
import { useCompany } from '../../shell/company.ts';
import { ofCompany, read, write, type ApiKey, type List } from '../../shell/interface.ts';
import { useVoice } from '../../shell/words.tsx';
import { Ask, NotDone, PartState } from './part-state.tsx';

type Made = { name: string; key: string };

export function Keys(): ReactNode {
  const { say } = useVoice();
  const company = useCompany();
  const [isMaking, setMaking] = useState(false);
  const [made, setMade] = useState<Made | null>(null);
  const keys = useQuery({ queryKey: ['company', company.id, 'api-keys'], queryFn: ({ signal }) => read<List<ApiKey>>(ofCompany(company.id, 'api-keys?limit=500'), signal) });
  return (
    <section className="block">
      <div className="block-head"><div><h2>{say('keys.name')}</h2><p>{say('keys.how')}</p></div>{keys.data && !isMaking ? <button className="btn" data-make-key onClick={() => { setMaking(true); setMade(null); }}>{say('keys.make')}</button> : null}</div>
      {keys.isError ? <PartState error={keys.error} retry={() => void keys.refetch()} /> : keys.data ? (
        <>
          {made ? <ShownOnce title={say('keys.once', { name: made.name })} how={say('keys.onceHow')} secret={made.key} copy={say('keys.copy')} /> : null}
          {isMaking ? <Make onMade={(now) => { setMade(now); setMaking(false); }} onCancel={() => setMaking(false)} /> : null}
          {keys.data.items.length === 0 ? <p className="muted">{say('keys.none')}</p> : <Table rows={keys.data.items} />}
        </>
      ) : <p role="status" className="waiting">{say('settings.reading')}</p>}
    </section>
  );
}

function Make({ onMade, onCancel }: { onMade: (made: Made) => void; onCancel: () => void }): ReactNode {
  const { say } = useVoice();
  const company = useCompany();
  const cache = useQueryClient();
  const [isBare, setBare] = useState(false);
  const make = useMutation({
    mutationFn: (body: { name: string; scopes: string[] }) => write<{ key: string }>('POST', ofCompany(company.id, 'api-keys'), body),
    onSuccess: async ({ key }, { name }) => {
      onMade({ name, key });
      await cache.invalidateQueries({ queryKey: ['company', company.id, 'api-keys'] });
    },
  });
  return (
    <form onSubmit={(event) => {
      event.preventDefault();
      const data = new FormData(event.currentTarget);
      const scopes = keyScopes.filter((scope) => data.getAll('scope').includes(scope));
      setBare(scopes.length === 0);
      if (scopes.length > 0) make.mutate({ name: textOf(data, 'name').trim(), scopes });
    }}>
      <div className="form-row"><div className="field"><label htmlFor="key-name">{say('keys.called')}</label><input className="in" id="key-name" name="name" required maxLength={100} autoComplete="off" autoFocus aria-describedby="key-how" /><p className="hint" id="key-how">{say('keys.calledHow')}</p></div></div>
      <fieldset className="scopes" {...(isBare ? { 'aria-describedby': 'scopes-wrong' } : {})}>
        <legend>{say('keys.may')}</legend>
        {keyScopes.map((scope) => <label key={scope}><input type="checkbox" name="scope" value={scope} onChange={() => setBare(false)} /><code>{scope}</code><span className="muted">{say(`scopeHow.${scope}`)}</span></label>)}
        {isBare ? <p className="problem" id="scopes-wrong" role="alert">{say('keys.chooseOne')}</p> : null}
      </fieldset>
      <div className="actions key-actions">
        <button className="btn main" type="submit" disabled={make.isPending}>{make.isPending ? say('keys.making') : say('keys.make')}</button>
        <button className="btn plain" type="button" onClick={onCancel}>{say('keys.cancel')}</button>
        <NotDone error={make.error} />
      </div>
    </form>
  );
}

function Table({ rows }: { rows: readonly ApiKey[] }): ReactNode {
  const { say } = useVoice();
  const [open, setOpen] = useState<string | null>(null);
  return (
    <table className="tbl people keys">
      <thead><tr><th scope="col">{say('keys.key')}</th><th scope="col">{say('keys.may')}</th><th scope="col" className="wide-only">{say('keys.made')}</th><th scope="col" className="wide-only">{say('members.lastUsed')}</th><th scope="col"><span className="sr">{say('imports.actions')}</span></th></tr></thead>
      <tbody>{rows.map((key) => <Row apiKey={key} key={key.id} isOpen={open === key.id} toggle={() => setOpen(open === key.id ? null : key.id)} />)}</tbody>
    </table>
  );
}

function Row({ apiKey: { id, name, prefix, scopes, createdAt, lastUsedAt }, isOpen, toggle }: { apiKey: ApiKey; isOpen: boolean; toggle: () => void }): ReactNode {
  const { say, date } = useVoice();
  const company = useCompany();
  const cache = useQueryClient();
  const revoke = useMutation({ mutationFn: () => write('DELETE', ofCompany(company.id, `api-keys/${id}`)), onSuccess: () => cache.invalidateQueries({ queryKey: ['company', company.id, 'api-keys'] }) });
  return (
    <>
      <tr className={isOpen ? 'open' : undefined}>
        <th scope="row">{name}<br /><code className="quiet">{prefix}…</code></th>
        <td>{scopes.map((scope) => <span key={scope}><code>{scope}</code> </span>)}</td>
        <td className="wide-only nowrap">{date(createdAt, 'short-day')}</td>
        <td className="wide-only nowrap">{lastUsedAt ? date(lastUsedAt, 'short-instant') : <span className="st hold">{say('settings.never')}</span>}</td>
        <td className="end"><button className="tool" aria-expanded={isOpen} onClick={toggle}>{say('keys.revoke')}<span className="sr"> {name}</span></button></td>
      </tr>
      {isOpen ? <tr className="inset"><td colSpan={5}><Ask title={say('keys.revokeAsk', { name })} how={say('keys.revokeHow')} doIt={say('keys.revokeDo')} isDanger isPending={revoke.isPending} onKeep={toggle} onDo={() => revoke.mutate()}><NotDone error={revoke.error} /></Ask></td></tr> : null}
    </>
  );
}
