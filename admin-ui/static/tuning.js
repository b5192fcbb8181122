import { showReplay } from './replay.js';
import { element, post, showVerdict, tell } from './request.js';

const verdict = document.getElementById('verdict');
const next = document.getElementById('next');
let wish = null;

async function check(wished) {
  wish = wished;
  const checked = wish ? await post('/config/validate', wish) : null;
  showVerdict(verdict, checked?.body);
  next.classList.toggle('hidden', checked?.body?.change?.outcome !== 'VALID' || !checked.body.diff);
  verdict.scrollIntoView({ block: 'nearest' });
  if (!next.classList.contains('hidden')) await showReplay(verdict, wish);
}

document.querySelectorAll('form[data-name]').forEach((form) => {
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const value = form.querySelector('input, select').value;
    const made = await post('/tuning', { name: form.dataset.name, value });
    await check(made.ok ? made.body : null);
  });
});

// An advice brings its change along: it is filled in and checked.
const asked = new URLSearchParams(location.search);
if (asked.has('advice')) {
  const choice = { id: asked.get('advice'), change: Number(asked.get('change') ?? 0) };
  const { ok, status, body } = await post('/advisor/change', choice);
  const field = ok && document.getElementById('knob-' + body.directive);
  if (field && 'value' in field) field.value = body.value;
  if (ok) await check(body.wish);
  const words = ok ? body.what
    : status === 409 ? 'That line cannot be changed by itself; edit its file.'
      : 'That advice is not given any more.';
  verdict.prepend(element('p', words, ok ? 'hint' : 'said warn'));
}

document.getElementById('drop').addEventListener('click', () => location.reload());
document.getElementById('apply').addEventListener('click', async () => {
  const { body } = await post('/config/apply', wish);
  if (body?.change?.outcome === 'APPLIED') location.assign('/config?path=' + encodeURIComponent(wish.path));
  else { next.classList.add('hidden'); tell(verdict, body?.change); }
});

// ---- what the directives act on, live ----

const number = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
let before = null;

function figures(now, last) {
  const seconds = last ? (now.millis - last.millis) / 1000 : 0;
  const requests = last ? now.requests - last.requests : 0;
  const rate = seconds > 0 ? requests / seconds : null;
  return {
    busy: `${now.busy} of ${now.maxWorkers} workers busy`,
    idle: `${now.idle} workers idle`,
    children: `${now.children} children`,
    connections: `${now.connections} connections`,
    keepAlive: `${now.keepAlive} kept alive`,
    rate: rate === null ? '–' : `${number.format(rate)} requests a second`,
    planned: requests > 0 ? `${number.format((100 * (now.hits - last.hits)) / requests)} % from plans` : 'no requests',
    sent: seconds > 0 ? `${number.format((now.bytes - last.bytes) / seconds / 1048576)} MB a second` : '–',
    time: requests > 0 ? `${((now.nanos - last.nanos) / requests / 1e6).toPrecision(3)} ms a reply` : 'no requests',
  };
}

const source = new EventSource('/live');
source.onmessage = (event) => {
  const now = JSON.parse(event.data);
  const all = figures(now, before && now.requests >= before.requests ? before : null);
  before = now;
  document.querySelectorAll('[data-now]').forEach((e) => { e.textContent = all[e.dataset.now]; });
};
