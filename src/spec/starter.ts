// A draft of a spec → its text: tidy YAML in the order of ConfigMgr's wizard, with a few words beside each key, for
// whoever goes on from there. Text only; whether the draft is right is for `validate.ts` to say.
import { isJsonObject, type Json, type JsonObject } from '../base/json.ts';
import { clouds } from './clouds.ts';

/** Beside the spec, where editors look for it. */
export const schemaFile = 'cmg.schema.json';

export function starterText(draft: JsonObject): string {
  const pages = Object.entries(sections).flatMap(([title, keys]) => {
    const lines = keys.flatMap((key) => linesOf(key, draft[key], { path: key, indent: '' }));
    return lines.length === 0 ? [] : [`\n# ${title}\n${aligned(lines)}`];
  });
  return `# yaml-language-server: $schema=./${schemaFile}\nversion: 1\n${pages.join('')}`;
}

const sections: Readonly<Record<string, readonly string[]>> = {
  General: ['name', 'description', 'serviceName', 'environment', 'subscriptionId', 'tenantId', 'certificate'],
  Settings: [
    'region',
    'resourceGroup',
    'vmSize',
    'instances',
    'clientAuthentication',
    'enforceTls12',
    'content',
  ],
  Alerts: ['alerts'],
  'End and tags': ['expiry', 'tags'],
};

/** Fewer words than the documentation has: they stand at the end of a line. */
const words: Readonly<Record<string, string>> = {
  name: 'deployment name, prefix of all others',
  description: 'what it is for',
  serviceName: 'what clients connect to',
  environment: 'or AzureUSGovernmentCloud',
  subscriptionId: 'else AZURE_SUBSCRIPTION_ID',
  tenantId: 'else AZURE_TENANT_ID',
  certificate: 'the server authentication certificate',
  'certificate.file': 'a PFX beside this file, or below',
  'certificate.password': 'where it is kept',
  'certificate.keyVaultSecret': 'a PFX without password',
  'certificate.selfSigned': 'for a lab; else: file, password',
  resourceGroup: 'holds all of it',
  'resourceGroup.name': 'its name',
  'resourceGroup.create': 'false: it exists already',
  vmSize: 'A2_v2, A4_v2, or B2s for labs',
  instances: '1 to 16',
  clientAuthentication: 'how clients prove who they are',
  'clientAuthentication.methods': 'entra, token, certificate',
  'clientAuthentication.trustedRoots': 'whose certificates clients may show',
  'clientAuthentication.verifyRevocation': 'needs a revocation list on the internet',
  enforceTls12: 'TLS 1.2 and newer only',
  content: 'what clients fetch from Azure storage',
  'content.enabled': 'false: nothing',
  alerts: 'what is watched',
  'alerts.outboundTraffic': 'sent to the internet',
  'alerts.outboundTraffic.thresholdGiB': 'in 14 days; told at 50 and at 90 percent of it',
  'alerts.storage': 'kept in the storage account',
  'alerts.storage.thresholdGiB': 'told at 50 and at 90 percent of it',
  'alerts.notify': 'mail addresses that are told',
  expiry: 'when cmg reap ends the gateway',
  'expiry.after': 'since the last deploy that changed something',
  'expiry.at': 'a moment, with its time zone',
  tags: 'of every resource',
};

interface Line {
  readonly text: string;
  readonly words: string | undefined;
}

interface At {
  readonly path: string;
  readonly indent: string;
}

function linesOf(key: string, value: Json | undefined, { path, indent }: At): readonly Line[] {
  if (value === undefined) return [];
  const head = {
    text: `${indent}${scalar(key)}:`,
    words: path === 'region' ? regionName(value) : words[path],
  };
  // A choice of where something is kept reads best in one line.
  if (!isJsonObject(value) || path === 'certificate.password') {
    return [{ ...head, text: `${head.text} ${inline(value)}` }];
  }
  const below = Object.entries(value).flatMap(([name, item]) =>
    linesOf(name, item, { path: `${path}.${name}`, indent: `${indent}  ` }),
  );
  return below.length === 0 ? [] : [head, ...below];
}

function regionName(region: Json): string | undefined {
  const all = Object.values(clouds).map(({ regions }) => regions[String(region)]);
  return all.find((name) => name !== undefined);
}

function inline(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`;
  if (isJsonObject(value)) {
    const members = Object.entries(value).map(([key, item]) => `${scalar(key)}: ${inline(item)}`);
    return `{ ${members.join(', ')} }`;
  }
  return typeof value === 'string' ? scalar(value) : String(value);
}

const plain = /^(?!\d[\d_.e+-]*$|0[xo])[A-Za-z0-9](?:[\w./@+=()-]|:(?=[\w/])| (?=[\w(]))*$/i;
const notText = /^(?:true|false|null|yes|no|on|off|y|n)$/i;

/** Plain where YAML cannot take it for anything else; JSON's own quotes are YAML too. */
function scalar(text: string): string {
  return plain.test(text) && !notText.test(text) ? text : JSON.stringify(text);
}

const widest = 52;

/** The words of a page stand in one column, but for lines that are too long to wait for. */
function aligned(lines: readonly Line[]): string {
  const lengths = lines.filter((line) => line.words !== undefined).map(({ text }) => text.length);
  const column = Math.max(0, ...lengths.filter((length) => length <= widest));
  return lines
    .map((line) => (line.words === undefined ? line.text : `${line.text.padEnd(column)}  # ${line.words}`))
    .map((line) => `${line}\n`)
    .join('');
}
