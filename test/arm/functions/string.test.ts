// Fixed vectors of the string and address functions, from Microsoft's documentation of each.
import { gives, refuses } from '../world.ts';

describe('string functions', () => {
  gives([
    ["base64('one, two, three')", 'b25lLCB0d28sIHRocmVl'],
    ["base64ToString('b25lLCB0d28sIHRocmVl')", 'one, two, three'],
    [`base64ToJson(base64('{"one": "a", "two": "b"}'))`, { one: 'a', two: 'b' }],
    ["endsWith('abcdef', 'ef')", true],
    ["endsWith('abcdef', 'F')", true],
    ["endsWith('abcdef', 'e')", false],
    ["startsWith('abcdef', 'A')", true],
    [
      "format('{0}, {1}. Formatted number: {2:N0}', 'Hello', 'User', 8175133)",
      'Hello, User. Formatted number: 8,175,133',
    ],
    ["format('{0:D5}|{1,6}|{2,-4}|{{}}', 42, 'ab', 'c')", '00042|    ab|c   |{}'],
    ["format('{0:X4} {1:F2} {2:00.0}', 255, 3, 7)", '00FF 3.00 07.0'],
    ["format('{0} {1}', true(), createObject('a', 'it''s'))", `True {'a':'it\\'s'}`],
    ["format('{0:N2}', -1234567)", '-1,234,567.00'],
    ["guid('asdf')", '228d27cc-6fdb-5934-b7ac-1efccebade04'],
    ["guid('foo', 'bar', 'baz')", '2ed86837-7c7c-5eaa-9864-dd077fd19b0d'],
    ["indexOf('test', 't')", 0],
    ["lastIndexOf('test', 't')", 3],
    ["indexOf('abcdef', 'CD')", 2],
    ["lastIndexOf('abcdef', 'AB')", 0],
    ["indexOf('abcdef', 'z')", -1],
    ["join(createArray('one', 'two', 'three'), ',')", 'one,two,three'],
    ["join(createArray(1, 2), '-')", '1-2'],
    ["like('GraniteFalls', 'granite*')", true],
    ["like('cmg-1', 'cmg-?')", true],
    ["like('cmg-10', 'cmg-?')", false],
    ["like('aaab', '*a*b')", true],
    ["padLeft('123', 10, '0')", '0000000123'],
    ["padLeft(7, 3, '0')", '007'],
    ["padLeft('12345', 3, '0')", '12345'],
    ["replace('123-123-1234', '-', '')", '1231231234'],
    ["replace('123-123-1234', '1234', 'xxxx')", '123-123-xxxx'],
    ["split('one,two,three', ',')", ['one', 'two', 'three']],
    ["split('one;two,three', createArray(',', ';'))", ['one', 'two', 'three']],
    ["split('a.b|c', createArray('.', '|'))", ['a', 'b', 'c']],
    ['string(5)', '5'],
    ["string(createObject('valueA', 10, 'valueB', 'Example Text'))", '{"valueA":10,"valueB":"Example Text"}'],
    ["string(createArray('a', 'b', 'c'))", '["a","b","c"]'],
    ['string(false())', 'False'],
    ["substring('one two three', 4, 3)", 'two'],
    ["substring('abc', 3)", ''],
    ["toLower('One Two Three')", 'one two three'],
    ["toUpper('One Two Three')", 'ONE TWO THREE'],
    ["trim('    one two three   ')", 'one two three'],
    [
      "uniqueString('/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/myRg')",
      'js26ofeqkqeve',
    ],
    ["uniqueString('snap', 'crackle', 'pop')", 'byghxckddilkc'],
    ["uniqueString('asd', 'asdf', 'asdf')", 'iizpqit7ih3cc'],
    ["concat('it''s', '[]')", "it's[]"],
  ]);

  refuses([
    [
      'toLower(1)',
      /'toLower' expects its parameter number '1' to be a string. The provided value is of type 'Integer'/,
    ],
    [
      "substring('abc', 2, 2)",
      /index and length parameters must refer to a location within the string. The index parameter: '2', the length parameter: '2', the length of the string parameter: '3'/,
    ],
    ["substring('abc', -1)", /location within the string/],
    ["padLeft('a', 5, '00')", /a single padding character/],
    ["replace('a', '', 'b')", /not empty/],
    ["format('{1}', 'a')", /no argument for the place holder '\{1\}'/],
    ["format('{', 'a')", /not in a correct format/],
    ["base64ToString('*')", /base64/],
    ['newGuid()', /only be used in the default value of a parameter/],
    ["fail('no gateway without a name')", /no gateway without a name/],
    ['guid(1)', /to be a string/],
    ["nothingOfTheKind('a')", /The template function 'nothingOfTheKind' is not valid/],
  ]);
});

describe('address functions', () => {
  gives([
    ["uri('http://contoso.org/firstpath/', 'myscript.sh')", 'http://contoso.org/firstpath/myscript.sh'],
    [
      "uri('http://contoso.org/firstpath/azuredeploy.json', 'myscript.sh')",
      'http://contoso.org/firstpath/myscript.sh',
    ],
    ["uri('http://contoso.org/firstpath', 'myscript.sh')", 'http://contoso.org/myscript.sh'],
    [
      "uriComponent('http://contoso.com/resources/nested/azuredeploy.json')",
      'http%3A%2F%2Fcontoso.com%2Fresources%2Fnested%2Fazuredeploy.json',
    ],
    ["uriComponent('a b!''()*~')", 'a%20b%21%27%28%29%2A~'],
    ["uriComponentToString('http%3A%2F%2Fcontoso.com')", 'http://contoso.com'],
    ["uriComponentToString('100%')", '100%'],
    ["dataUri('Hello')", 'data:text/plain;charset=utf-8;base64,SGVsbG8='],
    ["dataUriToString('data:;base64,SGVsbG8sIFdvcmxkIQ==')", 'Hello, World!'],
    ["dataUriToString('data:,a%20b')", 'a b'],
    ["parseUri('https://falls.example:8443/a/b?c=1').port", 8443],
    ["parseUri('https://falls.example:8443/a/b?c=1').query", '?c=1'],
    [
      "buildUri(createObject('scheme', 'https', 'host', 'falls.example', 'path', 'a', 'query', 'c=1'))",
      'https://falls.example/a?c=1',
    ],
  ]);

  refuses([
    ["uri('not absolute', 'a')", /absolute uri/],
    ["dataUriToString('Hello')", /data uri/],
    ["buildUri(createObject('scheme', 'https', 'host', 'x', 'port', 'y'))", /integer/],
  ]);
});
