// Which kind of file: the fourteen by group, and first, that the header shall say.
import { useId, type ReactNode } from 'react';
import { importKindNames, type ImportKind } from '../../../../channels/vocabulary.ts';
import { useVoice } from '../../shell/words.tsx';
import { groupNames, kindGroups } from './kinds.ts';

export function KindSelect({ value, onChange }: { value: ImportKind | null; onChange: (kind: ImportKind | null) => void }): ReactNode {
  const { say } = useVoice();
  const id = useId();
  return (
    <div className="field kind-field">
      <label htmlFor={id}>{say('kinds.which')}</label>
      <select className="in" id={id} value={value ?? ''} onChange={(event) => onChange(kindOf(event.target.value))}>
        <option value="">{say('kinds.guess')}</option>
        <KindOptions />
      </select>
    </div>
  );
}

export function KindOptions({ without }: { without?: ImportKind }): ReactNode {
  const { say } = useVoice();
  return groupNames.map((group) => (
    <optgroup label={say(`kindGroup.${group}`)} key={group}>{kindGroups[group].filter((kind) => kind !== without).map((kind) => <option value={kind} key={kind}>{say(`kind.${kind}`)}</option>)}</optgroup>
  ));
}

export function kindOf(value: string): ImportKind | null {
  return importKindNames.find((known) => known === value) ?? null;
}
