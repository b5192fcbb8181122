import { Checks } from './checks.js';
import { hints } from './completion.js';
import { showReplay } from './replay.js';
import { element, loadAgain, outcome, post, showFindings, showVerdict, tell, unsaid } from './request.js';

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

const checks = new Checks();
// The text that is safe: as it was loaded, or as it was taken.
let safe = served;

function isEdited() {
  return !text.readOnly && editor.getValue(end) !== safe;
}

function drop() {
  if (checks.isUnderWay) verdict.replaceChildren(element('p', 'The text has changed while it was checked: check it again.', 'said warn'));
  checks.begin();
  if (apply) apply.disabled = true;
}

async function validate() {
  if (!check || check.disabled) return;
  if (apply) apply.disabled = true;
  const wished = wish();
  const answer = await checks.ask(wished);
  if (!answer) return;
  showVerdict(verdict, answer);
  mark(answer.body?.change);
  const isChange = checks.wish !== null && wished.text !== served;
  if (apply) apply.disabled = !isChange;
  // The latest requests are tried on configurations; a file of a site is no part of any.
  if (isChange && !text.dataset.htaccess) await showReplay(verdict, wished);
}

async function put() {
  const wished = checks.wish;
  if (!wished) return;
  // While it is being written it is neither edited nor checked: the page is about to go.
  check.disabled = true;
  editor.setOption('readOnly', true);
  const { status, body, problem } = await post('/config/apply', wished, apply);
  editor.setOption('readOnly', false);
  check.disabled = false;
  // Where nobody knows what came of it, the same can be tried again: it is not done twice.
  if (status !== 0) drop();
  const change = body?.change;
  tell(verdict, change, problem);
  mark(change);
  if (change?.outcome === 'APPLIED' || change?.outcome === 'HANDED_ON') safe = wished.text;
  if (change?.outcome === 'APPLIED') location.assign('/config?path=' + encodeURIComponent(path));
}

check?.addEventListener('click', validate);
apply?.addEventListener('click', put);
editor.on('change', drop);
window.addEventListener('beforeunload', (e) => { if (isEdited()) e.preventDefault(); });

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
  CONFIRMED: ['good', 'was confirmed', ''],
  REVERTED: ['warn', 'was taken back', ''],
  EXPIRED: ['warn', 'was taken back', ', since nobody confirmed it'],
  REGRESSED: ['bad', 'was taken back by itself', ', since it made things worse'],
};
const ended = document.getElementById('ended');

function say(kind, words) {
  ended.replaceChildren(typeof words === 'string' ? element('p', words) : words);
  ended.className = 'said ' + kind;
}

// How it ended, and what came of taking it back: it may stay all the same.
function showEnded(latest) {
  const [kind, what, since] = ENDINGS[latest.ending];
  const isStuck = latest.change && !latest.takenBack;
  const when = new Date(latest.at).toLocaleTimeString();
  const why = latest.evidence?.reason ? ': ' + latest.evidence.reason : '';
  say(isStuck ? 'bad' : kind, `The latest change ${isStuck ? 'could not be taken back' : what + since} (${when})${why}.`);
  if (!isStuck) return;
  const [, words] = outcome(latest.change);
  ended.append(element('p', since ? `It was to be taken back${since}. ${words}` : words));
  showFindings(ended, latest.change);
}

async function trial() {
  const answer = await fetch('/config/trial');
  return answer.ok ? answer.json() : null;
}

// The page shows what was served before. It comes anew by itself, unless edits would be lost.
function showOlder() {
  const what = text.dataset.htaccess ? 'the file as it was before' : `generation ${text.dataset.generation}, which is not what is served now`;
  const said = element('p', `This page shows ${what}${isEdited() ? ', with your edits' : ''}. `);
  said.append(loadAgain());
  ended.append(said);
}

if (pending.dataset.trial) {
  const id = Number(pending.dataset.trial);
  const left = pending.querySelector('[data-left]');
  const until = Date.parse(pending.dataset.until);
  let isOver = false;
  let isDeciding = false;
  let timer = null;

  const look = (state, mayLoad) => {
    if (isOver || !state) return;
    if (state.pending?.id === id) { showEvidence(state.evidence); return; }
    isOver = true;
    clearInterval(timer);
    const isBack = !state.pending && state.latest?.takenBack;
    if (isBack && mayLoad && !isEdited()) { location.reload(); return; }
    if (state.pending) say('warn', `Another change, by ${state.pending.by}, was applied meanwhile and is on trial.`);
    else if (state.latest) showEnded(state.latest);
    else say('warn', 'That trial is over.');
    if (isBack || state.pending || !state.latest) showOlder();
    const isFocused = pending.contains(document.activeElement);
    pending.classList.add('hidden');
    if (isFocused) ended.focus();
  };

  timer = setInterval(async () => {
    const seconds = Math.ceil((until - Date.now()) / 1000);
    left.textContent = seconds > 0 ? `in ${seconds} s` : 'now';
    const state = await trial().catch(() => null);
    if (!isDeciding) look(state, true);
  }, 1000);

  // What was refused is said until somebody loads the page again.
  const decide = async (asked) => {
    isDeciding = true;
    const { ok, problem } = await asked;
    look(await trial().catch(() => null), ok);
    isDeciding = false;
    if (!ok && isOver) ended.prepend(unsaid(problem));
    else if (!ok) say('bad', unsaid(problem));
  };
  document.getElementById('confirm')?.addEventListener('click', (event) => decide(post('/config/confirm?trial=' + id, {}, event.currentTarget)));
  document.getElementById('revert')?.addEventListener('click', (event) => decide(post('/config/revert?trial=' + id, {}, event.currentTarget)));
  // They are disabled until now: a button that is pressed before does nothing, and nobody would know.
  pending.querySelectorAll('button').forEach((button) => { button.disabled = false; });
} else {
  trial().then((state) => { if (state?.latest) showEnded(state.latest); }, () => {});
}

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
  const answer = await fetch('/api/config/htaccess').catch(() => null);
  const found = answer?.ok ? await answer.json() : { paths: [], isComplete: false };
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
  const answer = await fetch('/api/config/search?' + new URLSearchParams({ q, names })).catch(() => null);
  if (!answer?.ok) { place.replaceChildren(element('p', 'The server did not answer.', 'warn')); return; }
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
