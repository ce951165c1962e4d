// A paragraph being changed in its place: what was typed is kept until it passes the gate, whose complaint stands beneath with the fact to insert.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useRef, useState, type ReactNode } from 'react';
import { ErrorWords } from '../../parts/page-state.tsx';
import { useCompany } from '../../shell/company.ts';
import { ofCompany, Refusal, write, type Paragraph, type Report } from '../../shell/interface.ts';
import { useVoice } from '../../shell/words.tsx';

export function EditParagraph({ paragraph, report, close }: { paragraph: Paragraph; report: Report; close: () => void }): ReactNode {
  const { say } = useVoice();
  const company = useCompany();
  const cache = useQueryClient();
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(paragraph.text);
  const save = useMutation({
    mutationFn: () => write('PATCH', ofCompany(company.id, `reports/${report.id}/paragraphs/${paragraph.id}`), { text }),
    onSuccess: async () => { await cache.invalidateQueries({ queryKey: ['company', company.id, 'report', report.id] }); close(); },
    onError: () => field.current?.focus(),
  });
  const complaints = save.error instanceof Refusal && save.error.type === 'gate_failed' ? save.error.errors : [];
  const insert = (found: string, factId: string): void => { setText(found !== '' && text.includes(found) ? text.replace(found, `{fact:${factId}}`) : `${text} {fact:${factId}}`); save.reset(); };
  return (
    <form className="editing" onSubmit={(event) => { event.preventDefault(); save.mutate(); }}>
      <label className="sr" htmlFor={id}>{say('reports.editLabel')}</label>
      <textarea ref={field} id={id} value={text} lang={report.language === 'no' ? 'nb' : report.language} autoFocus aria-invalid={complaints.length > 0} aria-describedby={complaints.length > 0 ? `${id}-why` : undefined}
        onChange={(event) => setText(event.currentTarget.value)} onKeyDown={(event) => { if (event.key === 'Escape' && text === paragraph.text) close(); }} />
      {complaints.length > 0 ? (
        <div className="problem" role="alert" id={`${id}-why`}>
          <ul>{complaints.map((complaint) => <Complaint {...complaint} report={report} insert={insert} key={complaint.problem} />)}</ul>
          <p>{say('reports.textKept')}</p>
        </div>
      ) : save.isError ? <div className="problem" role="alert"><ErrorWords error={save.error} /></div> : <p className="small muted">{say('reports.editHow')}</p>}
      <p className="actions"><button className="btn main" type="submit" disabled={save.isPending}>{save.isPending ? say('reports.checking') : say('reports.save')}</button><button className="btn plain" type="button" onClick={close}>{say('reports.leave')}</button></p>
    </form>
  );
}

/** What the gate says, in words; where it knows which fact was meant, that fact is a button. */
function Complaint({ problem, remedy, report, insert }: { problem: string; remedy: string; report: Report; insert: (found: string, factId: string) => void }): ReactNode {
  const { say, has } = useVoice();
  const [, number = '', kind = '', found = ''] = /^sentence (\d+): (\w+)(?: \((.*)\))?$/s.exec(problem) ?? [];
  const key = `gate.${kind}`;
  const fact = report.facts.find(({ id }) => id === /\{fact:(F\d+)\}$/.exec(remedy)?.[1]);
  return (
    <li>
      {has(key) ? say(key, { number, found }) : say('gate.other')}
      {fact && fact.formatted !== null ? <> <button type="button" className="link" onClick={() => insert(found, fact.id)}>{say('reports.insert', { name: fact.name, value: fact.formatted })}</button></> : null}
    </li>
  );
}
