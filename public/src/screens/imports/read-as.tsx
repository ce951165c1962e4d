// How a whole file is read: by which saved mapping, in which order its dates stand, on which scale its ratings are, in which encoding; and keeping that for the next file.
import { useState, type ReactNode } from 'react';
import { dateOrders, encodings } from '../../../../channels/vocabulary.ts';
import { ErrorWords } from '../../parts/page-state.tsx';
import { textOf } from '../../parts/form.ts';
import { Refusal, type ImportView, type MappingLists, type Scale } from '../../shell/interface.ts';
import { useVoice } from '../../shell/words.tsx';
import { NotDone } from '../settings/part-state.tsx';
import { useColumnName } from './column-name.ts';
import { useCheckAgain, useMappings, useSaveMapping } from './imports.queries.ts';
import { isSameMapping, readingOf, saysNothing } from './mappings.ts';

/** As what is chosen now the file is read; only what is not loaded yet can be set. */
export interface Reading { now: MappingLists; set: ((next: MappingLists) => void) | undefined; isPending: boolean; error: unknown; forget: () => void }

/** What was chosen and could not be read stays chosen, beside the reason, until it is changed or taken back. */
export function useReading(view: ImportView): Reading {
  const [wanted, setWanted] = useState<MappingLists | null>(null);
  const check = useCheckAgain(view.id);
  const set = (next: MappingLists): void => {
    if (check.isPending) return;
    setWanted(next);
    check.mutate(next, { onSuccess: () => setWanted(null) });
  };
  return { now: wanted ?? readingOf(view), set: view.state === 'preview' ? set : undefined, isPending: check.isPending, error: check.error, forget: () => { setWanted(null); check.reset(); } };
}

const scales = [[0, 1], [1, 5], [0, 5], [1, 6], [1, 10], [0, 10], [0, 100]] as const;
const scaleKey = (scale: Scale | undefined): string => (scale ? `${scale.low} ${scale.high}` : '');
const withoutScale = ({ scale: _scale, ...rest }: MappingLists): MappingLists => rest;
const withoutEncoding = ({ encoding: _encoding, ...rest }: MappingLists): MappingLists => rest;

export function ReadAs({ view, reading }: { view: ImportView; reading: Reading }): ReactNode {
  const { say, count } = useVoice();
  const { now, set } = reading;
  const fixed = now.constants ?? [];
  const scaleWords = (low: number, high: number): string => say('read.scaleOf', { low: count(low), high: count(high) });
  const isOther = now.scale !== undefined && !scales.some(([low, high]) => scaleKey({ low, high }) === scaleKey(now.scale));
  const offered = [...scales, ...(now.scale && isOther ? [[now.scale.low, now.scale.high] as const] : [])];
  const scaleOf = (value: string): Scale | undefined => { const [low, high] = value.split(' ').map(Number); return value === '' || low === undefined || high === undefined ? undefined : { low, high }; };
  const known = encodings.find((encoding) => encoding === view.encoding);
  const found = known ? say(`encoding.${known}`) : view.encoding ?? '';
  const dates = <span>{say(`dateOrder.${now.dateOrder ?? 'day-first'}`)}</span>;
  if (!set) {
    return <p className="small muted read-as">{say('read.was')} {dates}{view.scale ? <span>{scaleWords(view.scale.low, view.scale.high)}</span> : null}<span>{found}</span>{fixed.map(({ column, value }) => <Fixed column={column} value={value} key={column} />)}</p>;
  }
  return (
    <>
      <div className="read-as" role="group" aria-label={say('read.name')}>
        <Mapping view={view} set={set} />
        <label className="pick">{say('read.dates')}<select name="dateOrder" value={now.dateOrder ?? 'day-first'} onChange={(event) => set({ ...now, dateOrder: dateOrders.find((known) => known === event.target.value) ?? 'day-first' })}>
          {dateOrders.map((order) => <option value={order} key={order}>{say(`dateOrder.${order}`)}</option>)}
        </select></label>
        {view.scale ? (
          <label className="pick">{say('import.ratings')}<select name="scale" value={scaleKey(now.scale)} onChange={(event) => { const scale = scaleOf(event.target.value); set(scale ? { ...now, scale } : withoutScale(now)); }}>
            <option value="">{now.scale ? say('read.scaleFound') : say('read.scaleFoundAs', { scale: scaleWords(view.scale.low, view.scale.high) })}</option>
            {offered.map(([low, high]) => <option value={scaleKey({ low, high })} key={scaleKey({ low, high })}>{scaleWords(low, high)}</option>)}
          </select></label>
        ) : null}
        <label className="pick">{say('read.encoding')}<select name="encoding" value={now.encoding ?? ''} onChange={(event) => { const encoding = encodings.find((known) => known === event.target.value); set(encoding ? { ...now, encoding } : withoutEncoding(now)); }}>
          <option value="">{say('read.encodingFound', { encoding: found })}</option>
          {encodings.map((encoding) => <option value={encoding} key={encoding}>{say(`encoding.${encoding}`)}</option>)}
        </select></label>
        {fixed.map(({ column, value }) => <Fixed column={column} value={value} key={column} />)}
        <span role="status" className="quiet">{reading.isPending ? say('read.again') : ''}</span>
      </div>
      {reading.error ? (
        <div className="problem read-problem" role="alert">
          <p><strong>{say('read.failed')}</strong></p>
          <ErrorWords error={reading.error} />
          <button className="link" onClick={reading.forget}>{say('read.back')}</button>
        </div>
      ) : null}
    </>
  );
}

