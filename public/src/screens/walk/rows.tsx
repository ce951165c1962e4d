// The rows that a figure rests on, a few at a time, and the line of the file behind the chosen one.
import { useState, type ReactNode } from 'react';
import { formatNumber } from '../../../../services/kernel/format/figures.ts';
import { Link } from 'wouter';
import { useCompany } from '../../shell/company.ts';
import type { Lineage, SourceRow } from '../../shell/interface.ts';
import { mayImport } from '../../shell/session.ts';
import { useVoice } from '../../shell/words.tsx';
import { rowsShown, useFileLine, useRows } from './walk.queries.ts';

export function Rows({ lineage }: { lineage: Lineage }): ReactNode {
  const { say, count } = useVoice();
  const [places, setPlaces] = useState<string[]>(['']);
  const [chosenId, setChosen] = useState<string | null>(null);
  const place = places.at(-1) ?? '';
  const answer = useRows(lineage.metric.id, lineage.revision, place === '' ? null : place, lineage.sources);
  const page = place === '' ? lineage.sources : answer.data;
  if (!page) return <section className="stop"><h3><span>{say('walk.rows')}</span></h3><p className="small muted">{say('walk.rowsHidden')}</p></section>;
  if (page.count === 0) return <section className="stop"><h3><span>{say('walk.rows')}</span></h3><p className="small muted">{say('walk.noRows')}</p></section>;
  const chosen = page.items.find(({ id }) => id !== null && id === chosenId) ?? page.items.find(({ id }) => id !== null);
  const first = (places.length - 1) * rowsShown + 1;
  return (
    <>
      <section className="stop">
        <h3><span>{say('walk.rows')}</span><span>{say('walk.rowsRange', { first: count(first), last: count(first + page.items.length - 1), total: count(page.count), totalCount: page.count })}</span></h3>
        <RowTable lineage={lineage} rows={page.items} first={first} chosen={chosen} choose={setChosen} />
        {chosen ? null : <p className="small muted">{say('walk.rowsUnnamed')}</p>}
        <p className="more">
          <span>
            {places.length > 1 ? <button className="link" onClick={() => setPlaces(places.slice(0, -1))}>{say('walk.earlier')}</button> : null}
            {places.length > 1 && page.next ? ' · ' : null}
            {page.next ? <button className="link" onClick={() => { if (page.next) setPlaces([...places, page.next]); }}>{say('walk.later')}</button> : null}
          </span>
        </p>
      </section>
      {chosen ? <Line row={chosen} metric={lineage.metric.metric} /> : null}
    </>
  );
}

/** Rows without an id of their own are known by whose they are, what and when: the first is no word for a reader, the last stands beside it. */
function nameOf(key: string): string {
  return key.replace(/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12} (?=.)/, '').replace(/(?<=\d)T[\d:.]+Z$/, '');
}

function RowTable({ lineage, rows, first, chosen, choose }: { lineage: Lineage; rows: readonly SourceRow[]; first: number; chosen: SourceRow | undefined; choose: (id: string | null) => void }): ReactNode {
  const { say, date, count, language } = useVoice();
  const { op, divisor } = lineage.formula.recompute;
  const adds = ({ contribution }: SourceRow): string => formatNumber(op === 'ratio' || op === 'sum' ? contribution / divisor : contribution, language, { least: op === 'sum' && divisor !== 1 ? 2 : 0, most: op === 'ratio' ? 4 : 2 });
  return (
    <table className="tbl led">
      <thead><tr><th scope="col">{say('walk.row')}</th><th scope="col">{say('walk.held')}</th><th scope="col">{say('walk.cameFrom')}</th><th scope="col" className="end">{say('walk.adds', { op })}</th></tr></thead>
      <tbody>
        {rows.map((row, index) => (
          <tr key={row.id ?? index} className={row === chosen ? 'on' : undefined}>
            <th scope="row">{row.key === null ? say('walk.rowUnnamed', { place: count(first + index) }) : <button className="row-pick" aria-pressed={row === chosen} onClick={() => choose(row.id)}>{nameOf(row.key)}</button>}</th>
            <td className="nowrap">{row.date === null ? '–' : date(row.date, 'short-day')}</td>
            <td>{row.line !== null ? say('walk.line', { line: count(row.line) }) : row.id === null ? '–' : say('walk.webhook')}</td>
            <td className="end">{adds(row)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Columns whose cell the figure was made from. */
const decisive: Readonly<Record<string, readonly string[]>> = {
  volunteer_hours: ['duration'], rating_mean: ['rating', 'score', 'stars', 'vurdering'], completion_rate: ['status', 'state'], sessions_completed: ['status', 'completed'], confidence: ['feedback'],
};

function Line({ row, metric }: { row: SourceRow; metric: string }): ReactNode {
  const { say, weave, count, date, language } = useVoice();
  const company = useCompany();
  const line = useFileLine(row);
  if (!row.importId || row.line === null) return null;
  if (!line.data) return <section className="stop"><h3><span>{say('walk.fileLine')}</span><span>{row.file}</span></h3><p className="small muted">{line.isError ? say('walk.lineGone') : say('walk.loading')}</p></section>;
  const { headers, cells, sha256, importedAt, fileName } = line.data;
  const isDecisive = (header: string | undefined): boolean => (decisive[metric] ?? []).some((word) => header?.toLowerCase().includes(word));
  return (
    <section className={`stop${cells ? ' ends' : ''}`}>
      <h3><span>{say('walk.fileLine')}</span><span>{fileName}</span></h3>
      {cells === null ? <p className="small muted">{say('walk.lineGone')}</p> : (
        <div className="file" role="group" aria-label={say('walk.fileLineOf', { file: fileName, line: count(row.line) })}>
          <div className="hd"><span>{count(1)}</span><span>{headers.join(',')}</span></div>
          <div className="on">
            <span>{count(row.line)}</span>
            <span>
              {cells.map((cell, index) => (
                <span className="cell" data-delimiter="," key={headers[index] ?? index}>
                  {cell === null ? <span className="redacted" role="img" aria-label={say('walk.redacted')} /> : isDecisive(headers[index]) && cell !== '' ? <mark>{cell}</mark> : cell}
                </span>
              ))}
            </span>
          </div>
        </div>
      )}
      <p className="small muted">
        {importedAt ? say('walk.imported', { when: date(importedAt, 'instant') }) : null} {weave('walk.hash', { hash: () => <code title={sha256}>{`${sha256.slice(0, 4)} ${sha256.slice(4, 8)} … ${sha256.slice(-4)}`}</code> })}{' '}
        {mayImport(company.role) ? <Link href={`/${language}/cockpit/${company.id}/imports/${row.importId}`}>{say('walk.theImport')}</Link> : null}
      </p>
    </section>
  );
}
