import type { Action } from './action.ts';

/** `GET /services/data/vNN.N`: where each resource of this version lives. */
export const resources: Action = {
  operation: 'resources',
  method: 'GET',
  path: '',
  handle({ version, org, user }) {
    const base = `/services/data/v${version}`;
    const names = ['sobjects', 'query', 'queryAll', 'composite', 'limits', 'tooling', 'named-credentials'];
    return {
      status: 200,
      body: {
        ...Object.fromEntries(names.map((name) => [name, `${base}/${name}`])),
        identity: `${org.url}/id/${org.orgId}/${user.id}`,
      },
    };
  },
};
