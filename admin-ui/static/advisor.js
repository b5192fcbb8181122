import { AXIS, css, plotted } from './chart.js';

// The small plots: one curve, and a level where there is one to be seen beside.
function draw(place) {
  const told = JSON.parse(place.dataset.series);
  const data = [told.seconds, told.values];
  const series = [{}, { label: told.label, stroke: css('--work'), width: 2, points: { show: false } }];
  if (told.limit !== null) {
    data.push(told.seconds.map(() => told.limit));
    series.push({ label: told.limitLabel, stroke: css('--end'), width: 1, dash: [6, 4], points: { show: false } });
  }
  const most = Math.max(...told.values, told.limit ?? 0);
  plotted(place, 120, 180, {
    cursor: { show: false }, legend: { show: told.limit !== null, live: false },
    scales: { y: { range: () => [0, Math.max(most * 1.1, 1)] } },
    axes: [AXIS, { ...AXIS, size: 55 }],
    series,
  }, data);
}

document.querySelectorAll('[data-series]').forEach(draw);
