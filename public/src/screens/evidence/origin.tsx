// Where one sentence came from, which figures rest on it, each the beginning of a walk, and its citation to be taken along.
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { ErrorWords } from '../../parts/page-state.tsx';
import { Copy } from '../../parts/shown-once.tsx';
import { useWalks } from '../../parts/walkable.tsx';
import { useCompany } from '../../shell/company.ts';
import { Refusal, type EvidenceView, type RestingFigure } from '../../shell/interface.ts';
import { mayImport } from '../../shell/session.ts';
import { useVoice } from '../../shell/words.tsx';
import { Alike } from './alike.tsx';
import { useSnippet } from './evidence.queries.ts';
import { citedFigure, nameOf, unsureBelow } from './said.ts';

export function Origin({ id, period }: { id: string; period: string | undefined }): ReactNode {
  const { say, figure } = useVoice();
  const snippet = useSnippet(id);
  if (snippet.error) {
    const isGone = snippet.error instanceof Refusal && (snippet.error.status === 404 || snippet.error.status === 422);
    return <div role="alert"><h2>{say(isGone ? 'evidence.goneTitle' : 'evidence.failed')}</h2>{isGone ? <p>{say('evidence.gone')}</p> : <><ErrorWords error={snippet.error} /><button className="btn" onClick={() => void snippet.refetch()}>{say('error.again')}</button></>}</div>;
  }
  if (!snippet.data) return <p className="waiting" role="status">{say('evidence.loading')}</p>;
  const { dimension, score, confidence, model, language } = snippet.data;
  return (
    <div data-origin={id}>
      <h2>{say(`dimension.${dimension}`)} {figure(score, 'score')}</h2>
      <p>{say('evidence.readBy', { id: nameOf(id), language, model, confidence: figure(confidence, 'score') })}</p>
      {confidence < unsureBelow ? <p><span className="st care">{say('evidence.unsureWhy', { confidence: figure(confidence, 'score') })}</span></p> : null}
      <Words view={snippet.data} />
      <Source view={snippet.data} />
      <h3>{say('evidence.rests')}</h3>
      <Resting view={snippet.data} />
      <Csrd view={snippet.data} period={period} />
      <Alike id={id} />
    </div>
  );
}

const [width, tall] = [96, 8];

/** Word by word to the score: bars to the right raised it, bars to the left lowered it. */
function Words({ view: { why, score, language } }: { view: EvidenceView }): ReactNode {
  const { say, figure, difference } = useVoice();
  if (!why) return <p>{say('evidence.noWhy')}</p>;
  const most = Math.max(0.01, Math.abs(why.rest), ...why.words.map(({ weight }) => Math.abs(weight)));
  const drawing = (weight: number): ReactNode => {
    const long = (Math.abs(weight) / most) * (width / 2);
    return <svg width={width} height="12" aria-hidden="true"><line className="axis" x1={width / 2} x2={width / 2} y1="0" y2="12" /><rect className={weight < 0 ? 'lowers' : 'raises'} x={weight < 0 ? width / 2 - long : width / 2} y="2" width={long} height={tall} /></svg>;
  };
  return (
    <table className="why-words">
      <caption className="sr">{say('evidence.whyWords')}</caption>
      <tbody>
        {why.words.map(({ token, weight }) => <tr key={token}><th scope="row" lang={language === 'no' ? 'nb' : language}>{token}</th><td>{drawing(weight)}</td><td className="end">{difference(weight, 'score')}</td></tr>)}
        <tr><th scope="row">{say('evidence.otherWords')}</th><td>{drawing(why.rest)}</td><td className="end">{difference(why.rest, 'score')}</td></tr>
      </tbody>
      <tfoot><tr><th scope="row" colSpan={2}>{say('evidence.madeScore')}</th><td className="end">{figure(score, 'score')}</td></tr></tfoot>
    </table>
  );
}

