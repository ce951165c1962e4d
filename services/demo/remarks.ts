// What people write: sentences put together from halves that are kept by language, dimension and mood, in the hand of the writer.
// Early and late differ as the writer's trend has it; a few say what nobody may overlook, and a few name others. Pure.
import { dimensions, type Dimension, type Language, type Programme } from '../../channels/vocabulary.ts';
import names from './names.json' with { type: 'json' };
import { topics, type Participant, type Trend } from './people.ts';
import { pick, pickBy, whole, type Random } from './random.ts';
import english from './remarks/en.json' with { type: 'json' };
import norwegian from './remarks/no.json' with { type: 'json' };
import ukrainian from './remarks/uk.json' with { type: 'json' };

type Halves = readonly (readonly string[])[];
type Moods = Readonly<Record<'high' | 'low', Halves>>;
type Words = Readonly<Record<Dimension, Moods>> & { plain: Halves; leads: readonly string[]; thanks: readonly string[]; contact: readonly string[]; grave: readonly string[] };

const words: Readonly<Record<Language, Words>> = { en: english, no: norwegian, uk: ukrainian };

const often = { grave: 0.0012, contact: 0.012, thanks: 0.16, plainOnly: 0.16, plainToo: 0.3, second: 0.22, own: 0.75 } as const;

/** How likely somebody speaks well of it, at the beginning and towards the end. */
const hopes: Readonly<Record<Trend, readonly [early: number, late: number]>> = { rises: [0.12, 0.93], steady: [0.75, 0.75], wavers: [0.45, 0.6], falls: [0.8, 0.2] };

export interface Occasion { person: Participant; programme: Programme; way: number; volunteer: string }

/** A text of one to four sentences. */
export function remark(random: Random, { person, programme, way, volunteer }: Occasion): string {
  const { plain, thanks, contact, grave, leads } = words[person.language];
  if (random() < often.grave) return pick(random, grave);
  const sentences: string[] = [];
  if (random() >= often.plainOnly) {
    // Most come back to what is on their mind.
    const topic = random() < often.own ? person.minds[programme] : pickBy(random, topics[programme]);
    sentences.push(pick(random, leads) + feeling(random, person, topic, way));
    if (random() < often.second) sentences.push(feeling(random, person, pick(random, dimensions), way));
  }
  if (sentences.length === 0 || random() < often.plainToo) sentences.push(join(random, plain));
  if (random() < often.thanks) sentences.push(pick(random, thanks).replace('{name}', volunteer));
  if (random() < often.contact) sentences.push(introduce(random, pick(random, contact)));
  return inHand(sentences, person);
}

/** What a volunteer writes: what was done, in few words. Never the writer's own state. */
export function note(random: Random, language: Language): string {
  return join(random, words[language].plain);
}

function feeling(random: Random, person: Participant, dimension: Dimension, way: number): string {
  const [early, late] = hopes[person.trend];
  return `${join(random, words[person.language][dimension][random() < (way < 0.42 ? early : late) ? 'high' : 'low'])}.`;
}

function join(random: Random, [heads = [], tails = []]: Halves): string {
  const [head, tail] = [pick(random, heads), pick(random, tails)];
  return tail.startsWith(',') ? head + tail : `${head} ${tail}`;
}

/** Somebody else's name and ways to reach them: made up, and of no one. */
function introduce(random: Random, sentence: string): string {
  const [first, last] = [pick(random, names.NO.first), pick(random, names.NO.last)];
  const digits = String(whole(random, 1_000_000, 9_999_999));
  return sentence.replace('{full}', `${first} ${last}`).replace('{phone}', `+47 9${digits.slice(0, 2)} ${digits.slice(2, 4)} ${digits.slice(4)}`)
    .replace('{mail}', `${first}.${last}@office.example`.toLowerCase().replaceAll('æ', 'ae').replaceAll('ø', 'o').replaceAll('å', 'a'));
}

function inHand(sentences: readonly string[], { hand, isWoman }: Participant): string {
  const text = sentences.join(' ').replace(/\{([^|}]*)\|([^}]*)\}/g, (_, woman: string, man: string) => (isWoman ? woman : man));
  // Who writes without capitals still writes CV.
  if (hand === 'plain') return (/^\p{Lu}{2}/u.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1)).replace(/\.$/, '');
  return hand === 'lively' ? text.replace(/\.$/, '!') : text;
}
