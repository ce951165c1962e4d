// What undoing a file means, in plain words, before it is done: the row opens in place; the safe choice comes first.
import { useEffect, useRef, type ReactNode } from 'react';
import { ErrorWords } from '../../parts/page-state.tsx';
import type { ImportView } from '../../shell/interface.ts';
import { useVoice } from '../../shell/words.tsx';
import { useChange } from './imports.queries.ts';

export function UndoRow({ item, close }: { item: ImportView; close: () => void }): ReactNode {
  const { say, count, date } = useVoice();
  const undo = useChange(item.id);
  const keep = useRef<HTMLButtonElement>(null);
  const { created, updated, unchanged } = item.counts;
  useEffect(() => keep.current?.focus(), []);
  return (
    <tr className="inset" onKeyDown={(event) => { if (event.key === 'Escape') close(); }}>
      <td colSpan={5}>
        <h3 className="inset-title">{say('undo.title', { created, shown: count(created), updated, updatedShown: count(updated) })}</h3>
        <div className="undo">
          <table className="tbl led">
            <thead><tr><th scope="col">{say('undo.what')}</th><th scope="col" className="end">{say('imports.rows')}</th></tr></thead>
            <tbody>
              <tr><th scope="row">{say('undo.go')}</th><td className="end">{count(created)}</td></tr>
              <tr><th scope="row">{say('undo.back')}</th><td className="end">{count(updated)}</td></tr>
              <tr><th scope="row">{say('undo.stay')}</th><td className="end">{count(unchanged)}</td></tr>
              <tr className="sum"><th scope="row">{say('undo.all')}</th><td className="end">{count(created + updated + unchanged)}</td></tr>
            </tbody>
          </table>
          <div className="small muted"><p>{say('undo.figures')}</p><p>{item.undoUntil ? say('undo.until', { date: date(item.undoUntil, 'day') }) : say('undo.again')}</p></div>
        </div>
        <div className="actions">
          <button className="btn" ref={keep} onClick={close}>{say('undo.keep')}</button>
          <button className="btn bad" disabled={undo.isPending} onClick={() => undo.mutate('undo', { onSuccess: close })}>{undo.isPending ? say('undo.doing') : say('undo.do', { count: created + updated, shown: count(created + updated) })}</button>
        </div>
        {undo.isError ? <div role="alert"><ErrorWords error={undo.error} /></div> : null}
      </td>
    </tr>
  );
}
