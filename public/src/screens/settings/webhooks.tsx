// Sources of webhooks: making one, its secret shown once, its addresses, what came from it, a new secret.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { webhookKinds, webhookProviders, type WebhookProvider } from '../../../../channels/vocabulary.ts';
import { Copy, ShownOnce } from '../../parts/shown-once.tsx';
import { useCompany } from '../../shell/company.ts';
import { ofCompany, read, write, type WebhookSource } from '../../shell/interface.ts';
import { useVoice } from '../../shell/words.tsx';
import { Ask, NotDone, PartState } from './part-state.tsx';
import { Receipts } from './receipts.tsx';

type Secret = { sourceId: string; secret: string; isNew: boolean };

export function WebhooksPart(): ReactNode {
  const { say, count } = useVoice();
  const company = useCompany();
  const [secret, setSecret] = useState<Secret | null>(null);
  const sources = useQuery({ queryKey: ['company', company.id, 'webhook-sources'], queryFn: async ({ signal }) => (await read<{ items: WebhookSource[] }>(ofCompany(company.id, 'webhook-sources'), signal)).items });
  const rows = sources.data ?? [];
  return (
    <>
      <h1>{say('hooks.title')}</h1>
      <p className="lede settings-lede">{sources.data ? say('hooks.lead', { count: rows.length, shown: count(rows.length) }) : ''}</p>
      <div className="cols">
        <div>
          {sources.isError ? <section className="block"><div className="block-head"><h2>{say('hooks.sources')}</h2></div><PartState error={sources.error} retry={() => void sources.refetch()} /></section> : sources.data ? (
            <>
              {rows.map((source) => <Source source={source} key={source.id} secret={secret?.sourceId === source.id ? secret : null} onSecret={setSecret} />)}
              <New isFirst={rows.length === 0} onSecret={setSecret} />
            </>
          ) : <p role="status" className="waiting">{say('settings.reading')}</p>}
        </div>
        <aside className="notes" aria-label={say('notes.name')}>
          <div className="note"><h3>{say('hooks.signed')}</h3><p>{say('hooks.signedHow')}</p></div>
          <div className="note"><h3>{say('hooks.twice')}</h3><p>{say('hooks.twiceHow')}</p></div>
        </aside>
      </div>
    </>
  );
}

function New({ isFirst, onSecret }: { isFirst: boolean; onSecret: (secret: Secret) => void }): ReactNode {
  const { say } = useVoice();
  const company = useCompany();
  const cache = useQueryClient();
  const [provider, setProvider] = useState<WebhookProvider>('kintell');
  const make = useMutation({
    mutationFn: () => write<{ id: string; secret: string }>('POST', ofCompany(company.id, 'webhook-sources'), { provider }),
    onSuccess: async ({ id, secret }) => {
      await cache.invalidateQueries({ queryKey: ['company', company.id, 'webhook-sources'] });
      onSecret({ sourceId: id, secret, isNew: true });
    },
  });
  return (
    <section className="block">
      <div className="block-head"><div><h2>{say('hooks.new')}</h2>{isFirst ? <p>{say('hooks.none')}</p> : null}</div></div>
      <form className="form-row" onSubmit={(event) => { event.preventDefault(); make.mutate(); }}>
        <div className="field">
          <label htmlFor="hook-provider">{say('hooks.which')}</label>
          <select className="in" id="hook-provider" aria-describedby="hook-how" value={provider} onChange={(event) => setProvider(webhookProviders.find((known) => known === event.target.value) ?? provider)}>
            {webhookProviders.map((known) => <option value={known} key={known}>{say('hooks.provider', { provider: known })}</option>)}
          </select>
          <p className="hint" id="hook-how">{say('hooks.providerHow', { provider })}</p>
        </div>
        <div className="actions"><button className={`btn${isFirst ? ' main' : ''}`} type="submit" data-make-source disabled={make.isPending}>{make.isPending ? say('hooks.making') : say('hooks.make')}</button><NotDone error={make.error} /></div>
      </form>
    </section>
  );
}

