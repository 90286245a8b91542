// What can happen to a text on its way to a parser: letters changed, words swapped, lines lost or doubled, and what
// somebody means harm with put in between. As fast-check makes it, so that a failure shrinks.
import fc from 'fast-check';

export type Mutation = (text: string) => string;

const snippets: readonly string[] = [
  '\n<<: *a\n',
  ' &a ',
  ' *a ',
  '!!js/function ',
  '!x ',
  '\n__proto__: { polluted: yes }\n',
  '"constructor": {"prototype": {"polluted": true}},',
  '\n---\n',
  '\n...\n',
  '%YAML 1.1\n---\n',
  '\t',
  '\0',
  '\ufeff',
  '\r',
  '\u2028',
  '\ud800',
  '"\\udfff"',
  '"',
  "'",
  '|',
  '>-\n',
  '? ',
  ': ',
  '- ',
  '#',
  '{',
  '}',
  '[',
  ']',
  ',',
  '${NOT_SET}',
  '${N}',
  '${',
  '$${N}',
  '\nextends: base.yaml\n',
  '\nextends: ../base.yaml\n',
  '\nextends: gf.yaml\n',
  '1e999',
  '.nan',
  '-0',
  '0x1F',
  '[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[',
  '{a: '.repeat(70),
  '- '.repeat(70),
  'null',
  '{}',
  '[]',
  '99999999999999999999',
  'true',
  '😀',
  'é',
];

/** Anywhere in a text, however long it is. */
const where = fc.nat({ max: 2 ** 20 - 1 }).map((place) => place / 2 ** 20);
const at = (text: string, place: number): number => Math.floor(place * (text.length + 1));

const letterChanged = fc.tuple(where, fc.string({ unit: 'binary', minLength: 1, maxLength: 2 })).map(
  ([place, letter]): Mutation =>
    (text) =>
      text.slice(0, at(text, place)) + letter + text.slice(at(text, place) + 1),
);

const inserted = fc.tuple(where, fc.constantFrom(...snippets)).map(
  ([place, snippet]): Mutation =>
    (text) =>
      text.slice(0, at(text, place)) + snippet + text.slice(at(text, place)),
);

const cut = fc.tuple(where, fc.nat({ max: 30 })).map(
  ([place, length]): Mutation =>
    (text) =>
      text.slice(0, at(text, place)) + text.slice(at(text, place) + length),
);

const spliced = fc.tuple(where, where, fc.nat({ max: 60 })).map(([from, to, length]): Mutation => (text) => {
  const piece = text.slice(at(text, from), at(text, from) + length);
  return text.slice(0, at(text, to)) + piece + text.slice(at(text, to));
});

/** Takes the text apart, changes the parts, and puts them together again. */
function amongParts(
  separator: RegExp,
  change: (parts: string[], first: number, second: number) => void,
): fc.Arbitrary<Mutation> {
  return fc.tuple(where, where).map(([one, other]): Mutation => (text) => {
    const parts = text.split(separator);
    change(parts, Math.floor(one * parts.length), Math.floor(other * parts.length));
    return parts.join('');
  });
}

function swap(parts: string[], first: number, second: number): void {
  [parts[first], parts[second]] = [parts[second] ?? '', parts[first] ?? ''];
}

const lines = /(?<=\n)/;
const words = /(?<=[\s{}[\],:])|(?=[\s{}[\],:])/;

export const mutations: fc.Arbitrary<readonly Mutation[]> = fc.array(
  fc.oneof(
    letterChanged,
    inserted,
    cut,
    spliced,
    amongParts(words, swap),
    amongParts(lines, swap),
    amongParts(lines, (parts, first) => parts.splice(first, 1)),
    amongParts(lines, (parts, first, second) => parts.splice(second, 0, parts[first] ?? '')),
  ),
  // Some are left as they were, so that one can be taken whose base is spoilt and the other way round.
  { maxLength: 6 },
);
