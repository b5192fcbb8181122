import { element, post } from './request.js';

// What the screens that try a request have in common: the form, and how places are shown.

const form = document.getElementById('ask');
const answer = document.getElementById('answer');
const state = document.getElementById('state');
const path = document.getElementById('path');
const edit = document.getElementById('edit');

function fields() {
  const all = Object.fromEntries(new FormData(form));
  const asked = { method: all.method.trim(), url: all.url.trim(), header: all.header };
  if (all.client) asked.client = all.client;
  if (all.address) asked.address = all.address;
  if (all.port) asked.port = Number(all.port);
  return asked;
}

path?.addEventListener('change', async () => {
  edit.disabled = path.value === '';
  edit.value = '';
  if (path.value === '') return;
  const got = await fetch('/explain/file?path=' + encodeURIComponent(path.value));
  if (got.ok) edit.value = (await got.json()).text;
});

async function ask() {
  const asked = fields();
  if (path?.value) return post('/explain/request', { ...asked, path: path.value, text: edit.value });
  try {
    const got = await fetch('/explain/request?' + new URLSearchParams(asked));
    return { ok: got.ok, body: await got.json() };
  } catch {
    return { ok: false, body: null };
  }
}

function refused(body) {
  const words = body?.problem ?? (body?.findings?.length ? 'The file has an error.' : 'There was no answer. Are you still logged in?');
  answer.append(element('p', words, 'said bad'));
  if (body?.findings?.length) {
    const list = element('ul');
    body.findings.forEach((f) => list.append(element('li', f.text)));
    answer.append(list);
  }
}

// Shows what is told of each request that is asked for.
export function whenTold(show) {
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    state.textContent = 'Asking …';
    const { body } = await ask();
    answer.replaceChildren();
    const told = body?.explanation;
    if (told) show(answer, told); else refused(body);
    state.textContent = told ? `Answered with ${told.reply.status} ${told.reply.reason}` : 'Not explained';
  });
  const wanted = new URLSearchParams(location.search);
  for (const [name, value] of wanted) {
    const field = form.elements.namedItem(name);
    if (field && name !== 'path') field.value = value;
  }
  if (wanted.get('url')) form.requestSubmit();
}

// A place in a file, which leads there.
export function place(position) {
  const link = element('a', `${position.file.split('/').pop()}:${position.line}`, 'place');
  link.href = '/config?path=' + encodeURIComponent(position.file);
  link.title = `${position.file}:${position.line}`;
  return link;
}

export function places(positions) {
  const all = element('span');
  positions.forEach((p, i) => all.append(...(i ? [', '] : []), place(p)));
  return all;
}

// A table that scrolls by itself where it is too wide.
export function table(label, heads, rows) {
  const around = element('div', undefined, 'wide');
  around.tabIndex = 0;
  around.setAttribute('role', 'region');
  around.setAttribute('aria-label', label);
  const made = element('table');
  const head = made.createTHead().insertRow();
  heads.forEach((h) => { const th = element('th', h); th.scope = 'col'; head.append(th); });
  const body = made.createTBody();
  rows.forEach((cells) => {
    const row = body.insertRow();
    cells.forEach((cell) => {
      const td = row.insertCell();
      td.append(cell ?? '');
    });
  });
  around.append(made);
  return around;
}

const KINDS = { REQUEST: 'The request', SUB_REQUEST: 'Sub-request', REDIRECT: 'Redirected to' };

export function stageTitle(stage, level = 'h2') {
  const query = stage.query === null ? '' : '?' + stage.query;
  const of = stage.of ? ` (of ${stage.of})` : '';
  return element(level, `${stage.number}. ${KINDS[stage.kind]}${of}: ${stage.method} ${stage.uri}${query}`);
}
