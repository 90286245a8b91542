// `cmg cost`: what gateways cost in a month and how many clients they serve. Offline: from the specs and a price book.
import { hasErrors, type Diagnostic } from '../../base/diagnostic.ts';
import { CmgError } from '../../base/failure.ts';
import { joinBooks, type PriceBook } from '../../cost/book.ts';
import { capacityOf } from '../../cost/capacity.ts';
import { estimate } from '../../cost/estimate.ts';
import { parsePriceFile } from '../../cost/price-file.ts';
import { listPrices } from '../../cost/prices.ts';
import type { Usage } from '../../cost/usage.ts';
import { costsJson, renderCosts, type CostsView, type CostView } from '../../render/cost.ts';
import type { Spec } from '../../spec/schema.ts';
import { whyUnread } from '../absent.ts';
import type { CommandRun } from '../command.ts';
import type { Context } from '../context.ts';
import { loadSpecs, someOf, specFault } from '../gateways.ts';
import { listOption, textOption, type Options } from '../options.ts';

export const cost: CommandRun = async ({ arguments: names, options }, context) => {
  const usage = usageFrom(options);
  const loaded = someOf(await loadSpecs(names, context));
  const faults = loaded.flatMap(({ diagnostics }) => diagnostics);
  if (hasErrors(faults)) throw specFault(faults);
  const book = await bookFor(listOption(options, 'prices'), context);
  const now = context.clock.now();
  const gateways = loaded.flatMap(({ file, spec }): readonly CostView[] => {
    if (spec === undefined) return [];
    const used = { ...usage, alertRules: alertRulesOf(spec) };
    return [
      { file, estimate: estimate(spec, { book, usage: used, now }), capacity: capacityOf(spec, usage) },
    ];
  });
  const view: CostsView = {
    gateways,
    currency: book.currency,
    monthlyCents: gateways.reduce((sum, { estimate: { monthlyCents } }) => sum + monthlyCents, 0),
  };
  await context.show({
    json: () => costsJson(view),
    text: () => renderCosts(view, now, context.style),
  });
  return 0;
};

/** One for the warning and one for what is critical. */
function alertRulesOf({ alerts }: Spec): number {
  return 2 * [alerts?.outboundTraffic, alerts?.storage].filter((alert) => alert !== undefined).length;
}

/** Of one gateway; of each, where there are several. */
function usageFrom(options: Options): Usage {
  return {
    clients: numberOption(options, 'clients', whole),
    storedGiB: numberOption(options, 'storedGib', decimal),
    egressGiB: numberOption(options, 'egressGib', decimal),
  };
}

interface NumberForm {
  readonly form: RegExp;
  readonly called: string;
}

const whole: NumberForm = { form: /^\d{1,9}$/, called: 'a whole number' };
const decimal: NumberForm = { form: /^\d{1,9}(?:\.\d{1,3})?$/, called: 'a number' };

function numberOption(options: Options, name: string, { form, called }: NumberForm): number | undefined {
  const text = textOption(options, name);
  if (text === undefined) return undefined;
  if (form.test(text)) return Number(text);
  const flag = name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  throw new CmgError('CMG9001', `--${flag} must be ${called} of 0 or more, not '${text}'`);
}

async function bookFor(files: readonly string[], context: Context): Promise<PriceBook> {
  const parsed = await Promise.all(
    files.map(async (file) => {
      const bytes = await context.files.read(file);
      if (bytes === undefined)
        throw new CmgError('CMG1401', await whyUnread(file, context.files, 'price file'));
      return parsePriceFile(file, new TextDecoder().decode(bytes));
    }),
  );
  const faults = parsed.flatMap(({ diagnostics }) => diagnostics);
  if (hasErrors(faults)) throw bookFault(faults);
  const [first, ...others] = parsed.flatMap(({ book }) => book ?? []);
  if (first === undefined) return listPrices;
  const other = others.find(({ currency }) => currency !== first.currency);
  if (other !== undefined) {
    throw new CmgError('CMG1402', `the price files are in ${first.currency} and ${other.currency}`, {
      hint: 'give files of one currency',
    });
  }
  return joinBooks([first, ...others]);
}

function bookFault(diagnostics: readonly Diagnostic[]): CmgError {
  return new CmgError('CMG1402', 'the price file is wrong', { diagnostics });
}
