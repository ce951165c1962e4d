// What the company is: name, currency, zone. A change names the version it changes, so that two admins never overwrite each other unseen.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useCompany } from '../../shell/company.ts';
import { ofCompany, readTagged, Refusal, write, type CompanySettings, type Tagged } from '../../shell/interface.ts';
import { useVoice } from '../../shell/words.tsx';
import { NotDone, PartState } from './part-state.tsx';

type Typed = Pick<CompanySettings, 'name' | 'currency' | 'timeZone'>;

export function CompanyPart(): ReactNode {
  const { say } = useVoice();
  const company = useCompany();
  const settings = useQuery({ queryKey: ['company', company.id, 'settings'], queryFn: ({ signal }) => readTagged<CompanySettings>(ofCompany(company.id, 'settings'), signal) });
  return (
    <>
      <h1>{say('company.title')}</h1>
      <p className="lede settings-lede">{say('company.lead')}</p>
      <div className="cols">
        <section className="block">
          <div className="block-head"><h2>{company.name}</h2></div>
          {settings.isError ? <PartState error={settings.error} retry={() => void settings.refetch()} /> : settings.data ? <Form known={settings.data} again={() => void settings.refetch()} /> : <p role="status" className="waiting">{say('settings.reading')}</p>}
        </section>
        <aside className="notes" aria-label={say('notes.name')}><div className="note"><h3>{say('company.where')}</h3><p>{say('company.whereHow')}</p></div></aside>
      </div>
    </>
  );
}

function Form({ known: { body, tag }, again }: { known: Tagged<CompanySettings>; again: () => void }): ReactNode {
  const { say, language } = useVoice();
  const company = useCompany();
  const cache = useQueryClient();
  const [typed, setTyped] = useState<Partial<Typed>>({});
  const save = useMutation({
    mutationFn: () => write<CompanySettings>('PUT', ofCompany(company.id, 'settings'), { name: body.name, currency: body.currency, timeZone: body.timeZone, country: body.country, ...typed }, { 'if-match': tag }),
    onSuccess: async () => {
      setTyped({});
      await Promise.all([cache.invalidateQueries({ queryKey: ['company', company.id, 'settings'] }), cache.invalidateQueries({ queryKey: ['companies'] })]);
    },
    // Somebody was faster: what they wrote is fetched and shown beside what stands typed here.
    onError: (error) => { if (isStale(error)) again(); },
  });
  const stale = isStale(save.error);
  const locale = language === 'no' ? 'nb' : language;
  const changed = (Object.keys(typed) as (keyof Typed)[]).some((name) => typed[name] !== body[name]);
  const of = (name: keyof Typed): string => typed[name] ?? body[name];
  const set = (name: keyof Typed, value: string): void => setTyped({ ...typed, [name]: value });
  const now = (name: keyof Typed): ReactNode => (stale && typed[name] !== undefined && typed[name] !== body[name] ? <p className="hint">{say('company.now', { value: body[name] })}</p> : null);
  return (
    <form className="form-row" onSubmit={(event) => { event.preventDefault(); save.mutate(); }}>
      <div className="field"><label htmlFor="company-name">{say('company.name')}</label><input className="in" id="company-name" required maxLength={200} value={of('name')} onChange={(event) => set('name', event.target.value)} />{now('name')}</div>
      <div className="field"><label htmlFor="company-country">{say('company.country')}</label><input className="in" id="company-country" readOnly value={new Intl.DisplayNames([locale], { type: 'region' }).of(body.country) ?? body.country} /></div>
      <div className="field">
        <label htmlFor="company-currency">{say('company.currency')}</label>
        <select className="in" id="company-currency" aria-describedby="currency-how" value={of('currency')} onChange={(event) => set('currency', event.target.value)}>{choices('currency', of('currency')).map((code) => <option value={code} key={code}>{code}, {new Intl.DisplayNames([locale], { type: 'currency' }).of(code)}</option>)}</select>
        <p className="hint" id="currency-how">{say('company.currencyHow')}</p>{now('currency')}
      </div>
      <div className="field">
        <label htmlFor="company-zone">{say('company.zone')}</label>
        <select className="in" id="company-zone" aria-describedby="zone-how" value={of('timeZone')} onChange={(event) => set('timeZone', event.target.value)}>{choices('timeZone', of('timeZone')).map((zone) => <option value={zone} key={zone}>{zone.replaceAll('_', ' ')}</option>)}</select>
        <p className="hint" id="zone-how">{say('company.zoneHow')}</p>{now('timeZone')}
      </div>
      <div className="actions">
        <button className="btn main" type="submit" disabled={!changed || save.isPending}>{save.isPending ? say('company.saving') : stale ? say('company.anyway') : say('company.save')}</button>
        {stale ? <button className="btn" type="button" onClick={() => { setTyped({}); save.reset(); }}>{say('company.undo')}</button> : null}
        <span role="status" className="small muted">{save.isSuccess && !changed ? say('company.saved') : ''}</span>
        <NotDone error={save.error} words={stale ? say('company.stale') : undefined} />
      </div>
    </form>
  );
}

function isStale(error: unknown): boolean {
  return error instanceof Refusal && error.status === 412;
}

/** What the browser knows by name, and what stands there already even where it does not. */
function choices(kind: 'currency' | 'timeZone', current: string): string[] {
  return [...new Set([...Intl.supportedValuesOf(kind), current])].sort();
}
