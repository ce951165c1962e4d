// As what a file was checked, whether somebody chose that or its header said so, and the way to check it as something else.
import type { ReactNode } from 'react';
import { useLocation } from 'wouter';
import { ErrorWords } from '../../parts/page-state.tsx';
import { useCompany } from '../../shell/company.ts';
import type { ImportView } from '../../shell/interface.ts';
import { useVoice } from '../../shell/words.tsx';
import { useBrought, useDiscard, useUpload } from './imports.queries.ts';
import { KindOptions, kindOf } from './kind-select.tsx';
import { Question } from './question.tsx';

export function KindLine({ view }: { view: ImportView }): ReactNode {
  const { say, weave, language, share } = useVoice();
  const company = useCompany();
  const [, go] = useLocation();
  const brought = useBrought(view.id);
  const discard = useDiscard(view.id, () => undefined);
  // The new check replaces this one, which nobody would load any more.
  const upload = useUpload((next) => { discard.mutate(); go(`/${language}/cockpit/${company.id}/imports/${next.id}`); });
  const name = <b key="kind">{say(`kind.${view.kind}`)}</b>;
  if (view.state !== 'preview') return <p className="small kind-line">{name} <span className="muted">{say(`kindHow.${view.kind}`)}</span></p>;
  const guess = brought?.guess;
  return (
    <div className="small kind-line">
      <p data-guessed={guess ? 'yes' : 'no'}>{guess ? weave('kinds.guessed', { kind: () => name, found: guess.found }) : weave('kinds.chosen', { kind: () => name })}</p>
      {upload.isSending ? <p role="status" className="muted">{say('kinds.rechecking', { share: share(upload.share) })}</p> : brought ? (
        <label className="pick">{say('kinds.change')}
          <select value="" onChange={(event) => { const kind = kindOf(event.target.value); if (kind) upload.send(brought.file, kind); }}>
            <option value="">{say('kinds.another')}</option>
            <KindOptions without={view.kind} />
          </select>
        </label>
      ) : <p className="muted">{say('import.fileGone')}</p>}
      {upload.question ? <Question upload={upload} /> : null}
      {upload.error ? <div className="problem" role="alert"><p><strong>{say('bring.failed', { file: view.fileName })}</strong></p><ErrorWords error={upload.error} /></div> : null}
    </div>
  );
}
