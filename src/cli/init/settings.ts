// The other pages of `cmg init`: Settings and Alerts as in ConfigMgr's wizard, and what only cmg knows, an end and tags.
import type { Json } from '../../base/json.ts';
import { clouds, normalizeRegion, type CloudName } from '../../spec/clouds.ts';
import { sizeNames } from '../../spec/sizes.ts';
import { listOption, textOption, type Options } from '../options.ts';
import {
  chosen,
  listOf,
  listText,
  none,
  putNumber,
  putText,
  putTruth,
  truth,
  yesOrNo,
  type Put,
  type Question,
  type Situation,
} from './question.ts';

export const settingsQuestions: readonly Question[] = [
  {
    key: 'region',
    page: 'Settings',
    text: 'Region',
    flag: '--region',
    given: (options) => textOption(options, 'region'),
    about: ['region'],
    help: (situation) => Object.keys(clouds[cloudOf(situation)].regions).join(', '),
    byDefault: () => undefined,
    put: (answer, situation) => {
      const name = normalizeRegion(answer);
      const isKnown = Object.hasOwn(clouds[cloudOf(situation)].regions, name);
      return [[['region'], isKnown ? name : answer]];
    },
  },
  {
    key: 'resourceGroup',
    page: 'Settings',
    text: 'Resource group',
    flag: '--resource-group',
    given: (options) => textOption(options, 'resourceGroup'),
    about: ['resourceGroup'],
    byDefault: ({ answers }) => `rg-${answers['name'] ?? 'gateway'}`,
    put: putText(['resourceGroup', 'name']),
  },
  {
    key: 'existingGroup',
    page: 'Settings',
    text: 'Does it exist already',
    flag: '--existing-group',
    given: flagGiven('existingGroup', 'yes'),
    about: ['resourceGroup', 'create'],
    byDefault: () => 'no',
    put: (answer) => {
      const exists = truth(answer);
      return exists === undefined ? undefined : [[['resourceGroup', 'create'], !exists]];
    },
    form: yesOrNo,
  },
  {
    key: 'vmSize',
    page: 'Settings',
    text: 'VM size',
    flag: '--vm-size',
    given: (options) => textOption(options, 'vmSize'),
    about: ['vmSize'],
    help: () => 'A2_v2 serves 6,000 clients at a time, A4_v2 10,000; B2s is for labs.',
    byDefault: () => 'A2_v2',
    put: (answer) => [[['vmSize'], chosen(answer, sizeNames)]],
  },
  {
    key: 'instances',
    page: 'Settings',
    text: 'VM instances',
    flag: '--instances',
    given: (options) => textOption(options, 'instances'),
    about: ['instances'],
    byDefault: () => '1',
    put: putNumber(['instances']),
  },
  {
    key: 'methods',
    page: 'Settings',
    text: 'Client authentication',
    flag: '--client-authentication',
    given: (options) => listText(listOption(options, 'clientAuthentication')),
    about: ['clientAuthentication', 'methods'],
    help: () => 'entra, token and certificate, one or more, with commas between them.',
    byDefault: () => 'entra, token',
    put: (answer) => [[['clientAuthentication', 'methods'], methodsIn(answer)]],
    later: ['CMG1321'],
  },
  {
    key: 'trustedRoots',
    page: 'Settings',
    text: 'Trusted root certificates (.cer)',
    flag: '--trusted-root',
    given: (options) => listText(listOption(options, 'trustedRoot')),
    about: ['clientAuthentication', 'trustedRoots'],
    help: () => 'All of the chain, several with commas between them.',
    isAsked: takesCertificates,
    byDefault: () => undefined,
    put: (answer, { fromSpec }) => [[['clientAuthentication', 'trustedRoots'], listOf(answer).map(fromSpec)]],
  },
  {
    key: 'verifyRevocation',
    page: 'Settings',
    text: 'Verify client certificate revocation',
    flag: '--no-verify-revocation',
    given: flagGiven('verifyRevocation', 'no'),
    about: ['clientAuthentication', 'verifyRevocation'],
    isAsked: takesCertificates,
    byDefault: () => 'yes',
    put: putTruth(['clientAuthentication', 'verifyRevocation']),
    form: yesOrNo,
  },
  {
    key: 'enforceTls12',
    page: 'Settings',
    text: 'Enforce TLS 1.2',
    flag: '--no-enforce-tls12',
    given: flagGiven('enforceTls12', 'no'),
    about: ['enforceTls12'],
    byDefault: () => 'yes',
    put: putTruth(['enforceTls12']),
    form: yesOrNo,
  },
  {
    key: 'content',
    page: 'Settings',
    text: 'Serve content from Azure storage',
    flag: '--no-content',
    given: flagGiven('content', 'no'),
    about: ['content', 'enabled'],
    byDefault: () => 'yes',
    put: putTruth(['content', 'enabled']),
    form: yesOrNo,
  },
];