function Source({ view: { source, citation } }: { view: EvidenceView }): ReactNode {
  const { say, weave, count, language } = useVoice();
  const company = useCompany();
  const { sha256 } = citation;
  const line = source.file !== null && source.line !== null ? say('evidence.ofFile', { file: source.file, line: count(source.line) }) : null;
  return (
    <>
      <h3>{say('evidence.origin')}</h3>
      {line ? <p>{mayImport(company.role) ? <Link className="n" href={`/${language}/cockpit/${company.id}/imports/${source.importId}`}>{line}</Link> : line}</p> : null}
      {source.webhookId ? <p>{weave('evidence.byWebhook', { id: () => <code key="id">{source.webhookId}</code> })}</p> : null}
      <p>{weave('evidence.row', { table: source.table, key: () => <code key="key">{source.key}</code>, hash: () => <code key="hash" title={sha256}>{`${sha256.slice(0, 4)} … ${sha256.slice(-4)}`}</code> })}</p>
    </>
  );
}

/** The mean of the dimension in each period that the day falls into, of its programme and of all. */
function Resting({ view: { dimension, figures } }: { view: EvidenceView }): ReactNode {
  const { say, period } = useVoice();
  const scopes = [...new Set(figures.map(({ programme }) => programme))];
  return (
    <table className="tbl led resting">
      <caption className="sr">{say(`dimension.${dimension}`)}</caption>
      <thead><tr><th scope="col">{say('filter.period')}</th>{scopes.map((programme) => <th scope="col" className="end" key={programme}>{say('filter.programmeName', { programme })}</th>)}</tr></thead>
      <tbody>
        {[...Map.groupBy(figures, (figure) => figure.period)].map(([of, alike]) => (
          <tr key={of}><th scope="row">{period(of, 'short')}</th>{scopes.map((programme) => <td className="end" key={programme}>{alike.filter((figure) => figure.programme === programme).map((figure) => <Walk figure={figure} key={figure.metricId} />)}</td>)}</tr>
        ))}
      </tbody>
    </table>
  );
}

function Walk({ figure: { metric, metricId, period: of, programme, value, n, state } }: { figure: RestingFigure }): ReactNode {
  const { say, period, figure, count } = useVoice();
  const { openId, open } = useWalks();
  const named = say('evidence.figure', { dimension: say(`dimension.${metric}`), period: period(of), programme: say('filter.programmeName', { programme }) });
  return (
    <>
      <button type="button" className="n" data-walk={metricId} title={named} aria-haspopup="dialog" aria-expanded={openId === metricId} onClick={(event) => open(metricId, event.currentTarget)}>{value === null ? say(`state.${state}`) : figure(value, 'score')}</button>
      {value !== null && n !== null ? <span className="micro quiet block-line">{say('walk.texts', { count: n, shown: count(n) })}</span> : null}
    </>
  );
}

/** The words with their citation, as they may stand in a sustainability statement. */
function Csrd({ view, period: asked }: { view: EvidenceView; period: string | undefined }): ReactNode {
  const { say, period, figure, count } = useVoice();
  const cited = citedFigure(view, asked);
  const [quote, said] = [say('evidence.quoted', { text: view.text }), say('evidence.saidBy', { programme: view.programme, month: period(view.occurredAt.slice(0, 7)), id: nameOf(view.id) })];
  const of = cited ? { dimension: say(`dimension.${view.dimension}`), period: period(cited.period) } : null;
  const named = of && cited ? (cited.value === null || cited.n === null ? say('evidence.citedBare', of) : say('evidence.citedFigure', { ...of, value: figure(cited.value, 'score'), n: count(cited.n) })) : '';
  const sources = say('evidence.cited', { metricId: cited?.metricId ?? '', id: view.id, hash: view.citation.sha256 });
  return (
    <>
      <h3>{say('evidence.csrd')}</h3>
      <div className="csrd"><p className="csrd-quote" lang={view.language === 'no' ? 'nb' : view.language}>{quote}</p><p>{said}</p><p>{named}</p><p className="micro">{sources}</p></div>
      <p className="actions"><Copy text={[quote, said, named, sources].join('\n')} words={say('evidence.copy')} look="btn" /></p>
    </>
  );
}
