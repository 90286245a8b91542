// What `cmg validate` found as SARIF 2.1.0, which code scanning reads:
// https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/sarif-v2.1.0-os.html. Holds no line of a spec, only its place.
import { codes, type Code, type Severity } from '../base/codes.ts';
import type { Diagnostic, Place } from '../base/diagnostic.ts';
import { digestOf } from '../base/digest.ts';
import type { Json, JsonObject } from '../base/json.ts';
import { adviceText, type CheckedSpec } from './checked-spec.ts';
import { jsonText } from './json-text.ts';

export interface SarifOptions {
  readonly version: string;
  /** Of a file as the user named it: relative to the root of the sources, else absolute; with forward slashes. */
  readonly pathOf: (file: string) => string;
}

const schema = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json';
const root = '%SRCROOT%';

export function renderSarif(specs: readonly CheckedSpec[], { version, pathOf }: SarifOptions): string {
  const found = specs.flatMap(({ file, diagnostics }) => diagnostics.map((one) => ({ file, one })));
  const used = [...new Set(found.map(({ one }) => one.code))].toSorted();
  const seen = new Map<string, number>();
  const results = found.map(({ file, one }): Json => {
    const path = pathOf(one.place?.file ?? file);
    const fingerprint = fingerprintOf(one, path);
    const count = (seen.get(fingerprint) ?? 0) + 1;
    seen.set(fingerprint, count);
    return {
      ruleId: one.code,
      ruleIndex: used.indexOf(one.code),
      level: levels[one.severity],
      message: { text: withoutLinks(adviceText(one)) },
      locations: [locationOf(path, one.place)],
      // The only one that code scanning compares, whatever it was made from:
      // https://docs.github.com/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
      partialFingerprints: { primaryLocationLineHash: `${fingerprint}:${count}` },
    };
  });
  const driver = { name: 'cmg', version, rules: used.map(ruleOf) };
  const run = {
    tool: { driver },
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: { [root]: { description: { text: 'the root of the sources' } } },
    invocations: [{ executionSuccessful: true }],
    results,
  };
  return `${jsonText({ $schema: schema, version: '2.1.0', runs: [run] }, 2)}\n`;
}

const levels: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' };

function ruleOf(code: Code): Json {
  const { about, severity, exit } = codes[code];
  const text = exit === 0 ? `${about}; no reason to fail` : `${about}; cmg ends with exit code ${exit}`;
  return {
    id: code,
    shortDescription: { text: about },
    fullDescription: { text: about },
    help: { text },
    defaultConfiguration: { level: levels[severity] },
  };
}

function locationOf(path: string, place: Place | undefined): Json {
  const region: JsonObject = place === undefined ? {} : { region: regionOf(place) };
  return { physicalLocation: { artifactLocation: artifactOf(path), ...region } };
}

function artifactOf(path: string): JsonObject {
  // Half a character, which has no UTF-8.
  const whole = path.replaceAll(/[\ud800-\udfff]/gu, '\ufffd');
  const uri = whole.split('/').map(encodeURIComponent).join('/');
  if (path.startsWith('/')) return { uri: `file://${uri}` };
  if (/^[A-Za-z]:\//.test(path)) return { uri: `file:///${uri.replace('%3A', ':')}` };
  return { uri, uriBaseId: root };
}

/** How long a secret is says something about it. */
function regionOf({ line, column, length, concealed }: Place): JsonObject {
  const end = length === undefined || concealed ? {} : { endColumn: column + length };
  return { startLine: line, startColumn: column, ...end };
}

/**
 * The same fault at the same file, wherever in it. Not from the text of the line, as others do: the digest of a line
 * with a secret on it would let a guess be tried.
 */
function fingerprintOf({ code, message }: Diagnostic, path: string): string {
  return digestOf([code, path, message]).slice('sha256:'.length).slice(0, 16);
}

/** `[text](target)` is a link in a message of SARIF, and what a spec says must not become one. */
function withoutLinks(text: string): string {
  return text.replaceAll('](', ']\u200b(');
}
