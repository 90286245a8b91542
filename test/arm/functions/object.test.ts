// Fixed vectors of the functions on objects and of lambdas, from Microsoft's documentation of each.
import { gives, refuses } from '../world.ts';

const dogs = `json('[{"name":"Evie","age":5,"interests":["Ball","Frisbee"]},{"name":"Casper","age":3,"interests":["Other dogs"]},{"name":"Indy","age":2,"interests":["Butter"]},{"name":"Kira","age":8,"interests":["Rubs"]}]')`;

describe('object functions', () => {
  gives([
    [
      "createObject('intProp', 1, 'stringProp', 'abc', 'boolProp', true(), 'arrayProp', createArray('a', 'b'))",
      { intProp: 1, stringProp: 'abc', boolProp: true, arrayProp: ['a', 'b'] },
    ],
    ['createObject()', {}],
    [`json('{"a": "b"}')`, { a: 'b' }],
    [`json('{''a'': ''b'', c: [1, 2,], /* why */ d: null}')`, { a: 'b', c: [1, 2], d: null }],
    ["json('true')", true],
    ['json(\'"text"\')', 'text'],
    ['null()', null],
    [
      "items(createObject('item002', 2, 'item001', 1))",
      [
        { key: 'item001', value: 1 },
        { key: 'item002', value: 2 },
      ],
    ],
    [
      "items(createObject('b', 1, 'A', 2))",
      [
        { key: 'A', value: 2 },
        { key: 'b', value: 1 },
      ],
    ],
    ["objectKeys(createObject('b', 1, 'a', 2))", ['a', 'b']],
    [
      "shallowMerge(createArray(createObject('a', createObject('x', 1)), createObject('a', createObject('y', 2), 'b', 3)))",
      { a: { y: 2 }, b: 3 },
    ],
    ["createObject('One', createObject('Two', 'deep')).one.TWO", 'deep'],
    ["createObject('a-b', 1)['a-b']", 1],
    ["createObject('a', null()).?b", null],
    ["createObject('a', createArray(1))['a'][?4]", null],
    ["createObject('a', null()).?a.?b.?c", null],
    ["createObject('a', createArray(createObject('b', 2)))['a'][?0].?B", 2],
    ["tryGet(createObject('a', createArray(createObject('b', 2))), 'a', 0, 'b')", 2],
    ["tryGet(createObject('a', createArray(createObject('b', 2))), 'a', 1, 'b')", null],
    ["tryGet(null(), 'a')", null],
    ["coalesce(tryGet(createObject('a', null()), 'a'), 'none')", 'none'],
    ["equals(createObject('a', null()).a, null())", true],
    ["tryGet(json('{\"__proto__\": 1}'), '__proto__')", 1],
    ["tryGet(json('{}'), '__proto__')", null],
  ]);
  refuses([
    ["createObject('a')", /even number of parameters/],
    ['createObject(1, 2)', /to be a string/],
    ["json('{')", /cannot be parsed as JSON at position/],
    ["json('{} {}')", /cannot be parsed as JSON/],
    ["createObject('a', 1).b", /property 'b' doesn't exist, available properties are 'a'/],
    ["json('{}').toString", /doesn't exist/],
    ['null().a', /can't be evaluated/],
    ['add(null(), 1)', /parameter number '1' to be an integer. The provided value is of type 'Null'/],
    ["concat(createObject('a', null()).a.b, 'x')", /can't be evaluated/],
  ]);
});

describe('lambda functions', () => {
  gives([
    [
      `map(filter(${dogs}, lambda('dog', greaterOrEquals(lambdaVariables('dog').age, 5))), lambda('d', lambdaVariables('d').name))`,
      ['Evie', 'Kira'],
    ],
    ["filter(range(0, 10), lambda('i', equals(mod(lambdaVariables('i'), 2), 0)))", [0, 2, 4, 6, 8]],
    ["filter(createArray('a', 'b', 'c'), lambda('v', 'i', greater(lambdaVariables('i'), 0)))", ['b', 'c']],
    [`map(${dogs}, lambda('dog', lambdaVariables('dog').name))`, ['Evie', 'Casper', 'Indy', 'Kira']],
    [
      `map(range(0, 4), lambda('i', concat('Hi ', ${dogs}[lambdaVariables('i')].name)))`,
      ['Hi Evie', 'Hi Casper', 'Hi Indy', 'Hi Kira'],
    ],
    [
      "map(createArray('x', 'y'), lambda('v', 'i', format('{0}{1}', lambdaVariables('v'), lambdaVariables('i'))))",
      ['x0', 'y1'],
    ],
    [
      "map(createArray(1, 2), lambda('a', map(createArray(10, 20), lambda('b', add(lambdaVariables('a'), lambdaVariables('b'))))))",
      [
        [11, 21],
        [12, 22],
      ],
    ],
    [
      `reduce(map(${dogs}, lambda('d', lambdaVariables('d').age)), 0, lambda('cur', 'next', add(lambdaVariables('cur'), lambdaVariables('next'))))`,
      18,
    ],
    [
      "reduce(createArray(5, 5, 5), 0, lambda('a', 'b', 'i', add(lambdaVariables('a'), mul(lambdaVariables('b'), lambdaVariables('i')))))",
      15,
    ],
    [
      `map(sort(${dogs}, lambda('a', 'b', less(lambdaVariables('a').age, lambdaVariables('b').age))), lambda('d', lambdaVariables('d').name))`,
      ['Indy', 'Casper', 'Evie', 'Kira'],
    ],
    ["toObject(createArray('a', 'b'), lambda('k', lambdaVariables('k')))", { a: 'a', b: 'b' }],
    [
      "toObject(createArray('a', 'b', 'a'), lambda('k', lambdaVariables('k')), lambda('k', 'i', lambdaVariables('i')))",
      { a: 2, b: 1 },
    ],
    [
      "groupBy(createArray('foo', 'bar', 'baz'), lambda('x', substring(lambdaVariables('x'), 0, 1)))",
      { f: ['foo'], b: ['bar', 'baz'] },
    ],
    [
      "mapValues(createObject('foo', 'foo', 'bar', 'bar'), lambda('v', toUpper(lambdaVariables('v'))))",
      { foo: 'FOO', bar: 'BAR' },
    ],
    ["map(createArray('Case'), lambda('Thing', LAMBDAVARIABLES('thing')))", ['Case']],
  ]);
  refuses([
    ["map(createArray(1), 'no lambda')", /'map' expects a lambda/],
    ["lambda('a', 1)", /'lambda' is not expected at this location/],
    ["lambdaVariables('a')", /lambda variable 'a' is not found/],
    ["map(createArray(1), lambda('a', lambdaVariables('b')))", /lambda variable 'b' is not found/],
    ["filter(createArray(1), lambda('a', 'yes'))", /has to give a boolean/],
    ["map(createArray(1), lambda('a', 'b', 'c', 1))", /takes at most '2' variable/],
  ]);
});
