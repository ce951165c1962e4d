// The catalogues: the same keys and arguments in three languages, none missing, none unused, and no text beside them.
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { parseSync } from 'vite';

const root = path.join(import.meta.dirname, '../..');
const languages = ['en', 'no', 'uk'] as const;
const catalogues = Object.fromEntries(languages.map((language) => [language, JSON.parse(readFileSync(path.join(root, `services/kernel/locales/cockpit.${language}.json`), 'utf8')) as Record<string, string>]));
const english = catalogues['en'] ?? {};
interface Node { type: string; [name: string]: unknown }
const sources = globSync('public/src/**/*.{ts,tsx}', { cwd: root }).map((file) => ({ file, nodes: nodesOf(parseSync(file, readFileSync(path.join(root, file), 'utf8')).program) }));

test('three languages have the same keys, each filled', () => {
  for (const language of languages) {
    expect(Object.keys(catalogues[language] ?? {})).toEqual(Object.keys(english));
    expect(Object.entries(catalogues[language] ?? {}).filter(([, message]) => message.trim() === '')).toEqual([]);
  }
});

test('no translation asks for an argument that English does not have', () => {
  const strays = ['no', 'uk'].flatMap((language) => Object.entries(catalogues[language] ?? {}).flatMap(([key, message]) => {
    const known = argumentsOf(english[key] ?? '', 'en');
    return [...argumentsOf(message, language === 'no' ? 'nb' : 'uk')].filter((name) => !known.has(name)).map((name) => `${language} ${key}: ${name}`);
  }));
  expect(strays).toEqual([]);
});

test('Ukrainian counts in its four forms', () => {
  const poor = Object.entries(catalogues['uk'] ?? {}).filter(([, message]) => [...message.matchAll(/plural,((?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)/g)].some(([, forms = '']) => {
    const names = [...forms.matchAll(/(\w+) \{/g)].map(([, name]) => name);
    // A form alone, or one that only tells one from many after a preposition, has nothing to inflect.
    return names.includes('few') !== names.includes('many');
  }));
  expect(poor.map(([key]) => key)).toEqual([]);
});

test('every key that is asked for exists, and every key is asked for', () => {
  const used = new Set<string>();
  const prefixes = new Set<string>();
  const missing: string[] = [];
  for (const { file, nodes } of sources) {
    for (const node of nodes) {
      if (node.type === 'Literal' && typeof node['value'] === 'string') used.add(node['value']);
      if (node.type === 'TemplateLiteral') {
        const [first] = node['quasis'] as { value: { cooked: string } }[];
        if (first && /^[a-z]\w*\.$/i.test(first.value.cooked)) prefixes.add(first.value.cooked);
        else if (first && (node['quasis'] as unknown[]).length === 1) used.add(first.value.cooked);
      }
      if (node.type === 'CallExpression') {
        const callee = node['callee'] as Node;
        const name = (callee.type === 'MemberExpression' ? (callee['property'] as Node) : callee)['name'];
        const [key] = node['arguments'] as Node[];
        if ((name === 'say' || name === 'weave') && key?.type === 'Literal' && !(String(key['value']) in english)) missing.push(`${file}: ${String(key['value'])}`);
      }
    }
  }
  expect(missing).toEqual([]);
  expect(Object.keys(english).filter((key) => !used.has(key) && ![...prefixes].some((prefix) => key.startsWith(prefix)))).toEqual([]);
});

test('no text stands in a screen beside the catalogue', () => {
  const spoken = new Set(['aria-label', 'title', 'alt', 'placeholder', 'label']);
  const bare = sources.flatMap(({ file, nodes }) => nodes.flatMap((node) => {
    if (node.type === 'JSXText' && /\p{L}/u.test(String(node['value']))) return [`${file}: ${String(node['value']).trim()}`];
    if (node.type === 'JSXAttribute' && spoken.has(String((node['name'] as Node)['name']))) {
      const value = node['value'] as Node | null;
      if (value?.type === 'Literal' && /\p{L}/u.test(String(value['value']))) return [`${file}: ${String(value['value'])}`];
    }
    return [];
  }));
  expect(bare).toEqual([]);
});

function argumentsOf(message: string, locale: string): Set<string> {
  const names = new Set<string>();
  const look = (parts: unknown): void => {
    for (const part of parts as { type: number; value: unknown; options?: Record<string, { value: unknown }>; children?: unknown }[]) {
      // 0 is text and 7 the number of the plural around it; all else is named.
      if (part.type !== 0 && part.type !== 7) names.add(String(part.value));
      for (const option of Object.values(part.options ?? {})) look(option.value);
      if (part.children) look(part.children);
    }
  };
  look(new IntlMessageFormat(message, locale).getAst());
  return names;
}

function nodesOf(tree: unknown): Node[] {
  if (Array.isArray(tree)) return tree.flatMap(nodesOf);
  if (typeof tree !== 'object' || tree === null) return [];
  const node = tree as Node;
  return [...(typeof node.type === 'string' ? [node] : []), ...Object.values(node).flatMap(nodesOf)];
}
