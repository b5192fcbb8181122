import { AXIS, css, plotted } from './chart.js';
import { follow } from './stream.js';

// An hour of samples, drawn as they come: one stream for the page, no more memory than the hour.
const HOUR = 3600;
const figures = {};
document.querySelectorAll('[data-figure]').forEach((e) => { figures[e.dataset.figure] = e; });
const number = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

function bytes(n) {
  const units = ['B', 'KB', 'MB', 'GB'];
  let at = 0;
  while (n >= 1024 && at < units.length - 1) { n /= 1024; at++; }
  return number.format(n) + ' ' + units[at];
}

const CLOCK = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });

// At least a minute, so that the first samples are not spread over years: uPlot makes that of one.
function minute(plot, min, max) {
  const times = plot.data?.[0] ?? [];
  const last = times.length > 1 ? max : times[0] ?? Date.now() / 1000;
  return [Math.min(times.length > 1 ? min : last, last - 60), last];
}

class Chart {
  constructor(id, labels) {
    this.place = document.getElementById(id);
    this.data = [[], ...labels.map(() => [])];
    const colours = [css('--work'), css('--end'), css('--keep')];
    this.plot = plotted(this.place, 180, 200, {
      scales: { x: { range: minute }, y: { range: (u, min, max) => [0, Math.max(max * 1.1, 1)] } },
      axes: [{ ...AXIS, space: 70, values: (u, times) => times.map((t) => CLOCK.format(t * 1000)) }, { ...AXIS, size: 55 }],
      series: [{}, ...labels.map((label, i) => ({ label, stroke: colours[i], width: 2, points: { show: false } }))],
    }, this.data);
  }

  add(seconds, ...values) {
    this.data[0].push(seconds);
    values.forEach((v, i) => this.data[i + 1].push(v));
    if (this.data[0].length > HOUR) this.data.forEach((column) => column.shift());
    this.place.dataset.samples = this.data[0].length;
    this.draw();
  }

  // Once for each picture of the screen, however many samples come at a time; never while nobody looks.
  draw() {
    if (this.isDue) return;
    this.isDue = true;
    requestAnimationFrame(() => {
      this.isDue = false;
      this.plot.setData(this.data);
    });
  }
}

const charts = {
  rate: new Chart('chart-rate', ['all', 'from plans']),
  workers: new Chart('chart-workers', ['busy', 'idle']),
  connections: new Chart('chart-connections', ['open', 'kept alive']),
  time: new Chart('chart-time', ['mean']),
  sent: new Chart('chart-sent', ['sent']),
  heap: new Chart('chart-heap', ['used']),
};

let before = null;
function show(now) {
  const last = before;
  before = now;
  figures.state.textContent = now.state.toLowerCase();
  figures.generation.textContent = now.generation;
  figures.busy.textContent = `${now.busy} of ${now.maxWorkers}, ${now.idle} idle`;
  figures.connections.textContent = number.format(now.connections);
  figures.heap.textContent = `${bytes(now.heap)} of ${bytes(now.heapMax)}`;
  figures.direct.textContent = bytes(now.direct);
  figures.children.textContent = now.children;
  figures.dropped.textContent = number.format(now.logDropped);
  const problem = document.getElementById('problem');
  problem.classList.toggle('hidden', !now.problem);
  if (now.problem) problem.firstElementChild.textContent = now.problem;
  if (!last || now.millis <= last.millis || now.requests < last.requests) return;
  const seconds = (now.millis - last.millis) / 1000;
  const requests = now.requests - last.requests;
  const rate = requests / seconds;
  const planned = (now.hits - last.hits) / seconds;
  const sent = (now.bytes - last.bytes) / seconds;
  const mean = requests ? (now.nanos - last.nanos) / requests / 1e6 : null;
  figures.rate.textContent = number.format(rate);
  figures.time.textContent = mean === null ? '–' : mean.toPrecision(3) + ' ms';
  figures.sent.textContent = bytes(sent);
  figures.planned.textContent = requests ? number.format((100 * (now.hits - last.hits)) / requests) + ' %' : '–';
  figures.reused.textContent = requests ? number.format((100 * (now.reused - last.reused)) / requests) + ' %' : '–';
  const at = now.millis / 1000;
  charts.rate.add(at, rate, planned);
  charts.workers.add(at, now.busy, now.idle);
  charts.connections.add(at, now.connections, now.keepAlive);
  charts.time.add(at, mean);
  charts.sent.add(at, sent / 1048576);
  charts.heap.add(at, now.heap / 1048576);
}

const stream = document.getElementById('stream');
follow('/live', stream, (data) => show(JSON.parse(data)), { live: 'Live.', onLost: () => { before = null; } });
