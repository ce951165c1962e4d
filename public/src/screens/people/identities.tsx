// Which systems know this person, by which id where the reader may see it; and for an admin, a way to link another.
import { Fragment, useState, type ReactNode } from 'react';
import { identitySystems } from '../../../../channels/vocabulary.ts';
import { textOf } from '../../parts/form.ts';
import { Refusal, type Profile } from '../../shell/interface.ts';
import { useVoice } from '../../shell/words.tsx';
import { NotDone } from '../settings/part-state.tsx';
import { useProfileChange } from './people.queries.ts';

export function Identities({ person: { id, identities }, mayChange }: { person: Profile; mayChange: boolean }): ReactNode {
  const { say } = useVoice();
  const [isOpen, setOpen] = useState(false);
  return (
    <div className="note identities">
      <h3>{say('person.known')}</h3>
      {identities.length === 0 ? <p>{say('person.noIds')}</p> : (
        <ul>{identities.map(({ system, externalId }, index) => <li key={`${system} ${externalId ?? index}`}><span>{say('person.system', { system })}</span>{externalId ? <code><Breakable id={externalId} /></code> : <span className="quiet">{say('person.hidden')}</span>}</li>)}</ul>
      )}
      {mayChange ? <p><button className="link" data-link aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>{say('person.link')}</button></p> : null}
      {mayChange && isOpen ? <LinkId personId={id} /> : null}
    </div>
  );
}

/** An address that is too long for the margin breaks before its @ or a point. */
function Breakable({ id }: { id: string }): ReactNode {
  return id.split(/(?=[@.])/).map((part, index) => <Fragment key={index}>{index === 0 ? null : <wbr />}{part}</Fragment>);
}

function LinkId({ personId }: { personId: string }): ReactNode {
  const { say } = useVoice();
  const change = useProfileChange(personId);
  const isElsewhere = change.error instanceof Refusal && change.error.status === 409;
  return (
    <form className="link-id" onSubmit={(event) => {
      event.preventDefault();
      const form = event.currentTarget;
      const data = new FormData(form);
      change.mutate({ door: 'identities', body: { system: textOf(data, 'system'), externalId: textOf(data, 'externalId') } }, { onSuccess: () => form.reset() });
    }}>
      <div className="field"><label htmlFor="link-system">{say('person.linkSystem')}</label><select className="in" id="link-system" name="system">{identitySystems.map((system) => <option value={system} key={system}>{say('person.system', { system })}</option>)}</select></div>
      <div className="field"><label htmlFor="link-id">{say('person.linkId')}</label><input className="in" id="link-id" name="externalId" required maxLength={200} autoComplete="off" spellCheck={false} /></div>
      <div className="actions"><button className="btn" type="submit" disabled={change.isPending}>{change.isPending ? say('members.doing') : say('person.linkDo')}</button><span role="status">{change.isSuccess ? say('person.linked') : ''}</span></div>
      <NotDone error={change.error} words={isElsewhere ? say('person.linkedElsewhere') : undefined} />
    </form>
  );
}
