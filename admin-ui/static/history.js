import { post, tell } from './request.js';

const verdict = document.getElementById('verdict');
document.querySelectorAll('[data-revision]').forEach((button) => {
  button.addEventListener('click', async () => {
    const revision = Number(button.dataset.revision);
    if (!confirm(`Make the files what they were at revision ${revision}, and serve them?`)) return;
    const { body, problem } = await post('/config/rollback', { revision }, button);
    if (body?.outcome === 'APPLIED') location.assign('/history');
    else tell(verdict, body, problem);
  });
});
