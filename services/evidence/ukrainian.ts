// Ukrainian words without their endings, by plain rules: the reflexive particle first, then one ending, then the last consonant as
// it stood before it changed. Pure. It knows no dictionary, so that some kin stay apart (день, дня) and a few strangers meet (ваза, вага).

const nouns = 'а я у ю і ї и е є о ь й ою ею єю ам ям ами ями ах ях ом ем єм ів їв ей ові еві єві';
const adjectives = 'ий ій ого ього ому ьому им їм ім их іх їх ими іми їми іший іша іше іші ішого ішої ішу ішою іших ішим ої єї';
const abstract = 'ість ості істю остей остям остями остях';
/** Verbs keep their vowel in most forms and lose it in others: it counts as part of the ending. */
const byVowel = ['а', 'я', 'и', 'і', 'ї', 'ува', 'юва', 'ну'].flatMap((vowel) => ['ти', 'тиму', 'тиме', 'тимуть', 'в', 'ла', 'ло', 'ли', 'вши'].map((ending) => vowel + ending)).join(' ');
const present = ['уваю', 'уває', 'уваєш', 'уваємо', 'уваєте', 'увають', 'юваю', 'юває', 'юваєш', 'юваємо', 'юваєте', 'ювають', 'аю', 'ає', 'аєш', 'аємо', 'аєте', 'ають', 'яю', 'яє', 'яєш', 'яємо', 'яєте', 'яють', 'ію', 'іє', 'ієш', 'іємо', 'ієте', 'іють', 'ую', 'ує', 'уєш', 'уємо', 'уєте', 'ують',
  'юю', 'ює', 'юєш', 'юємо', 'юєте', 'юють', 'иш', 'їш', 'ить', 'їть', 'имо', 'їмо', 'ите', 'їте', 'ять', 'ать', 'еш', 'єш', 'емо', 'ємо', 'ете', 'єте', 'уть', 'ють', 'ть', 'уй', 'юй', 'уйте', 'юйте', 'ай', 'айте', 'яй', 'яйте'].join(' ');
const deeds = ['анн', 'янн', 'енн', 'інн'].flatMap((root) => ['я', 'ю', 'ям', 'і', 'ь', 'ями', 'ях'].map((ending) => root + ending)).join(' ');

const nominal = new Set(`${nouns} ${adjectives} ${abstract}`.split(' '));
const endings = new Set([...nominal, ...`${byVowel} ${present} ${deeds}`.split(' ')]);
const longest = Math.max(...[...endings].map((ending) => ending.length));
const shortestStem = 2;

/** друзі and друг, книжка and книга, нозі and ноги: what stands before an ending changes with it. */
const earlier: Readonly<Record<string, string>> = { ж: 'г', з: 'г', ч: 'к', ц: 'к', ш: 'х', с: 'х' };

export function stemUkrainian(word: string): string {
  const bare = word.replace(/(?<=..)(?:ся|сь)$/u, '');
  const cut = withoutEnding(bare);
  const last = cut.at(-1) ?? '';
  const stem = cut.length > shortestStem ? cut.slice(0, -1) + (earlier[last] ?? last) : cut;
  // An о that closes a syllable becomes і: робота, робіт; рік, року.
  const vowel = stem.search(/[аеиіоуюяєї][^аеиіоуюяєї]*$/u);
  return vowel > 0 && stem[vowel] === 'і' ? `${stem.slice(0, vowel)}о${stem.slice(vowel + 1)}` : stem;
}

/** The longest ending goes. A noun keeps a vowel; a verb may be bare consonants without its own: зна-ти, зна-ю. */
function withoutEnding(word: string): string {
  for (let length = Math.min(longest, word.length - shortestStem); length > 0; length -= 1) {
    const [stem, ending] = [word.slice(0, -length), word.slice(-length)];
    if (endings.has(ending) && (!nominal.has(ending) || /[аеиіоуюяєї]/u.test(stem))) return stem.replace(/ь$/u, '');
  }
  return word;
}
