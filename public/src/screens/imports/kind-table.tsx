// Every kind of file by what it is: a sentence each, its columns in place on demand, a sample file, and the way to bring one.
import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { ImportKind } from '../../../../channels/vocabulary.ts';
import { ErrorWords } from '../../parts/page-state.tsx';
import { saveFile } from '../../parts/save-file.ts';
import { useCompany } from '../../shell/company.ts';
import { ofCompany } from '../../shell/interface.ts';
import { useVoice } from '../../shell/words.tsx';
import type { Bringing } from './drop-zone.tsx';
import { useKinds } from './imports.queries.ts';
import { groupNames, kindGroups } from './kinds.ts';

export function KindTable({ bringing }: { bringing: Bringing }): ReactNode {
  const { say } = useVoice();
  const [open, setOpen] = useState<ImportKind | null>(null);
  const bring = (kind: ImportKind): void => { bringing.setKind(kind); bringing.chooser.current?.click(); };
  return (
    <section className="block" id="kinds">
      <div className="block-head"><div><h2>{say('kinds.title')}</h2><p>{say('kinds.how')}</p></div></div>
      <table className="tbl kinds">
        <thead><tr><th scope="col">{say('kinds.kind')}</th><th scope="col" className="end"><span className="sr">{say('kinds.tools')}</span></th></tr></thead>
        {groupNames.map((group) => (
          <tbody key={group}>
            <tr className="group"><th scope="rowgroup" colSpan={2}>{say(`kindGroup.${group}`)}</th></tr>
            {kindGroups[group].map((kind) => <KindRow kind={kind} key={kind} isOpen={open === kind} toggle={() => setOpen(open === kind ? null : kind)} bring={() => bring(kind)} />)}
          </tbody>
        ))}
      </table>
    </section>
  );
}

function KindRow({ kind, isOpen, toggle, bring }: { kind: ImportKind; isOpen: boolean; toggle: () => void; bring: () => void }): ReactNode {
  const { say } = useVoice();
  const company = useCompany();
  const save = useMutation({ mutationFn: () => saveFile(ofCompany(company.id, `imports/kinds/${kind}/sample.csv`), `${kind}.csv`) });
  const name = say(`kind.${kind}`);
  const of = <span className="sr"> {name}</span>;
  return (
    <>
      <tr className={isOpen ? 'open' : undefined}>
        <th scope="row">{name}<br /><span className="quiet">{say(`kindHow.${kind}`)}</span>{save.isError ? <span className="problem" role="alert"><br />{say('kinds.sampleFailed')}</span> : null}</th>
        <td className="end">
          <span className="kind-tools">
            <button className="tool" aria-expanded={isOpen} onClick={toggle}>{say('kinds.columns')}{of}</button>
            <button className="tool" disabled={save.isPending} onClick={() => save.mutate()}>{say('kinds.sample')}{of}</button>
            <button className="tool" onClick={bring}>{say('kinds.bring')}{of}</button>
          </span>
        </td>
      </tr>
      {isOpen ? <tr className="inset"><td colSpan={2}><Columns kind={kind} /></td></tr> : null}
    </>
  );
}

/** The rules are the importer's own words, in English, as in its problems. */
function Columns({ kind }: { kind: ImportKind }): ReactNode {
  const { say, has } = useVoice();
  const kinds = useKinds();
  if (kinds.isError) return <div role="alert"><p>{say('kinds.failed')}</p><ErrorWords error={kinds.error} /><button className="btn" onClick={() => void kinds.refetch()}>{say('error.again')}</button></div>;
  const columns = kinds.data?.find((card) => card.kind === kind)?.columns;
  if (!columns) return <p role="status" className="waiting">{say('imports.loading')}</p>;
  return (
    <table className="tbl led kind-columns">
      <thead><tr><th scope="col">{say('kinds.column')}</th><th scope="col" className="wide-only">{say('kinds.rule')}</th><th scope="col" className="wide-only">{say('kinds.example')}</th></tr></thead>
      <tbody>
        {columns.map(({ name, required, rule, example }) => {
          const key = `column.${name}`;
          const sampled = <code lang="en">{example}</code>;
          return (
            <tr key={name}>
              <th scope="row"><code>{name}</code>{required ? <span className="st care">{say('kinds.required')}</span> : null}<br /><span className="quiet">{has(key) ? say(key) : name}</span><span className="narrow-only quiet"><span lang="en">{rule}</span><br />{sampled}</span></th>
              <td className="wide-only" lang="en">{rule}</td>
              <td className="wide-only">{sampled}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
