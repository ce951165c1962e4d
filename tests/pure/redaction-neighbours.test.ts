// People whom their neighbours tell: greeted, thanked, called by title or trade, told of; beside each, a word that stands as they do and is nobody.
import { redact } from '../../services/kernel/redaction.ts';

const removed: readonly (readonly [text: string, redacted: string])[] = [
  ['Dear Quarfax, thanks', 'Dear [name], thanks'],
  ['Hei Qvistrup, og hei Sol', 'Hei [name], og hei [name]'],
  ['Дорога Ланжеро, пишу', 'Дорога [name], пишу'],
  ['I told Mr London and Mr Baker', 'I told Mr [name] and Mr [name]'],
  ['Шановний пане Кропивницький', 'Шановний пане [name]'],
  ['до пана Сороки черга', 'до пана [name] черга'],
  ['Rektor Haugen hilste', 'Rektor [name] hilste'],
  ['NAV-veilederen Quarfax lo', 'NAV-veilederen [name] lo'],
  ['Психологиня Ланжеро навчила дихати', 'Психологиня [name] навчила дихати'],
  ['da satt ho Qvista der', 'da satt ho [name] der'],
  ['Og han derre Qvist er artig', 'Og han derre [name] er artig'],
  ['«Kom inn», ropte Qvista', '«Kom inn», ropte [name]'],
  ['— Не бійся, — мовила Осе', '— Не бійся, — мовила [name]'],
  ['Qvista (mentor) kom', '[name] (mentor) kom'],
  ['Vi fikk Qvista som fadder', 'Vi fikk [name] som fadder'],
  ['Quarf is my mentor', '[name] is my mentor'],
  ['Sol er tålmodig', '[name] er tålmodig'],
  ['Еґле дуже терпляча', '[name] дуже терпляча'],
  ['Йорданос з Еритреї плела коси', '[name] з Еритреї плела коси'],
  ['Hope from our class laughed', '[name] from our class laughed'],
  ['Quarf, who was there, nodded', '[name], who was there, nodded'],
  ['Юнас і Лів одружилися', '[name] і [name] одружилися'],
  ['Інґер-Ліса веде кафе', '[name]-[name] веде кафе'],
  ['Per-Olav synger', '[name]-[name] synger'],
  ['Любов Петрівна вчить нас', '[name] [name] вчить нас'],
  ['Дякую Надії за пиріг, і Вірі', 'Дякую [name] за пиріг, і [name]'],
  ['Оленина книжка і Тарасів велосипед', '[name] книжка і [name] велосипед'],
  ['Тарасова сестра', '[name] сестра'],
  ['З Бондарем працюємо', 'З [name] працюємо'],
  ['Присутні: Ткаченко О., Лисенко М. П.', 'Присутні: [name] [name]., [name]'],
  ['Group: Hana, Oleh, Mai and Ruta', 'Group: [name], [name], [name] and [name]'],
  ['It is thanks to June that I dared', 'It is thanks to [name] that I dared'],
  ['Finn smilte', '[name] smilte'],
  ['Історія Тунджая зворушила', 'Історія [name] зворушила'],
  ['yesterday dorota rang me', 'yesterday [name] rang me'],
  ['i går kom fatuma på besøk', 'i går kom [name] på besøk'],
  ['мій ментор ларс добрий', 'мій ментор [name] добрий'],
  ['вчора оксана подзвонила', 'вчора [name] подзвонила'],
  ['Quarf and his brother Quist joined', '[name] and his brother [name] joined'],
  ['I never met anyone like Quarf', 'I never met anyone like [name]'],
  ['Would Quarfax mind?', 'Would [name] mind?'],
  ['Ouarfa og Quaimé deler hybel', '[name] og [name] deler hybel'],
  ['Quarba har fått førerkort', '[name] har fått førerkort'],
  ['Myhre og Solli underviser', '[name] og [name] underviser'],
  ['Hun leste opp: Amal, Bogdan, Quong, Quagim.', 'Hun leste opp: [name], [name], [name], [name].'],
  ['me and mirko do it', 'me and [name] do it'],
  ['takk for praten jarle', 'takk for praten [name]'],
  ['gunnhild fra kurset henta oss', '[name] fra kurset henta oss'],
  ['Аслауг з бібліотеки знайшла книжку', '[name] з бібліотеки знайшла книжку'],
  ['med Kari Voss og Ola Sommer', 'med [name] [name] og [name] [name]'],
  ['Takk KARI!', 'Takk [name]!'],
  ['Da Vår sa det', 'Da [name] sa det'],
  ['Sol har hjulpet meg, Odd kan forklare', '[name] har hjulpet meg, [name] kan forklare'],
  ['Wairimu er stille, men jeg ler', '[name] er stille, men jeg ler'],
  ['lise er mentoren min', '[name] er mentoren min'],
];

const kept = [
  'Dear mentor, dear all', 'Hei alle sammen, kjære Norge', 'Дорога менторко, шановна комісіє', 'I miss Norway', 'Min mentor er snill, sa de.', 'Rektor hilste på oss.', 'Da leste han norsk, og ho var i Norge.', '«Kom inn», ropte alle. Says who? said nobody.', 'Bread (homemade) is good; soup, teacher said', 'Ferien er lang, prøven er vanskelig.',
  'Hope from us all. Hope is needed.', 'Дівчата з курсу співали.', 'Ранкова кава і ключова думка.', 'In June we rest until May.', 'We walked down Karl Johans gate to Oslo University.', 'På Karl Johan var det fullt.', 'Pinse og Kristi himmelfart er fridager.', 'The Salvation Army gave us beds.', 'Oslo, Bergen and Molde are cities.', 'Finn is a site. I use Finn and Nav.',
  'Would Norwegians mind? Can English people help?', 'Kaffe og vafler deler bord. Prosjektet har fått penger.', 'Василівка та Олександрівка — сусідні села.', 'People like Norwegians, folk som alle andre', 'me and coffee, jeg og norsken', 'takk for praten i dag', 'maten fra kurset var god', 'Oslo, Bergen, Molde, Hamar.',
  'Sol har skint hele dagen, stein kan være tung.', 'Vi så Peer Gynt, ikke Harry Potter.', 'NAV og IKEA, ja takk.', 'Nå er vår tid, og vår gruppe ler.',
  'Workshopen er bra, sa vi. Zumba er gøy. Pakken kom hjem.',
  'вчора добре поговорили, потім кава', 'мій ментор завжди вчасно', 'i går kom brevet på norsk', 'So I\'m sure: I\'ve learnt. But I\'ll rest.', 'Både kaffe og te', 'Syria, Somalia, Burundi og Kongo', 'Ми з Грузії та В’єтнаму.',
];

test.each(removed.map(([text, redacted]) => ({ text, redacted })))('$text', ({ text, redacted }) => {
  expect(redact(text).redacted).toBe(redacted);
});

test.each(kept.map((text) => ({ text })))('$text stays as it is', ({ text }) => {
  expect(redact(text)).toEqual({ redacted: text, found: [] });
});
