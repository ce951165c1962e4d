// The sample world: who meets whom, when, and what is said. Seeded, so that the same date and seed give the same files, line by line.
// Writes files and, apart from them, a truth of plain counts; it knows nothing of how the product counts.

export interface SampleCompany { name: string; domain: string; country: string; currency: string; timeZone: string; industry: string; employees: number; mentors: number; participants: number; sessionsAMonth: number }
export const sampleCompanies: readonly SampleCompany[] = [
  { name: 'Aurora Energi', domain: 'aurora.example', country: 'NO', currency: 'NOK', timeZone: 'Europe/Oslo', industry: 'energy', employees: 3180, mentors: 120, participants: 340, sessionsAMonth: 620 },
  { name: 'Nordlys Bank', domain: 'nordlys.example', country: 'NO', currency: 'NOK', timeZone: 'Europe/Oslo', industry: 'finance', employees: 1450, mentors: 60, participants: 150, sessionsAMonth: 240 },
];

export interface MonthTruth { completed: number; cancelled: number; noShow: number; minutes: number; participants: string[]; volunteers: string[]; ratings: number; ratingSum: number }
export interface SampleFile { fileName: string; month: string; csv: string; truth: MonthTruth }

type Random = () => number;

/** A small seeded generator (mulberry32): the sample needs sameness, not secrecy. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const firstNames = ['Amina', 'Olena', 'Dmytro', 'Yusuf', 'Fatima', 'Iryna', 'Samuel', 'Leila', 'Andrii', 'Maria', 'Hassan', 'Oksana', 'Tigist', 'Viktor', 'Nadia', 'Omar', 'Svitlana', 'Jonas', 'Zahra', 'Petro'];
const mentorNames = ['Kari', 'Ola', 'Ingrid', 'Lars', 'Silje', 'Henrik', 'Marte', 'Anders', 'Solveig', 'Erik', 'Hanne', 'Jon', 'Tone', 'Magnus', 'Astrid', 'Per'];
const lastNames = ['Berg', 'Dahl', 'Haugen', 'Lie', 'Moen', 'Strand', 'Vik', 'Aas', 'Kovalenko', 'Shevchuk', 'Tesfaye', 'Rahimi', 'Bondarenko', 'Hadi', 'Nilsen', 'Solheim', 'Melnyk', 'Warsame'];
const focusAreas = ['Job interviews', 'CV and application', 'Working life in Norway', 'Networks', 'Presentations', 'Digital skills'];

/** Months at which each kind of remark becomes more likely: people grow surer over the year. */
const remarks: Readonly<Record<'en' | 'no' | 'uk', { high: readonly string[]; low: readonly string[]; plain: readonly string[] }>> = {
  en: {
    high: ['I feel much more confident about speaking in interviews now.', 'I am no longer afraid to call an employer myself.', 'Today I dared to present in front of the whole group, and it went well.', 'I trust my own judgement more than I did in spring.', 'For the first time I believe I can do this job.'],
    low: ['I still feel unsure when I have to speak in meetings.', 'I doubt that I am good enough for this kind of work.', 'I was so nervous that I forgot what I wanted to say.', 'I am afraid of making mistakes in front of others.'],
    plain: ['We went through the CV and corrected two sections.', 'Thank you for the meeting, see you next week.', 'We talked about how the tax card works.', 'The room was cold but the coffee was good.'],
  },
  no: {
    high: ['Jeg føler meg mye tryggere når jeg snakker på intervju.', 'Nå tør jeg å ringe arbeidsgivere selv.', 'Jeg er ikke lenger redd for å si hva jeg mener.', 'For første gang har jeg tro på at jeg klarer dette.', 'Jeg stoler mer på meg selv enn før.'],
    low: ['Jeg er fortsatt usikker når jeg må snakke i møter.', 'Jeg tviler på om jeg er flink nok.', 'Jeg ble så nervøs at jeg glemte hva jeg skulle si.', 'Jeg er redd for å gjøre feil foran andre.'],
    plain: ['Vi gikk gjennom CV-en og rettet to avsnitt.', 'Takk for møtet, vi ses neste uke.', 'Vi snakket om skattekort og feriepenger.', 'Møtet begynte litt sent på grunn av bussen.'],
  },
  uk: {
    high: ['Я почуваюся набагато впевненіше на співбесідах.', 'Тепер я наважуюся сама телефонувати роботодавцям.', 'Я більше не боюся говорити те, що думаю.', 'Уперше я вірю, що впораюся з цією роботою.', 'Я довіряю собі більше, ніж раніше.'],
    low: ['Я досі невпевнена, коли треба говорити на зустрічах.', 'Сумніваюся, що я достатньо добра для цієї роботи.', 'Я так хвилювалася, що забула, що хотіла сказати.', 'Боюся помилитися перед іншими.'],
    plain: ['Ми переглянули резюме і виправили два розділи.', 'Дякую за зустріч, до наступного тижня.', 'Говорили про податкову картку та відпускні.', 'Зустріч почалася трохи пізніше через автобус.'],
  },
};

