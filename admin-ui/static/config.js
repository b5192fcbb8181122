import { hints } from './completion.js';
import { showReplay } from './replay.js';
import { element, post, showVerdict, tell } from './request.js';

// A mode for httpd's language: comments, sections, directives, strings, variables.
CodeMirror.defineMode('httpd', () => ({
  startState: () => ({ continued: false, first: true }),
  token(stream, state) {
    if (stream.sol()) { state.first = !state.continued; state.continued = false; }
    if (stream.eatSpace()) return null;
    if (state.first && stream.match(/#.*/)) return 'comment';
    if (stream.match(/\\$/)) { state.continued = true; return null; }
    if (state.first && stream.match(/<\/?[A-Za-z]+/)) { state.first = false; return 'tag'; }
    if (state.first && stream.match(/[A-Za-z][A-Za-z0-9_-]*/)) { state.first = false; return 'keyword'; }
    if (stream.match(/[$%]\{[^}]*\}/)) return 'variable-2';
    if (stream.match(/"(?:[^"\\]|\\.)*"?/)) return 'string';
    if (stream.match(/^>/)) return 'tag';
    stream.next();
    return null;
  },
}));

const text = document.getElementById('text');
const path = text.dataset.path;
// A text area knows line feeds alone; the file keeps what it has.
const end = text.dataset.ends === 'crlf' ? '\r\n' : '\n';
const served = text.value.replaceAll('\n', end);
const verdict = document.getElementById('verdict');
const check = document.getElementById('validate');
const apply = document.getElementById('apply');
const editor = CodeMirror.fromTextArea(text, {
  mode: 'httpd', lineNumbers: true, readOnly: text.readOnly, lineWrapping: false, indentUnit: 4,
  extraKeys: { 'Ctrl-S': validate, 'Cmd-S': validate, Tab: false, 'Shift-Tab': false, 'Ctrl-Space': (cm) => cm.showHint() },
  hintOptions: { hint: hints, completeSingle: false, container: document.getElementById('main') },
  screenReaderLabel: 'Text of the file',
});
// The keyboard can scroll it, too.
editor.getScrollerElement().tabIndex = 0;
let marked = [];

function wish() {
  const was = text.dataset.htaccess && text.dataset.ends !== 'mixed' ? served : null;
  return { path, text: editor.getValue(end), base: Number(text.dataset.generation), was };
}

function mark(change) {
  marked.forEach((line) => editor.removeLineClass(line, 'background', 'line-bad'));
  marked = [];
  (change?.findings ?? []).filter((f) => f.position && f.position.file === path).forEach((f) => {
    const line = editor.addLineClass(f.position.line - 1, 'background', 'line-bad');
    if (line) marked.push(line);
  });
  if (marked.length) editor.scrollIntoView({ line: editor.getLineNumber(marked[0]), ch: 0 }, 80);
}

// What was said of it when it was read: the line to mend is marked at once.
mark({
  findings: [...document.querySelectorAll('#findings [data-line]')].map((li) => (
    { position: { file: li.dataset.file, line: Number(li.dataset.line) } })),
});
const wanted = Number(new URLSearchParams(location.search).get('line'));
if (wanted > 0) {
  editor.setCursor({ line: wanted - 1, ch: 0 });
  editor.addLineClass(wanted - 1, 'background', 'line-found');
  editor.scrollIntoView({ line: wanted - 1, ch: 0 }, 120);
}

async function validate() {
  if (!check) return;
  const { body } = await post('/config/validate', wish());
  showVerdict(verdict, body);
  mark(body?.change);
  const isChange = body?.change?.outcome === 'VALID' && editor.getValue(end) !== served;
  if (apply) apply.disabled = !isChange;
  // The latest requests are tried on configurations; a file of a site is no part of any.
  if (isChange && !text.dataset.htaccess) await showReplay(verdict, wish());
}

async function put() {
  apply.disabled = true;
  const { body } = await post('/config/apply', wish());
  tell(verdict, body?.change);
  mark(body?.change);
  if (body?.change?.outcome === 'APPLIED') location.assign('/config?path=' + encodeURIComponent(path));
}

check?.addEventListener('click', validate);
apply?.addEventListener('click', put);
editor.on('change', () => { if (apply) apply.disabled = true; });
window.addEventListener('beforeunload', (e) => {
  if (editor.getValue(end) !== served && apply?.disabled === false) e.preventDefault();
});

// ---- a change on trial ----

const pending = document.getElementById('pending');
const number = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

function showEvidence(evidence) {
  pending.querySelectorAll('[data-evidence]').forEach((cell) => {
    const [when, what] = cell.dataset.evidence.split('.');
    const value = evidence?.[when]?.[what];
    cell.textContent = value === undefined ? '–' : number.format(value) + (what === 'millis' ? ' ms' : '');
  });
}

const ENDINGS = {
  CONFIRMED: ['good', 'The latest change was confirmed'],
  REVERTED: ['warn', 'The latest change was taken back'],
  EXPIRED: ['warn', 'The latest change was taken back, since nobody confirmed it'],
  REGRESSED: ['bad', 'The latest change was taken back by itself, since it made things worse'],
};

function showEnded(latest) {
  if (!latest) return;
  const place = document.getElementById('ended');
  const [kind, words] = ENDINGS[latest.ending];
  const why = latest.evidence?.reason ? ': ' + latest.evidence.reason : '';
  place.textContent = `${words} (${new Date(latest.at).toLocaleTimeString()})${why}.`;
  place.className = 'said ' + kind;
}

async function trial() {
  const answer = await fetch('/config/trial');
  return answer.ok ? answer.json() : null;
}

if (pending.dataset.until) {
  const left = pending.querySelector('[data-left]');
  const until = Date.parse(pending.dataset.until);
  const timer = setInterval(async () => {
    const seconds = Math.ceil((until - Date.now()) / 1000);
    left.textContent = seconds > 0 ? `in ${seconds} s` : 'now';
    const state = await trial().catch(() => null);
    if (state && !state.pending) { clearInterval(timer); location.reload(); return; }
    if (state) showEvidence(state.evidence);
  }, 1000);
} else {
  trial().then((state) => showEnded(state?.latest), () => {});
}
document.getElementById('confirm')?.addEventListener('click', async () => {
  await post('/config/confirm');
  location.reload();
});
document.getElementById('revert')?.addEventListener('click', async () => {
  const { body } = await post('/config/revert');
  verdict.replaceChildren(element('p', 'Taking it back …', 'said'));
  tell(verdict, body);
  location.reload();
});

// ---- other files ----

function link(to, line, text) {
  const a = element('a', text);
  a.href = '/config?' + new URLSearchParams(line ? { path: to, line } : { path: to });
  return a;
}

const htaccess = document.getElementById('htaccess');
htaccess?.addEventListener('toggle', async () => {
  const list = htaccess.querySelector('ul');
  if (!htaccess.open || list.childElementCount) return;
  const answer = await fetch('/api/config/htaccess');
  const found = answer.ok ? await answer.json() : { paths: [], isComplete: false };
  found.paths.forEach((file) => {
    const item = element('li');
    const a = link(file, 0, file);
    if (file === htaccess.dataset.path) a.setAttribute('aria-current', 'true');
    item.append(a);
    list.append(item);
  });
  if (!found.paths.length) list.append(element('li', 'None below the document roots.', 'none'));
  if (!found.isComplete) list.append(element('li', 'There are too many directories; not all were looked at.', 'warn'));
});

if (htaccess && text.dataset.htaccess) htaccess.open = true;

document.getElementById('search')?.addEventListener('submit', async (event) => {
  event.preventDefault();
  const place = document.getElementById('hits');
  const q = document.getElementById('q').value.trim();
  if (!q) { place.replaceChildren(); return; }
  const names = document.getElementById('names').checked;
  const answer = await fetch('/api/config/search?' + new URLSearchParams({ q, names }));
  if (!answer.ok) { place.replaceChildren(element('p', 'The server did not answer.', 'warn')); return; }
  const found = await answer.json();
  const list = element('ul');
  for (const hit of found.hits) {
    const item = element('li');
    item.append(link(hit.path, hit.line, `${hit.path.split('/').pop()}:${hit.line}`), element('code', hit.text));
    item.firstChild.title = hit.path;
    list.append(item);
  }
  place.replaceChildren(element('p', `${found.hits.length}${found.isComplete ? '' : ' of more'} lines`, 'hint'), list);
});
