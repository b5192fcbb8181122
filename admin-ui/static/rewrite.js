import { place, stageTitle, table, whenTold } from './asking.js';
import { element } from './request.js';

function found(groups) {
  const all = element('ol', undefined, 'groups');
  all.start = 0;
  groups.forEach((g) => all.append(element('li', g === '' ? '(empty)' : g)));
  return groups.length ? all : element('span', '');
}

function conditions(rule) {
  const all = element('ul', undefined, 'plain');
  rule.conditions.forEach((c) => {
    const item = element('li');
    item.append(element('span', c.holds ? 'holds' : 'fails', c.holds ? 'verdict yes' : 'verdict no'),
      ` ${c.test} = “${c.input}” against ${c.pattern}${c.or ? ' [OR]' : ''} `, place(c.line));
    if (c.groups.length > 1) item.append(found(c.groups));
    all.append(item);
  });
  return all;
}

function outcome(rule) {
  const box = element('span');
  const word = rule.applied ? 'applied' : rule.matched ? 'conditions fail' : 'no match';
  box.append(element('span', word, rule.applied ? 'verdict yes' : 'verdict no'));
  if (rule.result !== null) box.append(` → ${rule.result}`);
  return box;
}

whenTold((into, told) => {
  into.append(element('p', `Answered with ${told.reply.status} ${told.reply.reason}` + (told.reply.file ? `: ${told.reply.file}` : ''), 'said'));
  const tried = told.stages.filter((s) => s.rules.length);
  if (!tried.length) into.append(element('p', 'No rule was tried: RewriteEngine is off there, or there are none.', 'hint'));
  tried.forEach((s) => {
    into.append(stageTitle(s), table('Rules of ' + s.number, ['Rule', 'Looked at', 'Found', 'Conditions', 'Result', 'Where'],
      s.rules.map((r) => [
        r.pattern + (r.flags ? ` [${r.flags}]` : ''),
        r.subject + (r.directory ? ` in ${r.directory}` : ''),
        found(r.groups), conditions(r), outcome(r), place(r.line)])));
  });
  const away = told.reply.headers.find((f) => f.name === 'Location');
  if (away) into.append(element('p', `Location: ${away.value}`, 'request'));
});
