import { element, loadAgain } from './request.js';
import { follow } from './stream.js';

// No more lines than this stay in the page, however long it is left open.
const MOST = 2000;
const form = document.getElementById('search');
const lines = document.getElementById('lines');
const told = document.getElementById('told');
const older = document.getElementById('older');
const button = document.getElementById('follow');
const number = new Intl.NumberFormat('en');
const STOPPED = {
  lines: 'there are more',
  bytes: 'as much was read as one search may',
  time: 'it took as long as one search may',
};
let reached = null;
let source = null;

const query = () => new URLSearchParams({ log: form.log.value, q: form.q.value });

async function search(before) {
  if (!form.log.value) return;
  const asked = query();
  if (before !== null) asked.set('before', before);
  const answer = await fetch('/api/logs/lines?' + asked).catch(() => null);
  const found = await answer?.json().catch(() => null);
  if (!answer?.ok || !found) {
    told.textContent = found?.message ?? 'The server did not answer. Are you still logged in?';
    return;
  }
  const made = found.lines.map((line) => element('div', line.text));
  if (before === null) lines.replaceChildren(...made);
  else lines.prepend(...made);
  while (lines.childElementCount > MOST) lines.lastChild.remove();
  reached = found.from;
  older.classList.toggle('hidden', !found.stopped);
  const where = found.stopped
    ? `back to byte ${number.format(found.from)} of ${number.format(found.size)}: ${STOPPED[found.stopped]}`
    : 'the whole file was looked at';
  told.textContent = `${number.format(found.lines.length)} lines; ${where}.`;
  if (before === null) lines.scrollTop = lines.scrollHeight;
}

function stop() {
  source?.close();
  source = null;
  button.setAttribute('aria-pressed', 'false');
  button.textContent = 'Follow';
}

function start() {
  source = follow('/api/logs/tail?' + query(), told, (data) => add(JSON.parse(data)), {
    live: 'Live.',
    onEnd: () => { stop(); told.replaceChildren('This log cannot be followed, or you are logged out. ', loadAgain()); },
  });
  button.setAttribute('aria-pressed', 'true');
  button.textContent = 'Stop';
}

function add(added) {
  const atEnd = lines.scrollHeight - lines.scrollTop - lines.clientHeight < 40;
  if (added.isNew) lines.append(element('div', '— another file has the name now —', 'at'));
  if (added.skipped) lines.append(element('div', `— ${number.format(added.skipped)} bytes passed over: more is written than can be shown —`, 'at'));
  lines.append(...added.lines.map((text) => element('div', text)));
  while (lines.childElementCount > MOST) lines.firstChild.remove();
  if (atEnd) lines.scrollTop = lines.scrollHeight;
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  const was = source !== null;
  stop();
  search(null).then(() => { if (was) start(); });
});
form.log.addEventListener('change', () => form.requestSubmit());
older.addEventListener('click', () => search(reached));
button.addEventListener('click', async () => {
  if (source) { stop(); told.textContent = 'Stopped.'; } else { await search(null); start(); }
});
search(null);
