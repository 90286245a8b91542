// Values that Microsoft's documentation states for the functions of the template language: what the examples of each
// page give, written as one expression each. Never taken from our own engine, nor from any other.
import type { Row } from './world.ts';

export interface Page {
  readonly page: string;
  readonly rows: readonly Row[];
}

/** Where the engine does not give what a page prints, and why. */
export interface Decision {
  readonly page: string;
  readonly expression: string;
  readonly printed: Row[1];
  readonly given: Row[1];
  readonly reason: string;
}

const templates = 'https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-';
const bicep = 'https://learn.microsoft.com/azure/azure-resource-manager/bicep/bicep-functions-';

const three = "createArray('one', 'two', 'three')";
const two = "createArray('two', 'three')";
const letters = "createObject('one', 'a', 'two', 'b', 'three', 'c')";
const nested = `json('{"property":{"one":"a","two":"b","three":"c1"},"nestedArray":[1,2]}')`;
const nestedMore = `json('{"property":{"three":"c2","four":"d","five":"e"},"nestedArray":[3,4]}')`;
const entities = `json('{"item002":{"enabled":false,"displayName":"Example item 2","number":200},"item001":{"enabled":true,"displayName":"Example item 1","number":300}}')`;
const dogs = `json('[{"name":"Evie","age":5,"interests":["Ball","Frisbee"]},{"name":"Casper","age":3,"interests":["Other dogs"]},{"name":"Indy","age":2,"interests":["Butter"]},{"name":"Kira","age":8,"interests":["Rubs"]}]')`;
const evie = { name: 'Evie', age: 5, interests: ['Ball', 'Frisbee'] };
const casper = { name: 'Casper', age: 3, interests: ['Other dogs'] };
const indy = { name: 'Indy', age: 2, interests: ['Butter'] };
const kira = { name: 'Kira', age: 8, interests: ['Rubs'] };
const nulls = `json('{"null1":null,"null2":null,"string":"default","int":1,"object":{"first":"default"},"array":[1]}')`;
const address = 'http://contoso.com/resources/nested/azuredeploy.json';

const arrays: Page = {
  page: `${templates}array`,
  rows: [
    ['array(1)', [1]],
    ["array('efgh')", ['efgh']],
    ["array(createObject('a', 'b', 'c', 'd'))", [{ a: 'b', c: 'd' }]],
    [
      "concat(createArray('1-1', '1-2', '1-3'), createArray('2-1', '2-2', '2-3'))",
      ['1-1', '1-2', '1-3', '2-1', '2-2', '2-3'],
    ],
    ["contains('OneTwoThree', 'e')", true],
    ["contains('OneTwoThree', 'z')", false],
    [`contains(${letters}, 'one')`, true],
    [`contains(${letters}, 'a')`, false],
    [`contains(${three}, 'three')`, true],
    [`contains(${three}, 'four')`, false],
    ["createArray('a', 'b', 'c')", ['a', 'b', 'c']],
    ['createArray(1, 2, 3)', [1, 2, 3]],
    [`createArray(${letters})`, [{ one: 'a', two: 'b', three: 'c' }]],
    [`createArray(${three})`, [['one', 'two', 'three']]],
    ['createArray()', []],
    ['empty(createArray())', true],
    ['empty(createObject())', true],
    ["empty('')", true],
    [`first(${three})`, 'one'],
    ["first('One Two Three')", 'O'],
    [
      `intersection(${letters}, createObject('one', 'a', 'two', 'z', 'three', 'c'))`,
      { one: 'a', three: 'c' },
    ],
    [`intersection(${three}, ${two})`, ['two', 'three']],
    [`last(${three})`, 'three'],
    ["last('One Two Three')", 'e'],
    [`length(${three})`, 3],
    ["length('One Two Three')", 13],
    [
      "length(createObject('propA', 'one', 'propB', 'two', 'propC', 'three', 'propD', createObject('propD-1', 'sub', 'propD-2', 'sub')))",
      4,
    ],
    ['max(createArray(0, 3, 2, 5, 4))', 5],
    ['max(0, 3, 2, 5, 4)', 5],
    ['min(createArray(0, 3, 2, 5, 4))', 0],
    ['min(0, 3, 2, 5, 4)', 0],
    ['range(5, 3)', [5, 6, 7]],
    [`skip(${three}, 2)`, ['three']],
    ["skip('one two three', 4)", 'two three'],
    [`skip(${three}, 0)`, ['one', 'two', 'three']],
    [`skip(${three}, 9)`, []],
    [`take(${three}, 2)`, ['one', 'two']],
    ["take('one two three', 2)", 'on'],
    [`take(${three}, 0)`, []],
    ["take('one two three', 99)", 'one two three'],
    [
      "union(createObject('one', 'a', 'two', 'b', 'three', 'c1'), createObject('three', 'c2', 'four', 'd', 'five', 'e'))",
      { one: 'a', two: 'b', three: 'c2', four: 'd', five: 'e' },
    ],
    [`union(${three}, createArray('three', 'four', 'two'))`, ['one', 'two', 'three', 'four']],
  ],
};

