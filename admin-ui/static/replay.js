import { element, post } from './request.js';

// What a change would do to the requests of late: between its diff and its application.

function host(request) {
  return request.headers.find((f) => f.name.toLowerCase() === 'host')?.value ?? '';
}

function difference(d) {
  const item = element('li');
  item.append(element('code', `${d.request.method} ${host(d.request)}${d.request.url}`));
  const all = element('ul');
  d.aspects.forEach((a) => all.append(element('li', `${a.what}: ${a.before ?? 'none'} → ${a.after ?? 'none'}`)));
  d.because.forEach((l) => all.append(element('li', `by ${l.directive} ${l.value} (${l.position.file}:${l.position.line})`)));
  item.append(all);
  return item;
}

function words(replay) {
  if (!replay.isKept) return ['', 'No requests are kept (StokerReplayLog Off): nobody knows whom it concerns.'];
  if (replay.requests === 0) return ['', 'No requests were kept yet to try it on.'];
  const tried = replay.requests === 1 ? 'The one kept request' : `Of ${replay.requests} kept requests`;
  return replay.changed.length
    ? ['warn', `${tried}${replay.requests === 1 ? ' would be answered otherwise.' : `, ${replay.changed.length} would be answered otherwise.`}`]
    : ['good', `${tried}${replay.requests === 1 ? ' would be answered as now.' : ', all would be answered as now.'}`];
}

// Tries the wish and adds what comes of it to a place.
export async function showReplay(into, wish) {
  const box = element('div', undefined, 'replay');
  box.id = 'replay';
  into.append(box);
  box.append(element('p', 'Trying the latest requests …', 'hint'));
  const { body, problem } = await post('/config/replay', wish);
  box.replaceChildren();
  if (problem) box.append(element('p', problem, 'said warn'));
  if (!body?.isValid) return;
  const [kind, text] = words(body);
  box.append(element('p', text, ('said ' + kind).trim()));
  if (body.unknownFields.length) {
    box.append(element('p', `It reads fields that were not kept: ${body.unknownFields.join(', ')}. They counted as absent.`, 'hint'));
  }
  if (body.changed.length) {
    const list = element('ul');
    body.changed.slice(0, 50).forEach((d) => list.append(difference(d)));
    box.append(list);
    if (body.changed.length > 50) box.append(element('p', `and ${body.changed.length - 50} more`, 'hint'));
  }
}
