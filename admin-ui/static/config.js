import { showReplay } from './replay.js';
import { element, post, showDiff, tell } from './request.js';

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
const served = text.value;
const verdict = document.getElementById('verdict');
const check = document.getElementById('validate');
const apply = document.getElementById('apply');
const editor = CodeMirror.fromTextArea(text, {
  mode: 'httpd', lineNumbers: true, readOnly: text.readOnly, lineWrapping: false, indentUnit: 4,
  extraKeys: { 'Ctrl-S': validate, 'Cmd-S': validate, Tab: false, 'Shift-Tab': false },
  screenReaderLabel: 'Text of the file',
});
// The keyboard can scroll it, too.
editor.getScrollerElement().tabIndex = 0;
let marked = [];

function wish() {
  return { path, text: editor.getValue(), base: Number(text.dataset.generation) };
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

async function validate() {
  if (!check) return;
  const { body } = await post('/config/validate', wish());
  tell(verdict, body?.change);
  showDiff(verdict, body?.diff);
  mark(body?.change);
  apply.disabled = body?.change?.outcome !== 'VALID' || editor.getValue() === served;
  if (!apply.disabled) await showReplay(verdict, wish());
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
  if (editor.getValue() !== served && apply?.disabled === false) e.preventDefault();
});

// ---- a change on trial ----

const pending = document.getElementById('pending');
if (pending.dataset.until) {
  const left = pending.querySelector('[data-left]');
  const until = Date.parse(pending.dataset.until);
  const timer = setInterval(() => {
    const seconds = Math.ceil((until - Date.now()) / 1000);
    left.textContent = seconds > 0 ? `in ${seconds} s` : 'now';
    if (seconds < -2) { clearInterval(timer); location.reload(); }
  }, 250);
}
document.getElementById('confirm').addEventListener('click', async () => {
  await post('/config/confirm');
  location.reload();
});
document.getElementById('revert').addEventListener('click', async () => {
  const { body } = await post('/config/revert');
  verdict.replaceChildren(element('p', 'Taking it back …', 'said'));
  tell(verdict, body);
  location.reload();
});