const objects: Page = {
  page: `${templates}object`,
  rows: [
    [
      "createObject('intProp', 1, 'stringProp', 'abc', 'boolProp', true(), 'arrayProp', createArray('a', 'b', 'c'), 'objectProp', createObject('key1', 'value1'))",
      {
        intProp: 1,
        stringProp: 'abc',
        boolProp: true,
        arrayProp: ['a', 'b', 'c'],
        objectProp: { key1: 'value1' },
      },
    ],
    [
      `items(${entities})`,
      [
        { key: 'item001', value: { displayName: 'Example item 1', enabled: true, number: 300 } },
        { key: 'item002', value: { displayName: 'Example item 2', enabled: false, number: 200 } },
      ],
    ],
    [`items(${entities})[0].key`, 'item001'],
    [`items(${entities})[1].value.displayName`, 'Example item 2'],
    [`items(${entities})[0].value.enabled`, true],
    ["empty(json('null'))", true],
    [`json('{"a": "b"}')`, { a: 'b' }],
    [`json('''test''')`, 'test'],
    ["json('true')", true],
    ["json('3')", 3],
    ["json('[1,2,3]')", [1, 2, 3]],
    [`json(concat('{"a": "', 'demo value', '"}'))`, { a: 'demo value' }],
    ['empty(null())', true],
    [
      `union(${nested}, ${nestedMore})`,
      { property: { one: 'a', two: 'b', three: 'c2', four: 'd', five: 'e' }, nestedArray: [3, 4] },
    ],
    [
      "union(createArray(createArray('one', 'two'), createArray('three')), createArray(createArray('three'), createArray('four', 'two')))",
      [['one', 'two'], ['three'], ['four', 'two']],
    ],
  ],
};

