// What points to a person leaves a text; dates, scores, hours and other people's everyday words stay.
import { redact, type RedactionKind } from '../../services/kernel/redaction.ts';

type Case = readonly [text: string, redacted: string, kinds: readonly RedactionKind[], names?: readonly string[]];

const removed: readonly Case[] = [
  ['Write to olena.k@example.org, please', 'Write to [e-mail], please', ['email']],
  ['олена@приклад.укр', '[e-mail]', ['email']],
  ['olena at example dot org', '[e-mail]', ['email']],
  ['ｏｌｅｎａ＠ｅｘａｍｐｌｅ．ｏｒｇ', '[e-mail]', ['email']],
  ['olena (at) gmail.com', '[e-mail]', ['email']],
  ['kari alfakrøll nrk punktum no', '[e-mail]', ['email']],
  ['olena собака ukr крапка net', '[e-mail]', ['email']],
  ['ring 912 34 567', 'ring [phone]', ['phone']],
  ['Tlf +47 91234567', 'Tlf [phone]', ['phone']],
  ['мій номер 067 123 45 67', 'мій номер [phone]', ['phone']],
  ['+380 67 123-45-67', '[phone]', ['phone']],
  ['(555) 123-4567', '[phone]', ['phone']],
  ['see https://example.org/x?y=1.', 'see [link].', ['url']],
  ['www.nav.no og t.me/olena', '[link] og [link]', ['url', 'url']],
  ['@olena_k on telegram', '[handle] on telegram', ['handle']],
  ['telegram: olenak', 'telegram: [handle]', ['handle']],
  ['мій телеграм olena_92', 'мій телеграм [handle]', ['handle']],
  ['fnr 15076500565', 'fnr [national id]', ['national_id']],
  ['D-nummer 410765 00565', 'D-nummer [national id]', ['national_id']],
  ['syntetisk 15476500565', 'syntetisk [national id]', ['national_id']],
  ['ІПН 1234567890', 'ІПН [national id]', ['national_id']],
  ['це 3184710691', 'це [national id]', ['national_id']],
  ['ssn 078-05-1120', 'ssn [national id]', ['national_id']],
  ['NO93 8601 1117 947 is mine', '[account] is mine', ['iban']],
  ['UA213223130000026007233566001', '[account]', ['iban']],
  ['4111 1111 1111 1111', '[card]', ['card']],
  ['born 12 May 1990', 'born [date of birth]', ['date_of_birth']],
  ['født 12.05.1990', 'født [date of birth]', ['date_of_birth']],
  ['народилася 12 травня 1990', 'народилася [date of birth]', ['date_of_birth']],
];

const names: readonly Case[] = [
  ['Olena’s CV and Olena', '[name] CV and [name]', ['name', 'name'], ['Olena']],
  ['дав Олені, з Оленою, Олену', 'дав [name], з [name], [name]', ['name', 'name', 'name'], ['olena']],
  ['Дмитра Коваленка й Dmytro Kovalenko', '[name] [name] й [name] [name]', ['name', 'name', 'name', 'name'], ['Dmytro Kovalenko']],
  ['Kovalenko and Dmytro', '[name] and [name]', ['name', 'name'], ['Коваленко', 'Дмитро']],
  ['Дмитрові, Дмитром', '[name], [name]', ['name', 'name'], ['Дмитро']],
  ['Ользі, Ольгою', '[name], [name]', ['name', 'name'], ['Ольга']],
  ['Karis hund, kari', '[name] hund, [name]', ['name', 'name'], ['Kari']],
  ['BJØRN, Åse og Ase', '[name], [name] og [name]', ['name', 'name', 'name'], ['Bjørn', 'Åse']],
];

const strangers: readonly Case[] = [
  ['Моя менторка Інгрід завжди допомагала', 'Моя менторка [name] завжди допомагала', ['name']],
  ['Ми з Юлею та Андрієм пішли до Бергена', 'Ми з [name] та [name] пішли до Бергена', ['name', 'name']],
  ['Зустріла Ларса на курсі', 'Зустріла [name] на курсі', ['name']],
  ['Takk til Ragnhild og Tormod!', 'Takk til [name] og [name]!', ['name', 'name']],
  ['Naboen, Torfinn, hjalp meg', 'Naboen, [name], hjalp meg', ['name']],
  ['På kurset var det ei som heter Tsehaynesh', 'På kurset var det ei som heter [name]', ['name']],
  ['My mentor Tesfay Gebremariam listened', 'My mentor [name] [name] listened', ['name', 'name']],
  ['May told me to wait', '[name] told me to wait', ['name']],
  ['I saw Dr. Zabihullah, not the doctor. He helped.', 'I saw Dr. [name], not the doctor. He helped.', ['name']],
  ['Я була в лікаря. Юлія допомогла', 'Я була в лікаря. [name] допомогла', ['name']],
];

