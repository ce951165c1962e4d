// Rows that were set aside, mended in place: line, problem, what it was, a field, and whether the row is ready. Sent as a small file that is read as theirs was.
import { useState, type ReactNode } from 'react';
import { useLocation } from 'wouter';
import { ErrorWords } from '../../parts/page-state.tsx';
import { useCompany } from '../../shell/company.ts';
import type { ImportView, RejectedRow } from '../../shell/interface.ts';
import { useVoice } from '../../shell/words.tsx';
import { useEdits, useRejected, useUpload } from './imports.queries.ts';
import { alike, cellsOf, isHidden, mendedFile, placeOf, readiness, sheetOf, type Edits, type Sheet } from './mended.ts';

type Problem = RejectedRow['problems'][number];
/** Their lines are named in the address. */
const mostAtOnce = 500;
interface Desk { sheet: Sheet; edits: Edits; set: (row: RejectedRow, at: number, value: string, problem?: Problem) => void }

export function Mend({ view }: { view: ImportView }): ReactNode {
  const { say, count } = useVoice();
  const pages = useRejected(view.id);
  const rows = pages.data?.pages.flatMap(({ items }) => items) ?? [];
  const left = view.counts.rejected - view.mended;
  if (left === 0) return <section className="block"><h2>{say('mend.done')}</h2><p className="lede">{say('mend.doneHow', { count: view.mended, shown: count(view.mended) })}</p></section>;
  return (
    <section className="block mend">
      <div className="block-head"><div><h2>{say('mend.title', { count: left, shown: count(left) })}</h2><p>{say('mend.how')}</p></div></div>
      {pages.isError ? <div role="alert"><p>{say('mend.failed')}</p><ErrorWords error={pages.error} /><button className="btn" onClick={() => void pages.refetch()}>{say('error.again')}</button></div>
        : pages.isPending ? <p role="status" className="waiting">{say('imports.loading')}</p>
          : rows.length === 0 ? <p className="muted">{say('mend.gone')}</p> : (
            <>
              {rows.some(isHidden) ? <p className="small muted mend-hidden">{say('mend.hidden')}</p> : null}
              <Rows view={view} rows={rows} shown={say('mend.shown', { shown: count(rows.length), total: count(left) })} more={pages.hasNextPage ? () => void pages.fetchNextPage() : undefined} />
            </>
          )}
    </section>
  );
}

function Rows({ view, rows, shown, more }: { view: ImportView; rows: readonly RejectedRow[]; shown: string; more: (() => void) | undefined }): ReactNode {
  const { say, count, language } = useVoice();
  const company = useCompany();
  const [, go] = useLocation();
  const [edits, setEdits] = useEdits(view.id);
  const [last, setLast] = useState<{ problem: Problem; value: string } | null>(null);
  const upload = useUpload((next) => go(`/${language}/cockpit/${company.id}/imports/${next.id}`));
  const sheet = sheetOf(view, rows);
  const change = (now: Edits, row: RejectedRow, at: number, value: string): Edits => ({ ...now, [row.line]: cellsOf(sheet, row, now).with(at, value) });
  const desk: Desk = {
    sheet, edits,
    set(row, at, value, problem) {
      setEdits(change(edits, row, at, value));
      setLast(problem ? { problem, value } : null);
    },
  };
  const ready = rows.filter((row) => readiness(sheet, row, edits) === 'ready').slice(0, mostAtOnce);
  const same = last && last.value !== last.problem.value ? alike(sheet, rows, edits, last.problem) : [];
  const useForAll = (): void => {
    if (last) setEdits(same.reduce((now, row) => change(now, row, placeOf(sheet, last.problem.column), last.value), edits));
    setLast(null);
  };
  return (
    <>
      <table className="tbl mending">
        <thead><tr><th scope="col">{say('mend.line')}</th><th scope="col" className="wide-only">{say('problems.problem')}</th><th scope="col" className="wide-only">{say('mend.was')}</th><th scope="col">{say('mend.becomes')}</th><th scope="col" className="wide-only">{say('mend.check')}</th></tr></thead>
        <tbody>{rows.map((row) => <Row row={row} desk={desk} key={row.line} />)}</tbody>
      </table>
      {upload.error ? <div className="problem" role="alert"><p><strong>{say('mend.notSent')}</strong></p><ErrorWords error={upload.error} /></div> : null}
      <div className="mend-foot">
        {rows.every(isHidden) ? null : (
          <div className="actions">
            <button className="btn main" data-send disabled={ready.length === 0 || upload.isSending} onClick={() => upload.sendMended(mendedFile(view, sheet, ready, edits), view, ready.map(({ line }) => line))}>{upload.isSending ? say('mend.sending') : say('mend.send', { count: ready.length, shown: count(ready.length) })}</button>
            {last && same.length > 0 ? <button className="btn" onClick={useForAll}>{say('mend.same', { value: last.value === '' ? 'empty' : 'written', written: last.value, count: count(same.length + 1) })}</button> : null}
          </div>
        )}
        <p className="small quiet">{shown} {more ? <button className="link" onClick={more}>{say('mend.next')}</button> : null}</p>
      </div>
    </>
  );
}

