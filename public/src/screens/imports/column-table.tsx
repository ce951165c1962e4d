// The columns of a file and what each becomes, with a first value where it names nobody.
import type { ReactNode } from 'react';
import type { ImportView } from '../../shell/interface.ts';
import { useVoice } from '../../shell/words.tsx';

export function ColumnTable({ view }: { view: ImportView }): ReactNode {
  const { say, count } = useVoice();
  const found = view.columns.filter(({ column }) => column !== null).length;
  return (
    <section className="block">
      <div className="block-head"><div><h2>{say('columns.title', { found: count(found), foundCount: found, total: view.columns.length, totalShown: count(view.columns.length) })}</h2><p>{say('columns.how')}</p></div></div>
      <table className="tbl columns">
        <thead><tr><th scope="col">{say('columns.file')}</th><th scope="col" className="wide-only">{say('columns.first')}</th><th scope="col">{say('columns.becomes')}</th><th scope="col" className="wide-only">{say('columns.check')}</th></tr></thead>
        <tbody>{view.columns.map((match) => <Row view={view} match={match} key={match.header} />)}</tbody>
      </table>
      {view.sample.length > 0 ? <Sample rows={view.sample} /> : null}
    </section>
  );
}

function Row({ view, match: { header, column } }: { view: ImportView; match: ImportView['columns'][number] }): ReactNode {
  const { say, has, count } = useVoice();
  const key = `column.${column ?? ''}`;
  const wrong = view.problems.filter((problem) => problem.column === header || problem.column === column).reduce((sum, problem) => sum + problem.count, 0);
  const name = column === null ? say('columns.none') : has(key) ? say(key) : column;
  const field = (column ?? '').replaceAll(/_(\w)/g, (_match, letter: string) => letter.toUpperCase());
  const first = view.sample[0]?.[field];
  const unreadable = wrong > 0 ? <span className="st bad">{say('columns.wrong', { count: wrong, shown: count(wrong) })}</span> : null;
  return (
    <tr>
      <th scope="row"><code>{header}</code></th>
      <td className="wide-only quiet">{first === undefined ? say('columns.personal') : first === null ? say('problems.empty') : <code>{String(first)}</code>}</td>
      <td className={column === null ? 'quiet' : undefined}>{name}{unreadable ? <span className="narrow-only">{unreadable}</span> : null}</td>
      <td className="wide-only">{unreadable ?? (column === null ? <span className="quiet">{say('columns.kept')}</span> : <span className="st good">{say('columns.fits')}</span>)}</td>
    </tr>
  );
}

function Sample({ rows }: { rows: ImportView['sample'] }): ReactNode {
  const { say, has } = useVoice();
  const fields = Object.keys(rows[0] ?? {});
  const nameOf = (field: string): string => {
    const key = [`field.${field}`, `column.${field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`].find(has);
    return key ? say(key) : field;
  };
  return (
    <details className="sample">
      <summary>{say('columns.sample', { count: Math.min(rows.length, 5) })}</summary>
      <div className="scroll-x" tabIndex={0} role="group" aria-label={say('columns.sampleName')}>
        <table className="tbl led">
          <thead><tr>{fields.map((field) => <th scope="col" key={field}>{nameOf(field)}</th>)}</tr></thead>
          <tbody>{rows.slice(0, 5).map((row, index) => <tr key={index}>{fields.map((field) => <td className="nowrap" key={field}>{row[field] ?? '–'}</td>)}</tr>)}</tbody>
        </table>
      </div>
    </details>
  );
}
