// What came in: the files, how each went, and the way back from each.
import { useState, type ReactNode } from 'react';
import { Link } from 'wouter';
import { importFilters, type ImportFilter, type ImportKind } from '../../../../channels/vocabulary.ts';
import { NoPermission } from '../../parts/no-permission.tsx';
import { PageState } from '../../parts/page-state.tsx';
import { useCompany, useDocumentTitle } from '../../shell/company.ts';
import type { ImportView } from '../../shell/interface.ts';
import { LiveMark } from '../../shell/live.tsx';
import { mayImport } from '../../shell/session.ts';
import { useVoice } from '../../shell/words.tsx';
import { CountsBar, CountsLegend } from './counts-bar.tsx';
import { DropZone, useBringing } from './drop-zone.tsx';
import { useChange, useImports } from './imports.queries.ts';
import { KindTable } from './kind-table.tsx';
import { MappingTable } from './mapping-table.tsx';
import { kindOf } from './kind-select.tsx';
import { UndoRow } from './undo-row.tsx';

export default function Imports(): ReactNode {
  const { say, count } = useVoice();
  const company = useCompany();
  const [places, setPlaces] = useState<(string | null)[]>([null]);
  const [{ show, kind }, setSought] = useState<{ show: ImportFilter | null; kind: ImportKind | null }>({ show: null, kind: null });
  const bringing = useBringing();
  const files = useImports({ show, kind, after: places.at(-1) ?? null });
  useDocumentTitle(`${say('imports.name')} · ${company.name}`);
  if (!mayImport(company.role)) return <NoPermission title={say('imports.forAdmins')}>{say('imports.forAdminsWhy', { role: say('shell.role', { role: company.role }) })}</NoPermission>;
  if (files.isError) return <div className="page"><PageState title={say('imports.failed')} error={files.error} retry={() => void files.refetch()} /></div>;
  if (!files.data) return <div className="page waiting" role="status"><span className="sr">{say('imports.loading')}</span><span className="outline outline-title" /><span className="outline outline-lead" /></div>;
  const { items, next, totals: { all, byFilter, kinds, rejectedRows, waitingRows } } = files.data;
  const running = items.filter(({ state }) => state === 'queued' || state === 'running');
  const narrow = (to: Partial<{ show: ImportFilter | null; kind: ImportKind | null }>): void => { setSought({ show, kind, ...to }); setPlaces([null]); };
  const bring = (where: string): ReactNode => (all === 0 ? null : <button className={`btn ${where}`} onClick={() => bringing.chooser.current?.click()}>{say('kinds.bring')}</button>);
  return (
    <>
      <div className="bar-top">
        {all === 0 ? <span>{say('imports.name')}</span> : (
          <div className="seg" role="group" aria-label={say('imports.filter')}>
            {[null, ...importFilters].map((known) => <button key={known} aria-pressed={show === known} onClick={() => narrow({ show: known })}>{say('imports.filterName', { filter: known ?? 'all' })} {count(known === null ? all : byFilter[known])}</button>)}
          </div>
        )}
        {kinds.length > 1 ? <label className="pick">{say('kinds.kind')}<select value={kind ?? ''} onChange={(event) => narrow({ kind: kindOf(event.target.value) })}><option value="">{say('kinds.any')}</option>{kinds.map((known) => <option value={known} key={known}>{say(`kind.${known}`)}</option>)}</select></label> : null}
        <div className="push"><LiveMark />{bring('wide-only')}</div>
      </div>
      <div className="page">
        <h1>{say('imports.title')}</h1>
        <p className="lede imports-lede">{all === 0 ? say('imports.nothing') : say('imports.lead', { files: all, shown: count(all), running: byFilter.running, setAside: rejectedRows, setAsideShown: count(rejectedRows), waiting: waitingRows, waitingShown: count(waitingRows) })}</p>
        {bring('narrow-only bring-here')}
        <div className="cols">
          <div>
            {running.map((item) => <Running item={item} key={item.id} />)}
            {all === 0 ? <section className="block"><div className="block-head"><h2>{say('imports.first')}</h2></div><DropZone bringing={bringing} isLarge /></section> : (
              <section className="block">
                <div className="block-head"><div><h2>{say('imports.files')}</h2><CountsLegend /></div></div>
                <FileTable items={items} />
                <p className="more">
                  <span className="quiet">{say('imports.shown', { count: items.length, shown: count(items.length) })}</span>
                  <span>{places.length > 1 ? <button className="link" onClick={() => setPlaces(places.slice(0, -1))}>{say('imports.newer')}</button> : null} {next ? <button className="link" onClick={() => setPlaces([...places, next])}>{say('imports.older')}</button> : null}</span>
                </p>
              </section>
            )}
            <MappingTable />
            <KindTable bringing={bringing} />
          </div>
          <aside className="notes" aria-label={say('imports.another')}>
            {all === 0 ? null : <div className="note"><h3>{say('imports.another')}</h3><DropZone bringing={bringing} /></div>}
            <div className="note"><h3>{say('imports.twice')}</h3><p>{say('imports.twiceHow')}</p></div>
            <div className="note"><h3>{say('imports.waits')}</h3><p>{say('imports.waitsHow')}</p></div>
            <div className="note"><h3>{say('imports.names')}</h3><p>{say('imports.namesHow')}</p></div>
          </aside>
        </div>
      </div>
    </>
  );
}

