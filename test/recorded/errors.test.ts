// The errors that the real services returned: those that a client can bring about on the mock are brought about, and
// have Azure's status, place and words; of the others a table says why not. Each row of it must still be needed.
import assert from 'node:assert/strict';
import { isJsonObject } from '../../src/base/json.ts';
import type { Heard } from '../mock/support/driven.ts';
import { recordedData, withoutData } from '../support/recorded-data.ts';
import { unprovoked } from './support/unprovoked.ts';
import { canProvoke, provoke } from './support/provoked.ts';

interface Recorded {
  readonly code: string;
  readonly where: readonly { readonly status: number; readonly depth: number }[];
  readonly messages: readonly string[];
}

interface Documented {
  readonly code: string;
  readonly status: number;
  readonly shape: string;
  readonly level: string;
}

/** Words that differ on purpose, or of which Azure has several. */
const ownWords: Readonly<Record<string, string>> = {
  NotFound: 'every service has its own; the mock says that an operation is not there',
  OperationNotAllowed: 'recorded of endpoints and evictions; the words about cores are documented',
  PreconditionFailed: 'recorded of DNS alone, which is only kept',
};

/** By code, and by the beginning of the words where one code has several. */
const undocumented: Readonly<Record<string, string>> = {
  DeploymentQuotaExceeded: 'the oldest deployment makes room; the refusal is only a fault on demand',
  NicInUse: 'interfaces are only kept, without checks',
  'ParentResourceNotFound Can not perf': 'the older form; the mock has the other for every child',
  QuotaExceeded: 'of other services: Compute says OperationNotAllowed, which is brought about here',
  ResourceRequestsThrottled: 'only as a fault on demand',
  RetryableError: 'only as a fault on demand',
};

describe('recorded errors', () => {
  const data = recordedData('arm-errors-recorded.json');
  if (data === undefined) {
    it(withoutData, () => assert.equal(data, undefined));
    return;
  }
  const all = isJsonObject(data) && Array.isArray(data['codes']) ? data['codes'].filter(isRecorded) : [];
  const provoked: string[] = [];

  for (const { code, where, messages } of all)
    if (!(code in unprovoked))
      it(`come about on the mock: ${code}`, async () => {
        const heard = await provoke(code);
        assert.ok(heard !== undefined, 'no story, and no row that says why');
        provoked.push(code);
        assert.equal(codeOf(heard), code, heard.text);
        assert.ok(
          where.some(({ status, depth }) => status === heard.status && depth === 0),
          String(heard.status),
        );
        if (ownWords[code] === undefined)
          assert.ok(
            messages.some((shape) => likeness(shape, messageOf(heard)) >= 0.7),
            `${messageOf(heard)} is none of: ${messages.join(' | ')}`,
          );
      });

  it('are as many as they are known to be, each brought about or with its reason', () => {
    assert.equal(all.length, 96);
    const codes = all.map(({ code }) => code);
    assert.deepEqual(
      Object.keys(unprovoked).filter((code) => !codes.includes(code)),
      [],
    );
    for (const code of Object.keys(unprovoked)) assert.equal(canProvoke(code), false, code);
    assert.equal(provoked.length, all.length - Object.keys(unprovoked).length);
  });
});

describe('documented errors', () => {
  const data = recordedData('arm-errors-documented.json');
  if (data === undefined) {
    it(withoutData, () => assert.equal(data, undefined));
    return;
  }
  const all = isJsonObject(data) && Array.isArray(data['errors']) ? data['errors'].filter(isDocumented) : [];

  it('are as many as they are known to be', () => {
    assert.equal(all.length, 33);
  });

  for (const { code, status, shape, level } of all) {
    const row = undocumented[`${code} ${shape.slice(0, 12)}`] ?? undocumented[code];
    if (row !== undefined) continue;
    it(`come about on the mock, in these words: ${code}: ${shape.slice(0, 50)}`, async () => {
      const heard = await provoke(code);
      assert.ok(heard !== undefined, 'no story, and no row that says why');
      assert.equal(codeOf(heard), code, heard.text);
      assert.equal(heard.status, status);
      assert.match(messageOf(heard), patternOf(shape));
      if (level === 'gateway') assert.equal(heard.headers['x-ms-failure-cause'], 'gateway');
    });
  }

  it('need every reason', () => {
    const keys = all.flatMap(({ code, shape }) => [code, `${code} ${shape.slice(0, 12)}`]);
    assert.deepEqual(
      Object.keys(undocumented).filter((key) => !keys.includes(key)),
      [],
    );
  });
});

function detailOf(heard: Heard): { readonly code?: unknown; readonly message?: unknown } {
  return heard.body['error'] ?? heard.body;
}

function codeOf(heard: Heard): string {
  return String(detailOf(heard).code);
}

function messageOf(heard: Heard): string {
  return String(detailOf(heard).message);
}

/** The share of words that both have, names and numbers aside. */
function likeness(shape: string, message: string): number {
  const [theirs, ours] = [wordsOf(shape), wordsOf(message)];
  const common = theirs.filter((word) => ours.includes(word)).length;
  return common / Math.max(theirs.length, ours.length);
}

function wordsOf(text: string): readonly string[] {
  return text
    .replaceAll(/'[^']*'|\/subscriptions\/\S+|\b[0-9a-f-]{32,36}\b|\d+/gi, '#')
    .toLowerCase()
    .split(/[\s,.;()]+/)
    .filter((word) => word !== '');
}

/** Braces are placeholders. */
function patternOf(shape: string): RegExp {
  const literal = shape
    .split(/\{[^{}]*\}/)
    .map((part) => part.replaceAll(/[\\^$.*+?()[\]|{}]/g, String.raw`\$&`));
  return new RegExp(`^${literal.join('.*')}`, 's');
}

function isRecorded(value: unknown): value is Recorded {
  return isJsonObject(value) && typeof value['code'] === 'string' && Array.isArray(value['messages']);
}

function isDocumented(value: unknown): value is Documented {
  return isJsonObject(value) && typeof value['shape'] === 'string' && typeof value['status'] === 'number';
}