function Row({ row, desk }: { row: RejectedRow; desk: Desk }): ReactNode {
  const { say, count } = useVoice();
  const [isOpen, setOpen] = useState(false);
  const canMend = !isHidden(row);
  return (
    <>
      {row.problems.map((problem, index) => (
        <tr key={`${problem.problem} ${problem.column}`} className={isOpen && index === row.problems.length - 1 ? 'open' : undefined}>
          <th scope="row" className="nowrap">
            {say('walk.line', { line: count(row.line) })}
            {index === 0 && canMend ? <><br /><button className="tool" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>{say('mend.whole')}<span className="sr"> {say('walk.line', { line: count(row.line) })}</span></button></> : null}
          </th>
          <ProblemCells row={row} problem={problem} desk={desk} canMend={canMend} />
        </tr>
      ))}
      {isOpen ? <tr className="inset"><td colSpan={5}><WholeRow row={row} desk={desk} /></td></tr> : null}
    </>
  );
}

function ProblemCells({ row, problem, desk, canMend }: { row: RejectedRow; problem: Problem; desk: Desk; canMend: boolean }): ReactNode {
  const { say, has } = useVoice();
  const name = `problem.${problem.problem}`;
  const at = placeOf(desk.sheet, problem.column);
  const title = <>{has(name) ? say(name, { column: problem.column }) : problem.problem}{problem.column === '' ? null : <><br /><code className="quiet">{problem.column}</code></>}</>;
  const cell = at < 0 ? '' : row.cells[at];
  const was = at < 0 ? null : cell === null ? <span className="quiet">{say('mend.hiddenCell')}</span> : <s className="quiet">{problem.value === '' ? say('problems.empty') : <code>{problem.value}</code>}</s>;
  const check = <Check row={row} problem={problem} desk={desk} at={at} />;
  return (
    <>
      <td className="wide-only">{title}</td>
      <td className="wide-only was">{was}</td>
      <td className="becomes"><span className="narrow-only">{title}{was ? <> {was}</> : null}</span>{canMend && at >= 0 ? <Cell row={row} at={at} desk={desk} problem={problem} /> : null}<span className="narrow-only">{check}</span></td>
      <td className="wide-only">{check}</td>
    </>
  );
}

function Check({ row, problem, desk, at }: { row: RejectedRow; problem: Problem; desk: Desk; at: number }): ReactNode {
  const { say, has } = useVoice();
  const remedy = `remedy.${problem.problem}`;
  const state = readiness(desk.sheet, row, desk.edits);
  const isChanged = at < 0 ? state !== 'untouched' : cellsOf(desk.sheet, row, desk.edits)[at] !== cellsOf(desk.sheet, row, {})[at];
  if (state === 'extras') return <span className="st bad">{say('mend.extras')}</span>;
  if (!isChanged) return <span className="muted">{has(remedy) ? say(remedy) : ''}</span>;
  return state === 'ready' ? <span className="st good">{say('mend.changed')}</span> : <span className="st hold">{say('mend.more')}</span>;
}

/** What a person sees at once in a field of one line. */
const shortCell = 60;

function Cell({ row, at, desk, problem, id }: { row: RejectedRow; at: number; desk: Desk; problem?: Problem; id?: string }): ReactNode {
  const { say, count } = useVoice();
  const value = cellsOf(desk.sheet, row, desk.edits)[at] ?? '';
  const before = cellsOf(desk.sheet, row, {})[at] ?? '';
  const shared = {
    value, 'data-changed': value === before ? undefined : '', spellCheck: false, autoComplete: 'off',
    ...(id ? { id } : { 'aria-label': say('mend.cell', { column: desk.sheet.headers[at] ?? '', line: count(row.line) }) }),
    onChange: (event: { currentTarget: { value: string } }) => desk.set(row, at, event.currentTarget.value, problem),
  };
  return before.length > shortCell || before.includes('\n') ? <textarea className="in cell" rows={3} {...shared} /> : <input className="in cell" {...shared} />;
}

function WholeRow({ row, desk }: { row: RejectedRow; desk: Desk }): ReactNode {
  const { say, count } = useVoice();
  return (
    <div className="whole">
      {cellsOf(desk.sheet, row, desk.edits).map((_, at) => {
        const id = `cell-${row.line}-${at}`;
        return <div className="field" key={id}><label htmlFor={id}>{desk.sheet.headers[at] ?? say('mend.extra', { number: count(at + 1) })}</label><Cell row={row} at={at} desk={desk} id={id} /></div>;
      })}
    </div>
  );
}
