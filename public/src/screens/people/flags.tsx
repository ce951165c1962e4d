// Flags of one person: what each says, whether by its rule or by hand, and for an admin three choices. What is set by hand stands until it is given back.
import type { ReactNode } from 'react';
import { journeyFlags, type JourneyFlag } from '../../../../channels/vocabulary.ts';
import type { Profile } from '../../shell/interface.ts';
import { useMe } from '../../shell/session.ts';
import { useVoice } from '../../shell/words.tsx';
import { NotDone } from '../settings/part-state.tsx';
import { lookOf } from './people-list.tsx';
import { useProfileChange } from './people.queries.ts';

const choices = { rule: null, yes: true, no: false } as const;
type Choice = keyof typeof choices;

export function Flags({ person, mayChange }: { person: Profile; mayChange: boolean }): ReactNode {
  const { say } = useVoice();
  const change = useProfileChange(person.id);
  const set = (flag: JourneyFlag, choice: Choice): void => change.mutate({ method: 'PATCH', body: { flags: { [flag]: choices[choice] } } });
  return (
    <section className="block">
      <div className="block-head"><div><h2>{say('people.flags')}</h2><p>{say('person.flagsHow')}</p></div></div>
      <table className="tbl flags">
        <thead><tr><th scope="col">{say('people.flag')}</th><th scope="col">{say('person.value')}</th>{mayChange ? <th scope="col" className="end">{say('person.setHow')}</th> : null}</tr></thead>
        <tbody>{journeyFlags.map((flag) => (
          <tr key={flag} data-flag={flag}>
            <th scope="row">{say(`flag.${flag}`)}<span className="quiet micro block-line">{say(`flagRule.${flag}`)}</span></th>
            <td><span className={`st ${person.flags[flag] ? lookOf(flag) : 'hold'}`}>{say('person.yesNo', { value: person.flags[flag] ? 'yes' : 'no' })}</span><From of={person.flagSources[flag]} /></td>
            {mayChange ? <td className="end"><Switch flag={flag} person={person} isPending={change.isPending} set={(choice) => set(flag, choice)} /></td> : null}
          </tr>
        ))}</tbody>
      </table>
      <NotDone error={change.error} />
    </section>
  );
}

function From({ of: { from, byRule, setBy, setAt } }: { of: Profile['flagSources'][JourneyFlag] }): ReactNode {
  const { say, date } = useVoice();
  const me = useMe();
  const words = from === 'rule' ? say('person.byRule')
    : say('person.byHand', { date: setAt ? date(setAt, 'day') : '', isMine: setBy === me.data?.user.id ? 'yes' : 'no', byRule: byRule ? 'yes' : 'no' });
  return <span className="quiet micro block-line">{words}</span>;
}

function Switch({ flag, person, isPending, set }: { flag: JourneyFlag; person: Profile; isPending: boolean; set: (choice: Choice) => void }): ReactNode {
  const { say } = useVoice();
  const now: Choice = person.flagSources[flag].from === 'rule' ? 'rule' : person.flags[flag] ? 'yes' : 'no';
  return (
    <div className="switch" role="group" aria-label={say('person.setOf', { flag: say(`flag.${flag}`) })}>
      {(Object.keys(choices) as Choice[]).map((choice) => (
        // Not disabled while it is sent: the focus stays where it was.
        <button key={choice} type="button" data-choice={choice} aria-pressed={choice === now} aria-disabled={isPending} onClick={() => { if (!isPending && choice !== now) set(choice); }}>{say('person.choice', { choice })}</button>
      ))}
    </div>
  );
}
