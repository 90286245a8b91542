import assert from 'node:assert/strict';
import type { JsonObject } from '../../src/base/json.ts';
import { drive, type Driven, type Heard } from './support/driven.ts';
import { identity, nested, templateOf } from './support/what-if.ts';

describe('mock/BEHAVIOUR: Deployments', () => {
  describe('nested templates, before acceptance', () => {
    let world: Driven;
    let at: string;
    beforeEach(async () => {
      world = drive();
      const group = `${world.subscription}/resourceGroups/lab`;
      at = `${group}/providers/Microsoft.Resources/deployments/main`;
      await world.send('PUT', group, { location: 'westus2' });
    });

    function deploy(resources: readonly JsonObject[]): Promise<Heard> {
      return world.send('PUT', at, {
        properties: { mode: 'Incremental', template: templateOf(resources) },
      });
    }
    const faulty = templateOf([identity("[variables('absent')]")]);

    it('refuse the whole deployment where one is wrong, however deep', async () => {
      for (const resources of [
        [nested('one', faulty)],
        [nested('one', templateOf([nested('two', faulty)]))],
        [nested('one', faulty, { expressionEvaluationOptions: { scope: 'outer' } })],
      ]) {
        const { status, body } = await deploy(resources);
        assert.equal(status, 400);
        assert.equal(body['error']?.['code'], 'InvalidTemplate');
        assert.match(String(body['error']?.['message']), /variable 'absent' is not found/);
      }
      assert.equal((await world.send('GET', at)).status, 404);
    });

    it('refuse it on validation too', async () => {
      const template = templateOf([nested('one', faulty)]);
      const { status } = await world.send('POST', `${at}/validate`, {
        properties: { mode: 'Incremental', template },
      });
      assert.equal(status, 400);
    });

    it('wait for their turn where they hang on what the deployment brings', async () => {
      const inner = templateOf([identity("[parameters('name')]")], {
        parameters: { name: { type: 'string' } },
      });
      const value =
        "[split(reference(resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', 'first'), '2023-01-31').principalId, '-')[0]]";
      const accepted = await deploy([
        identity('first'),
        nested('late', inner, { parameters: { name: { value } } }),
      ]);
      assert.equal(accepted.status, 201, accepted.text);
      world.pass(600_000);
      const { body } = await world.send('GET', at);
      assert.equal(body['properties']?.['provisioningState'], 'Succeeded');
    });
  });
});
