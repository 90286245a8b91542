// What to say when a single value breaks the schema: a row per key that deserves better words than "invalid",
// and a general wording for the rest. Turns zod's issues into our diagnostics; decides nothing itself.
import type * as z from 'zod/mini';
import type { Code } from '../base/codes.ts';
import { diagnostic, type Diagnostic } from '../base/diagnostic.ts';
import { isJsonObject, valueAt, type Json } from '../base/json.ts';
import { quoted } from '../base/quoted.ts';
import { nearest } from '../base/suggest.ts';
import type { Path, SpecDocument } from './document.ts';
import { knownKeys, rangeAt } from './known-keys.ts';
import { isSecretPath } from './secrecy.ts';

export type Issue = z.core.$ZodIssue;

interface Row {
  readonly code: Code;
  readonly message: (value: string) => string;
  readonly hint?: string;
}

const nameRules = 'must be 3 to 24 lower-case letters and digits, the first a letter';

function serversRow(at: string): Row {
  return {
    code: 'CMG1102',
    message: (value) => `${at} must list full DNS names of 4 to 253 characters, not ${value}`,
    hint: 'write them like server.contoso.com',
  };
}

const rows: Readonly<Record<string, Row>> = {
  name: {
    code: 'CMG1201',
    message: (value) => `name ${nameRules}, not ${value}`,
    hint: 'the storage account, the key vault and the DNS label are named after it, and all their rules hold',
  },
  'names.vault': { code: 'CMG1201', message: (value) => `names.vault ${nameRules}, not ${value}` },
  'names.storageAccount': {
    code: 'CMG1201',
    message: (value) => `names.storageAccount ${nameRules}, not ${value}`,
  },
  'resourceGroup.name': {
    code: 'CMG1201',
    message: (value) =>
      `a resource group's name has up to 90 letters, digits, '-', '_', '.', '(' and ')', and does not end in '.', unlike ${value}`,
  },
  serviceName: {
    code: 'CMG1102',
    message: (value) => `serviceName must be a full DNS name of 4 to 253 characters, not ${value}`,
    hint: 'write it like gateway.contoso.com',
  },
  'site.connectionPoints.*': serversRow('site.connectionPoints'),
  'site.managementPoints.*': serversRow('site.managementPoints'),
  'site.softwareUpdatePoints.*': serversRow('site.softwareUpdatePoints'),
  instances: {
    code: 'CMG1203',
    message: (value) => `instances must be 1 to 16, not ${value}`,
    hint: 'a gateway has at most 16 instances; for more clients choose A4_v2 or a second gateway',
  },
  version: { code: 'CMG1204', message: (value) => `version must be 1, not ${value}` },
  'certificate.password': {
    code: 'CMG1102',
    message: () => 'certificate.password must say where the password is kept',
    hint: 'write { file: … }, { env: … } or prompt; the password itself never stands in a spec',
  },
  description: {
    code: 'CMG1102',
    message: () => 'description must have no more than 256 characters',
    hint: 'the resource group carries it as a tag, which takes no more',
  },
  'expiry.after': {
    code: 'CMG1205',
    message: (value) => `expiry.after must be a length of time, not ${value}`,
    hint: 'write it like 72h, 7d or 1h30m; to keep the gateway, leave expiry out',
  },
  'expiry.at': {
    code: 'CMG1205',
    message: (value) => `expiry.at must be a moment with its time zone, not ${value}`,
    hint: 'write it like 2026-12-01T18:00:00Z; to keep the gateway, leave expiry out',
  },
  'expiry.weekly.time': {
    code: 'CMG1205',
    message: (value) => `expiry.weekly.time must be like '19:00', not ${value}`,
  },
  'expiry.warnBefore.*': {
    code: 'CMG1205',
    message: (value) => `expiry.warnBefore must list lengths of time, not ${value}`,
    hint: 'write it like [24h, 2h]',
  },
  'expiry.maxExtension': {
    code: 'CMG1205',
    message: (value) => `expiry.maxExtension must be a length of time, not ${value}`,
    hint: 'write it like 7d',
  },
  subscriptionId: { code: 'CMG1208', message: (value) => `subscriptionId must be a GUID, not ${value}` },
  tenantId: { code: 'CMG1208', message: (value) => `tenantId must be a GUID, not ${value}` },
  'site.serverAppClientId': {
    code: 'CMG1208',
    message: (value) => `site.serverAppClientId must be a GUID, not ${value}`,
    hint: 'it is the application (client) id of the server app in Entra',
  },
  'site.code': {
    code: 'CMG1210',
    message: (value) => `site.code must be three letters and digits, not ${value}`,
    hint: 'ConfigMgr shows it in the title of its console',
  },
  'site.version': {
    code: 'CMG1210',
    message: (value) => `site.version must be a version like 2603, not ${value}`,
    hint: 'a gateway on a scale set needs 2107 or newer',
  },
  'alerts.notify.*': {
    code: 'CMG1211',
    message: (value) => `alerts.notify must list mail addresses, not ${value}`,
    hint: 'write them like [ops@contoso.com]',
  },
  'certificate.keyVaultSecret': {
    code: 'CMG1212',
    message: (value) => `certificate.keyVaultSecret must be the address of a secret, not ${value}`,
    hint: 'write it like https://contoso.vault.azure.net/secrets/gateway/0123456789abcdef0123456789abcdef',
  },
  'clientAuthentication.methods': {
    code: 'CMG1204',
    message: () => 'clientAuthentication.methods is empty, so no client could sign in',
    hint: 'name one or more of entra, token and certificate',
  },
  'payload.command': {
    code: 'CMG1204',
    message: () => 'payload.command must have 1 to 4096 characters',
    hint: 'put a longer script into the package',
  },
};