function Running({ item }: { item: ImportView }): ReactNode {
  const { say, count } = useVoice();
  return (
    <section className="block" aria-live="polite">
      <div className="block-head"><h2>{say('imports.loadingNow')}</h2></div>
      <p><strong>{item.fileName}</strong></p>
      <p className="small muted">{say('import.progress', { done: count(item.counts.total), doneCount: item.counts.total })}</p>
      <CountsBar counts={item.counts} />
    </section>
  );
}

function FileTable({ items }: { items: readonly ImportView[] }): ReactNode {
  const { say } = useVoice();
  const [openId, setOpen] = useState<string | null>(null);
  if (items.length === 0) return <p className="muted">{say('imports.noneSo')}</p>;
  return (
    <table className="tbl files">
      <thead><tr><th scope="col">{say('imports.file')}</th><th scope="col" className="wide-only">{say('imports.when')}</th><th scope="col" className="wide-only end">{say('imports.rows')}</th><th scope="col">{say('imports.state')}</th><th scope="col"><span className="sr">{say('imports.actions')}</span></th></tr></thead>
      <tbody>{items.map((item) => <FileRow item={item} key={item.id} isOpen={openId === item.id} toggle={() => setOpen(openId === item.id ? null : item.id)} />)}</tbody>
    </table>
  );
}

function FileRow({ item, isOpen, toggle }: { item: ImportView; isOpen: boolean; toggle: () => void }): ReactNode {
  const { say, date, count, language } = useVoice();
  const company = useCompany();
  const change = useChange(item.id);
  return (
    <>
      <tr className={isOpen ? 'open' : undefined}>
        <th scope="row" className="file-name"><Link href={`/${language}/cockpit/${company.id}/imports/${item.id}`}>{item.fileName}</Link><br /><span className="quiet">{say(`kind.${item.kind}`)}</span><span className="narrow-only quiet">{say('imports.rowCount', { count: item.counts.total, shown: count(item.counts.total) })}</span></th>
        <td className="wide-only nowrap">{date(item.createdAt, 'short-instant')}</td>
        <td className="wide-only end">{count(item.counts.total)}</td>
        <td className="file-state"><ImportStateMark item={item} />{item.state === 'failed' ? <span className="quiet">{item.reason?.problem}</span> : <CountsBar counts={item.counts} isSmall />}</td>
        <td className="end">
          {item.state === 'done' ? <button className="tool" aria-expanded={isOpen} onClick={toggle}>{say('undo.open')}<span className="sr"> {item.fileName}</span></button> : null}
          {item.state === 'undone' ? <button className="tool" disabled={change.isPending} onClick={() => change.mutate('restore')}>{change.isPending ? say('undo.restoring') : say('undo.restore')}<span className="sr"> {item.fileName}</span></button> : null}
          {item.state === 'preview' ? <Link className="tool" href={`/${language}/cockpit/${company.id}/imports/${item.id}`}>{say('imports.goOn')}</Link> : null}
        </td>
      </tr>
      {isOpen ? <UndoRow item={item} close={toggle} /> : null}
    </>
  );
}

export function ImportStateMark({ item }: { item: ImportView }): ReactNode {
  const { say, count } = useVoice();
  const { state, counts } = item;
  const toMend = counts.rejected - item.mended;
  const look = state === 'done' ? (toMend > 0 ? 'care' : 'good') : state === 'failed' ? 'bad' : state === 'running' || state === 'queued' ? 'run' : 'hold';
  return <span className={`st ${look}`}>{say('imports.stateName', { state, rejected: toMend, shown: count(toMend), waiting: counts.waiting, waitingShown: count(counts.waiting) })}</span>;
}
