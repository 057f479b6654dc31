const { setup } = require('@sa11y/jest');

// Gives toBeAccessible, and looks once more at what each test leaves on the page.
setup({ autoCheckOpts: { runAfterEach: true, cleanupAfterEach: false } });
