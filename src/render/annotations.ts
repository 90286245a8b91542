// Faults as the commands by which a build server marks them at their lines. A command holds only what is said here:
// whatever a spec says is made harmless first, and escaped as that server undoes it.
import type { Severity } from '../base/codes.ts';
import type { Diagnostic } from '../base/diagnostic.ts';
import { adviceText } from './checked-spec.ts';
import { sanitize, sanitizeLine } from './sanitize.ts';

/** Of a file as the user named it, for the server that is spoken to. */
type PathOf = (file: string) => string;

type Properties = readonly (readonly [name: string, value: string | number])[];

/**
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions and, for what is escaped,
 * https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts
 */
export function githubAnnotations(diagnostics: readonly Diagnostic[], pathOf: PathOf): string {
  const words: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' };
  return diagnostics
    .map((one) => {
      const { code, severity, place } = one;
      const at: Properties =
        place === undefined
          ? []
          : [
              ['file', pathOf(place.file)],
              ['line', place.line],
              ['col', place.column],
            ];
      const properties = joined([...at, ['title', code]], ',', githubProperty);
      return `::${words[severity]} ${properties}::${githubData(sanitize(adviceText(one)))}\n`;
    })
    .join('');
}

/**
 * https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands and, for what is escaped,
 * https://github.com/microsoft/azure-pipelines-task-lib/blob/master/node/taskcommand.ts. It knows errors and warnings
 * alone.
 */
export function azurePipelinesAnnotations(diagnostics: readonly Diagnostic[], pathOf: PathOf): string {
  return diagnostics
    .filter(({ severity }) => severity !== 'info')
    .map((one) => {
      const { code, severity, place } = one;
      const at: Properties =
        place === undefined
          ? []
          : [
              ['sourcepath', pathOf(place.file)],
              ['linenumber', place.line],
              ['columnnumber', place.column],
            ];
      const properties = joined([['type', severity], ...at, ['code', code]], ';', azureProperty);
      return `##vso[task.logissue ${properties}]${azureData(sanitize(adviceText(one)))}\n`;
    })
    .join('');
}

function joined(properties: Properties, separator: string, escape: (text: string) => string): string {
  return properties.map(([name, value]) => `${name}=${escape(sanitizeLine(String(value)))}`).join(separator);
}

function githubData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function githubProperty(text: string): string {
  return githubData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

function azureData(text: string): string {
  return text.replaceAll('%', '%AZP25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function azureProperty(text: string): string {
  return azureData(text).replaceAll(';', '%3B').replaceAll(']', '%5D');
}
