// What the company saved of how its files are read: by name and kind, its columns in place on demand, and the way to remove it.
import { useState, type ReactNode } from 'react';
import type { MappingView } from '../../shell/interface.ts';
import { useVoice } from '../../shell/words.tsx';
import { Ask, NotDone, PartState } from '../settings/part-state.tsx';
import { useColumnName } from './column-name.ts';
import { useMappings, useRemoveMapping } from './imports.queries.ts';

export function MappingTable(): ReactNode {
  const { say, count } = useVoice();
  const mappings = useMappings();
  const own = mappings.data?.filter(({ builtIn }) => !builtIn) ?? [];
  const builtIn = mappings.data?.filter((mapping) => mapping.builtIn) ?? [];
  return (
    <section className="block" id="mappings">
      <div className="block-head"><div><h2>{say('mappings.title')}</h2><p>{say('mappings.how')}</p></div></div>
      {mappings.isError ? <PartState error={mappings.error} retry={() => void mappings.refetch()} /> : !mappings.data ? <p role="status" className="waiting">{say('imports.loading')}</p> : (
        <>
          {own.length === 0 ? <p className="muted small">{say('mappings.none')}</p> : <Table mappings={own} />}
          {builtIn.length === 0 ? null : <details className="sample"><summary>{say('mappings.builtIn', { count: builtIn.length, shown: count(builtIn.length) })}</summary><Table mappings={builtIn} /></details>}
        </>
      )}
    </section>
  );
}

function Table({ mappings }: { mappings: readonly MappingView[] }): ReactNode {
  const { say } = useVoice();
  const [open, setOpen] = useState<{ id: string; what: 'show' | 'remove' } | null>(null);
  const toggle = (id: string, what: 'show' | 'remove'): void => setOpen(open?.id === id && open.what === what ? null : { id, what });
  return (
    <table className="tbl mappings">
      <thead><tr><th scope="col">{say('mappings.name')}</th><th scope="col" className="wide-only">{say('kinds.kind')}</th><th scope="col" className="end"><span className="sr">{say('imports.actions')}</span></th></tr></thead>
      <tbody>{mappings.map((mapping) => <Row key={mapping.id} mapping={mapping} what={open?.id === mapping.id ? open.what : null} toggle={(what) => toggle(mapping.id, what)} />)}</tbody>
    </table>
  );
}

function Row({ mapping, what, toggle }: { mapping: MappingView; what: 'show' | 'remove' | null; toggle: (what: 'show' | 'remove') => void }): ReactNode {
  const { say, date } = useVoice();
  const { id, name, kind, builtIn, createdAt } = mapping;
  const of = <span className="sr"> {name}</span>;
  return (
    <>
      <tr className={what ? 'open' : undefined}>
        <th scope="row">{name}{createdAt ? <span className="quiet block-line micro">{say('mappings.since', { date: date(createdAt, 'day') })}</span> : null}<span className="narrow-only quiet">{say(`kind.${kind}`)}</span></th>
        <td className="wide-only">{say(`kind.${kind}`)}</td>
        <td className="end"><span className="kind-tools">
          <button className="tool" aria-expanded={what === 'show'} onClick={() => toggle('show')}>{say('mappings.show')}{of}</button>
          {builtIn ? null : <button className="tool" aria-expanded={what === 'remove'} onClick={() => toggle('remove')}>{say('mappings.remove')}{of}</button>}
        </span></td>
      </tr>
      {what ? <tr className="inset"><td colSpan={3}>{what === 'show' ? <Said mapping={mapping} /> : <Remove id={id} name={name} keep={() => toggle('remove')} />}</td></tr> : null}
    </>
  );
}

function Said({ mapping: { columns, constants = [], spellings = [], scale, dateOrder, encoding } }: { mapping: MappingView }): ReactNode {
  const { say, count } = useVoice();
  const nameOf = useColumnName();
  const form = [
    ...(dateOrder ? [say(`dateOrder.${dateOrder}`)] : []), ...(scale ? [say('mappings.scale', { low: count(scale.low), high: count(scale.high) })] : []),
    ...(encoding ? [say(`encoding.${encoding}`)] : []), ...(spellings.length > 0 ? [say('mappings.spellings', { count: spellings.length, shown: count(spellings.length) })] : []),
  ];
  return (
    <>
      <table className="tbl led">
        <thead><tr><th scope="col">{say('columns.file')}</th><th scope="col">{say('columns.becomes')}</th></tr></thead>
        <tbody>
          {columns.map(({ header, column }) => <tr key={header}><th scope="row"><code>{header}</code></th><td className={column === null ? 'quiet' : undefined}>{column === null ? say('columns.none') : nameOf(column)}</td></tr>)}
          {constants.map(({ column, value }) => <tr key={`fixed ${column}`}><th scope="row" className="quiet">{say('mappings.everyRow')} <code>{value}</code></th><td>{nameOf(column)}</td></tr>)}
        </tbody>
      </table>
      {form.length > 0 ? <p className="small muted said-form">{form.map((words) => <span key={words}>{words}</span>)}</p> : null}
    </>
  );
}

function Remove({ id, name, keep }: { id: string; name: string; keep: () => void }): ReactNode {
  const { say } = useVoice();
  const remove = useRemoveMapping(id);
  return (
    <Ask title={say('mappings.ask', { name })} how={say('mappings.askHow')} doIt={say('mappings.do')} isDanger isPending={remove.isPending} onKeep={keep} onDo={() => remove.mutate()}>
      <NotDone error={remove.error} />
    </Ask>
  );
}
