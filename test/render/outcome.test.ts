import assert from 'node:assert/strict';
import { diagnostic } from '../../src/base/diagnostic.ts';
import { CmgError } from '../../src/base/failure.ts';
import type { Outcome } from '../../src/deploy/events.ts';
import { renderFailure, renderReady } from '../../src/render/outcome.ts';
import { plainStyle } from '../../src/render/style.ts';

const now = new Date('2026-11-20T12:00:00Z');
const outcome: Outcome = {
  type: 'outcome',
  gateway: 'granitefalls',
  result: 'ready',
  elapsedMs: 512_000,
  address: 'granitefalls.westus2.cloudapp.azure.com',
  serviceName: 'GraniteFalls.contoso.com',
  expiresAt: '2026-11-23T12:00:00Z',
  built: 14,
  stopped: false,
};

describe('a gateway that is ready, as text', () => {
  it('says what there is to do outside of Azure', () => {
    assert.equal(
      renderReady(outcome, { now, style: plainStyle, onMock: false }),
      `✓ granitefalls is ready in 08:32

  address   granitefalls.westus2.cloudapp.azure.com
  expires   2026-11-23 12:00 UTC (in 3 d)
  to do     CNAME  GraniteFalls.contoso.com
                   → granitefalls.westus2.cloudapp.azure.com
            site   let ConfigMgr's site install its gateway program (its console: Cloud Services)
`,
    );
  });

  it('needs nobody where it is on the mock and called as Azure calls it', () => {
    const serviceName = 'GRANITEFALLS.westus2.cloudapp.azure.com';
    assert.equal(
      renderReady(
        { ...outcome, serviceName, expiresAt: undefined },
        { now, style: plainStyle, onMock: true },
      ),
      `✓ granitefalls is ready on the mock Azure in 08:32

  address   granitefalls.westus2.cloudapp.azure.com
  expires   never: the spec sets no expiry
`,
    );
  });
});

function failure(error: CmgError): string {
  return renderFailure(error, { style: plainStyle, sourceOf: () => undefined });
}

describe('a failure as text', () => {
  it('says what, who asked, what to try, what Azure called it and what stands', () => {
    const error = new CmgError('CMG4002', 'Azure failed the scale set granitefalls', {
      hint: 'choose another size',
      facts: {
        askedBy: 'line 6 of granitefalls.yaml',
        azureCode: 'AllocationFailed',
        correlationId: 'c-1',
        built: ['network', 'vault'],
        notBuilt: ['scale set'],
        status: 409,
      },
    });
    assert.equal(
      failure(error),
      `✗ Azure failed the scale set granitefalls   CMG4002

  asked by   line 6 of granitefalls.yaml
  try        choose another size
  Azure      AllocationFailed, c-1
  built      network, vault
  not built  scale set
`,
    );
  });

  it('is one line where nothing more is known', () => {
    assert.equal(failure(new CmgError('CMG4003', 'no answer')), '✗ no answer   CMG4003\n');
  });

  it('is said of wrong usage as the parser says it', () => {
    const error = new CmgError('CMG9001', "--max must be a whole number from 1, not 'x'", { hint: 'try 2' });
    assert.equal(failure(error), "error CMG9001: --max must be a whole number from 1, not 'x'\n  = try 2\n");
  });

  it('lists what is foreign', () => {
    const error = new CmgError('CMG5012', 'rg holds 2 resources that cmg did not make', {
      facts: {
        foreign: [
          { id: '/a', type: 'Microsoft.Web/sites', name: 'web', createdAt: '2026-11-19T12:00:00Z' },
          { id: '/b', type: 'Microsoft.Web/sites', name: 'other', createdAt: '' },
        ],
      },
    });
    assert.equal(
      failure(error),
      `✗ rg holds 2 resources that cmg did not make   CMG5012

  Microsoft.Web/sites  web  made 2026-11-19
  Microsoft.Web/sites  other
`,
    );
  });

  it('is its diagnostics where it stands for some', () => {
    const diagnostics = [diagnostic('CMG2102', 'the group is in eastus')];
    assert.equal(
      failure(new CmgError('CMG2102', 'no', { diagnostics })),
      'error CMG2102: the group is in eastus\n',
    );
  });
});
