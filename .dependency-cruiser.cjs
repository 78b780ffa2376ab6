/** Who may import whom, room by room. `docs/architecture.md` says why. */

const LEAF = '^src/[a-z-]+\\.ts$';
const TEST = '\\.test\\.ts$';

const BELOW_WORKERS = ['records', 'kinetics', 'maps', 'experiments', 'world', 'devices', 'bundles'];
/** The files at the top of that room. */
const WORKERS = 'workers/[^/]+\\.ts';

/** What a room of src may import of src, besides itself; the files at the top of src are the leaves. */
const ROOMS = {
  records: [],
  kinetics: [],
  maps: ['kinetics/numerics'],
  experiments: ['records', 'kinetics', 'maps'],
  world: ['kinetics'],
  'devices/(?:[^/]+\\.ts|transport|bridge)': [
    'records',
    'experiments/program/(?:step|step-text|timing)\\.ts',
  ],
  'devices/conformance': [
    'records',
    'experiments/program/step-text\\.ts',
    'devices/(?:[^/]+\\.ts|transport|bridge)',
  ],
  'devices/twin': ['records', 'experiments', 'world', 'devices'],
  bundles: ['records', 'experiments', 'maps'],
  workers: BELOW_WORKERS,
  'workers/link': [...BELOW_WORKERS, WORKERS],
  'workers/fits': [...BELOW_WORKERS, WORKERS],
  'workers/files': [...BELOW_WORKERS, WORKERS, 'workers/fits'],
  'workers/scan': [...BELOW_WORKERS, WORKERS, 'workers/link', 'workers/fits'],
  figures: ['experiments', 'maps'],
  views: ['experiments', 'figures', 'maps', 'workers/(?:client|protocol)\\.ts', 'devices/permission\\.ts'],
  cli: ['records', 'kinetics', 'maps', 'figures', 'experiments', 'world', 'devices', 'bundles', 'workers'],
};

const roomRules = Object.entries(ROOMS).map(([room, others]) => ({
  name: `room-${room.split('(')[0].replaceAll('/', '-').replace(/-$/, '')}`,
  comment: `${room} may import leaves, itself${others.map((other) => `, ${other}`).join('')}`,
  severity: 'error',
  from: { path: `^src/${room}(?:/|$)`, pathNot: TEST },
  to: {
    path: '^src/',
    pathNot: [LEAF, `^src/${room}(?:/|$)`, ...others.map((other) => `^src/${other}(?:/|$)`)],
  },
}));

module.exports = {
  forbidden: [
    ...roomRules,
    {
      name: 'leaves',
      comment: 'A leaf imports nothing.',
      severity: 'error',
      from: { path: LEAF, pathNot: [TEST, '^src/main\\.ts$'] },
      to: {},
    },
    {
      name: 'cli-without-browser-entries',
      comment: 'A terminal has no workers and no window.',
      severity: 'error',
      from: { path: '^src/cli/' },
      to: { path: '^src/workers/(?:[^/]+\\.worker|client)\\.ts$', reachable: true },
    },
    {
      name: 'node-only-at-the-edges',
      comment: 'Everything else runs in a page or a worker too.',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot: [
          TEST,
          '^src/cli/',
          '^src/devices/transport/(?:tcp|node-[a-z]+)\\.ts$',
          '^src/bundles/node-',
        ],
      },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'page-without-node',
      comment: 'What the page loads must not lead to the files that use Node.',
      severity: 'error',
      from: { path: '^src/(?:main\\.ts|workers/[^/]+\\.worker\\.ts)$' },
      to: { path: '^src/(?:cli/|devices/transport/(?:tcp|node-[a-z]+)\\.ts|bundles/node-)', reachable: true },
    },
    {
      name: 'page-without-evaluations',
      comment:
        'The window leaves records to the workers, and comes up without the kinetics that evaluate them.',
      severity: 'error',
      from: { path: '^src/main\\.ts$' },
      to: { path: '^src/experiments/evaluations\\.ts$', reachable: true },
    },
    {
      name: 'svelte-in-views',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(?:views/|main\\.ts$|App\\.svelte$)' },
      to: { path: ['node_modules/svelte/', '\\.svelte(?:\\.ts)?$'] },
    },
    {
      name: 'tests-are-leaves',
      comment: 'Nothing but tests imports tests, fixtures, benchmarks or scripts.',
      severity: 'error',
      from: { path: '^src/', pathNot: TEST },
      to: { path: [TEST, '^(?:e2e|bench|fixtures|scripts)/'] },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-barrels',
      comment: 'Import from the file that defines it.',
      severity: 'error',
      from: {},
      to: { path: '/index\\.(?:ts|js|mjs)$', pathNot: 'node_modules' },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'no-development-packages',
      comment: 'What ships is declared in dependencies; Svelte compiles away.',
      severity: 'error',
      from: { path: '^src/', pathNot: TEST },
      to: {
        dependencyTypes: ['npm-dev'],
        dependencyTypesNot: ['type-only'],
        pathNot: 'node_modules/svelte/',
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(?:dist|test-results)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { conditionNames: ['import', 'svelte', 'default'], exportsFields: ['exports'] },
  },
};
