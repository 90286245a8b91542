// What arm-ttk asks of API versions: of the last two years, or the newest there is. Which there are, the mock knows;
// today is a day written down, so that a template does not age with the clock.
import type { JsonObject } from '../../../src/base/json.ts';
import { typesOfProviders } from '../../mock/providers/support/fake-world.ts';
import { at, listAt, rulesOf, whole } from './rule.ts';

export const today = '2026-11-26';
const twoYearsMs = 730 * 86_400_000;

export function versionsOf(type: string): readonly string[] {
  return typesOfProviders.find((one) => one.type === type)?.apiVersions ?? [];
}

export function isRecent(version: string): boolean {
  return Date.parse(today) - Date.parse(version.slice(0, 10)) <= twoYearsMs;
}

function isAsRecentAsCanBe(type: string, version: string): boolean {
  return isRecent(version) || versionsOf(type)[0] === version;
}

function oldResources(template: JsonObject): readonly string[] {
  const old = listAt(template, 'resources').filter(
    ({ type, apiVersion }) => !isAsRecentAsCanBe(String(type), String(apiVersion)),
  );
  return [...new Set(old.map(({ type }) => String(type)))];
}

/** `reference(resourceId('type', …), 'version')`, whatever is between them. */
function oldReferences(template: JsonObject): readonly string[] {
  const text = JSON.stringify(at(template, 'resources') ?? []);
  const asked = [...text.matchAll(/reference\(resourceId\('([^']+)'.+?'(\d{4}-\d{2}-\d{2}[^']*)'\)/g)];
  return asked.flatMap(([, type = '', version = '']) => (isAsRecentAsCanBe(type, version) ? [] : [type]));
}

const identity = 'Microsoft.ManagedIdentity/userAssignedIdentities';

export const versionRules = rulesOf(
  'arm-ttk',
  'https://github.com/Azure/arm-ttk/blob/master/arm-ttk/testcases/deploymentTemplate/',
  [
    {
      id: 'apiVersions-Should-Be-Recent',
      file: 'apiVersions-Should-Be-Recent.test.ps1',
      asks: 'versions are of the last two years, or the newest',
      look: whole(oldResources, { resources: [{ type: identity, apiVersion: '2018-11-30' }] }),
    },
    {
      id: 'apiVersions-Should-Be-Recent-In-Reference-Functions',
      file: 'apiVersions-Should-Be-Recent-In-Reference-Functions.test.ps1',
      asks: 'so are those in which something is asked of Azure',
      look: whole(oldReferences, {
        resources: [{ a: `[reference(resourceId('${identity}', 'a'), '2018-11-30').principalId]` }],
      }),
    },
  ],
);