const lambdas: Page = {
  page: `${templates}lambda`,
  rows: [
    [`filter(${dogs}, lambda('dog', greaterOrEquals(lambdaVariables('dog').age, 5)))`, [evie, kira]],
    ["filter(range(0, 10), lambda('i', greater(lambdaVariables('i'), 5)))", [6, 7, 8, 9]],
    ["filter(range(0, 10), lambda('i', equals(0, mod(lambdaVariables('i'), 2))))", [0, 2, 4, 6, 8]],
    [`map(${dogs}, lambda('dog', lambdaVariables('dog').name))`, ['Evie', 'Casper', 'Indy', 'Kira']],
    [
      `map(${dogs}, lambda('dog', format('Hello {0}!', lambdaVariables('dog').name)))`,
      ['Hello Evie!', 'Hello Casper!', 'Hello Indy!', 'Hello Kira!'],
    ],
    [
      `map(range(0, length(${dogs})), lambda('i', createObject('i', lambdaVariables('i'), 'dog', ${dogs}[lambdaVariables('i')].name, 'greeting', format('Ahoy, {0}!', ${dogs}[lambdaVariables('i')].name))))`,
      [
        { i: 0, dog: 'Evie', greeting: 'Ahoy, Evie!' },
        { i: 1, dog: 'Casper', greeting: 'Ahoy, Casper!' },
        { i: 2, dog: 'Indy', greeting: 'Ahoy, Indy!' },
        { i: 3, dog: 'Kira', greeting: 'Ahoy, Kira!' },
      ],
    ],
    [
      `reduce(map(${dogs}, lambda('dog', lambdaVariables('dog').age)), 0, lambda('cur', 'next', add(lambdaVariables('cur'), lambdaVariables('next'))))`,
      18,
    ],
    [
      `reduce(map(${dogs}, lambda('dog', lambdaVariables('dog').age)), 1, lambda('cur', 'next', add(lambdaVariables('cur'), lambdaVariables('next'))))`,
      19,
    ],
    [
      "reduce(createArray(createObject('foo', 123), createObject('bar', 456), createObject('baz', 789)), createObject(), lambda('cur', 'next', union(lambdaVariables('cur'), lambdaVariables('next'))))",
      { foo: 123, bar: 456, baz: 789 },
    ],
    [
      `sort(${dogs}, lambda('a', 'b', less(lambdaVariables('a').age, lambdaVariables('b').age)))`,
      [indy, casper, evie, kira],
    ],
    [
      `toObject(${dogs}, lambda('entry', lambdaVariables('entry').name))`,
      { Evie: evie, Casper: casper, Indy: indy, Kira: kira },
    ],
    [
      `toObject(${dogs}, lambda('entry', lambdaVariables('entry').name), lambda('entry', lambdaVariables('entry')))`,
      { Evie: evie, Casper: casper, Indy: indy, Kira: kira },
    ],
    [
      `toObject(${dogs}, lambda('entry', lambdaVariables('entry').name), lambda('entry', lambdaVariables('entry').age))`,
      { Evie: 5, Casper: 3, Indy: 2, Kira: 8 },
    ],
  ],
};

const comparison: Page = {
  page: `${templates}comparison`,
  rows: [
    [`coalesce(${nulls}.null1, ${nulls}.null2, ${nulls}.string)`, 'default'],
    [`coalesce(${nulls}.null1, ${nulls}.null2, ${nulls}.int)`, 1],
    [`coalesce(${nulls}.null1, ${nulls}.null2, ${nulls}.object)`, { first: 'default' }],
    [`coalesce(${nulls}.null1, ${nulls}.null2, ${nulls}.array)`, [1]],
    [`empty(coalesce(${nulls}.null1, ${nulls}.null2))`, true],
    ["coalesce('', 'other')", ''],
    ['coalesce(createArray(), 1)', []],
    ['equals(1, 1)', true],
    ["equals('a', 'a')", true],
    ["equals(createArray('a', 'b'), createArray('a', 'b'))", true],
    ["equals(createObject('a', 'b'), createObject('a', 'b'))", true],
    ['not(equals(1, 2))', true],
    ['greater(1, 2)', false],
    ["greater('A', 'a')", true],
    ['greaterOrEquals(1, 2)', false],
    ["greaterOrEquals('A', 'a')", true],
    ['less(1, 2)', true],
    ["less('A', 'a')", false],
    ['lessOrEquals(1, 2)', true],
    ["lessOrEquals('A', 'a')", false],
  ],
};

const logical: Page = {
  page: `${templates}logical`,
  rows: [
    ["and(bool('true'), bool('false'))", false],
    ["or(bool('true'), bool('false'))", true],
    ["not(bool('true'))", false],
    ["bool('true')", true],
    ["bool('false')", false],
    ['bool(1)', true],
    ['bool(0)', false],
    ['true()', true],
    ['false()', false],
    ["if(equals('a', 'a'), 'yes', 'no')", 'yes'],
    ["if(equals('a', 'b'), 'yes', 'no')", 'no'],
    [`if(equals('a', 'a'), json('{"test": "value1"}'), json('null'))`, { test: 'value1' }],
  ],
};

