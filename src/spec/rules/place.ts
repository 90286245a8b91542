// Rules about where a gateway stands and what it is called there: region, network, tags.
import { quoted } from '../../base/quoted.ts';
import { nearest } from '../../base/suggest.ts';
import { clouds, normalizeRegion } from '../clouds.ts';
import { parseNetwork } from '../network.ts';
import type { Rule } from './rule.ts';

export const placeRules: readonly Rule[] = [
  {
    code: 'CMG1202',
    at: ['region'],
    check: ({ region, environment }) => {
      const { regions } = clouds[environment];
      if (Object.hasOwn(regions, normalizeRegion(region))) return undefined;
      const [other] =
        Object.entries(clouds).find(([, one]) => Object.hasOwn(one.regions, normalizeRegion(region))) ?? [];
      if (other !== undefined) {
        const message = `${environment} has no region ${quoted(region)}`;
        return { message, hint: `it is a region of ${other}: write 'environment: ${other}'` };
      }
      const near = nearest(normalizeRegion(region), Object.keys(regions));
      const hint = near === undefined ? undefined : `did you mean '${near}'?`;
      return { message: `${environment} has no region ${quoted(region)}`, hint };
    },
  },
  {
    code: 'CMG1206',
    at: ['network', 'addressSpace'],
    check: ({ network }) => {
      const parsed = parseNetwork(network.addressSpace);
      if (typeof parsed !== 'string') return undefined;
      return { message: `network.addressSpace ${parsed}`, hint: 'write it like 10.42.0.0/24' };
    },
  },
  {
    code: 'CMG1207',
    at: ['tags'],
    what: 'key',
    check: ({ tags }) => {
      if (Object.keys(tags).length > 40)
        return {
          message: `tags has ${Object.keys(tags).length} tags; Azure takes 50, of which cmg needs 10`,
        };
      const keys = Object.keys(tags).map((key) => key.toLowerCase());
      return Object.entries(tags).flatMap(([key, value], index) => {
        const twice = keys.indexOf(key.toLowerCase()) < index;
        const why = twice ? 'stands twice: Azure does not look at the case' : tagFault(key, value);
        return why === undefined ? [] : [{ message: `the tag ${quoted(key)} ${why}`, at: ['tags', key] }];
      });
    },
  },
];

// https://learn.microsoft.com/azure/azure-resource-manager/management/tag-resources#limitations
function tagFault(key: string, value: string): string | undefined {
  if (/^cmg-/i.test(key)) return "begins with 'cmg-', which cmg keeps for itself";
  if (/^(?:microsoft|azure|windows)/i.test(key)) return `begins with a word that Azure keeps for itself`;
  if (key === '' || key.length > 128 || /[<>%&\\?/]/.test(key))
    return 'needs a name of up to 128 characters without < > % & \\ ? /';
  return value.length > 256 ? 'has a value of more than 256 characters' : undefined;
}
