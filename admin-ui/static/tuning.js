import { Checks } from './checks.js';
import { showReplay } from './replay.js';
import { element, post, showVerdict, tell } from './request.js';
import { follow } from './stream.js';

const verdict = document.getElementById('verdict');
const next = document.getElementById('next');
const apply = document.getElementById('apply');
const checks = new Checks();

function begin() {
  next.classList.add('hidden');
  return checks.begin();
}

// Checks and shows the change of a file that the server has made, unless another one is asked for
// meanwhile; what else there is to say comes first.
async function check(made, number, ...words) {
  const answer = made.ok ? await checks.ask(made.body, number) : made;
  if (!answer || checks.isLate(number)) return;
  showVerdict(verdict, answer);
  verdict.prepend(...words);
  next.classList.toggle('hidden', !checks.wish || !answer.body.diff);
  verdict.scrollIntoView({ block: 'nearest' });
  if (!next.classList.contains('hidden')) await showReplay(verdict, checks.wish);
}

document.querySelectorAll('form[data-name]').forEach((form) => {
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const number = begin();
    const value = form.querySelector('input, select').value;
    await check(await post('/tuning', { name: form.dataset.name, value }), number);
  });
});

document.getElementById('drop').addEventListener('click', () => location.reload());
apply.addEventListener('click', async () => {
  const wished = checks.wish;
  const { status, body, problem } = await post('/config/apply', wished, apply);
  if (body?.change?.outcome === 'APPLIED') {
    location.assign('/config?path=' + encodeURIComponent(wished.path));
    return;
  }
  // Where nobody knows what came of it, the same can be tried again: it is not done twice.
  if (status !== 0 || checks.wish !== wished) begin();
  tell(verdict, body?.change, problem);
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

follow('/live', document.getElementById('stream'), (data) => {
  const now = JSON.parse(data);
  const all = figures(now, before && now.requests >= before.requests ? before : null);
  before = now;
  document.querySelectorAll('[data-now]').forEach((e) => { e.textContent = all[e.dataset.now]; });
}, { live: 'Live.' });

// An advice brings its change along: it is filled in and checked.
const asked = new URLSearchParams(location.search);
if (asked.has('advice')) {
  const choice = { id: asked.get('advice'), change: Number(asked.get('change') ?? 0) };
  const number = begin();
  const { ok, status, body, problem } = await post('/advisor/change', choice);
  if (ok) {
    const field = document.getElementById('knob-' + body.directive);
    if (field && 'value' in field) field.value = body.value;
    await check({ ok, body: body.wish }, number, element('p', body.what, 'hint'));
  } else if (!checks.isLate(number)) {
    const words = status === 409 ? 'That line cannot be changed by itself; edit its file.'
      : status === 404 ? 'That advice is not given any more.'
        : problem;
    verdict.replaceChildren(element('p', words, 'said warn'));
  }
}