const numeric: Page = {
  page: `${templates}numeric`,
  rows: [
    ['add(5, 3)', 8],
    ['div(8, 3)', 2],
    ["float('3.0')", 3],
    ['float(3)', 3],
    ["int('4')", 4],
    ['int(4)', 4],
    ['mod(7, 3)', 1],
    ['mul(5, 3)', 15],
    ['sub(7, 3)', 4],
  ],
};

const strings: Page = {
  page: `${templates}string`,
  rows: [
    ["base64('one, two, three')", 'b25lLCB0d28sIHRocmVl'],
    ["base64ToString('b25lLCB0d28sIHRocmVl')", 'one, two, three'],
    [`base64ToJson(base64('{''one'': ''a'', ''two'': ''b''}'))`, { one: 'a', two: 'b' }],
    ["dataUriToString('data:;base64,SGVsbG8sIFdvcmxkIQ==')", 'Hello, World!'],
    ["startsWith('abcdef', 'ab')", true],
    ["startsWith('abcdef', 'A')", true],
    ["startsWith('abcdef', 'e')", false],
    ["endsWith('abcdef', 'ef')", true],
    ["endsWith('abcdef', 'F')", true],
    ["endsWith('abcdef', 'e')", false],
    [
      "format('{0}, {1}. Formatted number: {2:N0}', 'Hello', 'User', 8175133)",
      'Hello, User. Formatted number: 8,175,133',
    ],
    ["length(guid('a'))", 36],
    ["indexOf('test', 't')", 0],
    ["lastIndexOf('test', 't')", 3],
    ["indexOf('abcdef', 'CD')", 2],
    ["lastIndexOf('abcdef', 'AB')", 0],
    ["indexOf('abcdef', 'z')", -1],
    ["join(createArray('one', 'two', 'three'), ',')", 'one,two,three'],
    ["padLeft('123', 10, '0')", '0000000123'],
    ["replace('123-123-1234', '-', '')", '1231231234'],
    ["replace('123-123-1234', '1234', 'xxxx')", '123-123-xxxx'],
    ["split('one,two,three', ',')", ['one', 'two', 'three']],
    ["split('one;two,three', createArray(',', ';'))", ['one', 'two', 'three']],
    ["string(createObject('valueA', 10, 'valueB', 'Example Text'))", '{"valueA":10,"valueB":"Example Text"}'],
    ["string(createArray('a', 'b', 'c'))", '["a","b","c"]'],
    ['string(5)', '5'],
    ["substring('one two three', 4, 3)", 'two'],
    ["substring('one two three', 4, 0)", ''],
    ["toLower('One Two Three')", 'one two three'],
    ["toUpper('One Two Three')", 'ONE TWO THREE'],
    ["trim('    one two three   ')", 'one two three'],
    ["length(uniqueString('a'))", 13],
    ["uri('http://contoso.org/firstpath', 'myscript.sh')", 'http://contoso.org/myscript.sh'],
    ["uri('http://contoso.org/firstpath/', 'myscript.sh')", 'http://contoso.org/firstpath/myscript.sh'],
    [
      "uri('http://contoso.org/firstpath/azuredeploy.json', 'myscript.sh')",
      'http://contoso.org/firstpath/myscript.sh',
    ],
    [
      "uri('http://contoso.org/firstpath/azuredeploy.json/', 'myscript.sh')",
      'http://contoso.org/firstpath/azuredeploy.json/myscript.sh',
    ],
    ["uri('http://contoso.com/resources/', 'nested/azuredeploy.json')", address],
    [`uriComponent('${address}')`, 'http%3A%2F%2Fcontoso.com%2Fresources%2Fnested%2Fazuredeploy.json'],
    ["uriComponentToString('http%3A%2F%2Fcontoso.com%2Fresources%2Fnested%2Fazuredeploy.json')", address],
  ],
};

