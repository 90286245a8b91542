// A plan → the one deployment that carries it out: the resources that change and no others, so that what the
// plan calls unchanged is not even touched. Secrets come in as values or as references into the vault.
import { isJsonObject, type Json, type JsonObject } from '../base/json.ts';
import type { DeploymentRequest, ParameterValue } from '../cloud/cloud.ts';
import type { SecretName } from '../compile/compile.ts';
import { tagNames } from '../compile/tags.ts';
import type { DesiredResource } from '../plan/desired.ts';
import { bodyOf, lastTags, tagsOf } from '../plan/live.ts';
import { changesOf } from '../plan/plan.ts';
import { foreignTags } from '../plan/tags.ts';
import { deploymentName } from './gateway.ts';
import type { Prepared } from './prepare.ts';

/** How each secret is given. */
export type SecretValues = Readonly<Record<SecretName, ParameterValue>>;

export function assemble(prepared: Prepared, secrets: SecretValues): DeploymentRequest | undefined {
  const { compiled, gateway } = prepared;
  const resources = touched(prepared);
  if (resources.length === 0) return undefined;
  const included = new Set(resources.map(({ id }) => id.toLowerCase()));
  const raw = compiled.template['resources'];
  const written = resources.map((resource) => {
    const source = Array.isArray(raw) ? (raw[resource.index] as Json) : {};
    return withTags(
      { ...(isJsonObject(source) ? source : {}), dependsOn: within(resource.dependsOn, included) },
      resource,
      prepared,
    );
  });
  const needed = secretsUsed(written);
  const declared = compiled.template['parameters'];
  const keep = (name: string): boolean => !isSecretName(name) || needed.has(name);
  const parameters = Object.entries(compiled.parameters).filter(([name]) => keep(name));
  return {
    group: compiled.group.name,
    name: deploymentName(gateway.spec),
    template: {
      ...compiled.template,
      parameters: isJsonObject(declared) ? only(declared, keep) : {},
      resources: written,
    },
    parameters: Object.fromEntries(
      parameters.map(([name, parameter]) => [
        name,
        'secret' in parameter ? secrets[parameter.secret] : parameter,
      ]),
    ),
  };
}

/** Which secrets the deployment will have to be given. */
export function secretsNeeded(prepared: Prepared): ReadonlySet<SecretName> {
  const raw = prepared.compiled.template['resources'];
  const sources = touched(prepared).map(({ index }) => (Array.isArray(raw) ? (raw[index] as Json) : null));
  return secretsUsed(sources);
}

const secretNames: readonly SecretName[] = ['certificatePfx', 'adminPassword'];

function isSecretName(name: string): name is SecretName {
  return secretNames.some((secret) => secret === name);
}

function secretsUsed(resources: readonly Json[]): ReadonlySet<SecretName> {
  const text = JSON.stringify(resources);
  return new Set(secretNames.filter((name) => text.includes(`parameters('${name}')`)));
}

/** What the plan creates or updates; the identity too where it carries the record of this deploy. */
function touched({ plan, desired, compiled }: Prepared): readonly DesiredResource[] {
  const changing = new Set(
    changesOf(plan)
      .filter(({ action }) => action === 'create' || action === 'update')
      .map(({ id }) => id.toLowerCase()),
  );
  const isAnchor = ({ type }: DesiredResource): boolean =>
    !compiled.group.create && type === 'Microsoft.ManagedIdentity/userAssignedIdentities';
  return desired.filter(
    (resource) => changing.has(resource.id.toLowerCase()) || (changing.size > 0 && isAnchor(resource)),
  );
}

function within(dependsOn: readonly string[], included: ReadonlySet<string>): readonly string[] {
  return dependsOn.filter((id) => included.has(id.toLowerCase()));
}

/** Other people's tags outlive a PUT only if they are sent along. */
function withTags(source: JsonObject, { id, tags }: DesiredResource, { live, plan }: Prepared): JsonObject {
  if (typeof source['tags'] !== 'string') return source;
  const kept = foreignTags(tags, tagsOf(bodyOf(live, id)), lastTags(live));
  const adopted = plan.changes.some((change) => change.adopt && change.id === id)
    ? { [tagNames.adopted]: 'true' }
    : {};
  const others = { ...kept, ...adopted };
  return Object.keys(others).length === 0 ? source : { ...source, tags: { ...others, ...tags } };
}

function only(object: JsonObject, keep: (name: string) => boolean): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => keep(name)));
}
