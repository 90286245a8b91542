import assert from 'node:assert/strict';
import { diagnostic, hasErrors } from '../../src/base/diagnostic.ts';
import { bug, CmgError } from '../../src/base/failure.ts';

describe('a diagnostic', () => {
  it('takes its severity from the table of codes', () => {
    assert.deepEqual(diagnostic('CMG1252', 'one instance'), {
      code: 'CMG1252',
      severity: 'warning',
      message: 'one instance',
    });
    assert.equal(diagnostic('CMG1201', 'name').severity, 'error');
    assert.equal(diagnostic('CMG1381', 'order').severity, 'info');
  });

  it('has no key for what it does not know', () => {
    const bare = diagnostic('CMG1201', 'name', { hint: undefined, place: undefined });
    assert.deepEqual(Object.keys(bare), ['code', 'severity', 'message']);
  });

  it('is an error or is not', () => {
    assert.equal(hasErrors([]), false);
    assert.equal(hasErrors([diagnostic('CMG1252', 'one instance')]), false);
    assert.equal(hasErrors([diagnostic('CMG1252', 'one instance'), diagnostic('CMG1201', 'name')]), true);
  });
});

describe('a failure', () => {
  it('ends a run with the exit code of its code', () => {
    assert.equal(new CmgError('CMG2104', 'the quota is too small').exitCode, 10);
    assert.equal(new CmgError('CMG3001', 'not signed in').exitCode, 3);
  });

  it('keeps what it stands for', () => {
    const cause = new Error('socket hang up');
    const failure = new CmgError('CMG4003', 'Azure could not be reached', { cause, facts: { status: 0 } });
    assert.equal(failure.cause, cause);
    assert.deepEqual(failure.facts, { status: 0 });
    assert.deepEqual([failure.hint, failure.diagnostics], [undefined, []]);
  });

  it('says whose fault it is when it is our own', () => {
    assert.throws(() => bug('no way here'), { message: 'this is a fault in cmg itself: no way here' });
  });
});