/** A year of monthly mentorship files that ends with the last full month before the date. */
export function sampleFiles(company: SampleCompany, today: string, seed: number): SampleFile[] {
  const random = seededRandom(seed + company.employees);
  const mentors = people(random, company.mentors, mentorNames, company.domain);
  const participants = people(random, company.participants, firstNames, 'people.example');
  const last = Number(today.slice(0, 4)) * 12 + Number(today.slice(5, 7)) - 2;
  return Array.from({ length: 12 }, (_, index) => {
    const at = last - 11 + index;
    const month = `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`;
    return monthFile(company, month, index, { random, mentors, participants });
  });
}

function monthFile(company: SampleCompany, month: string, index: number, { random, mentors, participants }: { random: Random; mentors: string[]; participants: string[] }): SampleFile {
  const summer = month.endsWith('-07') ? 0.55 : 1;
  const count = Math.round(company.sessionsAMonth * summer * (0.85 + 0.03 * index + random() * 0.1));
  const truth: MonthTruth = { completed: 0, cancelled: 0, noShow: 0, minutes: 0, participants: [], volunteers: [], ratings: 0, ratingSum: 0 };
  const joined = participants.slice(0, Math.round(participants.length * (0.45 + 0.05 * index)));
  const rows = Array.from({ length: count }, (_, number) => sessionRow({ company, month, number, index, random, mentors, joined, truth }));
  truth.participants = [...new Set(truth.participants)].sort();
  truth.volunteers = [...new Set(truth.volunteers)].sort();
  const header = 'session_id,participant_email,mentor_email,scheduled_at,completed_at,duration_minutes,rating,feedback_text,focus_area,goals_discussed,status';
  return { fileName: `kintell-mentorship-${month}.csv`, month, csv: `${[header, ...rows].join('\n')}\n`, truth };
}

interface Meeting { company: SampleCompany; month: string; number: number; index: number; random: Random; mentors: string[]; joined: string[]; truth: MonthTruth }

function sessionRow({ company, month, number, index, random, mentors, joined, truth }: Meeting): string {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const [participant, mentor] = [pick(joined), pick(mentors)];
  const day = String(1 + Math.floor(random() * 28)).padStart(2, '0');
  const hour = String(8 + Math.floor(random() * 10)).padStart(2, '0');
  const scheduled = `${month}-${day}T${hour}:00:00Z`;
  const minutes = pick([30, 45, 45, 60, 60, 90]);
  const fate = random();
  const status = fate < 0.885 ? 'completed' : fate < 0.95 ? 'cancelled' : 'no_show';
  const key = `${company.domain.slice(0, 2).toUpperCase()}-${month.replace('-', '')}-${String(number).padStart(4, '0')}`;
  if (status !== 'completed') {
    truth[status === 'cancelled' ? 'cancelled' : 'noShow'] += 1;
    return [key, participant, mentor, scheduled, '', '', '', '', '', '', status].join(',');
  }
  const completed = new Date(Date.parse(scheduled) + minutes * 60_000).toISOString();
  const rating = random() < 0.7 ? Math.min(5, Math.max(1, Math.round(3.4 + index * 0.05 + random() * 2 - 0.5))) : null;
  truth.completed += 1;
  truth.minutes += minutes;
  truth.participants.push(participant);
  truth.volunteers.push(mentor);
  if (rating !== null) {
    truth.ratings += 1;
    truth.ratingSum += rating;
  }
  const feedback = random() < 0.35 ? remark(random, index) : '';
  const goals = random() < 0.2 ? 'Send two applications before we meet again' : '';
  return [key, participant, mentor, scheduled, completed, minutes, rating ?? '', quote(feedback), random() < 0.5 ? pick(focusAreas) : '', goals, status].join(',');
}

function remark(random: Random, index: number): string {
  const language = (['en', 'no', 'no', 'uk'] as const)[Math.floor(random() * 4)] ?? 'no';
  const { high, low, plain } = remarks[language];
  const mood = random();
  const list = mood < 0.25 ? plain : mood < 0.25 + 0.35 + index * 0.03 ? high : low;
  const first = list[Math.floor(random() * list.length)] ?? '';
  return random() < 0.3 ? `${first} ${plain[Math.floor(random() * plain.length)] ?? ''}` : first;
}

function people(random: Random, count: number, names: readonly string[], domain: string): string[] {
  return Array.from({ length: count }, (_, index) => {
    const first = names[Math.floor(random() * names.length)] ?? 'Kim';
    const last = lastNames[Math.floor(random() * lastNames.length)] ?? 'Berg';
    return `${first}.${last}${index}@${domain}`.toLowerCase();
  });
}

function quote(text: string): string {
  return text === '' ? '' : `"${text.replaceAll('"', '""')}"`;
}
