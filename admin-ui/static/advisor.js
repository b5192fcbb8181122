// The small plots: one curve, and a level where there is one to be seen beside.
const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function draw(place) {
  const told = JSON.parse(place.dataset.series);
  const data = [told.seconds, told.values];
  const series = [{}, { label: told.label, stroke: css('--work'), width: 2, points: { show: false } }];
  if (told.limit !== null) {
    data.push(told.seconds.map(() => told.limit));
    series.push({ label: told.limitLabel, stroke: css('--end'), width: 1, dash: [6, 4], points: { show: false } });
  }
  const axis = { stroke: css('--soft'), grid: { stroke: css('--line'), width: 1 }, ticks: { stroke: css('--line') } };
  const most = Math.max(...told.values, told.limit ?? 0);
  const plot = new uPlot({
    width: Math.max(place.clientWidth, 180), height: 120, cursor: { show: false }, legend: { show: told.limit !== null, live: false },
    scales: { y: { range: () => [0, Math.max(most * 1.1, 1)] } },
    axes: [axis, { ...axis, size: 55 }],
    series,
  }, data, place);
  new ResizeObserver(() => {
    const width = place.clientWidth;
    if (width > 0 && width !== plot.width) plot.setSize({ width, height: 120 });
  }).observe(place);
}

document.querySelectorAll('[data-series]').forEach(draw);
