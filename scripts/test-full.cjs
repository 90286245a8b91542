// Loaded before the tests by `npm run test:full`: asks for all of what is otherwise a sample. A file, since shells differ
// in how they set a variable.
process.env.CMG_TEST_FULL = 'yes';
