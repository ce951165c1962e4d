// Where the sentences of a text begin and end, in UTF-16 units of the text itself. Pure; it knows no language but a few abbreviations.

export interface Sentence { start: number; end: number }

const abbreviations = new Set('bl.a f.eks m.m osv dvs ca kl nr e.g i.e mr mrs dr etc vs т.д т.п т.е напр ін ред вул ст'.split(' '));
const longestSentence = 600;

/** Sentences without the space around them; a text without marks is one. A very long one is cut at a space. */
export function splitSentences(text: string): Sentence[] {
  const sentences: Sentence[] = [];
  let start = 0;
  const close = (end: number): void => {
    const from = start + (/^\s*/.exec(text.slice(start, end))?.[0].length ?? 0);
    const until = start + text.slice(start, end).trimEnd().length;
    if (until > from && /[\p{L}\p{N}]/u.test(text.slice(from, until))) sentences.push({ start: from, end: until });
    start = end;
  };
  for (const match of text.matchAll(/[.!?…]+["'»”)\]]*(?=\s|$)|[.!?…]+(?=\p{Lu})|\n+/gu)) {
    const end = match.index + match[0].length;
    if (match[0] === '.' && isAbbreviation(text, match.index)) continue;
    close(end);
  }
  close(text.length);
  return sentences.flatMap((sentence) => cut(text, sentence));
}

function isAbbreviation(text: string, dot: number): boolean {
  const before = /[\p{L}.]{1,8}$/u.exec(text.slice(Math.max(0, dot - 8), dot))?.[0].toLowerCase() ?? '';
  return abbreviations.has(before) || /\d$/.test(text.slice(Math.max(0, dot - 1), dot)) && /^\.\s\p{Ll}/u.test(text.slice(dot, dot + 3));
}

function cut(text: string, sentence: Sentence): Sentence[] {
  const parts: Sentence[] = [];
  let { start } = sentence;
  while (sentence.end - start > longestSentence) {
    const space = text.lastIndexOf(' ', start + longestSentence);
    const end = space > start ? space : start + longestSentence;
    parts.push({ start, end });
    start = space > start ? end + 1 : end;
  }
  return [...parts, { start, end: sentence.end }];
}
