// Before the chosen texts leave as a file: how many, what was taken out of them, what is not in it, and the first lines as they would stand there.
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, type ReactNode } from 'react';
import { ErrorWords } from '../../parts/page-state.tsx';
import { saveFile } from '../../parts/save-file.ts';
import { useCompany } from '../../shell/company.ts';
import { ofCompany, type EvidencePreview } from '../../shell/interface.ts';
import { useVoice } from '../../shell/words.tsx';
import { queryOf, useExportPreview, type Chosen } from './evidence.queries.ts';
import { Held } from './held.tsx';

/** Columns that fit beside a text; the file has all. */
const shownColumns = ['date', 'dimension', 'score', 'text'] as const;

export function TakeAlong({ chosen, leave }: { chosen: Chosen; leave: () => void }): ReactNode {
  const { say, count } = useVoice();
  const company = useCompany();
  const place = useRef<HTMLElement>(null);
  const preview = useExportPreview(chosen);
  const query = queryOf(chosen);
  const save = useMutation({ mutationFn: () => saveFile(ofCompany(company.id, `evidence.csv${query ? `?${query}` : ''}`), 'evidence.csv'), onSuccess: leave });
  useEffect(() => place.current?.focus(), []);
  return (
    <section className="ask take-along" ref={place} tabIndex={-1} aria-label={say('evidence.export')} onKeyDown={(event) => { if (event.key === 'Escape') leave(); }}>
      {preview.error ? <div role="alert"><ErrorWords error={preview.error} /></div> : null}
      {preview.data ? <><h2 className="inset-title">{say('evidence.exportTitle', { count: preview.data.count, shown: count(preview.data.count) })}</h2><Told preview={preview.data} /></> : null}
      {!preview.data && !preview.error ? <p className="waiting" role="status">{say('evidence.loading')}</p> : null}
      {save.error ? <div className="problem" role="alert"><p><strong>{say('evidence.exportFailed')}</strong></p><ErrorWords error={save.error} /></div> : null}
      <div className="actions">
        <button className="btn" onClick={leave}>{say('evidence.exportKeep')}</button>
        {preview.data && preview.data.count > 0 ? <button className="btn main" data-save disabled={save.isPending} onClick={() => save.mutate()}>{save.isPending ? say('evidence.exportSaving') : say('evidence.exportSave')}</button> : null}
      </div>
    </section>
  );
}

function Told({ preview: { count: lines, redactions, withheld, columns, sample } }: { preview: EvidencePreview }): ReactNode {
  const { say, count } = useVoice();
  if (lines === 0) return <p>{say('evidence.exportNothing')}</p>;
  const list = Object.entries(redactions).map(([kind, number]) => `${count(number)} × ${say('evidence.taken', { kind })}`).join(', ');
  const cell = (row: readonly string[], column: string): string => row[columns.indexOf(column)] ?? '';
  return (
    <>
      <p>{list === '' ? say('evidence.exportClean') : say('evidence.exportOut', { list })}</p>
      <Held held={withheld} className="small muted" />
      <p className="small muted">{say('evidence.exportHow')}</p>
      <div className="scroll-x" role="region" tabIndex={0} aria-label={say('evidence.exportSample')}>
        <table className="tbl">
          <thead><tr>{shownColumns.map((name) => <th scope="col" key={name}>{say('evidence.column', { name })}</th>)}</tr></thead>
          <tbody>{sample.map((row) => <tr key={row[0]}>{shownColumns.map((name) => <td key={name} className={name === 'date' ? 'nowrap' : undefined}>{cell(row, name)}</td>)}</tr>)}</tbody>
        </table>
      </div>
    </>
  );
}
