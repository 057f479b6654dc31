// Who may import whom: docs/architecture.md, "Folders". A test may import whatever it tests with.
const TEST = '\\.test\\.ts$|/testing/|\\.writer\\.ts$';

/** `from` may import nothing of ours but itself and `to`. */
function onlyImports(name, from, to, comment) {
  return {
    name,
    comment,
    severity: 'error',
    from: { path: from, pathNot: TEST },
    to: { path: '^(src|e2e|bench|tools|force-app)/', pathNot: [from, ...to] },
  };
}

/** Of npm and Node, `from` may import only the packages named (or nothing). */
function onlyPackages(name, from, packages, comment) {
  return {
    name,
    comment,
    severity: 'error',
    from: { path: from, pathNot: TEST },
    to: {
      dependencyTypes: ['core', 'npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown'],
      ...(packages.length > 0 && { pathNot: `node_modules/(${packages.join('|')})/` }),
    },
  };
}

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Of values: two files may name each other’s types.',
      severity: 'error',
      from: { path: '^(src|tools|e2e|bench)/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },

    onlyImports('domain-stands-alone', '^src/domain/', [], 'Pure nouns and rules: no I/O, no clock.'),
    onlyPackages('domain-needs-no-package', '^src/domain/', []),
    onlyImports('api-knows-domain', '^src/api/', ['^src/domain/']),
    onlyPackages('api-is-zod', '^src/api/', ['zod']),
    onlyImports('bridge-stands-alone', '^src/bridge/', []),
    onlyPackages('bridge-is-penpal', '^src/bridge/', ['penpal']),
    onlyImports(
      'host-knows-bridge',
      '^src/host/',
      ['^src/bridge/'],
      'It is built into the org: it carries its own.',
    ),

    onlyImports('web-knows-contracts', '^src/web/', ['^src/(domain|api|bridge)/']),
    onlyImports('elements-know-domain', '^src/web/elements/', ['^src/domain/', '^src/web/theme/']),
    {
      name: 'elements-decide-nothing',
      comment: 'Properties in, events out: of the domain they know the types and their words, no rule.',
      severity: 'error',
      from: { path: '^src/web/elements/', pathNot: TEST },
      to: { path: '^src/domain/decide-', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'views-know-elements-and-store',
      comment: 'And, as elements do, the words of the domain.',
      severity: 'error',
      from: { path: ['^src/web/[^/]+/views/', '^src/web/settings/[^/]+/views/'], pathNot: TEST },
      to: {
        path: '^src/',
        pathNot: [
          '^src/web/(elements|theme)/|^src/web/[^/]+/(views|store)/|^src/domain/(?!decide-)',
          '^src/web/settings/[^/]+/(views|store)/',
        ],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'apps-stand-apart',
      comment: 'What two apps share stands in web/elements, web/case or web/clients.',
      severity: 'error',
      from: { path: '^src/web/(widget|desk|settings|customer|gallery)/', pathNot: TEST },
      to: { path: '^src/web/(widget|desk|settings|customer|gallery)/', pathNot: '^src/web/$1/' },
    },
    onlyImports('clients-know-contracts', '^src/web/clients/', ['^src/(domain|api|bridge)/']),
    {
      name: 'only-clients-hold-the-bridge',
      severity: 'error',
      from: { path: '^src/web/', pathNot: `^src/web/(clients|widget)/|${TEST}` },
      to: { path: '^src/bridge/' },
    },

    onlyImports('service-knows-contracts', '^src/service/', ['^src/(domain|api)/']),
    {
      name: 'rules-declare-ports',
      comment: 'care and sync say what they need; storage and salesforce bring it; main binds them.',
      severity: 'error',
      from: { path: '^src/service/(care|sync)/', pathNot: TEST },
      to: { path: '^src/service/(storage|salesforce|http|main)' },
    },
    {
      name: 'adapters-serve',
      comment: 'The store knows nobody; Salesforce keeps its tokens and ledger in the store.',
      severity: 'error',
      from: { path: '^src/service/storage/', pathNot: TEST },
      to: { path: '^src/service/(salesforce|http|main)' },
    },
    {
      name: 'salesforce-is-an-adapter',
      severity: 'error',
      from: { path: '^src/service/salesforce/', pathNot: TEST },
      to: { path: '^src/service/(http|main)' },
    },
    {
      name: 'routes-call-rules',
      comment: 'A route asks care (or a port); it knows no table and no Salesforce.',
      severity: 'error',
      from: { path: '^src/service/http/', pathNot: TEST },
      to: { path: '^src/service/(storage|salesforce)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'only-salesforce-imports-jsforce',
      severity: 'error',
      from: { pathNot: '^src/service/salesforce/' },
      to: { path: 'node_modules/(@jsforce|jsforce)/' },
    },
    {
      name: 'production-needs-no-dev-package',
      comment: 'npm ci --omit=dev runs care serve.',
      severity: 'error',
      from: { path: '^src/(domain|api|bridge|service|cli)/', pathNot: TEST },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'production-loads-no-demo',
      comment: 'care demo imports them when it is called; nothing else may, and never at load.',
      severity: 'error',
      from: { path: '^src/(service|cli)/', pathNot: TEST },
      to: { path: '^src/(demo|simulator)/', dependencyTypesNot: ['dynamic-import', 'type-only'] },
    },

    onlyImports(
      'simulator-stands-alone',
      '^src/simulator/',
      [],
      'An independent reading of Salesforce: with our own reading it would pass its own test.',
    ),
    {
      name: 'demo-meets-the-simulator-at-its-server',
      comment: 'Its API and, beside it, its pages.',
      severity: 'error',
      from: { path: '^src/(demo|cli)/', pathNot: TEST },
      to: {
        path: '^src/simulator/',
        pathNot: '^src/simulator/(server|pages/register-pages)\\.ts$',
        dependencyTypesNot: ['type-only'],
      },
    },
    onlyImports('demo-composes-the-service', '^src/demo/', ['^src/(service|simulator|domain|api)/']),
    onlyImports('cli-calls-demo-and-service', '^src/cli/', ['^src/(demo|service|domain|api)/']),
    {
      name: 'e2e-stays-outside',
      comment: 'A promise is kept in the browser and over HTTP, not by reaching inside.',
      severity: 'error',
      from: { path: '^e2e/' },
      to: {
        path: '^src/',
        pathNot: '^src/(api/|simulator/server\\.ts$|demo/)',
        dependencyTypesNot: ['type-only'],
      },
    },
    onlyImports('force-app-stands-alone', '^force-app/', [], 'careBridge arrives built.'),
    {
      name: 'nothing-imports-tests-or-tools',
      severity: 'error',
      from: { path: '^src/', pathNot: TEST },
      to: { path: '^(e2e|bench|tools)/|\\.test\\.ts$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/|/staticresources/' },
    tsConfig: { fileName: 'tsconfig.json' },
    // Type imports count: a contract is a dependency too.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
