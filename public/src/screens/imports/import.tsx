// One file: what was found in it, what would happen, and after loading, what did.
import type { ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { formatBytes } from '../../../../services/kernel/format/figures.ts';
import { periodsOf } from '../../../../services/kernel/period.ts';
import { readFromTheTop } from '../../parts/from-the-top.ts';
import { ErrorWords, PageState } from '../../parts/page-state.tsx';
import { useCompany, useDocumentTitle } from '../../shell/company.ts';
import type { ImportView } from '../../shell/interface.ts';
import { LiveMark } from '../../shell/live.tsx';
import { useVoice } from '../../shell/words.tsx';
import { ColumnTable } from './column-table.tsx';
import { CountsBar } from './counts-bar.tsx';
import { DropZone, useBringing } from './drop-zone.tsx';
import { ImportStateMark } from './imports.tsx';
import { useChange, useDiscard, useImport } from './imports.queries.ts';
import { KindLine } from './kind-line.tsx';
import { Mend } from './mend.tsx';
import { ProblemTable } from './problem-table.tsx';
import { useReading } from './read-as.tsx';

export default function Import({ id }: { id: string }): ReactNode {
  const { say } = useVoice();
  const company = useCompany();
  const answer = useImport(id);
  useDocumentTitle(`${answer.data?.fileName ?? say('imports.name')} · ${company.name}`);
  if (answer.isError) return <div className="page"><PageState title={say('import.failed')} error={answer.error} retry={() => void answer.refetch()} /></div>;
  if (!answer.data) return <div className="page waiting" role="status"><span className="sr">{say('imports.loading')}</span><span className="outline outline-title" /></div>;
  return <><Steps view={answer.data} /><Checked view={answer.data} /></>;
}

function Steps({ view }: { view: ImportView }): ReactNode {
  const { say, language } = useVoice();
  const company = useCompany();
  const at = view.state === 'preview' ? 2 : 3;
  const step = (number: number, words: string, isDone: boolean): ReactNode => (
    <span {...(number === at ? { 'aria-current': 'step' as const } : {})}><span className="step" aria-hidden="true">{isDone ? <svg width="10" height="8" viewBox="0 0 10 8"><path className="tick" d="M1 4l2.5 3L9 1" /></svg> : number}</span>{words}</span>
  );
  return (
    <div className="bar-top">
      <Link className="link" href={`/${language}/cockpit/${company.id}/imports`}>{say('import.all')}</Link>
      <div className="seg">{step(1, say('import.step.file'), true)}{step(2, say('import.step.check'), at > 2)}{step(3, say('import.step.load'), false)}</div>
      <div className="push"><LiveMark /></div>
    </div>
  );
}

/** Past sessions of which no row says whether they were held are in no figure: most likely a column was not recognised. */
function saysNothingOfHeld({ sample }: ImportView): boolean {
  return sample.length > 0 && sample.every(({ status }) => status === 'unreported');
}

const delimiterNames: Readonly<Record<string, string>> = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' };

function Checked({ view }: { view: ImportView }): ReactNode {
  const { say, language, count } = useVoice();
  const bringing = useBringing();
  const reading = useReading(view);
  const encoding = view.encoding?.toUpperCase() ?? '';
  const columns = view.columns.length > 0 ? <ColumnTable view={view} reading={reading} /> : null;
  return (
    <div className="page">
      <p className="small muted">{say('import.form', { size: formatBytes(view.bytes, language), encoding, delimiter: delimiterNames[view.delimiter ?? ''] ?? 'none' })}</p>
      <h1>{view.fileName}</h1>
      <KindLine view={view} />
      <div className="cols">
        <div>
          <Totals view={view} />
          {view.state === 'failed' && view.reason ? <Failed reason={view.reason} /> : null}
          {view.state === 'preview' && saysNothingOfHeld(view) ? <div className="problem" role="note"><p><strong>{say('import.notHeld')}</strong></p><p>{say('import.notHeldHow')}</p></div> : null}
          {/* How it is read comes first while that can still be changed: it may be the cause of what cannot be read. */}
          {view.state === 'preview' ? columns : null}
          {view.problems.length > 0 ? <ProblemTable view={view} /> : null}
          {view.counts.rejected > 0 && (view.state === 'done' || (view.state === 'preview' && loadable(view) === 0)) ? <Mend view={view} key={view.id} /> : null}
          {view.state === 'preview' ? null : columns}
          {view.state === 'preview' ? <Load view={view} /> : <After view={view} />}
        </div>
        <aside className="notes" aria-label={say('notes.name')}>
          <div className="note"><h3>{say('import.once')}</h3><p>{say('imports.twiceHow')}</p></div>
          {view.scale ? <div className="note"><h3>{say('import.ratings')}<span>{say('import.wholeFile')}</span></h3><p>{say('import.ratingsHow', { low: count(view.scale.low), high: count(view.scale.high) })}</p></div> : null}
          <div className="note"><h3>{say('import.hash')}</h3><p><code className="hash">{view.sha256}</code></p></div>
          <div className="note"><h3>{say('imports.another')}</h3><DropZone bringing={bringing} /></div>
        </aside>
      </div>
    </div>
  );
}

function Totals({ view }: { view: ImportView }): ReactNode {
  const { say, count } = useVoice();
  const { total, created, updated, unchanged, rejected } = view.counts;
  const values = { total, created, updated, unchanged, rejected, totalShown: count(total), createdShown: count(created), updatedShown: count(updated), unchangedShown: count(unchanged), rejectedShown: count(rejected) };
  const isLoading = view.state === 'queued' || view.state === 'running';
  return (
    <div className="totals" aria-live="polite">
      {view.state === 'failed' ? null : <p className="lede">{isLoading ? say('import.progress', { done: count(total), doneCount: total }) : say(view.state === 'preview' ? 'import.checked' : view.state === 'undone' ? 'import.undone' : 'import.loaded', values)}</p>}
      <CountsBar counts={view.counts} />
      {isLoading ? <p className="small muted">{say('import.goesOn')}</p> : null}
    </div>
  );
}

function Failed({ reason }: { reason: { line: number; problem: string; remedy: string } }): ReactNode {
  const { say, count } = useVoice();
  return (
    <section className="block" role="alert">
      <div className="block-head"><h2>{say('import.unreadable')}</h2></div>
      <p><span className="st bad">{say('import.atLine', { line: count(reason.line) })}</span> {reason.problem}</p>
      <p className="muted">{reason.remedy} {say('import.nothingKept')}</p>
    </section>
  );
}

function loadable({ counts }: ImportView): number {
  return counts.created + counts.updated + counts.unchanged + counts.waiting;
}

function Load({ view }: { view: ImportView }): ReactNode {
  const { say, count, language } = useVoice();
  const company = useCompany();
  const [, go] = useLocation();
  const load = useChange(view.id);
  const discard = useDiscard(view.id, () => go(`/${language}/cockpit/${company.id}/imports`));
  const rows = loadable(view);
  return (
    <div className="task-foot">
      <div className="actions">
        <button className="btn main" data-load disabled={rows === 0 || load.isPending} onClick={() => load.mutate('commit', { onSuccess: readFromTheTop })}>{load.isPending ? say('import.beginning') : say('import.load', { count: rows, shown: count(rows) })}</button>
        <button className="btn plain" disabled={discard.isPending} onClick={() => discard.mutate()}>{say('import.discard')}</button>
      </div>
      <p className="small muted">{rows === 0 ? say('import.nothingToLoad') : say('import.undoable')}</p>
      {load.isError || discard.isError ? <div role="alert"><ErrorWords error={load.error ?? discard.error} /></div> : null}
    </div>
  );
}

/** The quarter of the first rows: a page of another period would show nothing of the file. */
function quarterIn({ sample }: ImportView): string {
  const day = sample.flatMap((row) => Object.values(row)).find((value) => typeof value === 'string' && /^\d{4}-\d\d-\d\d(T|$)/.test(value));
  return typeof day === 'string' ? `?period=${periodsOf(day.slice(0, 10))[1]}` : '';
}

function After({ view }: { view: ImportView }): ReactNode {
  const { say, language, date } = useVoice();
  const company = useCompany();
  const base = `/${language}/cockpit/${company.id}`;
  return (
    <div className="task-foot">
      <div className="actions">
        {view.state === 'done' ? <Link className="btn main" href={`${base}/overview${quarterIn(view)}`}>{say('import.see')}</Link> : null}
        <Link className="btn" href={`${base}/imports`}>{say('import.all')}</Link>
      </div>
      <p className="small muted"><ImportStateMark item={view} /> {view.finishedAt ? date(view.finishedAt, 'instant') : ''}</p>
    </div>
  );
}
