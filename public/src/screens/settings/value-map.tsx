// The value map: what an outcome is worth, an hour costs and is assumed, with what the return would become before anything is saved.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { GradeMark } from '../../parts/grade-mark.tsx';
import { Tornado } from '../../parts/tornado.tsx';
import { useCompany } from '../../shell/company.ts';
import { ofCompany, outcomes, Refusal, write, type Outcome, type Tagged, type ValueMap, type ValueMapBody } from '../../shell/interface.ts';
import { useVoice } from '../../shell/words.tsx';
import { NotDone, PartState } from './part-state.tsx';
import { MapNotes } from './value-map-notes.tsx';
import { decimalsOf, PriceTable } from './value-map-price.tsx';
import { bodyOf, countChanges, useGround, useTrial, useValueMap } from './value-map.queries.ts';
import { Deductions, Leading, Rates, Weights, weightsSum } from './value-map-rest.tsx';

const today = new Date().toISOString().slice(0, 10);

export function ValueMapPart(): ReactNode {
  const { say } = useVoice();
  const map = useValueMap();
  return (
    <>
      <h1>{say('map.title')}</h1>
      <p className="lede settings-lede">{say('map.lead')}</p>
      {map.isError ? <PartState error={map.error} retry={() => void map.refetch()} /> : map.data ? <Form known={map.data} key={map.data.body.version} again={() => void map.refetch()} /> : <p role="status" className="waiting">{say('settings.reading')}</p>}
    </>
  );
}

function Form({ known: { body, tag } }: { known: Tagged<ValueMap>; again: () => void }): ReactNode {
  const voice = useVoice();
  const { say, count, money } = voice;
  const company = useCompany();
  const cache = useQueryClient();
  const known = bodyOf(body);
  const [typed, setTyped] = useState<ValueMapBody>(known);
  const [reason, setReason] = useState('');
  const set = (change: Partial<ValueMapBody>): void => setTyped((before) => ({ ...before, ...change }));
  const ground = useGround(today);
  const trial = useTrial(ground.data, typed, decimalsOf);
  const changes = countChanges(known, typed);
  const save = useMutation({
    mutationFn: () => write<ValueMap>('PUT', ofCompany(company.id, 'value-map'), { ...typed, ...reason === '' ? {} : { reason } }, { 'if-match': tag }),
    onSuccess: () => cache.invalidateQueries({ queryKey: ['company', company.id] }),
  });
  const isStale = save.error instanceof Refusal && save.error.status === 412;
  const edited = { known, typed, set };
  const counted = (outcome: Outcome): { improved: number; declined: number; value: number } | undefined => ground.data?.walk?.outcomes.find((one) => one.outcome === outcome);
  const missing = outcomes.filter((outcome) => !typed.proxies.some((proxy) => proxy.outcome === outcome));
  const [most] = trial?.tornado ?? [];
  const base = trial?.ratio.society ?? null;
  return (
    <form onSubmit={(event) => { event.preventDefault(); if (!save.isPending) save.mutate(); }}>
      <div className="save-bar">
        <b>{say('map.version', { version: body.version })}</b><span className={`st ${changes > 0 ? 'care' : 'hold'}`} role="status">{save.isPending ? say('map.saving') : say('map.changes', { count: changes, shown: count(changes) })}</span>
        {changes > 0 ? <span className="actions">
          <input className="in" aria-label={say('map.reason')} placeholder={say('map.reason')} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
          <button type="button" className="btn" onClick={() => { save.reset(); setTyped(known); if (isStale) void cache.invalidateQueries({ queryKey: ['company', company.id, 'value-map'] }); }}>{say('map.discard')}</button>
          <button type="submit" className="btn main" disabled={save.isPending || weightsSum(typed) !== 1}>{say('map.save', { version: body.version + 1 })}</button>
        </span> : null}
        <NotDone error={save.error} words={isStale ? say('map.stale') : undefined} />
      </div>
      <div className="cols">
        <div>
          <section className="block">
            <div className="block-head"><h2>{say('map.proxies')}</h2><div className="tools">{missing.map((outcome) => (
              <button type="button" className="tool" key={outcome} onClick={() => set({ proxies: [...typed.proxies, { outcome, group: 'participants', amountMinor: 0, currency: company.currency, priceYear: Number(today.slice(0, 4)), source: '–', licence: '–', validFrom: null, validTo: null, grade: 'red' }] })}>{say('map.add', { outcome: say(`outcome.${outcome}`) })}</button>
            ))}</div></div>
            <PriceTable first={say('map.outcome')} heads={<><th scope="col" className="end wide-only">{say('map.net')}</th><th scope="col" className="end wide-only">{say('walk.worth')}</th></>} rows={typed.proxies.map((proxy, index) => {
              const found = counted(proxy.outcome);
              return {
                key: proxy.outcome, label: say(`outcome.${proxy.outcome}`), price: proxy, known: known.proxies.find(({ outcome }) => outcome === proxy.outcome), name: <>{say(`outcome.${proxy.outcome}`)}<small>{say('map.measuredBy', { outcome: proxy.outcome })}</small></>,
                set: (price) => set({ proxies: typed.proxies.map((one, place) => (place === index ? { ...one, ...price } : one)) }), remove: () => set({ proxies: typed.proxies.filter((_, place) => place !== index) }),
                cells: <><td className="end wide-only">{found ? count(found.improved - found.declined) : '–'}</td><td className="end wide-only">{found ? money(found.value, ground.data?.walk?.currency ?? company.currency) : '–'}</td></>,
              };
            })} />
          </section>
          <section className="block">
            <div className="block-head"><div><h2>{say('map.hours')}</h2><p>{say('map.hoursHow')}</p></div></div>
            <PriceTable first={say('map.hour')} rows={(['paid', 'own'] as const).map((kind) => ({
              key: kind, label: say(kind === 'paid' ? 'walk.hourPaid' : 'walk.hourOwn'), name: say(kind === 'paid' ? 'walk.hourPaid' : 'walk.hourOwn'), price: typed.hours[kind], known: known.hours[kind], cells: null,
              set: (price) => set({ hours: { ...typed.hours, [kind]: price } }),
            }))} />
          </section>
          <Deductions {...edited} />
          {trial && most && base !== null ? (
            <section className="block">
              <div className="block-head"><div><h2>{say('map.matters', { assumption: say(`assumption.${most.assumption}`) })}</h2><p>{say('map.mattersHow')}</p></div></div>
              <Tornado bases={[{ name: say('walk.societyBasis'), base, swings: trial.tornado }]} label={say('walk.tornado', { most: say(`assumption.${most.assumption}`), low: voice.figure(most.low ?? base, 'ratio'), high: voice.figure(most.high ?? base, 'ratio') })} />
            </section>
          ) : null}
          <Leading {...edited} />
          <Weights {...edited} />
          <Rates {...edited} currency={company.currency} today={today} />
        </div>
        <MapNotes body={body} typed={typed} ground={ground.data} trial={trial} today={today} worst={<GradeMark grade={worstOf(typed)} />} />
      </div>
    </form>
  );
}

/** The weakest of all that is in the map, used or not. */
function worstOf({ proxies, hours, assumptions }: ValueMapBody): 'red' | 'amber' | 'green' {
  const found = [...proxies, hours.paid, hours.own, ...Object.values(assumptions)].map(({ grade }) => grade);
  return found.includes('red') ? 'red' : found.includes('amber') ? 'amber' : 'green';
}
