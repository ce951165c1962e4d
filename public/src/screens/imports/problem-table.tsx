// Rows that cannot be read, grouped by cause: how many, where first, the value, and what would mend it.
import type { ReactNode } from 'react';
import { address, ofCompany, type ImportView, type RowProblem } from '../../shell/interface.ts';
import { useCompany } from '../../shell/company.ts';
import { useVoice } from '../../shell/words.tsx';

export function ProblemTable({ view }: { view: ImportView }): ReactNode {
  const { say, count } = useVoice();
  const company = useCompany();
  const { rejected, total } = view.counts;
  const whole = total - rejected;
  return (
    <section className="block">
      <div className="block-head">
        <div><h2>{say('problems.title', { rejected, shown: count(rejected), reasons: view.problems.length, reasonsShown: count(view.problems.length) })}</h2><p>{say('problems.how', { count: whole, shown: count(whole) })}</p></div>
        {rejected > 0 ? <div className="tools"><a className="tool" href={address(ofCompany(company.id, `imports/${view.id}/errors.csv`))} download={`${view.fileName}-errors.csv`}>{say('problems.csv', { count: rejected, shown: count(rejected) })}</a></div> : null}
      </div>
      <table className="tbl problems">
        <thead><tr><th scope="col">{say('problems.problem')}</th><th scope="col" className="end">{say('imports.rows')}</th><th scope="col">{say('problems.first')}</th><th scope="col" className="wide-only">{say('problems.value')}</th><th scope="col" className="wide-only">{say('problems.remedy')}</th></tr></thead>
        <tbody>{view.problems.map((problem) => <Row problem={problem} key={`${problem.problem} ${problem.column}`} />)}</tbody>
      </table>
    </section>
  );
}

function Row({ problem: { problem, column, count: rows, firstLine, value } }: { problem: RowProblem }): ReactNode {
  const { say, count, has } = useVoice();
  const name = `problem.${problem}`;
  const remedy = `remedy.${problem}`;
  // What is missing has no value to keep back, whoever it would have named.
  const found = problem === 'required' || value === '' ? <span className="quiet">{say('problems.empty')}</span> : value === null ? <span className="quiet">{say('columns.personal')}</span> : <code className="wrong">{value}</code>;
  return (
    <tr>
      <th scope="row">{has(name) ? say(name, { column }) : problem}{column === '' ? null : <><br /><code className="quiet">{column}</code></>}<span className="narrow-only">{found}</span><span className="narrow-only quiet">{has(remedy) ? say(remedy) : ''}</span></th>
      <td className="end">{count(rows)}</td>
      <td className="nowrap">{say('walk.line', { line: count(firstLine) })}</td>
      <td className="wide-only">{found}</td>
      <td className="wide-only muted">{has(remedy) ? say(remedy) : ''}</td>
    </tr>
  );
}
