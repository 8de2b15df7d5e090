import { scale } from "./sketch.js";

/**
 * The newest bar as a chart's sketch: it changes each second, and the other bars are not drawn again
 * for it. The chart's own series of it are invisible; they give the axes their ends.
 */
export function newestSketch(bars) {
  return ({ pen, chart, colour }) => {
    const last = bars.times.length - 1;
    if (last < 0) return true;
    const [open, close, low, high] = bars.candles[last];
    const price = scale(chart, "newest", [last - 1, low], [last, high === low ? low + 1 : high]);
    const volume = scale(chart, "newest-volume", [last - 1, 0], [last, bars.volumes[last].value || 1]);
    const x = price.x(last);
    const band = x - price.x(last - 1);
    const [top, bottom] = [price.y(high), price.y(low)];
    const [rim, floor] = [volume.y(bars.volumes[last].value), volume.y(0)];
    const isIn = (gridIndex, y) => chart.containPixel({ gridIndex }, [x, y]);
    if (!isIn(1, floor - EDGE)) return true; // it is beyond the bars that are shown
    if (!isIn(0, top + EDGE) || !isIn(0, bottom - EDGE) || !isIn(1, rim + EDGE)) return false;

    pen.fillStyle = close < open ? colour.loss : colour.gain;
    fill(pen, x, 1, top, bottom);
    fill(pen, x, Math.max(band * BODY, 1), price.y(open), price.y(close));
    pen.fillStyle = colour.muted;
    fill(pen, x, band * VOLUME, rim, floor);
    return true;
  };
}

/** Parts of a bar's room that the library gives the body and the volume. */
const BODY = 0.5;
const VOLUME = 0.8;
/** Pixels by which the end of an axis may be missed. */
const EDGE = 0.5;

/** A box on whole pixels, at least one high. */
function fill(pen, middle, width, one, other) {
  const left = Math.round(middle - width / 2);
  const top = Math.round(Math.min(one, other));
  const height = Math.max(1, Math.round(Math.max(one, other)) - top);
  pen.fillRect(left, top, Math.max(1, Math.round(width)), height);
}
