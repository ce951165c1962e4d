// The walk: from a number along the thread to the line of the file it came from. A native dialog: Esc closes it and focus returns.
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { formatNumber } from '../../../../services/kernel/format/figures.ts';
import { ErrorWords } from '../../parts/page-state.tsx';
import { useQuestion, useWalks } from '../../parts/walkable.tsx';
import type { Lineage } from '../../shell/interface.ts';
import { useVoice } from '../../shell/words.tsx';
import { StateMark } from '../overview/trend.tsx';
import { Agreement } from './agreement.tsx';
import { Card } from './card.tsx';
import { Rows } from './rows.tsx';
import { Door, SroiNumber, SroiStops } from './sroi.tsx';
import { Tie } from './tie.tsx';
import { VisNumber, VisStops } from './vis.tsx';
import { useLineage } from './walk.queries.ts';

export default function Walk({ id }: { id: string }): ReactNode {
  const { say } = useVoice();
  const { close, from } = useWalks();
  const dialog = useRef<HTMLDialogElement>(null);
  const lineage = useLineage(id);
  useEffect(() => {
    const opener = from.current;
    dialog.current?.showModal();
    // What stands in it now is replaced when the walk has come: the drawer itself keeps the focus.
    dialog.current?.focus();
    return () => opener?.focus({ preventScroll: true });
  }, [from]);
  return (
    <dialog className="drawer" ref={dialog} tabIndex={-1} aria-label={say('walk.name')} onClose={close} onClick={(event) => { if (event.target === dialog.current) dialog.current.close(); }}>
      <Tie dialog={dialog} />
      {lineage.data ? <Stops lineage={lineage.data} shut={() => dialog.current?.close()} />
        : <header><h2>{say('walk.name')}</h2><Close shut={() => dialog.current?.close()} />{lineage.isError ? <div role="alert"><ErrorWords error={lineage.error} /></div> : <p className="waiting" role="status">{say('walk.loading')}</p>}</header>}
    </dialog>
  );
}

function Close({ shut }: { shut: () => void }): ReactNode {
  const { say } = useVoice();
  return <button className="close" aria-label={say('walk.close')} onClick={shut}>×</button>;
}

function Stops({ lineage, shut }: { lineage: Lineage; shut: () => void }): ReactNode {
  const voice = useVoice();
  const { say } = voice;
  const { metric, evidence, composite } = lineage;
  const question = useQuestion(metric);
  const { back } = useWalks();
  return (
    <>
      <header>
        <h2>{question}</h2><Close shut={shut} />
        {back ? <p><button className="link" onClick={back}>{say('walk.back')}</button></p> : null}
        <p>{say('walk.of', { metric: say(`metric.${metric.metric}`), programme: metric.programme, period: voice.period(metric.period) })}<StateMark state={metric.state} /></p>
      </header>
      <div className="walk">
        <Figure lineage={lineage} />
        {composite?.kind === 'sroi' ? <SroiStops lineage={lineage} composite={composite} /> : composite ? <VisStops lineage={lineage} composite={composite} /> : <><Formula lineage={lineage} /><Inputs lineage={lineage} /></>}
        {evidence.length > 0 ? <Evidence evidence={evidence} /> : null}
        {lineage.formula.recompute.op === 'composite' ? null : <Rows lineage={lineage} />}
        <Card metric={metric} />
      </div>
      <footer><CopyLink /><button className="btn plain" onClick={shut}>{say('walk.done')}</button></footer>
    </>
  );
}

function Formula({ lineage: { formula } }: { lineage: Lineage }): ReactNode {
  const voice = useVoice();
  return (
    <section className="stop">
      <h3><span>{voice.say('walk.formula')}</span><span>{voice.say('walk.version', { metric: formula.id, version: formula.version })}</span></h3>
      <p className="formula">{voice.has(`formula.${formula.id}`) ? voice.say(`formula.${formula.id}` as 'formula.participants') : formula.text}</p>
    </section>
  );
}

function Figure({ lineage }: { lineage: Lineage }): ReactNode {
  const voice = useVoice();
  const { say } = voice;
  const { metric, composite } = lineage;
  const unit = voice.unitOf(metric);
  return (
    <section className="stop">
      <h3><span>{say('walk.number')}</span>{metric.computedAt ? <span>{say('walk.computed', { when: voice.date(metric.computedAt, 'instant') })}</span> : null}</h3>
      {composite?.kind === 'sroi' ? <SroiNumber lineage={lineage} composite={composite} /> : composite ? <VisNumber lineage={lineage} composite={composite} />
        : metric.value === null ? <p className="words">{say(`state.${metric.state}`)}</p> : <p className="big">{unit === 'money' ? voice.money(metric.value, metric.unit) : voice.exact(metric.value, unit)}<small>{say('figures.unit', { unit })}</small></p>}
      {metric.reason && voice.has(`reason.${metric.reason}`) ? <p className="small muted">{voice.say(`reason.${metric.reason}` as 'reason.too_few')}</p> : null}
      {lineage.sources && metric.value !== null && !composite ? <Agreement lineage={lineage} /> : null}
      {!composite && metric.low !== null && metric.high !== null ? <p className="small muted">{say('figures.interval', { low: voice.figure(metric.low, unit), high: voice.figure(metric.high, unit) })}</p> : null}
    </section>
  );
}

function Inputs({ lineage }: { lineage: Lineage }): ReactNode {
  const voice = useVoice();
  const { say } = voice;
  return (
    <section className="stop">
      <h3><span>{say('walk.inputs')}</span></h3>
      {lineage.inputs.length === 0 ? <p className="small muted">{say('walk.noInputs')}</p> : (
        <table className="tbl led">
          <thead><tr><th scope="col">{say('walk.input')}</th><th scope="col" className="end">{say('walk.value')}</th></tr></thead>
          <tbody>
            {lineage.inputs.map(({ name, value }) => (
              <tr key={name}><th scope="row"><Door lineage={lineage} name={name}>{voice.has(`input.${name}`) ? voice.say(`input.${name}` as 'input.sessions') : voice.has(`metric.${name}`) ? voice.say(`metric.${name}` as 'metric.participants') : name}</Door></th><td className="end">{formatNumber(value, voice.language, { most: 4 })}</td></tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Evidence({ evidence }: { evidence: Lineage['evidence'] }): ReactNode {
  const { say, count } = useVoice();
  const [isAll, setAll] = useState(false);
  const readable = evidence.filter(({ text }) => text !== null);
  const shown = isAll ? readable : readable.slice(0, 3);
  return (
    <section className="stop">
      <h3><span>{say('walk.evidence')}</span><span>{say('walk.texts', { count: evidence.length, shown: count(evidence.length) })}</span></h3>
      {readable.length === 0 ? <p className="quote hidden-text">{say('walk.textsHidden')}</p> : null}
      {shown.map(({ id, text }) => <blockquote className="quote" key={id}>{text}</blockquote>)}
      {readable.length > shown.length ? <p className="more"><button className="link" onClick={() => setAll(true)}>{say('walk.allTexts', { count: readable.length, shown: count(readable.length) })}</button></p> : null}
    </section>
  );
}

function CopyLink(): ReactNode {
  const { say } = useVoice();
  const [isCopied, setCopied] = useState(false);
  const copy = (): void => { void navigator.clipboard.writeText(location.href).then(() => setCopied(true), () => setCopied(false)); };
  return <button className="btn" onClick={copy}><span aria-live="polite">{isCopied ? say('walk.copied') : say('walk.copy')}</span></button>;
}
