// The opening sentences, each made of facts and each number a way to its rows. Whole messages; nothing is glued.
import type { ReactNode } from 'react';
import { previousPeriod } from '../../../../services/kernel/format/periods.ts';
import { Walkable } from '../../parts/walkable.tsx';
import { useCompany } from '../../shell/company.ts';
import type { MetricView } from '../../shell/interface.ts';
import { useVoice, type Voice } from '../../shell/words.tsx';
import type { View } from './overview.queries.ts';
import type { FiguresBy } from './overview.tsx';
import { leadingReturn } from './shown.ts';
import { unitOfMoney } from './worth.tsx';

export function Lead({ of, view }: { of: FiguresBy; view: View }): ReactNode {
  const voice = useVoice();
  const [volunteers, hours, participants] = [of('volunteers'), of('volunteer_hours'), of('participants')];
  if (!volunteers || !hours || !participants) return null;
  if (participants.value === 0 && hours.value === 0) return <p className="lede">{voice.say('lead.nothing', { period: voice.period(view.period) })}</p>;
  const walk = (metric: MetricView) => (parts: ReactNode[]): ReactNode => <Walkable metric={metric}>{parts}</Walkable>;
  const courses = of('courses_completed');
  if (hours.value === 0 && volunteers.value === 0 && courses && (courses.value ?? 0) > 0) {
    return (
      <p className="lede">
        {voice.weave('lead.courses', { participants: walk(participants), courses: walk(courses), participantCount: participants.value, courseCount: courses.value, participantsShown: voice.figure(participants.value ?? 0, 'people'), coursesShown: voice.figure(courses.value ?? 0, 'count') })}
        {' '}<OwnWords confidence={of('confidence')} voice={voice} walk={walk} />
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
      {' '}<Change hours={hours} view={view} voice={voice} walk={walk} />
      {' '}<Held rate={of('completion_rate')} voice={voice} walk={walk} />
      {' '}<OwnWords confidence={of('confidence')} voice={voice} walk={walk} />
      {' '}<Worth figure={leadingReturn(of)} voice={voice} walk={walk} />
    </p>
  );
}

function Worth({ figure, voice, walk }: Part & { figure: MetricView | undefined }): ReactNode {
  const { currency } = useCompany();
  if (!figure || figure.value === null || !figure.grade) return null;
  return <>{voice.weave('lead.return', { basis: figure.metric === 'sroi' ? 'society' : 'company', ratio: walk(figure), value: voice.figure(figure.value, 'ratio'), unit: unitOfMoney(currency, voice), grade: voice.say(`grade.${figure.grade}`) })}</>;
}

interface Part { voice: Voice; walk: (metric: MetricView) => (parts: ReactNode[]) => ReactNode }

function Change({ hours, view, voice, walk }: Part & { hours: MetricView; view: View }): ReactNode {
  const { value, previous } = hours;
  if (value === null || previous === null || previous === 0) return null;
  const share = (value - previous) / previous;
  const direction = Math.abs(share) < 0.0005 ? 'same' : share > 0 ? 'up' : 'down';
  return <>{voice.weave('lead.change', { direction, change: walk(hours), share: voice.share(Math.abs(share)), before: voice.period(previousPeriod(view.period)) })}</>;
}

function Held({ rate, voice, walk }: Part & { rate: MetricView | undefined }): ReactNode {
  if (!rate || rate.value === null || rate.n === null) return null;
  return <>{voice.weave('lead.held', { rate: walk(rate), share: voice.figure(rate.value, 'rate'), booked: voice.count(rate.n), bookedCount: rate.n })}</>;
}

function OwnWords({ confidence, voice, walk }: Part & { confidence: MetricView | undefined }): ReactNode {
  if (!confidence || confidence.value === null || confidence.n === null) return null;
  return <>{voice.weave('lead.words', { score: walk(confidence), value: voice.figure(confidence.value, 'score'), texts: voice.count(confidence.n), textCount: confidence.n, isProvisional: confidence.state === 'provisional' ? 'yes' : 'no' })}</>;
}
