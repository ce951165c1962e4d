// Where a file is let go or chosen, as a kind or as what its header says. It is only checked; nothing is stored before somebody loads it.
import { useEffect, useRef, useState, type DragEvent, type ReactNode, type RefObject } from 'react';
import { useLocation } from 'wouter';
import type { ImportKind } from '../../../../channels/vocabulary.ts';
import { ErrorWords } from '../../parts/page-state.tsx';
import { useCompany } from '../../shell/company.ts';
import { useVoice } from '../../shell/words.tsx';
import { useUpload, type Upload } from './imports.queries.ts';
import { kindOf, KindSelect } from './kind-select.tsx';
import { Question } from './question.tsx';

/** What a page may ask of its drop zone: a kind for the next file, which a link may name, and to open the chooser. */
export interface Bringing { kind: ImportKind | null; setKind: (kind: ImportKind | null) => void; chooser: RefObject<HTMLInputElement | null> }

export function useBringing(): Bringing {
  const [kind, setKind] = useState<ImportKind | null>(() => kindOf(new URLSearchParams(window.location.search).get('kind') ?? ''));
  const chooser = useRef<HTMLInputElement>(null);
  return { kind, setKind, chooser };
}

export function DropZone({ bringing, isLarge = false }: { bringing: Bringing; isLarge?: boolean }): ReactNode {
  const { say, language } = useVoice();
  const company = useCompany();
  const [, go] = useLocation();
  const { kind, setKind, chooser } = bringing;
  const [isOver, setOver] = useState(false);
  const upload = useUpload((view) => go(`/${language}/cockpit/${company.id}/imports/${view.id}`));
  const place = useRef<HTMLDivElement>(null);
  const isBusy = upload.file !== null;
  // The chooser may have been opened from far away on the page.
  useEffect(() => { if (isBusy) place.current?.scrollIntoView({ block: 'nearest' }); }, [isBusy, upload.question, upload.error]);
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file) upload.send(file, kind);
  };
  return (
    <div className={`bring${isLarge ? ' first' : ''}`} ref={place}>
      <KindSelect value={kind} onChange={setKind} />
      <div className={`drop${isLarge ? ' large' : ''}`} data-over={isOver ? '' : undefined} onDragOver={(event) => { event.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)} onDrop={drop}>
        {upload.isSending ? <Sending upload={upload} /> : isOver ? <p className="let-go">{say('bring.letGo')}</p> : (
          <>
            <p>{say('bring.drop')}</p>
            <button className={isLarge ? 'btn main' : 'link'} onClick={() => chooser.current?.click()}>{say(isLarge ? 'bring.chooseFirst' : 'bring.choose')}</button>
          </>
        )}
        <input ref={chooser} type="file" accept=".csv,.tsv,.txt,text/csv" hidden aria-hidden="true" tabIndex={-1} onChange={(event) => {
          const [file] = event.target.files ?? [];
          event.target.value = '';
          if (file) upload.send(file, kind);
        }} />
      </div>
      {upload.question ? <Question upload={upload} /> : upload.error ? (
        <div className="problem" role="alert">
          <p><strong>{say('bring.failed', { file: upload.file?.name ?? '' })}</strong></p>
          <ErrorWords error={upload.error} />
          <p className="small muted">{say('bring.nothingLost')}</p>
          <button className="link" onClick={() => { if (upload.file) upload.send(upload.file, kind); }}>{say('error.again')}</button>
        </div>
      ) : <p className="micro quiet">{say('bring.how')}</p>}
    </div>
  );
}

function Sending({ upload }: { upload: Upload }): ReactNode {
  const { say, share } = useVoice();
  return (
    <div role="status" className="sending">
      <p>{say('bring.sending', { file: upload.file?.name ?? '', share: share(upload.share) })}</p>
      <div className="prog" aria-hidden="true"><i style={{ inlineSize: `${upload.share * 100}%` }} /></div>
      <button className="btn" onClick={upload.stop}>{say('bring.stop')}</button>
    </div>
  );
}
