// A certified OpenID Connect provider on loopback, with a port of its own and a door for the tests:
// node provider.mjs. The first line on standard output is its address; it ends with its standard
// input, so that it never outlives who started it.
import { createServer } from 'node:http';
import { SignJWT, exportJWK, generateKeyPair } from 'jose';
import Provider from 'oidc-provider';

const accounts = new Map(); // by what is typed as login: claims, or null when shut out
const clients = [];
const lifetime = { AccessToken: 3600, IdToken: 3600 };
const keys = [];
let isDown = false;
let refreshes = 0;
let handle;

/** What the provider remembers, also when it is renewed: sessions, codes, grants, tokens. */
class Kept {
  static all = new Map();
  constructor(kind) { this.kind = kind; }
  key(id) { return `${this.kind}:${id}`; }
  of(test) {
    return [...Kept.all].filter(([key]) => key.startsWith(`${this.kind}:`))
      .map(([, payload]) => payload).find(test);
  }
  async upsert(id, payload) { Kept.all.set(this.key(id), payload); }
  async find(id) { return Kept.all.get(this.key(id)); }
  async findByUid(uid) { return this.of((payload) => payload.uid === uid); }
  async findByUserCode(code) { return this.of((payload) => payload.userCode === code); }
  async consume(id) { Kept.all.get(this.key(id)).consumed = Math.floor(Date.now() / 1000); }
  async destroy(id) { Kept.all.delete(this.key(id)); }
  async revokeByGrantId(grant) {
    for (const [key, payload] of Kept.all) if (payload.grantId === grant) Kept.all.delete(key);
  }
}

async function newKey() {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const jwk = { ...(await exportJWK(privateKey)), kid: `k${keys.length + 1}`, use: 'sig', alg: 'RS256' };
  keys.push({ privateKey, jwk });
}

/** The provider with its newest key and its clients of now; what it remembers stays. */
function renew(issuer) {
  const provider = new Provider(issuer, {
    clients,
    jwks: { keys: [keys.at(-1).jwk] },
    cookies: { keys: ['only for tests'] },
    conformIdTokenClaims: false,
    claims: {
      openid: ['sub'],
      profile: ['name', 'department', 'roles', 'groups', 'realm_access', 'resource_access', 'oid'],
    },
    adapter: Kept,
    findAccount: (_, id) => accounts.get(id)
      ? { accountId: id, claims: () => ({ sub: id, ...accounts.get(id) }) } : undefined,
    extraTokenClaims: (_, token) =>
      token.kind === 'ClientCredentials' ? accounts.get(token.clientId) : undefined,
    // As with providers of the real world: whoever used a refresh token gets another one, and who
    // comes with the former is shut out.
    rotateRefreshToken: true,
    ttl: {
      AccessToken: () => lifetime.AccessToken,
      IdToken: () => lifetime.IdToken,
      ClientCredentials: () => lifetime.AccessToken,
    },
    features: {
      devInteractions: { enabled: true },
      clientCredentials: { enabled: true },
      rpInitiatedLogout: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: (_, client) => client.clientId.startsWith('service') ? 'urn:ledger' : undefined,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          scope: '', audience: 'portfolio-ledger', accessTokenFormat: 'jwt', jwt: { sign: { alg: 'RS256' } },
        }),
      },
    },
  });
  provider.on('server_error', (_, error) => console.error(error));
  provider.on('refresh_token.consumed', () => refreshes++);
  handle = provider.callback();
}

const orders = {
  client: ({ client }) => {
    if (clients.some((known) => known.client_id === client.client_id)) return;
    clients.push(client);
    renew(issuer);
  },
  account: ({ login, claims }) => { accounts.set(login, claims); },
  lifetime: ({ seconds }) => { lifetime.AccessToken = lifetime.IdToken = seconds; },
  down: (order) => { isDown = order.isDown; },
  rotate: async () => { await newKey(); renew(issuer); },
  refreshes: () => refreshes,
  sign: ({ key, claims }) => new SignJWT(claims)
    .setProtectedHeader({ alg: 'RS256', kid: keys.at(key).jwk.kid, typ: 'at+jwt' })
    .sign(keys.at(key).privateKey),
};

const server = createServer(async (request, response) => {
  if (request.url !== '/tests')
    return isDown ? response.writeHead(503).end() : handle(request, response);
  let body = '';
  for await (const chunk of request) body += chunk;
  const order = JSON.parse(body);
  response.end(JSON.stringify((await orders[order.do](order)) ?? null));
});
server.listen(0, '127.0.0.1');
await new Promise((listening) => server.once('listening', listening));
const issuer = `http://127.0.0.1:${server.address().port}`;
await newKey();
renew(issuer);
console.log(issuer);
process.stdin.resume().on('end', () => process.exit(0));