const places: readonly Case[] = [
  ['Jeg bor i Storgata 12B, 0155 Oslo.', 'Jeg bor i [address].', ['address']],
  ['Karl Johans gate 5', '[address]', ['address']],
  ['I live at 14 Maple Street, Springfield, IL 62704', 'I live at [address]', ['address']],
  ['Flat 3, 22 Kings Road, London SW3 4RP', '[address]', ['address']],
  ['живу на вулиці Шевченка, 12, кв. 5', 'живу на [address]', ['address']],
  ['79000, м. Львів, вул. Шевченка, 12', '[address]', ['address']],
  ['Живу на Франка 7', 'Живу на [address]', ['address']],
];

const kept: readonly (readonly [text: string, names?: readonly string[]])[] = [
  ['I moved to Norway in 2022 and live in Oslo with 2 kids'], ['Jeg bor på Grønland med 3 barn'], ['Я живу у Бергені вже 3 роки'], ['У мене є надія, і вона росте'], ['Dag etter dag, og livet er fint'], ['We met in May at the Red Cross'],
  ['Kurset starter 12. mai'], ['Мені подобається', []], ['Facebook group is good, I use LinkedIn every day'],
  ['we met 12.09.2026 at 10:30'], ['2026-09-17T17:00:00+02:00'], ['score 4.5 of 5, 120 hours, 2024-2026'], ['12 500 000 kr'], ['I took 3 of 12 and 4 000 steps'],
  ['look at that and connect the dots, no problem'], ['I feel ready.No fear now'], ['I will go in may', ['Will', 'May']], ['hun er flink', ['Gun']], ['mentor og deltaker', ['mentor', 'deltaker']],
  ['karen er full av kart', ['Kari']], ['version 1.2.3 of 10.10.10'],
  ['Ми слухали подкаст у лікаря. Ми виправили два абзаци. Мені тут раді.'], ['Моя сусідка. Вона каже: Коли прийдеш?'], ['I saw the doctor. They helped me. My mentor - This time he was late.'], ['Jeg var hos mentoren. Meg har han hjulpet mye, sa han. Som alltid. Til slutt lo vi.'],
];

test.each([...removed, ...names, ...strangers, ...places].map(([text, redacted, kinds, people = []]) => ({ text, redacted, kinds, people })))('$text', ({ text, redacted, kinds, people }) => {
  const answer = redact(text, { names: people });
  expect(answer.redacted).toBe(redacted);
  expect(answer.found.map(({ kind }) => kind)).toEqual(kinds);
});

test.each(kept.map(([text, people = []]) => ({ text, people })))('$text stays as it is', ({ text, people }) => {
  expect(redact(text, { names: people })).toEqual({ redacted: text, found: [] });
});

test('offsets are of the input, in UTF-16 units', () => {
  const text = '🙂 Олено, пиши на a.b@example.org';
  const { found } = redact(text, { names: ['Олена'] });
  expect(found.map(({ kind, start, end }) => [kind, text.slice(start, end)])).toEqual([['name', 'Олено'], ['email', 'a.b@example.org']]);
});

test('a text is redacted in a time that grows with its length', () => {
  const pumps = ['@', 'a@', 'a@b.co ', '1', '1 ', '12 345 ', 'a.', 'at ', 'dot ', 'a dot ', ' (', 'born ', 'NO93', 'http://', '@a ', 'a#1', 'telegram ', '+', '12.', 'a\'', 'Олен', '９', 'a at a dot ', 'A1', 'a-', '. ', 'tg a1 ', 'Aa 1, ', 'буд. 1 на вул. ', 'A. ', 'with ahmed and ', '1 mars ', 'a . a @ '];
  for (const pump of pumps) {
    const took = (length: number): number => {
      const text = pump.repeat(length / pump.length);
      const begun = performance.now();
      redact(text, { names: ['Olena', 'Дмитро'] });
      return performance.now() - begun;
    };
    took(5_000);
    expect({ pump, isQuick: took(50_000) < 1_500 }).toEqual({ pump, isQuick: true });
  }
});
