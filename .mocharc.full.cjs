// The same tests in their whole size, where `npm test` takes a sample. In a file, since shells differ in how they set a
// variable.
process.env.CMG_TEST_FULL = 'yes';

module.exports = { ...require('./.mocharc.cjs'), timeout: 600_000 };
