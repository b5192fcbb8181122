import { place, places, stageTitle, table, whenTold } from './asking.js';
import { element } from './request.js';

function list(items) {
  const all = element('ul', undefined, 'plain');
  items.forEach((i) => all.append(element('li', i)));
  return all;
}

function tile(term, value) {
  const box = element('div');
  box.append(element('dt', term), element('dd', value));
  return box;
}

function reply(into, told) {
  const { reply: r, planning, host } = told;
  into.append(element('h2', `${r.status} ${r.reason}`));
  if (r.file) into.append(element('p', r.file, 'request'));
  const tiles = element('dl', undefined, 'tiles');
  tiles.append(tile('Handler', r.handler || (r.handler === '' ? 'files' : 'none')));
  if (r.filters.length) tiles.append(tile('Filters', r.filters.join(', ')));
  tiles.append(tile('Planned', planning.isPlanned ? 'yes' : 'no: ' + planning.whyNot));
  const who = tile(host.isVirtual ? 'Virtual host' : 'Server', host.name);
  if (host.position) who.lastChild.append(' ', place(host.position));
  tiles.append(who);
  into.append(tiles, element('p', `The ${host.isVirtual ? 'virtual host' : 'main server'}: ${host.why}.`, 'hint'));
  if (planning.dependsOn.length) {
    into.append(element('p', `Kept for requests that have in common: ${planning.dependsOn.join(', ')}.`, 'hint'));
  }
  into.append(table('Header fields of the reply', ['Field', 'Value'], r.headers.map((f) => [f.name, f.value])));
}

function lines(stage) {
  const box = element('div');
  const show = (all) => table('Lines of the configuration of ' + stage.number, ['Directive', 'Value', 'Where', 'Overrides'],
    stage.lines.filter((l) => all || l.decides).map((l) => [
      l.directive + (all && l.decides ? ' (decided)' : ''), l.value, place(l.position), places(l.overrides)]));
  box.append(show(false));
  const rest = stage.lines.filter((l) => !l.decides).length;
  if (rest) {
    const more = element('button', `Also ${rest} that are in force and decided nothing`, 'quiet');
    more.type = 'button';
    more.addEventListener('click', () => box.replaceChildren(show(true)));
    box.append(more);
  }
  return box;
}

function stage(into, s) {
  into.append(stageTitle(s));
  if (s.file) into.append(element('p', s.file, 'request'));
  if (s.lines.length) into.append(element('h3', 'Lines that decided'), lines(s));
  if (s.sections.length) {
    into.append(element('h3', 'Merged, the later wins'),
      table('Sections of ' + s.number, ['Section', 'Where'], s.sections.map((m) => [m.what, place(m.position)])));
  }
  if (s.hooks.length) {
    into.append(element('h3', 'Hooks'),
      table('Hooks of ' + s.number, ['Phase', 'Module', 'Said', 'Changed', 'By'],
        s.hooks.map((h) => [h.phase, h.module, h.outcome, list(h.changes), places(h.decidedBy)])));
  }
  if (s.rules.length) {
    const link = element('a', `${s.rules.length} rewrite rules were tried`);
    link.href = '/rewrite?' + new URLSearchParams(new FormData(document.getElementById('ask')));
    const p = element('p');
    p.append(link);
    into.append(p);
  }
}

whenTold((into, told) => {
  reply(into, told);
  told.stages.forEach((s) => stage(into, s));
  if (told.notDone.length) into.append(element('h2', 'Left undone'), list(told.notDone));
  if (told.log.length) into.append(element('h2', 'The error log would say'), list(told.log.map((l) => `${l.module}:${l.level} ${l.text}`)));
});