function Fixed({ column, value }: { column: string; value: string }): ReactNode {
  const { say } = useVoice();
  const nameOf = useColumnName();
  return <span>{say('read.fixed', { column: nameOf(column) })} <code>{value}</code></span>;
}

/** The saved mappings of this kind; what was only chosen here has no name yet. */
function Mapping({ view, set }: { view: ImportView; set: (next: MappingLists) => void }): ReactNode {
  const { say } = useVoice();
  const mappings = useMappings().data?.filter(({ kind }) => kind === view.kind) ?? [];
  const current = mappings.find((mapping) => view.mapping !== null && isSameMapping(mapping, view.mapping))?.id ?? (saysNothing(view.mapping) ? 'names' : 'chosen');
  if (mappings.length === 0 && current === 'names') return null;
  const choose = (value: string): void => {
    const found = mappings.find(({ id }) => id === value);
    if (found) {
      const { id: _id, name: _name, kind: _kind, builtIn: _builtIn, createdAt: _createdAt, ...lists } = found;
      set(lists);
    } else if (value === 'names') set({ columns: [] });
  };
  return (
    <label className="pick">{say('read.mapping')}<select name="mapping" value={current} onChange={(event) => choose(event.target.value)}>
      {current === 'chosen' ? <option value="chosen">{say('read.chosenHere')}</option> : null}
      <option value="names">{say('read.byNames')}</option>
      {mappings.map(({ id, name }) => <option value={id} key={id}>{name}</option>)}
    </select></label>
  );
}

export function SaveMapping({ view, reading }: { view: ImportView; reading: Reading }): ReactNode {
  const { say } = useVoice();
  const [isOpen, setOpen] = useState(false);
  const mappings = useMappings();
  const save = useSaveMapping();
  const saved = mappings.data?.find((mapping) => mapping.kind === view.kind && isSameMapping(mapping, reading.now));
  const isTaken = save.error instanceof Refusal && save.error.status === 409;
  if (saved) return <p className="small save-mapping" role="status">{say(saved.builtIn ? 'read.isBuiltIn' : 'read.isSaved', { name: saved.name })}</p>;
  if (!isOpen) return <p className="save-mapping"><button className="btn" data-save-mapping disabled={reading.isPending || reading.error !== null} onClick={() => setOpen(true)}>{say('read.save')}</button></p>;
  return (
    <form className="save-mapping" onKeyDown={(event) => { if (event.key === 'Escape') setOpen(false); }} onSubmit={(event) => {
      event.preventDefault();
      save.mutate({ ...reading.now, kind: view.kind, name: textOf(new FormData(event.currentTarget), 'name').trim() });
    }}>
      <div className="field"><label htmlFor="mapping-name">{say('read.saveName')}</label><input className="in" id="mapping-name" name="name" required maxLength={200} autoComplete="off" autoFocus aria-describedby="mapping-how" /><p className="hint" id="mapping-how">{say('read.saveHow')}</p></div>
      <div className="actions"><button className="btn" type="submit" disabled={save.isPending}>{save.isPending ? say('members.doing') : say('read.saveDo')}</button><button className="btn plain" type="button" onClick={() => setOpen(false)}>{say('keys.cancel')}</button></div>
      <NotDone error={save.error} words={isTaken ? say('read.nameTaken') : undefined} />
    </form>
  );
}
