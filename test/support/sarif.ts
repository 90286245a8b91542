// What the schema of SARIF 2.1.0 demands of those parts of a log that cmg writes, written out by hand:
// https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json. Every object there is closed, so
// a key that is not named here is a fault.
import { isJsonObject, type Json, type JsonObject } from '../../src/base/json.ts';

type Check = (value: Json, path: string) => readonly string[];

const text: Check = (value, path) => (typeof value === 'string' ? [] : [`${path} is no text`]);
const truth: Check = (value, path) => (typeof value === 'boolean' ? [] : [`${path} is no boolean`]);
const fits =
  (pattern: RegExp): Check =>
  (value, path) =>
    typeof value === 'string' && pattern.test(value) ? [] : [`${path} does not fit ${pattern}`];
const from =
  (least: number): Check =>
  (value, path) =>
    Number.isInteger(value) && Number(value) >= least ? [] : [`${path} is no whole number from ${least}`];
const oneOf =
  (...words: readonly string[]): Check =>
  (value, path) =>
    words.includes(String(value)) ? [] : [`${path} is none of ${words.join(', ')}`];

const listOf =
  (item: Check, { unique = false } = {}): Check =>
  (value, path) => {
    if (!Array.isArray(value)) return [`${path} is no list`];
    const items = value as readonly Json[];
    const twice = unique && new Set(items.map((one) => JSON.stringify(one))).size < items.length;
    return [
      ...(twice ? [`${path} has an item twice`] : []),
      ...items.flatMap((one, index) => item(one, `${path}/${index}`)),
    ];
  };
const mapOf =
  (item: Check): Check =>
  (value, path) =>
    isJsonObject(value)
      ? Object.entries(value).flatMap(([key, one]) => item(one, `${path}/${key}`))
      : [`${path} is no object`];

/** The keys an object may have; those with a mark must be there. */
const object =
  (keys: Readonly<Record<string, Check>>): Check =>
  (value, path) => {
    if (!isJsonObject(value)) return [`${path} is no object`];
    const given: JsonObject = value;
    const known = Object.entries(keys).map(([key, check]) => {
      return { name: key.replace('!', ''), needed: key.endsWith('!'), check };
    });
    const unknown = Object.keys(given).filter((key) => !known.some(({ name }) => name === key));
    return [
      ...unknown.map((key) => `${path}/${key} is not in the schema`),
      ...known.flatMap(({ name, needed, check }) => {
        const one = given[name];
        if (one !== undefined) return check(one, `${path}/${name}`);
        return needed ? [`${path}/${name} is missing`] : [];
      }),
    ];
  };

/** RFC 3986: what may stand in a reference, and nothing else. */
const uri = fits(/^(?:[\w.~!$&'()*+,;=:@/?#[\]-]|%[0-9A-F]{2})+$/);
const level = oneOf('none', 'note', 'warning', 'error');
const message = object({ 'text!': text });
const artifactLocation = object({ uri, uriBaseId: text, description: message });
const region = object({ startLine: from(1), startColumn: from(1), endLine: from(1), endColumn: from(1) });
const location = object({ physicalLocation: object({ 'artifactLocation!': artifactLocation, region }) });
const rule = object({
  'id!': text,
  shortDescription: message,
  fullDescription: message,
  help: message,
  defaultConfiguration: object({ level }),
});
const result = object({
  ruleId: text,
  ruleIndex: from(0),
  level,
  'message!': message,
  locations: listOf(location),
  partialFingerprints: mapOf(text),
});
const run = object({
  'tool!': object({
    'driver!': object({ 'name!': text, version: text, rules: listOf(rule, { unique: true }) }),
  }),
  columnKind: oneOf('utf16CodeUnits', 'unicodeCodePoints'),
  originalUriBaseIds: mapOf(artifactLocation),
  invocations: listOf(object({ 'executionSuccessful!': truth })),
  results: listOf(result),
});
const log = object({ $schema: uri, 'version!': oneOf('2.1.0'), 'runs!': listOf(run) });

/** What is wrong with a log, as a list of places. */
export function sarifFaults(value: Json): readonly string[] {
  return log(value, '');
}
