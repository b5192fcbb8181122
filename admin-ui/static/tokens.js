import { element, send } from './request.js';

const verdict = document.getElementById('verdict');

document.getElementById('make').addEventListener('submit', async (event) => {
  event.preventDefault();
  const form = event.target;
  const made = await send('POST', '/api/tokens', {
    name: form.name.value, scope: form.scope.value, days: Number(form.days.value),
  });
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
    await send('DELETE', '/api/tokens/' + button.dataset.token);
    location.reload();
  });
});
