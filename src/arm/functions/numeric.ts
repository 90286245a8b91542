// Arithmetic on integers and the conversions to numbers.
// https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-numeric
import { contextLoop } from './copy-index.ts';
import {
  fixed,
  integerAt,
  ranging,
  refuse,
  valueAt,
  type Functions,
  type Invocation,
  type TemplateFunction,
} from './function.ts';

export const numericFunctions: Functions = {
  add: arithmetic((a, b) => a + b),
  copyindex: ranging(0, 2, contextLoop),
  /** Divides as integers do: towards zero. */
  div: arithmetic((a, b, ask) => Math.trunc(a / nonZero(b, ask))),
  float: fixed(1, float),
  int: fixed(1, int),
  mod: arithmetic((a, b, ask) => a % nonZero(b, ask)),
  mul: arithmetic((a, b) => a * b),
  sub: arithmetic((a, b) => a - b),
};

function arithmetic(operate: (a: number, b: number, ask: Invocation) => number): TemplateFunction {
  return fixed(2, (ask) => {
    const result = operate(integerAt(ask, 0), integerAt(ask, 1), ask);
    // Beyond this JavaScript would round in silence, where Azure has 64 bits.
    if (!Number.isSafeInteger(result)) refuse(ask, 'gives a number that is too large');
    return result === 0 ? 0 : result;
  });
}

function nonZero(divisor: number, ask: Invocation): number {
  return divisor === 0 ? refuse(ask, 'attempted to divide by zero') : divisor;
}

const integerText = /^\s*[+-]?\d+\s*$/;

function int(ask: Invocation): number {
  const value = valueAt(ask, 0);
  const number = typeof value === 'string' && integerText.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number)
    ? number
    : refuse(ask, `expects an integer or a string that can be converted to one`);
}

const decimalText = /^\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*$/;

function float(ask: Invocation): number {
  const value = valueAt(ask, 0);
  if (typeof value === 'number') return value;
  if (typeof value === 'string' && decimalText.test(value) && Number.isFinite(Number(value)))
    return Number(value);
  return refuse(ask, 'expects a number or a string that can be converted to one');
}
