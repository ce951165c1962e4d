// A price with where it comes from: its amount in place, and the rest of it in a row that opens under it.
import { useId, useState, type ReactNode } from 'react';
import { GradeMark } from '../../parts/grade-mark.tsx';
import { grades, type Grade, type Price } from '../../shell/interface.ts';
import { useVoice } from '../../shell/words.tsx';

interface Row { name: ReactNode; price: Price; known: Price | undefined; set: (price: Price) => void; cells: ReactNode; remove?: (() => void) | undefined; label: string }

export function PriceTable({ first, rows, heads = null }: { first: string; rows: (Row & { key: string })[]; heads?: ReactNode }): ReactNode {
  const { say } = useVoice();
  return (
    <table className="tbl vm">
      <thead><tr><th scope="col">{first}</th><th scope="col" className="end">{say('map.amount')}</th><th scope="col" className="wide-only">{say('map.priceYear')}</th><th scope="col" className="wide-only">{say('map.sourceAndLicence')}</th><th scope="col">{say('map.grade')}</th>{heads}</tr></thead>
      <tbody>{rows.map(({ key, ...row }) => <PriceRow {...row} key={key} />)}</tbody>
    </table>
  );
}

function PriceRow({ name, price, known, set, cells, remove, label }: Row): ReactNode {
  const voice = useVoice();
  const { say } = voice;
  const [isOpen, setOpen] = useState(false);
  const amount = amountOf(price);
  const before = known && amountOf(known);
  return (
    <>
      <tr>
        <th scope="row">{name}<button type="button" className="tool" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>{isOpen ? say('map.close') : say('map.change')}<span className="sr"> {label}</span></button></th>
        <td className="end"><span className="money">
          <Amount value={amount} changed={before !== amount || known?.currency !== price.currency} label={`${label}, ${say('map.amount')}, ${price.currency}`} set={(next) => set({ ...price, amountMinor: Math.round(next * 10 ** decimalsOf(price.currency)) })} />
          <span className="was">{before !== undefined && before !== amount ? <s>{voice.number(before, { most: 2 })}</s> : null} {price.currency}</span>
        </span></td>
        <td className="wide-only nowrap">{price.priceYear}<small>{price.validTo === null ? say('map.open') : say('map.until', { date: voice.date(price.validTo, 'short-day') + ' ' + price.validTo.slice(0, 4) })}</small></td>
        <td className="wide-only"><p>{price.source}</p><small>{price.licence}</small></td>
        <td><GradeMark grade={price.grade} /></td>
        {cells}
      </tr>
      {isOpen ? <tr className="inset"><td colSpan={8}><Fields price={price} set={set} remove={remove} /></td></tr> : null}
    </>
  );
}

function Fields({ price, set, remove }: { price: Price; set: (price: Price) => void; remove: (() => void) | undefined }): ReactNode {
  const { say } = useVoice();
  const id = useId();
  const field = (name: string, words: string, control: ReactNode, isLong = false): ReactNode => <div className={`field${isLong ? ' long' : ''}`}><label htmlFor={`${id}-${name}`}>{words}</label>{control}</div>;
  return (
    <div className="price-fields">
      {field('source', say('map.source'), <input className="in" id={`${id}-source`} required maxLength={500} value={price.source} onChange={(event) => set({ ...price, source: event.target.value })} />, true)}
      {field('licence', say('map.licence'), <input className="in" id={`${id}-licence`} required maxLength={500} value={price.licence} onChange={(event) => set({ ...price, licence: event.target.value })} />, true)}
      {field('currency', say('map.currency'), <select className="in" id={`${id}-currency`} value={price.currency} onChange={(event) => set({ ...price, currency: event.target.value, amountMinor: Math.round(amountOf(price) * 10 ** decimalsOf(event.target.value)) })}>{currencies(price.currency).map((code) => <option key={code}>{code}</option>)}</select>)}
      {field('year', say('map.priceYear'), <input className="in" id={`${id}-year`} type="number" min={1990} max={2100} value={price.priceYear} onChange={(event) => set({ ...price, priceYear: event.target.valueAsNumber || price.priceYear })} />)}
      {field('from', say('map.from'), <input className="in" id={`${id}-from`} type="date" value={price.validFrom ?? ''} onChange={(event) => set({ ...price, validFrom: event.target.value || null })} />)}
      {field('to', say('map.to'), <input className="in" id={`${id}-to`} type="date" value={price.validTo ?? ''} onChange={(event) => set({ ...price, validTo: event.target.value || null })} />)}
      {field('grade', say('map.grade'), <GradeSelect id={`${id}-grade`} value={price.grade} set={(grade) => set({ ...price, grade })} />, true)}
      {remove ? <div className="field"><button type="button" className="btn bad" onClick={remove}>{say('map.remove')}</button></div> : null}
    </div>
  );
}

export function GradeSelect({ id, value, set }: { id: string; value: Grade; set: (grade: Grade) => void }): ReactNode {
  const { say } = useVoice();
  return <select className="in" id={id} value={value} onChange={(event) => { const next = grades.find((one) => one === event.target.value); if (next) set(next); }}>{grades.toReversed().map((grade) => <option value={grade} key={grade}>{say(`grade.${grade}`)}, {say('map.gradeMeans', { grade })}</option>)}</select>;
}

/** A number that is typed: what cannot be read yet stays as it stands until it can. */
export function Amount({ value, changed, label, set, digits = 2, id }: { value: number; changed: boolean; label?: string; set: (value: number) => void; digits?: number; id?: string }): ReactNode {
  const { number } = useVoice();
  const [typed, setTyped] = useState<string | null>(null);
  // No groups of thousands: what is shown must be readable again.
  const shown = typed ?? String(Math.round(value * 10 ** digits) / 10 ** digits).replace('.', number(0.5).slice(1, 2));
  const read = (text: string): number | null => { const found = Number(text.replaceAll(/[\s ]/g, '').replace(',', '.')); return text.trim() !== '' && Number.isFinite(found) && found >= 0 ? found : null; };
  return (
    <input className={`in num${changed ? ' changed' : ''}`} inputMode="decimal" {...(id === undefined ? { 'aria-label': label } : { id })} aria-invalid={read(shown) === null} value={shown}
      onChange={(event) => { setTyped(event.target.value); const found = read(event.target.value); if (found !== null) set(found); }} onBlur={() => setTyped(null)} />
  );
}

export function decimalsOf(currency: string): number {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

export function currencies(current: string): string[] {
  return [...new Set([...Intl.supportedValuesOf('currency'), current])].sort();
}

function amountOf({ amountMinor, currency }: Price): number {
  return amountMinor / 10 ** decimalsOf(currency);
}
