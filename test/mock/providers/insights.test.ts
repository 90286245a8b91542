import assert from 'node:assert/strict';
import { at, bodies, changed, gatewayUpTo, ids } from './support/gateway.ts';
import { fakeWorld, refusalOf } from './support/fake-world.ts';

describe('action groups', () => {
  it('answer every kind of receiver and the status of those that can refuse', () => {
    const body = fakeWorld().put(ids.actionGroup, bodies.actionGroup, '2023-01-01');
    assert.equal(body['type'], 'Microsoft.Insights/ActionGroups');
    assert.equal(body['location'], 'Global');
    assert.deepEqual(at(body, 'properties', 'emailReceivers'), [
      { name: 'ops', emailAddress: 'ops@contoso.com', status: 'Enabled' },
    ]);
    assert.deepEqual(Object.keys(Object(body['properties'])), [
      'groupShortName',
      'enabled',
      'emailReceivers',
      'smsReceivers',
      'webhookReceivers',
      'eventHubReceivers',
      'itsmReceivers',
      'azureAppPushReceivers',
      'automationRunbookReceivers',
      'voiceReceivers',
      'logicAppReceivers',
      'azureFunctionReceivers',
      'armRoleReceivers',
    ]);
  });

  it('refuse a long short name and an address that is none', () => {
    const put = (path: readonly (string | number)[], value: unknown) => () =>
      fakeWorld().put(ids.actionGroup, changed(bodies.actionGroup, path, value));
    assert.equal(
      refusalOf(put(['properties', 'groupShortName'], 'more than twelve')),
      '400 InvalidActionGroup',
    );
    assert.equal(
      refusalOf(put(['properties', 'emailReceivers', 0, 'emailAddress'], 'nowhere')),
      '400 InvalidEmailAddress',
    );
  });
});

describe('metric alerts', () => {
  const fault = (path: readonly (string | number)[], value: unknown): string => {
    const fake = gatewayUpTo('actionGroup');
    return refusalOf(() => fake.put(ids.alert, changed(bodies.alert, path, value)));
  };

  it('answer their criteria with the kind that was left out', () => {
    const body = gatewayUpTo('actionGroup').put(ids.alert, bodies.alert);
    assert.deepEqual(at(body, 'properties', 'criteria'), {
      allOf: [
        {
          threshold: 1,
          name: 'bytes',
          metricName: 'ByteCount',
          operator: 'GreaterThan',
          timeAggregation: 'Total',
          criterionType: 'StaticThresholdCriterion',
        },
      ],
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria',
    });
  });

  it('look back a day at most', () => {
    assert.equal(fault(['properties', 'windowSize'], 'P14D'), '400 BadRequest');
    assert.equal(fault(['properties', 'windowSize'], 'P1D'), 'accepted');
  });

  it('refuse metrics that the resource does not have, unless told not to look', () => {
    assert.equal(fault(['properties', 'criteria', 'allOf', 0, 'metricName'], 'Bytes'), '400 BadRequest');
    assert.equal(
      fault(['properties', 'criteria', 'allOf', 0], {
        name: 'x',
        metricName: 'Bytes',
        skipMetricValidation: true,
      }),
      'accepted',
    );
  });

  it('refuse resources and action groups that are not there', () => {
    assert.equal(fault(['properties', 'scopes', 0], `${ids.address}-2`), '404 ResourceNotFound');
    assert.equal(
      fault(['properties', 'actions', 0, 'actionGroupId'], `${ids.actionGroup}-2`),
      '400 BadRequest',
    );
    assert.equal(fault(['properties', 'severity'], 5), '400 BadRequest');
  });

  it('watch the blob service of an account that nobody wrote', () => {
    const fake = gatewayUpTo('actionGroup');
    const body = changed(bodies.alert, ['properties', 'scopes'], [`${ids.account}/blobServices/default`]);
    assert.equal(
      refusalOf(() =>
        fake.put(
          ids.alert,
          changed(body, ['properties', 'criteria', 'allOf', 0, 'metricName'], 'BlobCapacity'),
        ),
      ),
      'accepted',
    );
  });
});

describe('receivers of an action group', () => {
  it('are not switched on twice, and not where there are none', () => {
    const fake = fakeWorld();
    fake.put(ids.actionGroup, {
      location: 'Global',
      properties: { groupShortName: 'ops', emailReceivers: [{ name: 'me', emailAddress: 'me@example.com' }] },
    });
    const refused = (receiverName: string): string =>
      refusalOf(() => fake.act(ids.actionGroup, 'subscribe', { receiverName }));
    assert.equal(refused('me'), '409 ReceiverAlreadyEnabled');
    assert.equal(refused('you'), '404 ReceiverNotFound');
  });
});
