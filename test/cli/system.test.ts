import assert from 'node:assert/strict';
import { PassThrough, Writable } from 'node:stream';
import { CmgError } from '../../src/base/failure.ts';
import { limited } from '../../src/cli/limited.ts';
import { terminalQuestions, type Questions } from '../../src/cli/questions.ts';
import { sinkOver } from '../../src/cli/system.ts';
import { follow } from '../../src/cli/watch.ts';
import type { DeployEvent, Outcome } from '../../src/deploy/events.ts';
import { plainStyle } from '../../src/render/style.ts';
import { testClock } from '../support/clock.ts';

interface Asking {
  readonly input: PassThrough;
  readonly interrupt: AbortController;
  readonly questions: Questions;
  readonly written: () => string;
}

function asking(): Asking {
  const [input, output, interrupt] = [new PassThrough(), new PassThrough(), new AbortController()];
  const questions = terminalQuestions({ input, output, interrupt });
  const chunks: string[] = [];
  output.on('data', (chunk: Buffer) => chunks.push(chunk.toString()));
  return { input, interrupt, questions, written: () => chunks.join('') };
}

describe('a question at a terminal', () => {
  it('gives back the line that was typed', async () => {
    const { input, questions } = asking();
    input.write('yes\n');
    assert.equal(await questions.ask('go on? '), 'yes');
  });

  it('does not show a password', async () => {
    const { input, questions, written } = asking();
    const answer = questions.ask('password: ', { hidden: true });
    input.write('secret\n');
    assert.equal(await answer, 'secret');
    assert.match(written(), /password: /);
    assert.doesNotMatch(written(), /secret/);
  });

  it('is an interrupt for Ctrl-C, which reaches no process while a terminal is read raw', async () => {
    const { input, interrupt, questions } = asking();
    input.write('\u0003');
    await assert.rejects(questions.ask('go on? '), (reason) => reason === 'SIGINT');
    assert.deepEqual([interrupt.signal.aborted, interrupt.signal.reason], [true, 'SIGINT']);
  });

  it('ends with a signal from outside', async () => {
    const { interrupt, questions } = asking();
    const answer = questions.ask('go on? ');
    await Promise.resolve();
    interrupt.abort('SIGTERM');
    await assert.rejects(answer, (reason) => reason === 'SIGTERM');
  });

  for (const [what, end] of [
    ['Ctrl-D', (input: PassThrough) => input.write('\u0004')],
    ['the end of the input', (input: PassThrough) => input.end()],
  ] as const) {
    it(`is answered by nobody with ${what}`, async () => {
      const { input, questions } = asking();
      end(input);
      await assert.rejects(questions.ask('go on? '), (error) => {
        assert.ok(error instanceof CmgError);
        assert.deepEqual([error.code, error.exitCode, error.message], ['CMG9001', 64, 'nobody answered']);
        return true;
      });
    });
  }
});

describe('a stream to write to', () => {
  /** Takes `count` texts and then is closed at its other end. */
  function pipe(count: number, code: string): { stream: Writable; written: string[] } {
    const written: string[] = [];
    const stream = new Writable({
      emitClose: false,
      autoDestroy: false,
      decodeStrings: false,
      write: (text: string, _encoding, done) => {
        written.push(text);
        done(written.length > count ? Object.assign(new Error(code), { code }) : null);
      },
    });
    return { stream, written };
  }

  it('takes nothing more once the other end is closed, and the run goes on', async () => {
    const { stream, written } = pipe(1, 'EPIPE');
    const sink = sinkOver(stream);
    sink.write('one');
    sink.write('two');
    await new Promise((resolve) => {
      process.nextTick(resolve);
    });
    sink.write('three');
    assert.deepEqual(written, ['one', 'two']);
  });

  it('asks for its width each time', () => {
    const stream = Object.assign(new PassThrough(), { isTTY: true, columns: 100 });
    const sink = sinkOver(stream);
    assert.equal(sink.columns, 100);
    stream.columns = 40;
    assert.deepEqual([sink.columns, sink.isTerminal], [40, true]);
    assert.equal(sinkOver(new PassThrough()).columns, 80);
  });
});

/** Counts who sleeps; nobody wakes but by a signal. */
function openSleeps(): { count: number; clock: { now: () => Date; sleep: typeof sleep } } {
  const state = { count: 0, clock: { now: () => new Date(0), sleep } };
  async function sleep(_ms: number, signal?: AbortSignal): Promise<void> {
    state.count += 1;
    await new Promise((_resolve, reject) => {
      signal?.addEventListener('abort', () => {
        state.count -= 1;
        reject(new Error('woken'));
      });
    });
  }
  return state;
}

describe('a limit of time', () => {
  const { signal } = new AbortController();

  it('lets the clock go when the run ends', async () => {
    const sleeps = openSleeps();
    const during = await limited({ timeout: '45m' }, { signal, clock: sleeps.clock }, () =>
      Promise.resolve(sleeps.count),
    );
    assert.deepEqual([during, sleeps.count], [1, 0]);
  });

  it('lets the clock go when the run fails', async () => {
    const sleeps = openSleeps();
    const failing = limited({ timeout: '45m' }, { signal, clock: sleeps.clock }, () =>
      Promise.reject(new Error('no')),
    );
    await assert.rejects(failing, /no/);
    assert.equal(sleeps.count, 0);
  });
});

describe('a deploy that is drawn', () => {
  const item = { id: '/a', resourceType: 'Microsoft.KeyVault/vaults', name: 'granitefalls' };
  const at = { gateway: 'granitefalls', time: '', elapsedMs: 0 };
  const outcome: Outcome = {
    type: 'outcome',
    gateway: 'granitefalls',
    result: 'ready',
    elapsedMs: 0,
    address: '',
    serviceName: '',
    expiresAt: undefined,
    stopped: false,
    built: 1,
  };

  it('is redrawn by the clock of the wall, in lines as wide as the terminal', async () => {
    let ticks = 0;
    let release: (event: DeployEvent) => void = () => undefined;
    const second = new Promise<DeployEvent>((resolve) => {
      release = resolve;
    });
    async function* events(): AsyncGenerator<DeployEvent, Outcome> {
      yield { type: 'begun', ...at, items: [item], waitsFor: {} };
      yield await second;
      return outcome;
    }
    const wall = testClock();
    const clock = {
      now: wall.now,
      sleep: async (ms: number) => {
        ticks += 1;
        if (ticks === 5) release({ type: 'finished', ...at, item, durationMs: 0 });
        await wall.sleep(ms);
      },
    };
    const azure = { now: wall.now, sleep: () => assert.fail('the clock of the mock drew') };
    let drawn = '';
    const context = {
      output: 'text',
      canDraw: true,
      clock,
      noticeStyle: plainStyle,
      columns: () => 24,
      print: () => assert.fail('drawn on stdout'),
      notice: (text: string) => {
        drawn += text;
      },
    };
    const title = 'deploying to a region of a long name';
    assert.equal(await follow(events(), { context, clock: azure, title }), outcome);
    assert.ok(ticks >= 5);
    const lines = drawn.replaceAll(/\u001b\[\d*[FJ]/g, '').split('\n');
    assert.ok(lines.length > 15);
    assert.equal(Math.max(...lines.map((line) => line.length)), 24);
  });
});
