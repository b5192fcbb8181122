const UNREACHED = 'The server could not be reached.';
const UNKNOWN = 'The server could not be reached; whether the change was made is not known: look at the history.';
const NOT_SAID = 'The server did not say what came of it. Are you still logged in?';

// Sends JSON with the token that proves it is this page that asks. There is always an answer: where
// the server was not reached its status is 0. `problem` says why there is nothing else to be told.
// A button is given by whoever changes something; it can be pressed again when this is over.
export function post(path, body, button) {
  return send('POST', path, body ?? {}, button);
}

export async function send(method, path, body, button) {
  const isFocused = button && document.activeElement === button;
  if (button) button.disabled = true;
  try {
    return await answered(method, path, body);
  } catch {
    return { ok: false, status: 0, body: null, problem: button ? UNKNOWN : UNREACHED };
  } finally {
    if (button) button.disabled = false;
    if (isFocused && document.activeElement === document.body) button.focus();
  }
}

async function answered(method, path, body) {
  const header = document.querySelector('meta[name="csrf-header"]').content;
  const token = document.querySelector('meta[name="csrf-token"]').content;
  const answer = await fetch(path, {
    method,
    headers: { 'Content-Type': 'application/json', [header]: token },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await answer.text();
  const { ok, status } = answer;
  if (!text) return { ok, status, body: null, problem: ok ? null : NOT_SAID };
  try {
    const said = JSON.parse(text);
    return { ok, status, body: said, problem: ok ? null : said.message || NOT_SAID };
  } catch {
    return { ok: false, status, body: null, problem: NOT_SAID };
  }
}

export function element(name, text, className) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  return made;
}

// A link to the page as it is now; who has to log in comes back to it.
export function loadAgain(text = 'Load the page again') {
  const link = element('a', text);
  link.href = location.pathname + location.search;
  return link;
}

const OUTCOMES = {
  VALID: ['good', 'It would be accepted.'],
  APPLIED: ['good', 'It is written and served.'],
  HANDED_ON: ['good', 'It is where the configuration is kept; it is served when it comes from there.'],
  INVALID: ['bad', 'It has an error; nothing has changed.'],
  OUTDATED: ['warn', 'The server or the disk has moved on meanwhile; nothing has changed.'],
  READ_ONLY: ['warn', 'The file may not be written by this process; nothing has changed.'],
  REFUSED: ['bad', 'It could not be taken; the files are as before.'],
  UNKNOWN: ['bad', 'There is no such revision.'],
};

// What came of a change, in words: their kind, and the words.
export function outcome(change) {
  return OUTCOMES[change.outcome] ?? ['bad', change.outcome];
}

export function showFindings(place, change) {
  if (!change.findings.length) return;
  const list = element('ul');
  change.findings.forEach((f) => list.append(element('li', f.text)));
  place.append(list);
}

// Why there is no answer.
export function unsaid(problem) {
  const said = element('p', problem ?? NOT_SAID);
  if (problem === UNKNOWN) {
    const link = element('a', 'History');
    link.href = '/history';
    said.append(' ', link);
  }
  return said;
}

// What came of a change, with every finding; where that is not known, why.
export function tell(place, change, problem) {
  place.replaceChildren();
  if (!change?.outcome) {
    place.append(unsaid(problem));
    place.firstChild.className = 'said bad';
    return;
  }
  const [kind, words] = outcome(change);
  place.append(element('p', words, 'said ' + kind));
  showFindings(place, change);
  if (change.patch) {
    const link = element('a', 'Download the patch');
    link.href = URL.createObjectURL(new Blob([change.patch], { type: 'text/x-diff' }));
    link.download = 'stoker.patch';
    place.append(link);
  }
}

export function showDiff(place, diff) {
  if (!diff) return;
  const pre = element('pre', undefined, 'diff');
  pre.tabIndex = 0;
  for (const line of diff.split('\n')) {
    const kind = line.startsWith('+') ? 'plus' : line.startsWith('-') ? 'minus' : line.startsWith('@@') ? 'at' : '';
    pre.append(element('span', line + '\n', kind));
  }
  place.append(pre);
}

const LIST = new Intl.ListFormat('en', { type: 'conjunction' });

// Which values become other ones, and where: {hosts, sections, effects, more}.
export function showMeaning(place, meaning) {
  if (!meaning || !meaning.effects.length) return;
  const hosts = meaning.hosts === 1 ? '1 host' : `${meaning.hosts} hosts`;
  const sections = meaning.sections === 1 ? '1 section' : `${meaning.sections} sections`;
  place.append(element('h3', `What it means: other values for ${hosts}, in ${sections}`));
  const wide = element('div', undefined, 'wide');
  wide.tabIndex = 0;
  wide.setAttribute('role', 'region');
  wide.setAttribute('aria-label', 'What the change means');
  const table = element('table');
  const head = table.createTHead().insertRow();
  ['Directive', 'Hosts', 'Section', 'Before', 'After'].forEach((t) => head.append(element('th', t)));
  const body = table.createTBody();
  for (const effect of meaning.effects) {
    const row = body.insertRow();
    const name = element('th', effect.directive);
    name.scope = 'row';
    const names = effect.servers.map((s) => (s === 'main' ? 'main server' : s));
    if (effect.serverCount > names.length) names.push(`${effect.serverCount - names.length} more`);
    row.append(name, element('td', LIST.format(names), 'request'), element('td', effect.section || 'everywhere', effect.section ? 'request' : null),
      element('td', effect.before ?? 'not said', 'lines minus'), element('td', effect.after ?? 'not said', 'lines plus'));
  }
  wide.append(table);
  place.append(wide);
  if (meaning.more) place.append(element('p', `And ${meaning.more} more.`, 'hint'));
}

// The whole answer to /config/validate; what the latest requests would say comes after it.
export function showVerdict(place, answer) {
  const verdict = answer.body;
  tell(place, verdict?.change, answer.problem);
  showDiff(place, verdict?.diff);
  showMeaning(place, verdict?.meaning);
}
