// The same tests, where they can be as large as one likes in their whole size.
process.env.CMG_TEST_SIZE = 'whole';

module.exports = { ...require('./.mocharc.cjs'), timeout: 600_000 };
