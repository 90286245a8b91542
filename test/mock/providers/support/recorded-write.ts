// Replays one recorded write against the providers: puts what it refers to there, writes, and tells which member
// names of the recorded answer ours lacks.
import { ArmFault } from '../../../../src/mock/fault.ts';
import { fakeWorld, typeAt } from './fake-world.ts';
import { isJsonObject, type Json, type JsonObject } from '../../../../src/base/json.ts';
import { parentsOf } from './recorded-parents.ts';

export interface RecordedWrite {
  readonly id: string;
  readonly type: string;
  readonly method: string;
  readonly path: string;
  readonly apiVersion: string;
  readonly request: JsonObject;
  readonly status: number;
  readonly headers: JsonObject;
  readonly response: Json;
  readonly final?: Json;
}

/** Writes of a type that Azure refused. */
export function recordedRefusals(data: unknown, type: string): readonly RecordedWrite[] {
  return casesIn(data).filter((one) => one.type === type.toLowerCase() && one.status >= 400);
}

/** The answers to PUT and PATCH of a type that succeeded. */
export function recordedWrites(data: unknown, type: string): readonly RecordedWrite[] {
  return casesIn(data).filter(
    (one) => one.type === type.toLowerCase() && one.status < 300 && isJsonObject(one.final ?? one.response),
  );
}

function casesIn(data: unknown): readonly RecordedWrite[] {
  const cases = isJsonObject(data) ? data['cases'] : undefined;
  return Array.isArray(cases) ? cases.filter(isRecordedWrite) : [];
}

function isRecordedWrite(value: unknown): value is RecordedWrite {
  return (
    isJsonObject(value) &&
    isJsonObject(value['request']) &&
    (value['method'] === 'PUT' || value['method'] === 'PATCH')
  );
}

/** What Azure answered and ours does not have, as paths; lists count as one. */
export function missingNames(recorded: RecordedWrite): readonly string[] {
  const ours = replay(recorded);
  const wanted = namesIn(recorded.final ?? recorded.response);
  const have = namesIn(withState(ours));
  return [...wanted].filter((name) => !have.has(name)).toSorted();
}

/** What ours refuses a recorded write with, as status, code and message. */
export function refusalTo(recorded: RecordedWrite): string {
  try {
    replay(recorded);
  } catch (error) {
    if (error instanceof ArmFault)
      return `${String(error.status)} ${error.detail.code} ${withoutActivity(error.message)}`;
    throw error;
  }
  return 'accepted';
}

/** Azure's refusal; some services leave the envelope away. */
export function recordedRefusal({ response, status }: RecordedWrite): string {
  const answer = isJsonObject(response) ? response : {};
  const { code, message } = 'error' in answer ? objectIn(answer, 'error') : answer;
  return `${String(status)} ${String(code)} ${withoutActivity(String(message))}`;
}

function withoutActivity(message: string): string {
  return message.replace(/ ?Activity ID: [-0-9a-f]+\.$/, '').trim();
}

/** Which headers of a long operation stood in the recorded answer; a relative Location only names the resource. */
export function recordedOperation({ headers }: RecordedWrite): string {
  const location = typeof headers['location'] === 'string' && headers['location'].startsWith('https://');
  if ('azure-asyncoperation' in headers) return location ? 'both' : 'azure-async';
  return location ? 'location' : 'none';
}

/** Where the members of `properties` stand in another order than Azure's; the state's place is not ours to choose. */
export function misplacedNames(recorded: RecordedWrite): readonly string[] {
  const answer = recorded.final ?? recorded.response;
  const wanted = isJsonObject(answer) ? Object.keys(objectIn(answer, 'properties')) : [];
  const ours = Object.keys(objectIn(replay(recorded), 'properties')).filter((name) => wanted.includes(name));
  const theirs = wanted.filter((name) => ours.includes(name));
  return ours.filter((name, index) => theirs[index] !== name);
}

function replay(recorded: RecordedWrite): JsonObject {
  const id = (recorded.path.split('?')[0] ?? '').replace(
    '/providers/microsoft.insights/',
    '/providers/Microsoft.Insights/',
  );
  const fake = fakeWorld();
  const answer = recorded.final ?? recorded.response;
  for (const one of parentsOf(id, [recorded.request, answer])) fake.plant(one.id, one.type, one.body);
  const first = isJsonObject(answer) ? firstWrite(recorded, answer) : recorded.request;
  // What was updated was there before; the recording has only the update.
  const update = recorded.method === 'PATCH' || recorded.status === 200;
  if (update) {
    fake.put(id, first, recorded.apiVersion);
    fake.pass();
    if (objectIn(recorded.request, 'properties')['createMode'] === 'recover') fake.remove(id);
  }
  return recorded.method === 'PATCH'
    ? fake.patch(id, recorded.request)
    : fake.put(id, recorded.request, recorded.apiVersion);
}

/** A creation that can have led to the state before: the recorded answer's own values, and a password. */
export function firstWrite({ request, type, method }: RecordedWrite, answer: JsonObject): JsonObject {
  if (type === 'microsoft.keyvault/vaults') return plainVault(answer);
  const base = method === 'PATCH' || type.endsWith('scalesets') ? answer : request;
  if (!type.endsWith('scalesets')) return base;
  const copy: JsonObject = JSON.parse(JSON.stringify(base));
  const properties = objectIn(copy, 'properties');
  const profile = objectIn(properties, 'virtualMachineProfile');
  const osProfile = { ...objectIn(profile, 'osProfile'), adminPassword: 'Recorded-1-Password' };
  const { extensionProfile: _, ...kept } = profile;
  return { ...copy, properties: { ...properties, virtualMachineProfile: { ...kept, osProfile } } };
}

function plainVault(answer: JsonObject): JsonObject {
  const {
    tenantId = null,
    softDeleteRetentionInDays = 90,
    accessPolicies = [],
  } = objectIn(answer, 'properties');
  return {
    location: answer['location'] ?? '',
    properties: {
      tenantId,
      softDeleteRetentionInDays,
      sku: { family: 'A', name: 'standard' },
      accessPolicies,
    },
  };
}

function objectIn(body: JsonObject, key: string): JsonObject {
  const value = body[key];
  return isJsonObject(value) ? value : {};
}

/** The resource manager adds the state; the providers leave it out. */
function withState(body: JsonObject): JsonObject {
  const id =
    typeof body['id'] === 'string' ? body['id'].replace('/microsoft.insights/', '/Microsoft.Insights/') : '';
  if (typeAt(id).provisioningState === 'none') return body;
  return { ...body, properties: { provisioningState: 'Succeeded', ...objectIn(body, 'properties') } };
}

function namesIn(value: Json, path = ''): ReadonlySet<string> {
  const names = new Set<string>();
  if (Array.isArray(value))
    for (const item of value) for (const name of namesIn(item, `${path}[]`)) names.add(name);
  else if (isJsonObject(value))
    for (const [key, item] of Object.entries(value)) {
      const here = key.startsWith('/') ? `${path}.*` : `${path}.${key}`;
      names.add(here);
      for (const name of namesIn(item, here)) names.add(name);
    }
  return names;
}
