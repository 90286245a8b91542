// The first page of `cmg init`, as in ConfigMgr's wizard: cloud and subscription, the certificate, and the names that
// follow from it.
import { serviceNameOf } from '../../certificates/service-name.ts';
import type { Context } from '../context.ts';
import { textOption } from '../options.ts';
import { chosen, none, putText, type Question, type Situation } from './question.ts';

const page = 'General';
const sources = ['file', 'vault', 'lab'];

/** Where the kind of certificate is asked for, the file itself says as much. */
export async function isCertificateFile(answer: string, { files }: Pick<Context, 'files'>): Promise<boolean> {
  if (sources.includes(chosen(answer, sources))) return false;
  if (/\.(?:pfx|p12)$/i.test(answer)) return true;
  return (await files.real(answer)) !== undefined && !(await files.isFolder(answer));
}

export const generalQuestions: readonly Question[] = [
  {
    key: 'environment',
    page,
    text: 'Azure environment',
    flag: '--environment',
    given: (options) => textOption(options, 'environment'),
    about: ['environment'],
    help: () => 'AzurePublicCloud or AzureUSGovernmentCloud; the first letters are enough.',
    byDefault: () => 'AzurePublicCloud',
    put: (answer) => [[['environment'], chosen(answer, ['AzurePublicCloud', 'AzureUSGovernmentCloud'])]],
  },
  {
    key: 'subscriptionId',
    page,
    text: 'Subscription id',
    flag: '--subscription-id',
    given: (options) => textOption(options, 'subscriptionId'),
    about: ['subscriptionId'],
    byDefault: () => none,
    put: putText(['subscriptionId']),
  },
  {
    key: 'tenantId',
    page,
    text: 'Tenant id',
    flag: '--tenant-id',
    given: (options) => textOption(options, 'tenantId'),
    about: ['tenantId'],
    byDefault: () => none,
    put: putText(['tenantId']),
  },
  {
    key: 'source',
    page,
    text: 'Certificate: file, vault or lab',
    flag: '--certificate, --key-vault-secret or --self-signed',
    given: (options) => {
      if (options['selfSigned'] === true) return 'lab';
      if (textOption(options, 'keyVaultSecret') !== undefined) return 'vault';
      return textOption(options, 'certificate') === undefined ? undefined : 'file';
    },
    about: ['certificate'],
    help: () =>
      'file: a PFX beside the spec. vault: a secret of a key vault. lab: made on the spot; no client trusts it.',
    byDefault: ({ asks }) => (asks ? 'file' : undefined),
    put: (answer) => {
      const source = chosen(answer, sources);
      if (!sources.includes(source)) return undefined;
      return source === 'lab' ? [[['certificate', 'selfSigned'], true]] : [];
    },
    form: 'write file, vault or lab',
  },
  {
    key: 'file',
    page,
    text: 'Certificate file',
    flag: '--certificate',
    given: (options) => textOption(options, 'certificate'),
    about: ['certificate', 'file'],
    isAsked: (situation) => sourceOf(situation) === 'file',
    byDefault: () => undefined,
    put: (answer, { fromSpec }) => [[['certificate', 'file'], fromSpec(answer)]],
  },
  {
    key: 'password',
    page,
    text: 'Where its password is kept',
    flag: '--password-env',
    given: (options) => {
      const name = textOption(options, 'passwordEnv');
      return name === undefined ? undefined : `env ${name}`;
    },
    about: ['certificate', 'password'],
    help: () =>
      'env NAME: a variable. file PATH: a file of one line. prompt: typed each time. none: it has none, or CMG_CERTIFICATE_PASSWORD and --password-file give it.',
    isAsked: (situation) => sourceOf(situation) === 'file',
    // What opens without one needs none.
    byDefault: ({ asks, facts }) => (asks && facts === undefined ? 'prompt' : none),
    put: (answer, { fromSpec }) => {
      if (answer === none) return [];
      const path = ['certificate', 'password'];
      if (answer === 'prompt') return [[path, 'prompt']];
      const [, where, name = ''] = /^(env|file)\s+(\S.*)$/.exec(answer) ?? [];
      if (where === undefined) return undefined;
      return [[path, where === 'env' ? { env: name } : { file: fromSpec(name) }]];
    },
    // What was typed may be the password itself.
    form: 'write env NAME, file PATH, prompt or none; never the password itself',
  },
  {
    key: 'secret',
    page,
    text: 'Address of the secret',
    flag: '--key-vault-secret',
    given: (options) => textOption(options, 'keyVaultSecret'),
    about: ['certificate', 'keyVaultSecret'],
    isAsked: (situation) => sourceOf(situation) === 'vault',
    byDefault: () => undefined,
    put: putText(['certificate', 'keyVaultSecret']),
    later: ['CMG1105'],
  },
  {
    key: 'serviceName',
    page,
    text: 'Service name',
    flag: '--service-name',
    given: (options) => textOption(options, 'serviceName'),
    about: ['serviceName'],
    help: (situation) => {
      const wildcard = wildcardOf(situation);
      return wildcard === undefined
        ? 'In a domain of your own it needs a CNAME that points at the gateway.'
        : `The certificate is for ${wildcard}: write what replaces the asterisk.`;
    },
    byDefault: (situation) => {
      const { facts } = situation;
      if (sourceOf(situation) === 'vault') return undefined;
      return facts === undefined ? none : serviceNameOf(facts);
    },
    put: (answer, situation) => {
      if (answer === none) return [];
      const wildcard = answer.includes('.') ? undefined : wildcardOf(situation);
      return [[['serviceName'], wildcard === undefined ? answer : wildcard.replace('*', () => answer)]];
    },
  },
  {
    key: 'name',
    page,
    text: 'Deployment name',
    flag: '--name',
    given: (options) => textOption(options, 'name'),
    about: ['name'],
    byDefault: nameFrom,
    put: putText(['name']),
  },
  {
    key: 'description',
    page,
    text: 'Description',
    flag: '--description',
    given: (options) => textOption(options, 'description'),
    about: ['description'],
    byDefault: () => none,
    put: putText(['description']),
  },
];

function sourceOf({ answers }: Situation): string {
  return chosen(answers['source'] ?? '', sources);
}

function wildcardOf({ facts }: Situation): string | undefined {
  if (facts === undefined || serviceNameOf(facts) !== undefined) return undefined;
  return [facts.commonName ?? '', ...facts.names].find((name) => name.startsWith('*.'));
}

/** As ConfigMgr does, from the service name; else from the file. */
function nameFrom({ answers: { serviceName }, fileName }: Situation): string | undefined {
  const from = serviceName === undefined || serviceName === none ? fileName : serviceName.split('.')[0];
  const name = (from ?? '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '')
    .slice(0, 24);
  return /^[a-z]..+$/.test(name) ? name : undefined;
}