export const laterQuestions: readonly Question[] = [
  {
    key: 'traffic',
    page: 'Alerts',
    text: 'Outbound traffic, GiB in 14 days',
    flag: '--traffic-gib',
    given: (options) => textOption(options, 'trafficGib'),
    about: ['alerts', 'outboundTraffic', 'thresholdGiB'],
    help: () => 'ConfigMgr takes 10000. A warning comes at 50 percent, a critical alert at 90.',
    byDefault: (situation) => whereTold(situation, '10000'),
    put: putNumber(['alerts', 'outboundTraffic', 'thresholdGiB']),
    later: ['CMG1260'],
  },
  {
    key: 'storage',
    page: 'Alerts',
    text: 'Storage, GiB',
    flag: '--storage-gib',
    given: (options) => textOption(options, 'storageGib'),
    about: ['alerts', 'storage', 'thresholdGiB'],
    help: () => 'ConfigMgr takes 2000. A warning comes at 50 percent, a critical alert at 90.',
    byDefault: (situation) => whereTold(situation, '2000'),
    put: putNumber(['alerts', 'storage', 'thresholdGiB']),
    later: ['CMG1260'],
  },
  {
    key: 'notify',
    page: 'Alerts',
    text: 'Mail addresses to tell',
    flag: '--notify',
    given: (options) => listText(listOption(options, 'notify')),
    about: ['alerts', 'notify'],
    isAsked: ({ answers }) =>
      [answers['traffic'], answers['storage']].some((answer) => answer !== undefined && answer !== none),
    byDefault: () => none,
    put: (answer) => (answer === none ? [] : [[['alerts', 'notify'], listOf(answer)]]),
  },
  {
    key: 'expiry',
    page: 'End and tags',
    text: 'Expires after',
    flag: '--expires-after',
    given: (options) => textOption(options, 'expiresAfter'),
    about: ['expiry'],
    help: () => 'A length of time (8h, 7d) since the last deploy, or a moment (2026-12-01T18:00:00Z).',
    byDefault: () => none,
    put: (answer) => {
      if (answer === none) return [];
      return [[['expiry', /^\d{4}-/.test(answer) ? 'at' : 'after'], answer]];
    },
  },
  {
    key: 'tags',
    page: 'End and tags',
    text: 'Tags, name=value',
    flag: '--tag',
    given: (options) => listText(listOption(options, 'tag')),
    about: ['tags'],
    byDefault: () => none,
    put: tagsIn,
    form: 'write name=value, several with commas between them',
    flagForm: 'write name=value, and the option again for each further tag',
  },
];

function cloudOf({ answers }: Situation): CloudName {
  return chosen(answers['environment'] ?? '', Object.keys(clouds)) === 'AzureUSGovernmentCloud'
    ? 'AzureUSGovernmentCloud'
    : 'AzurePublicCloud';
}

function methodsIn(answer: string): readonly string[] {
  return listOf(answer).map((method) => chosen(method, ['entra', 'token', 'certificate']));
}

function takesCertificates({ answers }: Situation): boolean {
  return methodsIn(answers['methods'] ?? '').includes('certificate');
}

function flagGiven(name: string, answer: 'yes' | 'no'): (options: Options) => string | undefined {
  // Of `--no-content`, what is heard of is `content`, which is true where nobody said a word.
  return (options) => (options[name] === (answer === 'yes') ? answer : undefined);
}

/** Who is told wants to be told of something. */
function whereTold({ given }: Situation, threshold: string): string {
  return given['notify'] === undefined ? none : threshold;
}

function tagsIn(answer: string): Put | undefined {
  const pairs = listOf(answer).map((pair): readonly [string, Json] | undefined => {
    const [, name, value] = /^([^=]+)=(.*)$/s.exec(pair) ?? [];
    return name === undefined || value === undefined ? undefined : [name.trim(), value.trim()];
  });
  if (pairs.includes(undefined)) return undefined;
  return pairs.flatMap((pair) => (pair === undefined ? [] : [[['tags', pair[0]], pair[1]] as const]));
}
