// An OpenID provider for the tests. Each line of its input is a question in JSON, each line of its output the answer.
// The first question says what the provider is; it ends with its input, so that none outlives the tests.

import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import Provider, { interactionPolicy } from 'oidc-provider';

console.log = console.info = console.error; // the answers alone go to the output
const HOST = '127.0.0.1';
const escaped = (text) => text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);
const said = (answer) => process.stdout.write(`${JSON.stringify(answer)}\n`);

const page = (title, body) =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title></head><body>${body}</body></html>`;

function loginPage(name, levels, problem) {
  const options = levels.map((level) => `<option>${escaped(level)}</option>`).join('');
  return page('Sign in', `<main><h1>Sign in at ${escaped(name)}</h1><p role="alert">${escaped(problem)}</p><form method="post">
    <label>Subject <input name="subject" required autofocus></label>
    <label>Level <select name="acr"><option value="">none</option>${options}</select></label>
    <button>Sign in</button></form></main>`);
}

async function logoutSource(context, form) {
  const button = '<button form="op.logoutForm" name="logout" value="yes" autofocus>Sign out</button>';
  context.body = page('Sign out', `<main><h1>Sign out</h1>${form}${button}</main>`);
}

// Nobody is asked for consent: whoever signs in has granted what the client asks for.
async function loadExistingGrant({ oidc }) {
  const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
  grant.addOIDCScope('openid email profile');
  await grant.save();
  return grant;
}

function policy() {
  const prompts = interactionPolicy.base();
  prompts.add(new interactionPolicy.Prompt({ name: 'select_account', requestable: true }), 0);
  return prompts;
}

function configuration({ name, client, levels, token_seconds }, accounts) {
  return {
    clients: [client],
    acrValues: levels,
    claims: { openid: ['sub', 'tid', 'roles'], email: ['email'], profile: ['name', 'preferred_username'] },
    conformIdTokenClaims: false, // Streamlit never asks for the claims that are not in the ID token
    cookies: {
      keys: [client.client_secret],
      // Cookies do not know ports: two providers on one host must not share them.
      names: { session: `${name}_session`, interaction: `${name}_interaction`, resume: `${name}_resume` },
    },
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true, logoutSource } },
    findAccount: (_, subject) =>
      accounts.has(subject) ? { accountId: subject, claims: () => ({ ...accounts.get(subject), sub: subject }) } : undefined,
    interactions: { policy: policy(), url: (_, interaction) => `/interaction/${interaction.uid}` },
    loadExistingGrant,
    pkce: { required: () => true },
    ttl: { AccessToken: 3600, AuthorizationCode: 60, Grant: 3600, IdToken: token_seconds, Interaction: 600, Session: 3600 },
  };
}

async function body(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return new URLSearchParams(Buffer.concat(chunks).toString());
}

async function interact(provider, { name, levels }, accounts, request, response) {
  const form = request.method === 'POST' ? await body(request) : undefined;
  const subject = form?.get('subject');
  if (accounts.has(subject)) {
    const login = { accountId: subject, acr: form.get('acr') || undefined };
    await provider.interactionFinished(request, response, { login, select_account: {} });
    return;
  }
  response.writeHead(form ? 403 : 200, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' });
  response.end(loginPage(name, levels, form ? `Nobody here is called ${subject}.` : ''));
}

async function start(wanted) {
  const accounts = new Map(Object.entries(wanted.accounts));
  const server = createServer();
  await new Promise((listening) => server.listen(0, HOST, listening));
  const issuer = `http://${HOST}:${server.address().port}`;
  const provider = new Provider(issuer, configuration(wanted, accounts));
  const answer = provider.callback();
  server.on('request', (request, response) => {
    if (!request.url.startsWith('/interaction/')) answer(request, response);
    else interact(provider, wanted, accounts, request, response).catch((error) => response.writeHead(400).end(error.message));
  });
  said({ issuer });
  return accounts;
}

const questions = createInterface({ input: process.stdin });
let accounts;
for await (const question of questions) {
  const asked = JSON.parse(question);
  if (!accounts) accounts = await start(asked);
  else {
    accounts.set(asked.subject, asked.claims);
    said({});
  }
}
process.exit();
