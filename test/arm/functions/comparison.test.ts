// Fixed vectors of comparison, logic and arithmetic, from Microsoft's documentation of each.
import { gives, refuses } from '../world.ts';

describe('comparison functions', () => {
  gives([
    ["coalesce(null(), null(), 'c', 'd')", 'c'],
    ['coalesce(null(), null())', null],
    ['coalesce(false(), true())', false],
    ["coalesce('a', fail('never reached'))", 'a'],
    ['equals(1, 1)', true],
    ["equals('a', 'A')", false],
    ["equals('1', 1)", false],
    ["equals(createObject('a', 1, 'b', 2), createObject('b', 2, 'a', 1))", true],
    ['equals(createArray(1, 2), createArray(2, 1))', false],
    ['equals(null(), null())', true],
    ['greater(1, 2)', false],
    ["greater('A', 'a')", true],
    ["greater('b', 'A')", true],
    ['greaterOrEquals(2, 2)', true],
    ['less(1, 2)', true],
    ["less('A', 'a')", false],
    ["less('A', 'b')", true],
    ['lessOrEquals(2, 1)', false],
    ["lessOrEquals('a', 'A')", true],
  ]);
  refuses([
    ["less(1, 'a')", /two integers or two strings. The provided values are of type 'Integer' and 'String'/],
  ]);
});

describe('logical functions', () => {
  gives([
    ["and(bool('true'), bool('false'))", false],
    ["or(bool('true'), bool('false'))", true],
    ["not(bool('true'))", false],
    ['bool(1)', true],
    ["bool('False')", false],
    ["if(equals('a', 'a'), 'yes', 'no')", 'yes'],
    ["if(equals('a', 'b'), div(1, 0), 'no')", 'no'],
    ["if(true(), json('null'), 'no')", null],
    ['and(not(false()), or(false(), true()), true())', true],
    ['true()', true],
    ['False()', false],
  ]);
  refuses([
    ["bool('perhaps')", /stands for true or false/],
    ["if('true', 1, 2)", /to be a boolean/],
    ['and(true(), 1)', /to be a boolean/],
    ['if(true(), 1, unheardOf())', /'unheardOf' is not valid/],
    ['not(true(), false())', /requires 1 argument\(s\) while 2 were provided/],
  ]);
});

describe('numeric functions', () => {
  gives([
    ['add(5, 3)', 8],
    ['sub(7, 3)', 4],
    ['sub(3, 7)', -4],
    ['mul(5, 3)', 15],
    ['div(8, 3)', 2],
    ['div(-8, 3)', -2],
    ['mod(7, 3)', 1],
    ['mod(-7, 3)', -1],
    ["int('4')", 4],
    ["int(' -12 ')", -12],
    ["float('3.0')", 3],
    ["float('1.5e2')", 150],
    ["json('1.5')", 1.5],
  ]);
  refuses([
    ['div(5, 0)', /divide by zero/],
    ['mod(5, 0)', /divide by zero/],
    ["int('4.5')", /expects an integer/],
    ["add('5', 3)", /to be an integer. The provided value is of type 'String'/],
    ["add(json('1.5'), 1)", /The provided value is of type 'Float'/],
    ["float('three')", /expects a number/],
    ['mul(9007199254740991, 2)', /too large/],
    ['copyIndex()', /only be used in a resource with copy/],
    ['add(1.5, 1)', /is not expected/],
  ]);
});
