// Where a file is let go or chosen. It is only checked; nothing is stored before somebody loads it.
import { useRef, useState, type DragEvent, type ReactNode } from 'react';
import { useLocation } from 'wouter';
import { ErrorWords } from '../../parts/page-state.tsx';
import { useCompany } from '../../shell/company.ts';
import { useVoice } from '../../shell/words.tsx';
import { useUpload } from './imports.queries.ts';

export function DropZone({ isLarge = false }: { isLarge?: boolean }): ReactNode {
  const { say, language, share } = useVoice();
  const company = useCompany();
  const [, go] = useLocation();
  const chooser = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const upload = useUpload((view) => go(`/${language}/cockpit/${company.id}/imports/${view.id}`));
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file) upload.send(file);
  };
  return (
    <div className="bring">
      <div className={`drop${isLarge ? ' large' : ''}`} data-over={isOver ? '' : undefined} onDragOver={(event) => { event.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)} onDrop={drop}>
        {upload.isSending ? (
          <div role="status" className="sending">
            <p>{say('bring.sending', { file: upload.file?.name ?? '', share: share(upload.share) })}</p>
            <div className="prog" aria-hidden="true"><i style={{ inlineSize: `${upload.share * 100}%` }} /></div>
            <button className="btn" onClick={upload.stop}>{say('bring.stop')}</button>
          </div>
        ) : isOver ? <p className="let-go">{say('bring.letGo')}</p> : (
          <>
            <p>{say('bring.drop')}</p>
            <button className={isLarge ? 'btn main' : 'link'} onClick={() => chooser.current?.click()}>{say('bring.choose')}</button>
          </>
        )}
        <input ref={chooser} type="file" accept=".csv,.tsv,.txt,text/csv" hidden aria-hidden="true" tabIndex={-1} onChange={(event) => {
          const [file] = event.target.files ?? [];
          event.target.value = '';
          if (file) upload.send(file);
        }} />
      </div>
      {upload.error ? (
        <div className="problem" role="alert">
          <p><strong>{say('bring.failed', { file: upload.file?.name ?? '' })}</strong></p>
          <ErrorWords error={upload.error} />
          <p className="small muted">{say('bring.nothingLost')}</p>
          <button className="link" onClick={() => { if (upload.file) upload.send(upload.file); }}>{say('error.again')}</button>
        </div>
      ) : <p className="micro quiet">{say('bring.how')}</p>}
    </div>
  );
}
