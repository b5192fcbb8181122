import { element, loadAgain, send } from './request.js';

const verdict = document.getElementById('verdict');

document.getElementById('make').addEventListener('submit', async (event) => {
  event.preventDefault();
  const form = event.target;
  const made = await send('POST', '/api/tokens', {
    name: form.name.value, scope: form.scope.value, days: Number(form.days.value),
  }, event.submitter ?? undefined);
  if (made.status === 0) {
    verdict.replaceChildren(element('p', 'The server could not be reached; whether it was made is not known. ', 'said bad'));
    verdict.firstChild.append(loadAgain());
    return;
  }
  if (!made.ok) {
    verdict.replaceChildren(element('p', made.body?.message || 'It was not made: a name has letters, digits, spaces and . _ @ - alone.', 'said bad'));
    return;
  }
  const told = element('p', 'This is the token. It is not shown again: ', 'said good');
  const secret = element('code', made.body.secret);
  secret.id = 'secret';
  told.append(secret);
  const done = element('button', 'I have it', 'quiet');
  done.type = 'button';
  done.addEventListener('click', () => location.reload());
  verdict.replaceChildren(told, done);
  done.focus();
});

document.querySelectorAll('[data-token]').forEach((button) => {
  button.addEventListener('click', async () => {
    if (!confirm('Whatever uses this token is turned away from now on. Revoke it?')) return;
    const { status } = await send('DELETE', '/api/tokens/' + button.dataset.token, undefined, button);
    if (status !== 0) { location.reload(); return; }
    verdict.replaceChildren(element('p', 'The server could not be reached; whether the token is revoked is not known. ', 'said bad'));
    verdict.firstChild.append(loadAgain());
  });
});
