// What the list can be narrowed by, each with how many would be left; one choice of each kind, taken back by choosing it again.
import { useState, type ReactNode } from 'react';
import { dimensions, languages, programmes } from '../../../../channels/vocabulary.ts';
import type { EvidencePage } from '../../shell/interface.ts';
import { useVoice } from '../../shell/words.tsx';
import type { Chosen, Narrowing } from './evidence.queries.ts';
import { Held } from './held.tsx';

type AllFacets = EvidencePage['facets'];
interface Props { chosen: Chosen; choose: (name: Narrowing, value: string) => void; facets: AllFacets | undefined; held: EvidencePage['withheld'] | undefined }

export function Facets({ chosen, choose, facets, held }: Props): ReactNode {
  const { say } = useVoice();
  const [isOpen, setOpen] = useState(false);
  return (
    <div className="facets" role="group" aria-label={say('evidence.narrow')} {...(isOpen ? { 'data-open': '' } : {})}>
      <button className="btn narrow-only" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>{say('evidence.narrow')}</button>
      <div className="facet-list">
        <Facet name="dimension" title={say('evidence.dimension')} values={dimensions} words={(value) => say(`dimension.${value}`)} counts={facets?.dimension} chosen={chosen.dimension} choose={choose} />
        <Scores chosen={chosen} choose={choose} bands={facets?.score ?? []} />
        <Facet name="language" title={say('evidence.language')} values={languages} words={(value) => say('evidence.languageName', { language: value })} counts={facets?.language} chosen={chosen.language} choose={choose} />
        <Facet name="programme" title={say('evidence.programme')} values={programmes} words={(value) => say('filter.programmeName', { programme: value })} counts={facets?.programme} chosen={chosen.programme} choose={choose} />
        {held ? <Held held={held} className="micro quiet held" /> : null}
      </div>
    </div>
  );
}

interface FacetProps<T extends string> { name: Narrowing; title: string; values: readonly T[]; words: (value: T) => string; counts: { value: T; count: number }[] | undefined; chosen: T | undefined; choose: Props['choose'] }

function Facet<T extends string>({ name, title, values, words, counts, chosen, choose }: FacetProps<T>): ReactNode {
  const { count } = useVoice();
  return (
    <div className="facet" role="group" aria-labelledby={`facet-${name}`}>
      <h2 id={`facet-${name}`}>{title}</h2>
      <ul>
        {values.map((value) => (
          <li key={value}>
            <button className="facet-choice" aria-pressed={chosen === value} data-facet={`${name} ${value}`} onClick={() => choose(name, chosen === value ? '' : value)}>
              <span>{words(value)}</span><span className="facet-count">{counts ? count(counts.find((one) => one.value === value)?.count ?? 0) : ''}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

const [width, height, bar] = [176, 44, 15];

function Scores({ chosen: { minScore, maxScore }, choose, bands }: { chosen: Chosen; choose: Props['choose']; bands: AllFacets['score'] }): ReactNode {
  const { say, count, figure } = useVoice();
  const most = Math.max(1, ...bands.map((band) => band.count));
  const [least, greatest] = [Number(minScore ?? 0), Number(maxScore ?? 1)];
  const tenths = Array.from({ length: 11 }, (_, index) => index / 10);
  const told = bands.map(({ from, to, count: number }) => say('evidence.band', { from: figure(from, 'score'), to: figure(to, 'score'), count: count(number) })).join('; ');
  const pick = (name: 'minScore' | 'maxScore', at: number, none: string, words: string, label: string, fits: (tenth: number) => boolean): ReactNode => (
    <label className="pick">{words}<select name={name} aria-label={label} value={String(at)} onChange={(event) => choose(name, event.target.value === none ? '' : event.target.value)}>
      {tenths.filter(fits).map((tenth) => <option value={String(tenth)} key={tenth}>{figure(tenth, 'score')}</option>)}
    </select></label>
  );
  return (
    <div className="facet" role="group" aria-labelledby="facet-score">
      <h2 id="facet-score">{say('evidence.score')}</h2>
      <svg viewBox={`0 0 ${width} ${height + 1}`} width={width} height={height + 1} role="img" aria-label={say('evidence.scores', { bands: told })}>
        {bands.map(({ from, to, count: number }) => {
          const tall = (number / most) * height;
          return <rect className={from >= least && to <= greatest ? 'bar' : 'bar out'} key={from} x={Math.round(from * 10) * (width / 10)} y={height - tall} width={bar} height={tall} />;
        })}
        <line className="axis" x1="0" x2={width} y1={height + 0.5} y2={height + 0.5} />
      </svg>
      <p className="score-range">{pick('minScore', least, '0', say('evidence.least'), say('evidence.leastOf'), (tenth) => tenth < greatest)}{pick('maxScore', greatest, '1', say('evidence.most'), say('evidence.mostOf'), (tenth) => tenth > least)}</p>
    </div>
  );
}
