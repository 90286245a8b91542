// One write of one resource, by a request or by a step of a deployment: gates, then the provider, then the
// facts. Owns what is stored; what the caller hears is made elsewhere.
import type { Json, JsonObject } from '../../base/json.ts';
import { isJsonObject } from '../../base/json.ts';
import { refuse, type ArmFault } from '../fault.ts';
import { fateOf, type WorkFate } from '../faults/faults.ts';
import { noteLag } from '../faults/lag.ts';
import { normalizeRegion } from '../../spec/clouds.ts';
import type { ChildWrite, ResourceType, StoredResource, Written } from '../providers/provider.ts';
import { underPolicies } from '../policy/enforce.ts';
import { endOf, type Moment } from '../realm.ts';
import { mergePatch, writeNotes } from '../world.ts';
import { passWriteGates } from './gates.ts';
import { canonicalId, findResource, lastSegment, parseId } from './lookup.ts';
import { refuseWhileBusy } from './busy.ts';
import { removeStored } from './remove.ts';

interface WriteRequest {
  readonly id: string;
  readonly method: 'PUT' | 'PATCH';
  readonly body: JsonObject;
  readonly apiVersion: string;
  readonly ifMatch?: string | undefined;
  readonly ifNoneMatch?: string | undefined;
}

interface WriteResult {
  readonly stored: StoredResource;
  readonly type: ResourceType;
  readonly created: boolean;
  readonly until: Date;
  /** What it ends with, where it comes to nothing. */
  readonly failure?: ArmFault;
}

export function writeResource(moment: Moment, request: WriteRequest): WriteResult {
  const { world } = moment;
  const { type, id, parsed, existing, body } = checkedWrite(moment, request);
  refuseWhileBusy(moment, existing, 'write');
  const fate = fateOf(moment, { path: id, type: type.type, operation: 'write' });
  const { method, apiVersion } = request;
  const ask = { id, parsed, method, body, apiVersion, world };
  const written = type.write(existing === undefined ? ask : { ...ask, existing });
  return store(moment, { type, id, existing, written, fate });
}

/** What a write would be refused for, without writing: the deployment's look ahead. */
export function rehearseWrite(moment: Moment, request: WriteRequest): void {
  const { type, id, parsed, existing, body } = checkedWrite(moment, request);
  const ask = {
    id,
    parsed,
    method: request.method,
    body,
    apiVersion: request.apiVersion,
    world: moment.world,
  };
  type.write(existing === undefined ? ask : { ...ask, existing });
}

interface CheckedWrite {
  readonly type: ResourceType;
  readonly id: string;
  readonly parsed: ReturnType<typeof parseId>;
  readonly existing: StoredResource | undefined;
  readonly body: JsonObject;
}

function checkedWrite(moment: Moment, request: WriteRequest): CheckedWrite {
  const asked = parseId(request.id);
  const type = moment.realm.catalogue.type(asked.type);
  const existing = moment.realm.resources.get(request.id);
  const { method, apiVersion } = request;
  passWriteGates({
    id: request.id,
    parsed: asked,
    type,
    apiVersion,
    existing,
    moment,
    method,
    body: request.body,
  });
  requireConditions(request, existing);
  const id = canonicalId(moment, request.id, asked);
  const sent = withShortLocation(request.body);
  const wanted = method === 'PATCH' ? patched(existing ?? findResource(moment, request.id), sent) : sent;
  const body = underPolicies(moment, { id, type: type.type, name: asked.name, body: wanted });
  return { type, id, parsed: { ...asked, type: type.type }, existing, body };
}

function patched(existing: StoredResource, patch: JsonObject): JsonObject {
  // Tags are replaced as a whole; everything else is joined.
  const { tags, ...rest } = patch;
  const merged = mergePatch(existing.body, rest);
  return tags === undefined ? merged : { ...merged, tags };
}

function withShortLocation(body: JsonObject): JsonObject {
  const { location } = body;
  return typeof location === 'string' ? { ...body, location: normalizeRegion(location) } : body;
}

/** https://learn.microsoft.com/rest/api/azure/#conditional-requests: 412 where the etag is another one. */
function requireConditions(request: WriteRequest, existing: StoredResource | undefined): void {
  const { ifMatch, ifNoneMatch } = request;
  const etag = existing?.body['etag'];
  const matches = (wanted: string): boolean =>
    wanted === '*' ? existing !== undefined : typeof etag === 'string' && bare(wanted) === bare(etag);
  if (ifMatch !== undefined && (existing === undefined || (typeof etag === 'string' && !matches(ifMatch))))
    refuse(412, 'PreconditionFailed', `The condition '${ifMatch}' of the If-Match header is not met.`);
  if (ifNoneMatch !== undefined && existing !== undefined && matches(ifNoneMatch))
    refuse(
      412,
      'PreconditionFailed',
      `The condition '${ifNoneMatch}' of the If-None-Match header is not met.`,
    );
}

function bare(etag: string): string {
  return etag.replace(/^W\//, '').replaceAll('"', '');
}

interface Outcome {
  readonly type: ResourceType;
  readonly id: string;
  readonly existing: StoredResource | undefined;
  readonly written: Written;
  readonly fate: WorkFate;
}

function store(moment: Moment, { type, id, existing, written, fate }: Outcome): WriteResult {
  const { failure } = fate;
  const until = fate.stretch(endOf(moment, written.durationMs));
  noteLag(moment, id, { end: moment.now, lateMs: fate.lateMs });
  const content = resourceOf(moment, { id, type: type.type, until, ...written }, existing);
  const stored: StoredResource = failure === undefined ? content : { ...content, failed: true };
  moment.realm.resources.put(stored);
  for (const child of written.children ?? []) storeChild(moment, child, until);
  writeNotes(moment.realm, written.notes ?? []);
  return {
    stored,
    type,
    created: existing === undefined,
    until,
    ...(failure === undefined ? {} : { failure }),
  };
}

interface Content {
  readonly id: string;
  readonly type: string;
  readonly until: Date;
  readonly body: JsonObject;
  readonly hidden?: JsonObject;
}

function resourceOf(moment: Moment, content: Content, existing?: StoredResource): StoredResource {
  const { id, type, body, hidden, until } = content;
  const now = moment.now.toISOString();
  return {
    id,
    type,
    name: lastSegment(id),
    body,
    createdAt: existing?.createdAt ?? now,
    changedAt: now,
    pending: { what: existing === undefined ? 'Creating' : 'Updating', until: until.toISOString() },
    ...(hidden === undefined ? {} : { hidden }),
  };
}

function storeChild(moment: Moment, child: ChildWrite, until: Date): void {
  if ('removed' in child) return removeStored(moment.realm, child.id);
  const existing = moment.realm.resources.get(child.id);
  const id = existing?.id ?? child.id;
  moment.realm.resources.put(resourceOf(moment, { ...child, id, until }, existing));
}

/** What an action leaves behind, where it changes the resource. */
export function storeAction(
  moment: Moment,
  stored: StoredResource,
  change: { readonly body?: JsonObject; readonly hidden?: JsonObject; readonly durationMs: number },
): Date {
  const until = endOf(moment, change.durationMs);
  const pending = { what: 'Updating' as const, until: until.toISOString() };
  const body = change.body ?? stored.body;
  const hidden = change.hidden === undefined ? {} : { hidden: change.hidden };
  moment.realm.resources.put({ ...stored, body, ...hidden, changedAt: moment.now.toISOString(), pending });
  return until;
}

export function asObject(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}
