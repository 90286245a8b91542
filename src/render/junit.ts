// What `cmg validate` found as JUnit's XML, which build servers show as tests: a suite for each file, and in it the
// spec as its only test.
import type { Diagnostic } from '../base/diagnostic.ts';
import type { CheckedSpec } from './checked-spec.ts';
import { renderDiagnostics, type SourceOf } from './diagnostics.ts';
import { sanitizeLine } from './sanitize.ts';
import { plainStyle } from './style.ts';

export function renderJunit(specs: readonly CheckedSpec[], sourceOf: SourceOf): string {
  const failed = specs.filter((spec) => errorsOf(spec).length > 0).length;
  const suites = specs.map((spec) => suiteOf(spec, sourceOf)).join('');
  const counts = attributes({
    name: 'cmg validate',
    tests: specs.length,
    failures: failed,
    errors: 0,
    time: 0,
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${counts}>\n${suites}</testsuites>\n`;
}

function suiteOf(spec: CheckedSpec, sourceOf: SourceOf): string {
  const { file, name = 'spec', diagnostics } = spec;
  const errors = errorsOf(spec);
  const others = diagnostics.filter((one) => !errors.includes(one));
  const [first] = errors;
  const lines: string[] = [];
  if (first !== undefined) {
    const more = errors.length === 1 ? '' : ` (and ${errors.length - 1} more)`;
    const named = attributes({ message: `${first.code}: ${first.message}${more}`, type: first.code });
    lines.push(`      <failure${named}>${textOf(errors, sourceOf)}</failure>`);
  }
  if (others.length > 0) lines.push(`      <system-out>${textOf(others, sourceOf)}</system-out>`);
  const failures = errors.length > 0 ? 1 : 0;
  const suite = attributes({ name: file, tests: 1, failures, errors: 0, skipped: 0, time: 0 });
  const test = attributes({ name, classname: file, file, time: 0 });
  const body = lines.length === 0 ? '/>' : `>\n${lines.join('\n')}\n    </testcase>`;
  return `  <testsuite${suite}>\n    <testcase${test}${body}\n  </testsuite>\n`;
}

function errorsOf({ diagnostics }: CheckedSpec): readonly Diagnostic[] {
  return diagnostics.filter(({ severity }) => severity === 'error');
}

/** As on a screen, with the lines that the faults are on but for those that hide something. */
function textOf(diagnostics: readonly Diagnostic[], sourceOf: SourceOf): string {
  return escaped(renderDiagnostics(diagnostics, plainStyle, sourceOf));
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escaped(sanitizeLine(String(value)))}"`)
    .join('');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
};

/** What is left of what XML 1.0 forbids once control characters are gone: https://www.w3.org/TR/xml/#charsets */
function escaped(text: string): string {
  return text
    .replaceAll(/[\ud800-\udfff\ufffe\uffff]/gu, '\ufffd')
    .replaceAll(/[&<>"\t]/g, (character) => entities[character] ?? character);
}