function Source({ source, secret, onSecret }: { source: WebhookSource; secret: Secret | null; onSecret: (secret: Secret) => void }): ReactNode {
  const { say, date, count } = useVoice();
  const [open, setOpen] = useState<'rotate' | 'receipts' | null>(null);
  const provider = say('hooks.provider', { provider: source.provider });
  const state = source.receipts === 0 ? 'silent' : source.refused > 0 ? 'refused' : source.waiting > 0 ? 'waiting' : 'working';
  const looks = { silent: 'hold', refused: 'care', waiting: 'hold', working: 'good' } as const;
  const number = state === 'refused' ? source.refused : source.waiting;
  const toggle = (what: 'rotate' | 'receipts'): void => setOpen(open === what ? null : what);
  return (
    <section className="block source" aria-label={provider}>
      <div className="block-head">
        <div><h2>{provider}</h2><p><span className={`st ${looks[state]}`}>{say('hooks.state', { state, count: number, shown: count(number) })}</span></p></div>
        <div className="tools"><button className="tool" aria-expanded={open === 'receipts'} onClick={() => toggle('receipts')}>{say('hooks.showTool')}</button><button className="tool" aria-expanded={open === 'rotate'} onClick={() => toggle('rotate')}>{say('hooks.rotate')}</button></div>
      </div>
      {secret ? <ShownOnce title={say('hooks.secretOnce', { isNew: secret.isNew ? 'yes' : 'no', provider })} how={say('hooks.secretHow', { isNew: secret.isNew ? 'yes' : 'no' })} secret={secret.secret} copy={say('hooks.copySecret')} /> : null}
      {open === 'rotate' ? <Rotate source={source} provider={provider} close={() => setOpen(null)} onSecret={onSecret} /> : null}
      <div className="source-facts">
        <div>
          <h3 className="small">{say('hooks.address')}</h3>
          <ul className="addresses">{webhookKinds[source.provider].map((kind) => { const address = `${location.origin}${source.url}/${kind}`; return <li key={kind}><code>{address}</code><Copy text={address} words={say('hooks.copyAddress')} of={address} look="tool" /></li>; })}</ul>
        </div>
        <dl className="pairs">
          <dt>{say('hooks.last')}</dt><dd>{source.lastReceiptAt ? date(source.lastReceiptAt, 'short-instant') : say('settings.never')}</dd>
          <dt>{say('hooks.receipts')}</dt><dd>{count(source.receipts)}</dd>
          <dt>{say('hooks.waiting')}</dt><dd>{count(source.waiting)}</dd>
          <dt>{say('hooks.refused')}</dt><dd>{count(source.refused)}</dd>
          <dt>{say('hooks.made')}</dt><dd>{date(source.createdAt, 'short-day')}</dd>
          {source.rotatedAt ? <><dt>{say('hooks.rotated')}</dt><dd>{date(source.rotatedAt, 'short-instant')}</dd></> : null}
        </dl>
      </div>
      {open === 'receipts' ? <Receipts sourceId={source.id} /> : null}
    </section>
  );
}

function Rotate({ source, provider, close, onSecret }: { source: WebhookSource; provider: string; close: () => void; onSecret: (secret: Secret) => void }): ReactNode {
  const { say } = useVoice();
  const company = useCompany();
  const cache = useQueryClient();
  const rotate = useMutation({
    mutationFn: () => write<{ secret: string }>('POST', ofCompany(company.id, `webhook-sources/${source.id}/rotate`)),
    onSuccess: async ({ secret }) => {
      onSecret({ sourceId: source.id, secret, isNew: false });
      close();
      await cache.invalidateQueries({ queryKey: ['company', company.id, 'webhook-sources'] });
    },
  });
  return <Ask title={say('hooks.rotateAsk', { provider })} how={say('hooks.rotateHow')} doIt={say('hooks.rotateDo')} isPending={rotate.isPending} onKeep={close} onDo={() => rotate.mutate()}><NotDone error={rotate.error} /></Ask>;
}
