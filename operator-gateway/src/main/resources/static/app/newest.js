/**
 * The newest bar as a chart's sketch: it changes each second, and the other bars are not drawn again
 * for it. The chart's own series of it are invisible; they give the axes their ends.
 */
export function newestSketch(bars) {
  return ({ chart, graphic, colour, group }) => {
    const last = bars.times.length - 1;
    if (last < 0) return true;
    const [open, close, low, high] = bars.candles[last];
    const place = (seriesId, value, at = last) => chart.convertToPixel({ seriesId }, [at, value]);
    const [x, top] = place("newest", high);
    const [, bottom] = place("newest", low);
    const [, floor] = place("newest-volume", 0);
    const [, rim] = place("newest-volume", bars.volumes[last].value);
    const isIn = (gridIndex, y) => chart.containPixel({ gridIndex }, [x, y]);
    if (!isIn(1, floor - EDGE)) return true; // it is beyond the bars that are shown
    if (!isIn(0, top + EDGE) || !isIn(0, bottom - EDGE) || !isIn(1, rim + EDGE)) return false;

    const band = x - place("newest", high, last - 1)[0];
    const ends = [place("newest", open)[1], place("newest", close)[1]];
    const tint = close < open ? colour.loss : colour.gain;
    const add = (Shape, shape, style) => group.add(new Shape({ shape, style, silent: true, subPixelOptimize: true }));
    add(graphic.Line, { x1: x, y1: top, x2: x, y2: bottom }, { stroke: tint, lineWidth: 1 });
    add(graphic.Rect, box(x, Math.max(band * BODY, 1), ends), { fill: tint, stroke: tint, lineWidth: 1 });
    add(graphic.Rect, box(x, band * VOLUME, [rim, floor]), { fill: colour.muted });
    return true;
  };
}

/** Parts of a bar's room that the library gives the body and the volume. */
const BODY = 0.5;
const VOLUME = 0.8;
/** Pixels by which the end of an axis may be missed. */
const EDGE = 0.5;

function box(middle, width, ends) {
  const top = Math.min(...ends);
  return { x: middle - width / 2, y: top, width, height: Math.max(...ends) - top };
}
