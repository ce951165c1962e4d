// What changed for participants: the finding first, then each outcome's mean, its change with the interval, and in words what that says.
import type { ReactNode } from 'react';
import { dimensions, type Dimension } from '../../../../channels/vocabulary.ts';
import { Whisker } from '../../parts/drawings.tsx';
import { Walkable } from '../../parts/walkable.tsx';
import type { MetricView } from '../../shell/interface.ts';
import { useVoice, type Voice } from '../../shell/words.tsx';
import type { FiguresBy, Told } from './told.ts';

type Verdict = 'rose' | 'fell' | 'unclear' | 'provisional' | 'too_few' | 'not_measurable';
interface Outcome { dimension: Dimension; mean: MetricView; change: MetricView; verdict: Verdict }

const looks: Readonly<Record<Verdict, string>> = { rose: 'good', fell: 'care', unclear: 'hold', provisional: 'care', too_few: 'hold', not_measurable: 'hold' };

export function Outcomes({ told }: { told: Told }): ReactNode {
  const voice = useVoice();
  const { say } = voice;
  const outcomes = outcomesOf(told.of);
  // Before anybody's words have come the margin says so; a table of five gaps would say it five times.
  if (outcomes.every(({ mean, change }) => mean.state === 'not_measurable' && change.state === 'not_measurable')) return null;
  const reach = reachOf(outcomes);
  const ends = { least: voice.figure(-reach, 'change'), most: voice.figure(reach, 'change') };
  return (
    <section className="block outcomes">
      <div className="block-head"><div><h2>{findingOf(outcomes, voice)}</h2><p>{say('outcomes.how')}</p></div></div>
      <table className="tbl led dims">
        <thead><tr>
          <th scope="col">{say('outcomes.dimension')}</th><th scope="col" className="end wide-only">{say('outcomes.mean')}</th><th scope="col">{say('outcomes.drawing')}</th><th scope="col" className="end">{say('ledger.change')}</th>
          <th scope="col" className="end wide-only">{say('ledger.n')}</th><th scope="col" className="wide-only">{say('outcomes.says')}</th>
        </tr></thead>
        <tbody>{outcomes.map((one) => <Row outcome={one} reach={reach} ends={ends} key={one.dimension} />)}</tbody>
      </table>
      <p className="foot">{say('outcomes.scale', ends)}</p>
    </section>
  );
}

function Row({ outcome: { dimension, mean, change, verdict }, reach, ends }: { outcome: Outcome; reach: number; ends: { least: string; most: string } }): ReactNode {
  const voice = useVoice();
  const { say } = voice;
  const { value, low, high, n } = change;
  const says = say('outcomes.verdict', { verdict });
  const drawn = (at: number | null): string => (at === null ? '–' : voice.figure(at, 'change'));
  return (
    <tr>
      <th scope="row">{say(`dimension.${dimension}`)}<span className="narrow-only quiet micro">{says}</span></th>
      <td className="end wide-only">{mean.value === null ? <span className="quiet">–</span> : <Walkable metric={mean}>{voice.figure(mean.value, 'score')}</Walkable>}</td>
      <td className="drawn">{value === null ? null : <Whisker value={value} low={low} high={high} reach={reach} isHollow={verdict === 'unclear' || verdict === 'provisional'} isDashed={verdict === 'provisional'} label={say('outcomes.drawn', { change: drawn(value), low: drawn(low), high: drawn(high), ...ends })} />}</td>
      <td className="end"><Walkable metric={change}>{value === null ? '–' : drawn(value)}</Walkable></td>
      <td className="end wide-only">{n === null || value === null ? '' : voice.count(n)}</td>
      <td className="wide-only"><span className={`st ${looks[verdict]}`}>{says}</span></td>
    </tr>
  );
}

function outcomesOf(of: FiguresBy): Outcome[] {
  return dimensions.flatMap((dimension) => {
    const [mean, change] = [of(dimension), of(`${dimension}_change`)];
    return mean && change ? [{ dimension, mean, change, verdict: verdictOf(mean, change) }] : [];
  });
}

function verdictOf(mean: MetricView, { state, value, low, high }: MetricView): Verdict {
  if (state === 'too_few' || state === 'not_measurable' || value === null) return state === 'too_few' ? 'too_few' : 'not_measurable';
  // A change between scores that the model is unsure of is no surer than they are.
  if (state === 'provisional' || mean.state === 'provisional') return 'provisional';
  return low !== null && low > 0 ? 'rose' : high !== null && high < 0 ? 'fell' : 'unclear';
}

/** The same scale for all: as far as the widest interval reaches, in steps that people read. */
function reachOf(outcomes: readonly Outcome[]): number {
  const widest = Math.max(...outcomes.flatMap(({ change: { value, low, high } }) => [value, low, high].map((at) => Math.abs(at ?? 0))));
  return [0.1, 0.2, 0.3, 0.4, 0.5, 0.6].find((step) => widest <= step) ?? 1;
}

/** In a sentence names are small; the heading begins with a capital by itself. */
function findingOf(outcomes: readonly Outcome[], { say, list, language }: Voice): string {
  const named = (verdict: Verdict): string[] => outcomes.filter((one) => one.verdict === verdict).map(({ dimension }) => say(`dimension.${dimension}`).toLocaleLowerCase(language));
  const [rose, fell, unclear] = [named('rose'), named('fell'), named('unclear')];
  const which = [...(rose.length > 0 ? ['rose'] : []), ...(fell.length > 0 ? ['Fell'] : []), ...(unclear.length > 0 ? ['Unclear'] : [])].join('');
  return say('outcomes.finding', { which: which.slice(0, 1).toLowerCase() + which.slice(1), rose: list(rose), fell: list(fell), unclear: list(unclear) });
}
