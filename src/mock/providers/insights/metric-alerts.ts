// Metric alerts: what they watch, how far back they look, whom they tell. Owns the rules a template trips over;
// nothing is ever measured.
import { apiVersions } from '../api-versions.ts';
import { alwaysOkAnswers } from '../forms.ts';
import { compact, given, objectAt, objectsAt, ordered, textAt, textsAt } from '../body.ts';
import { durations } from '../durations.ts';
import { frequencies, metrics, windows } from './metrics.ts';
import { lastName } from '../references.ts';
import { parseResourceId } from '../../../arm/resource-id.ts';
import { refuse } from '../../fault.ts';
import { truth, wholeNumber } from '../coerce.ts';
import type { JsonObject } from '../../../base/json.ts';
import type { ResourceType, WriteAsk, Written } from '../provider.ts';

const type = 'Microsoft.Insights/metricAlerts';

export const metricAlerts: ResourceType = {
  type,
  apiVersions: apiVersions.metricAlerts,
  location: 'global',
  answers: alwaysOkAnswers,
  provisioningState: 'none',
  write: writeAlert,
  remove: () => ({ durationMs: durations.synchronous.ms }),
};

const propertyOrder = [
  'description',
  'severity',
  'enabled',
  'scopes',
  'evaluationFrequency',
  'windowSize',
  'criteria',
  'autoMitigate',
  'targetResourceType',
  'targetResourceRegion',
  'actions',
];
const single = 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria';

function writeAlert(ask: WriteAsk): Written {
  const sent = objectAt(ask.body, 'properties');
  const scopes = textsAt(sent, 'scopes');
  const criteria = objectAt(sent, 'criteria');
  requireScopes(scopes, criteria, ask);
  requireTimes(sent, ask);
  const severity = wholeNumber(sent, 'severity', 'properties');
  if (severity === undefined || severity < 0 || severity > 4)
    invalid('Severity property is invalid. Severity should be between 0 and 4.', ask);
  requireMetrics(scopes, criteria, ask);
  const properties = ordered(propertyOrder, {
    ...sent,
    severity,
    enabled: truth(sent, 'enabled', 'properties') ?? true,
    criteria: {
      allOf: objectsAt(criteria, 'allOf').map(shownCriterion),
      'odata.type': textAt(criteria, 'odata.type') ?? single,
    },
    actions: objectsAt(sent, 'actions').map((action) => shownAction(action, ask)),
  });
  const body = compact({
    id: ask.id,
    name: lastName(ask.id),
    type,
    location: 'global',
    tags: given(ask.body, 'tags'),
    properties,
  });
  return { body, durationMs: durations.synchronous.ms };
}

const criterionOrder = [
  'threshold',
  'name',
  'metricNamespace',
  'metricName',
  'dimensions',
  'operator',
  'timeAggregation',
  'skipMetricValidation',
  'criterionType',
];

/** An empty list of dimensions is not answered. */
function shownCriterion(sent: JsonObject): JsonObject {
  const dimensions = objectsAt(sent, 'dimensions');
  return ordered(criterionOrder, {
    ...sent,
    dimensions: dimensions.length === 0 ? undefined : dimensions,
    criterionType: textAt(sent, 'criterionType') ?? 'StaticThresholdCriterion',
  });
}

function shownAction(sent: JsonObject, ask: WriteAsk): JsonObject {
  const id = textAt(sent, 'actionGroupId') ?? '';
  if (ask.world.read(id) === undefined) invalid(`Action group '${id}' was not found.`, ask);
  return compact({ actionGroupId: id, webHookProperties: given(sent, 'webHookProperties') });
}

function requireScopes(scopes: readonly string[], criteria: JsonObject, ask: WriteAsk): void {
  if (scopes.length === 0)
    invalid('Scopes property is invalid. At least one resource has to be specified.', ask);
  if (scopes.length > 1 && textAt(criteria, 'odata.type') === single)
    invalid(
      'Scopes property is invalid. Only single resource is allowed for criteria type SingleResourceMultipleMetricCriteria. If you want to create an alert on multiple resources, use MultipleResourceMultipleMetricCriteria odata.type.',
      ask,
    );
  for (const scope of scopes) {
    const parsed = parseResourceId(scope);
    if (parsed === undefined) invalid(`Scopes property is invalid. '${scope}' is not a resource id.`, ask);
    // The blob service of an account is there without having been written.
    const owner = scope.replace(/\/blobServices\/default$/i, '');
    if (
      parsed?.name !== undefined &&
      parsed.type.includes('/') &&
      !isContainer(parsed.type) &&
      ask.world.read(owner) === undefined
    )
      refuse(404, 'ResourceNotFound', `The resource '${scope}' was not found.`);
  }
}

function isContainer(kind: string): boolean {
  return kind.toLowerCase().startsWith('microsoft.resources/');
}

function requireTimes(sent: JsonObject, ask: WriteAsk): void {
  const window = textAt(sent, 'windowSize') ?? '';
  const frequency = textAt(sent, 'evaluationFrequency') ?? '';
  if (!windows.includes(window))
    invalid(
      `WindowSize property is invalid. The value '${window}' is not supported. Supported values are: ${windows.join(', ')}.`,
      ask,
    );
  if (!frequencies.includes(frequency))
    invalid(
      `EvaluationFrequency property is invalid. The value '${frequency}' is not supported. Supported values are: ${frequencies.join(', ')}.`,
      ask,
    );
  if (windows.indexOf(window) < windows.indexOf(frequency))
    invalid(
      'WindowSize property is invalid. It should be greater than or equal to the evaluation frequency.',
      ask,
    );
}

function requireMetrics(scopes: readonly string[], criteria: JsonObject, ask: WriteAsk): void {
  const known = metrics[(parseResourceId(scopes[0] ?? '')?.type ?? '').toLowerCase()];
  for (const criterion of objectsAt(criteria, 'allOf')) {
    const name = textAt(criterion, 'metricName') ?? '';
    const custom = truth(criterion, 'skipMetricValidation', 'properties.criteria') === true;
    if (custom || known === undefined || known.some((metric) => metric.toLowerCase() === name.toLowerCase()))
      continue;
    invalid(
      `Couldn't find a metric named ${name}. Make sure the name is correct. If this metric hasn't been reported yet, use the -skipMetricValidation flag. Learn more here: https://docs.microsoft.com/azure/azure-monitor/platform/alerts-troubleshoot-metric#define-an-alert-rule-on-a-custom-metric-that-isnt-emitted-yet `,
      ask,
    );
  }
}

function invalid(message: string, { world }: WriteAsk): never {
  return refuse(400, 'BadRequest', `${message} Activity ID: ${world.guid()}.`);
}