const cidr: Page = {
  page: `${templates}cidr`,
  rows: [
    [
      "parseCidr('10.144.0.0/20')",
      {
        network: '10.144.0.0',
        netmask: '255.255.240.0',
        broadcast: '10.144.15.255',
        firstUsable: '10.144.0.1',
        lastUsable: '10.144.15.254',
        cidr: 20,
      },
    ],
    [
      "parseCidr('fdad:3236:5555::/48')",
      {
        network: 'fdad:3236:5555::',
        netmask: 'ffff:ffff:ffff::',
        firstUsable: 'fdad:3236:5555::',
        lastUsable: 'fdad:3236:5555:ffff:ffff:ffff:ffff:ffff',
        cidr: 48,
      },
    ],
    ...['0', '1', '2', '3', '4'].flatMap((index, at): Row[] => [
      [`cidrSubnet('10.144.0.0/20', 24, ${index})`, `10.144.${index}.0/24`],
      [
        `cidrSubnet('fdad:3236:5555::/48', 52, ${index})`,
        index === '0' ? 'fdad:3236:5555::/52' : `fdad:3236:5555:${index}000::/52`,
      ],
      [`cidrHost('10.144.3.0/24', ${index})`, `10.144.3.${['1', '2', '3', '4', '5'][at] ?? ''}`],
    ]),
    ["cidrHost('fdad:3236:5555:3000::/52', 0)", 'fdad:3236:5555:3000::1'],
    ["cidrHost('fdad:3236:5555:3000::/52', 4)", 'fdad:3236:5555:3000::5'],
    ["cidrHost('192.168.1.0/24', 0)", '192.168.1.1'],
  ],
};

const dates: Page = {
  page: `${templates}date`,
  rows: [
    ["dateTimeAdd('2020-04-07 14:53:14Z', 'P3Y')", '4/7/2023 2:53:14 PM'],
    ["dateTimeAdd('2020-04-07 14:53:14Z', '-P9D')", '3/29/2020 2:53:14 PM'],
    ["dateTimeAdd('2020-04-07 14:53:14Z', 'PT1H')", '4/7/2020 3:53:14 PM'],
    ["dateTimeToEpoch('2023-05-02T15:16:13Z')", 1683040573],
    ['dateTimeFromEpoch(1683040573)', '2023-05-02T15:16:13Z'],
  ],
};

const newer: Page = {
  page: `${bicep}object`,
  rows: [
    ["objectKeys(createObject('b', 1, 'a', 2))", ['a', 'b']],
    [
      "shallowMerge(createArray(createObject('foo', createObject('a', 1)), createObject('foo', createObject('b', 2))))",
      { foo: { b: 2 } },
    ],
    [
      "parseUri('https://example.com:1234/foo/bar')",
      { scheme: 'https', host: 'example.com', port: 1234, path: '/foo/bar' },
    ],
    [
      "buildUri(createObject('scheme', 'https', 'host', 'example.com', 'port', 1234, 'path', 'foo/bar'))",
      'https://example.com:1234/foo/bar',
    ],
  ],
};

export const documented: readonly Page[] = [
  arrays,
  objects,
  lambdas,
  comparison,
  logical,
  numeric,
  strings,
  cidr,
  dates,
  newer,
];

export const decidedAgainst: readonly Decision[] = [
  {
    page: `${templates}string#datauri`,
    expression: "dataUri('Hello')",
    printed: 'data:text/plain;charset=utf8;base64,SGVsbG8=',
    given: 'data:text/plain;charset=utf-8;base64,SGVsbG8=',
    reason: 'what the service itself answers has the registered name of the charset, with its hyphen',
  },
  {
    page: `${templates}object#union`,
    expression: "union(createObject('a', createArray(1)), createObject('a', createArray(2)))",
    printed: { a: [1, 2] },
    given: { a: [2] },
    reason:
      'the remarks speak of nested arrays that are merged; the example below them, and Bicep, replace them',
  },
  {
    page: `${templates}array#concat`,
    expression: "concat('a', 1, true())",
    printed: 'a refusal: only strings with strings',
    given: 'a1True',
    reason: 'the parameters are said to be strings; quickstarts join integers, and the service takes them',
  },
];
