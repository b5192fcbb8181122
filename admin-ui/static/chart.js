// What every plot of the console has in common: the colours of the page, in light and in dark.
export const css = (name) => () => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
export const AXIS = { stroke: css('--soft'), grid: { stroke: css('--line'), width: 1 }, ticks: { stroke: css('--line') } };

// A plot as wide as its place, which also follows it when the window or the colours change.
export function plotted(place, height, least, options, data) {
  const plot = new uPlot({ width: Math.max(place.clientWidth, least), height, ...options }, data, place);
  new ResizeObserver(() => {
    const width = place.clientWidth;
    if (width > 0 && width !== plot.width) plot.setSize({ width, height });
  }).observe(place);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => plot.redraw());
  return plot;
}
