// A spec's document → the Spec it describes and everything that is wrong with it, in file order. Never throws
// and never stops at the first fault: rules still run on what was understood.
import { diagnostic, hasErrors, type Diagnostic, type Place } from '../base/diagnostic.ts';
import { jsonOf, valueAt, type Json } from '../base/json.ts';
import { quoted } from '../base/quoted.ts';
import type { Path, SpecDocument } from './document.ts';
import { explainIssue, type Issue } from './messages.ts';
import { normalizeSpec } from './normalize.ts';
import { resolveReferences, withMeantValue, type Environment } from './reference.ts';
import { rules } from './rules/rules.ts';
import { specSchema, type Spec } from './schema.ts';
import { understoodPart, watched, type Understood } from './understood.ts';

export interface ValidatedSpec {
  /** Undefined where anything is an error. */
  readonly spec: Spec | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

export interface ValidateWith {
  readonly now?: Date | undefined;
  /** What was found wrong before. */
  readonly found?: readonly Diagnostic[];
  /** The files that the document was put together from, in the order in which they are read. */
  readonly files?: readonly string[];
}

export function validateSpec(
  document: SpecDocument,
  environment: Environment,
  { now, found = [], files = [document.file] }: ValidateWith = {},
): ValidatedSpec {
  const before = [...document.diagnostics, ...found];
  const isWhole = document.isWhole && !hasErrors(found);
  if (!isWhole && document.value === null) {
    return { spec: undefined, diagnostics: inFileOrder(before, files) };
  }
  const { value, data, issues, diagnostics: unset } = parsed(document, environment);
  // What is missing, and what would go with it, may stand where nobody could read it.
  const sure = isWhole ? issues : issues.filter(({ path }) => valueAt(value, path) !== undefined);
  const explained = sure.flatMap((issue) => explainIssue(issue, value, document));
  const whole = data && { spec: data, faulty: [] };
  const understood = isWhole ? (whole ?? understoodPart(value, issues)) : undefined;
  const broken = understood === undefined ? [] : brokenRules(understood, document, now);
  // What stands for nothing is wrong in every way; that it is not set says all.
  const isUnset = new Set(unset.map(({ place }) => placeKey(place)));
  const judged = [...explained, ...broken].filter(({ place }) => !isUnset.has(placeKey(place)));
  const diagnostics = inFileOrder([...before, ...unset, ...judged], files);
  const spec = data === undefined || hasErrors(diagnostics) ? undefined : normalizeSpec(data, environment);
  return { spec, diagnostics };
}

function placeKey(place: Place | undefined): string | undefined {
  return place && [place.file, place.line, place.column].join('\n');
}

interface Parsed {
  readonly value: Json;
  readonly data: Spec | undefined;
  readonly issues: readonly Issue[];
  readonly diagnostics: readonly Diagnostic[];
}

function parsed(document: SpecDocument, environment: Environment): Parsed {
  const { value, diagnostics } = resolveReferences(document, environment);
  const first = specSchema.safeParse(value);
  if (first.success) return { value, data: first.data, issues: [], diagnostics };
  // A variable is always text; where a number or a yes or no is wanted, that is what it stands for.
  const meant = first.error.issues.reduce((at, issue) => withMeantValue(at, issue, document), value);
  const second = meant === value ? first : specSchema.safeParse(meant);
  return second.success
    ? { value: meant, data: second.data, issues: [], diagnostics }
    : { value: meant, data: undefined, issues: firstOfEach(second.error.issues), diagnostics };
}

/** One value can break the schema twice over: 1e20 is no whole number and above 16. */
function firstOfEach(issues: readonly Issue[]): readonly Issue[] {
  const byPath = new Map(issues.toReversed().map((issue) => [issue.path.join('\n'), issue]));
  return [...byPath.values()].toReversed();
}

function brokenRules(understood: Understood, document: SpecDocument, now: Date | undefined): Diagnostic[] {
  return rules.flatMap(({ code, at, what, check }) => {
    const { spec, hasReadFault } = watched(understood);
    const findings = [check(spec, now) ?? []].flat();
    if (hasReadFault()) return [];
    return findings.map((finding) => {
      const path = finding.at ?? at;
      const written = document.find(path);
      const place = written === undefined ? wholeFile(document) : document.locate(path, what);
      const message = withoutHeld(finding.message, { document, spec: understood.spec, path });
      return diagnostic(code, message, { place, hint: finding.hint });
    });
  });
}

/** A default has no line to point at, but the file that leaves it open. */
function wholeFile({ file }: SpecDocument): Place {
  return { file, line: 1, column: 1, length: 1, concealed: true };
}

/** What a variable holds is not said: its name is. */
function withoutHeld(
  message: string,
  { document, spec, path }: { document: SpecDocument; spec: Spec; path: Path },
): string {
  const [written, held] = [valueAt(document.value, path), valueAt(jsonOf(spec), path)];
  if (typeof written !== 'string' || typeof held !== 'string' || written === held) return message;
  return message.replaceAll(quoted(held), () => quoted(written));
}

function inFileOrder(diagnostics: readonly Diagnostic[], files: readonly string[]): Diagnostic[] {
  const rank = ({ place }: Diagnostic): number => (place === undefined ? -1 : files.indexOf(place.file));
  return diagnostics.toSorted(
    (a, b) =>
      rank(a) - rank(b) ||
      (a.place?.line ?? 0) - (b.place?.line ?? 0) ||
      (a.place?.column ?? 0) - (b.place?.column ?? 0),
  );
}
