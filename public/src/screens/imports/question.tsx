// What only the person can say of a file: which kind it is, and, where its headers are strange to us, which of them are the columns that the kind needs.
import { useState, type ReactNode } from 'react';
import { plainName } from '../../../../services/kernel/format/csv.ts';
import { useVoice } from '../../shell/words.tsx';
import { useColumnName } from './column-name.ts';
import type { Upload } from './imports.queries.ts';
import type { Guess } from './kinds.ts';

/** A header that fits several kinds, or none whole: the person says which it is. */
export function Question({ upload }: { upload: Upload }): ReactNode {
  const { say } = useVoice();
  const [chosen, choose] = useState<Guess | null>(null);
  const { question, file } = upload;
  if (!question || !file) return null;
  const guesses = 'several' in question ? question.several : question.nearest;
  const strange = guesses.length === 1 ? guesses[0] ?? null : chosen;
  return (
    <div className="which" role="alert">
      <p><strong>{say('several' in question ? 'kinds.several' : strange ? 'kinds.strange' : 'kinds.none', { file: file.name, ...(strange ? { kind: say(`kind.${strange.kind}`) } : {}) })}</strong></p>
      {strange ? <Needed guess={strange} headers={question.headers} send={(columns) => upload.sendAs(file, strange.kind, { columns })} /> : (
        <ul>
          {guesses.map((guess) => (
            <li key={guess.kind}>
              <button className="btn" onClick={() => { if (guess.lacks.length > 0) choose(guess); else upload.send(file, guess.kind); }}>{say(`kind.${guess.kind}`)}</button>
              {guess.lacks.length > 0 ? <span className="micro quiet">{say('kinds.lacks', { columns: guess.lacks.join(', ') })}</span> : null}
            </li>
          ))}
        </ul>
      )}
      <button className="link" onClick={upload.forget}>{say('kinds.notThis')}</button>
    </div>
  );
}

/** The columns that the kind needs and that no header names: which header each is. */
function Needed({ guess: { kind, lacks }, headers, send }: { guess: Guess; headers: readonly string[]; send: (columns: { header: string; column: string }[]) => void }): ReactNode {
  const { say } = useVoice();
  const nameOf = useColumnName();
  const [told, setTold] = useState<Readonly<Record<string, string>>>({});
  const columns = lacks.flatMap((column) => (told[column] ? [{ header: told[column], column }] : []));
  return (
    <form className="needed" onSubmit={(event) => { event.preventDefault(); send(columns); }}>
      {lacks.map((column) => {
        const id = `needed-${kind}-${column}`;
        return (
          <div className="field" key={column}>
            <label htmlFor={id}>{nameOf(column)}</label>
            <select className="in" id={id} required value={told[column] ?? ''} onChange={(event) => setTold({ ...told, [column]: event.target.value })}>
              <option value="">{say('kinds.whichHeader')}</option>
              {headers.filter((header) => plainName(header) !== '' && (told[column] === header || !Object.values(told).includes(header))).map((header) => <option value={header} key={header}>{header}</option>)}
            </select>
          </div>
        );
      })}
      <button className="btn" type="submit">{say('kinds.checkSo')}</button>
    </form>
  );
}
