// What may be typed at the cursor, from the tables that the server reads configurations with.
let items = null;

async function load() {
  if (!items) {
    const answer = await fetch('/api/config/completion');
    items = answer.ok ? await answer.json() : null;
  }
  return items ?? [];
}

// The innermost section around a line tells which directives may stand there.
function context(editor, line) {
  const open = [];
  for (let i = 0; i < line; i++) {
    const [, end, name] = /^\s*<(\/?)([A-Za-z]+)/.exec(editor.getLine(i)) ?? [];
    if (name && end) open.pop();
    else if (name && !/^(if(define|module|version|file|directive|section)|macro)$/i.test(name)) open.push(name.toLowerCase());
    else if (name) open.push('');
  }
  const around = open.filter(Boolean);
  if (!around.length) return 'SERVER';
  return around[around.length - 1] === 'virtualhost' ? 'VHOST' : 'DIRECTORY';
}

function directives(all, where, typed) {
  const wanted = typed.toLowerCase();
  const bare = (tag) => (wanted.startsWith('<') ? tag : tag.replace('<', '')).toLowerCase();
  return all
    .filter((i) => i.contexts.includes(where) && bare(i.tag).startsWith(wanted))
    .sort((a, b) => Number(b.isLoaded) - Number(a.isLoaded) || a.tag.localeCompare(b.tag))
    .map((i) => ({
      text: i.tag.startsWith('<') ? i.tag.replace('>', ' ') : i.tag + ' ',
      displayText: `${i.syntax}${i.isLoaded ? '' : '   (its module is not loaded)'}`,
      help: i.help,
    }));
}

function values(all, name, argument, typed) {
  const item = all.find((i) => i.tag.replace(/[<>]/g, '').toLowerCase() === name.toLowerCase());
  if (!item || !item.values.length) return [];
  return item.values[Math.min(argument, item.values.length - 1)]
    .filter((word) => word.toLowerCase().startsWith(typed.toLowerCase()))
    .map((text) => ({ text, help: item.help }));
}

export async function hints(editor) {
  const all = await load();
  const at = editor.getCursor();
  const before = editor.getLine(at.line).slice(0, at.ch);
  const typed = /\S*$/.exec(before)[0];
  const words = before.slice(0, before.length - typed.length).trim().split(/\s+/).filter(Boolean);
  const list = words.length
    ? values(all, words[0].replace(/^</, ''), words.length - 1, typed)
    : directives(all, context(editor, at.line), typed);
  const data = { list, from: { line: at.line, ch: at.ch - typed.length }, to: at };
  CodeMirror.on(data, 'shown', () => document.querySelector('.CodeMirror-hints')?.setAttribute('aria-label', 'What may stand here'));
  return data;
}