/** `site.boundaryGroups[1].name`; which of a list of values is wrong, its place says. */
function namedPath(path: readonly (string | number)[]): string {
  const steps = typeof path.at(-1) === 'number' ? path.slice(0, -1) : path;
  return steps
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`))
    .join('')
    .slice(1);
}

/** `alerts.notify.0` and `alerts.notify.1` are said the same of. */
function rowAt(path: readonly (string | number)[]): Row | undefined {
  return rows[path.map((step) => (typeof step === 'number' ? '*' : step)).join('.')];
}

export function explainIssue(issue: Issue, value: Json, document: SpecDocument): Diagnostic[] {
  const path = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step));
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => unknownKey([...path, key], document));
  const at = namedPath(path) || 'the spec';
  const found = valueAt(value, path);
  if (found === undefined) {
    const place = document.locate(path, 'key');
    return [diagnostic('CMG1101', `${at} is missing`, { place, hint: missingHints[at] })];
  }

  const place = document.locate(path);
  const row = rowAt(path);
  const said = saidOf(path, found, document);
  if (path.length === 0 && found === null && document.text.trim() === '') {
    const hint = 'examples/ has some specs to start from';
    return [diagnostic('CMG1102', 'the file is empty', { place, hint })];
  }
  if (issue.code === 'invalid_type' && !(row && issue.expected === 'int')) {
    const message = `${at} must be ${kinds[issue.expected] ?? issue.expected}, not ${said}`;
    const hint = isSecretPath(path) ? undefined : typeHint(path, found, document);
    return [diagnostic('CMG1102', message, { place, hint })];
  }
  if (row) {
    const hint = isLongTime(found) ? 'a number in it has up to 5 digits, and seconds up to 6' : row.hint;
    return [diagnostic(row.code, row.message(said), { place, hint })];
  }
  if (issue.code === 'invalid_value') {
    const choices = issue.values.map(String);
    const near = nearest(String(found).replace(/^Standard_/i, ''), choices);
    const hint = near === undefined ? undefined : `did you mean '${near}'?`;
    return [diagnostic('CMG1204', `${at} must be ${oneOf(choices)}, not ${said}`, { place, hint })];
  }
  const range = rangeAt(path);
  if (range !== undefined) {
    return [diagnostic('CMG1203', `${at} must be ${range[0]} to ${range[1]}, not ${said}`, { place })];
  }
  return [diagnostic('CMG1102', `${at} cannot be ${said}`, { place })];
}

/** A length of time in its form, but for a number that is too long. */
function isLongTime(found: Json): boolean {
  return typeof found === 'string' && /^(?:\d+[wdhms]){1,5}$/.test(found) && /\d{6}/.test(found);
}

/** What was meant by a value of another kind. */
function typeHint(path: Path, found: Json, document: SpecDocument): string | undefined {
  const key = path.join('.');
  if (typeof found === 'string') {
    // What a variable holds is not said.
    const name = valueAt(document.value, path) === found && /^[-\w]{1,90}$/.test(found) ? found : '…';
    if (key === 'resourceGroup') return `write { name: ${name} }`;
    return /^\d+$/.test(found) ? 'leave the quotes out' : undefined;
  }
  if (typeof found !== 'number') return undefined;
  if (/^expiry\.(?:after|maxExtension|warnBefore\.\d+)$/.test(key)) {
    return `write it with its unit, like ${found}h`;
  }
  return path[0] === 'tags' ? 'put it in quotes' : undefined;
}

/** Neither a secret nor what a variable holds is said again: whoever reads the log may not read the environment. */
function saidOf(path: Path, found: Json, document: SpecDocument): string {
  const written = valueAt(document.value, path);
  if (isSecretPath(path) || (String(path) === 'certificate' && typeof found === 'string')) {
    return kindOf(found);
  }
  return typeof written === 'string' && written !== found ? `what ${quoted(written)} holds` : shown(found);
}

const missingHints: Readonly<Record<string, string>> = {
  version: "write 'version: 1'",
  certificate: "for a lab or the mock, write 'certificate: { selfSigned: true }'",
};

const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'a group of keys',
  record: 'a group of keys',
  array: 'a list',
};

function unknownKey(path: readonly (string | number)[], document: SpecDocument): Diagnostic {
  const key = String(path.at(-1));
  const near = nearest(key, knownKeys(path.slice(0, -1)));
  const hint = near === undefined ? undefined : `did you mean '${near}'?`;
  return diagnostic('CMG1104', `unknown key ${quoted(key)}`, { place: document.locate(path, 'key'), hint });
}

function shown(value: Json): string {
  if (typeof value === 'string') return value === '' ? 'empty text' : quoted(value);
  if (Array.isArray(value)) return 'a list';
  return isJsonObject(value) ? 'a group of keys' : String(value);
}

/** What stands for a value that must not be said. */
function kindOf(value: Json): string {
  if (typeof value === 'string') return 'this text';
  return typeof value === 'number' ? 'a number' : shown(value);
}

function oneOf(choices: readonly string[]): string {
  return choices.length === 1
    ? String(choices[0])
    : `${choices.slice(0, -1).join(', ')} or ${choices.at(-1)}`;
}
