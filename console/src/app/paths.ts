/** Where pages are. One thing lives beside the list of things, not below it: a thing may be called "new". */
export const paths = {
  dashboard: '/',
  start: '/start',
  things: '/things',
  newThing: '/things/new',
  thing: (name: string) => `/thing/${encodeURIComponent(name)}`,
  certificates: '/certificates',
  certificate: (id: string) => `/certificate/${encodeURIComponent(id)}`,
  policies: '/policies',
  newPolicy: '/policies/new',
  policy: (name: string) => `/policy/${encodeURIComponent(name)}`,
  rules: '/rules',
  newRule: '/rules/new',
  rule: (name: string) => `/rule/${encodeURIComponent(name)}`,
  functions: '/functions',
  function: (name: string) => `/function/${encodeURIComponent(name)}`,
};
