// The opening sentences, each made of facts and each number a way to its rows. Whole messages; nothing is glued.
import type { ReactNode } from 'react';
import { dimensions } from '../../../../channels/vocabulary.ts';
import { unitOfMoney } from '../../../../services/kernel/format/figures.ts';
import { Walkable } from '../../parts/walkable.tsx';
import { useCompany } from '../../shell/company.ts';
import type { MetricView } from '../../shell/interface.ts';
import { useVoice, type Voice } from '../../shell/words.tsx';
import { leadingReturn } from './shown.ts';
import type { Told } from './told.ts';

/** No page opens with what so few people carry; reports hold to the same. */
const fewestToLead = 20;
interface Part { told: Told; voice: Voice; walk: (metric: MetricView) => (parts: ReactNode[]) => ReactNode }

export function Lead({ told }: { told: Told }): ReactNode {
  const voice = useVoice();
  const [volunteers, hours, participants] = [told.of('volunteers'), told.of('volunteer_hours'), told.of('participants')];
  if (!volunteers || !hours || !participants) return null;
  if (participants.value === 0 && hours.value === 0) return <p className="lede">{voice.say('lead.nothing', { period: voice.period(told.period) })}</p>;
  const walk = (metric: MetricView) => (parts: ReactNode[]): ReactNode => <Walkable metric={metric}>{parts}</Walkable>;
  const courses = told.of('courses_completed');
  if (hours.value === 0 && volunteers.value === 0 && courses && (courses.value ?? 0) > 0) {
    return (
      <p className="lede">
        {voice.weave('lead.courses', { participants: walk(participants), courses: walk(courses), participantCount: participants.value, courseCount: courses.value, participantsShown: voice.figure(participants.value ?? 0, 'people'), coursesShown: voice.figure(courses.value ?? 0, 'count') })}
        {' '}<RoseMost told={told} voice={voice} walk={walk} />
      </p>
    );
  }
  return (
    <p className="lede">
      {voice.weave('lead.counts', {
        volunteers: walk(volunteers), hours: walk(hours), participants: walk(participants),
        volunteerCount: volunteers.value, hourCount: hours.value, participantCount: participants.value,
        volunteersShown: voice.figure(volunteers.value ?? 0, 'people'), hoursShown: voice.figure(Math.round(hours.value ?? 0), 'hours'), participantsShown: voice.figure(participants.value ?? 0, 'people'),
      })}
      {' '}<Change hours={hours} told={told} voice={voice} walk={walk} />
      {' '}<YearAgo hours={hours} told={told} voice={voice} walk={walk} />
      {' '}<RoseMost told={told} voice={voice} walk={walk} />
      {' '}<Worth told={told} voice={voice} walk={walk} />
    </p>
  );
}

function Worth({ told, voice, walk }: Part): ReactNode {
  const { currency } = useCompany();
  const figure = leadingReturn(told.of);
  if (!figure || figure.value === null || !figure.grade) return null;
  return <>{voice.weave('lead.return', { basis: figure.metric === 'sroi' ? 'society' : 'company', ratio: walk(figure), value: voice.figure(figure.value, 'ratio'), unit: unitOfMoney(currency, voice.language), grade: voice.say(`grade.${figure.grade}`) })}</>;
}

type Hours = Part & { hours: MetricView };

function Change({ hours, told, voice, walk }: Hours): ReactNode {
  const moved = movedFrom(hours.value, hours.previous);
  return moved && <>{voice.weave('lead.change', { direction: moved.direction, change: walk(hours), share: voice.share(moved.share), before: voice.period(told.against) })}</>;
}

/** Only beside a nearer comparison: the same words twice say nothing. */
function YearAgo({ hours, told, voice, walk }: Hours): ReactNode {
  const moved = told.against === told.yearBefore.period ? null : movedFrom(hours.value, told.yearBefore.hours);
  return moved && <>{voice.weave('lead.yearAgo', { direction: moved.direction, change: walk(hours), share: voice.share(moved.share) })}</>;
}

export function movedFrom(value: number | null, before: number | null): { direction: 'up' | 'down' | 'same'; share: number } | null {
  if (value === null || before === null || before === 0) return null;
  const share = (value - before) / before;
  return { direction: Math.abs(share) < 0.0005 ? 'same' : share > 0 ? 'up' : 'down', share: Math.abs(share) };
}

/** Of the outcomes that clearly rose the one that rose most; that none did is said as well, where any could be measured. */
function RoseMost({ told, voice, walk }: Part): ReactNode {
  const measured = dimensions.flatMap((dimension) => {
    const change = told.of(`${dimension}_change`);
    return change && change.value !== null && change.low !== null && change.n !== null ? [{ dimension, change, value: change.value, isClear: change.low > 0, people: change.n }] : [];
  });
  const clear = measured.filter(({ isClear }) => isClear);
  const most = clear.filter(({ people }) => people >= fewestToLead).toSorted((a, b) => b.value - a.value)[0];
  if (!most) return measured.length > 0 && clear.length === 0 ? voice.say('lead.noneRose') : null;
  return <>{voice.weave('lead.roseMost', { dimension: voice.say(`dimension.${most.dimension}`), change: walk(most.change), value: voice.figure(most.value, 'score'), people: voice.count(most.people) })}</>;
}
