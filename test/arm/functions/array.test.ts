// Fixed vectors of the array functions, from Microsoft's documentation of each.
import { gives, refuses } from '../world.ts';

describe('array functions', () => {
  gives([
    ["array('efgh')", ['efgh']],
    ["array(createObject('a', 'b', 'c', 'd'))", [{ a: 'b', c: 'd' }]],
    [
      "concat(createArray('1-1', '1-2', '1-3'), createArray('2-1', '2-2', '2-3'))",
      ['1-1', '1-2', '1-3', '2-1', '2-2', '2-3'],
    ],
    ["concat('prefix', '-', 'abc')", 'prefix-abc'],
    ["concat('a', 1, true())", 'a1True'],
    ["CONCAT('case ', 'does not matter')", 'case does not matter'],
    ["contains('OneTwoThree', 'e')", true],
    ["contains('OneTwoThree', 'z')", false],
    ["contains('OneTwoThree', 'TWO')", false],
    ["contains(createObject('One', 'a'), 'one')", true],
    ["contains(createObject('one', 'a'), 'a')", false],
    ["contains(createArray('one', 'two', 'three'), 'three')", true],
    ['contains(createArray(createArray(1), 2), createArray(1))', true],
    ["createArray('a', 'b', 'c')", ['a', 'b', 'c']],
    ['createArray(1, 2, 3)', [1, 2, 3]],
    ['createArray()', []],
    ["distinct(createArray('a', 'b', 'a', 'A'))", ['a', 'b', 'A']],
    ['empty(null())', true],
    ["empty('')", true],
    ["empty(createObject('a', 1))", false],
    ["first(createArray('one', 'two', 'three'))", 'one'],
    ["first('One Two Three')", 'O'],
    [
      "flatten(createArray(createArray('one', 'two'), createArray('three'), createArray('four', 'four')))",
      ['one', 'two', 'three', 'four', 'four'],
    ],
    ["indexFromEnd(createArray('one', 'two', 'three'), 1)", 'three'],
    ["tryIndexFromEnd(createArray('one', 'two', 'three'), 3)", 'one'],
    ["tryIndexFromEnd(createArray('one'), 0)", null],
    ["indexOf(createArray('one', 'two', 'three', 'two'), 'two')", 1],
    ["lastIndexOf(createArray('one', 'two', 'three', 'two'), 'two')", 3],
    ["indexOf(createArray('one', 'two'), 'Two')", -1],
    ["intersection(createArray('one', 'two', 'three'), createArray('three', 'two'))", ['two', 'three']],
    [
      "intersection(createObject('one', 'a', 'two', 'b', 'three', 'c'), createObject('one', 'a', 'two', 'z', 'three', 'c'))",
      { one: 'a', three: 'c' },
    ],
    ["last('One Two Three')", 'e'],
    ["length('One Two Three')", 13],
    ["length(createObject('a', 1, 'b', 2))", 2],
    ['max(0, 3, 2, 5, 4)', 5],
    ['max(createArray(0, 3, 2, 5, 4))', 5],
    ['min(createArray(0, 3, 2, 5, 4))', 0],
    ['range(5, 3)', [5, 6, 7]],
    ['length(range(0, 10000))', 10000],
    ["skip(createArray('one', 'two', 'three'), 2)", ['three']],
    ["skip('one two three', 40)", ''],
    ['skip(createArray(1, 2), -1)', [1, 2]],
    ["take(createArray('one', 'two', 'three'), 2)", ['one', 'two']],
    ["take('one two three', 2)", 'on'],
    ["tryGet(createObject('a', createArray('x', 'y')), 'A', 1)", 'y'],
    ["tryGet(createObject('a', 1), 'b', 'c')", null],
    [
      "union(createArray('one', 'two', 'three'), createArray('three', 'four'))",
      ['one', 'two', 'three', 'four'],
    ],
    [
      "union(createObject('one', 'a', 'two', 'b', 'three', 'c1'), createObject('three', 'c2', 'four', 'd', 'five', 'e'))",
      { one: 'a', two: 'b', three: 'c2', four: 'd', five: 'e' },
    ],
    ["union(createObject('Case', 1), createObject('case', 2))", { Case: 2 }],
  ]);

  refuses([
    [
      "concat(createArray('a'), 'b')",
      /'concat' expects its parameters to be all of type array or all of type string/,
    ],
    ['concat()', /function requires at least 1 argument\(s\) while 0 were provided/],
    ["flatten(createArray('a'))", /expects an array of arrays/],
    [
      'first(1)',
      /expects its parameter number '1' to be an array or a string. The provided value is of type 'Integer'/,
    ],
    ['range(0, 10001)', /a count from 0 to '10000'/],
    ['range(2147483647, 2)', /ends beyond/],
    ["union(createArray('a'), createObject('a', 1))", /either a list of array or a list of object/],
    ['createArray(1)[1]', /array index '1' is out of bounds/],
    ["createArray(1)['a']", /property name must be an integer/],
  ]);
});
