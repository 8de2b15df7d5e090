/** A canvas beneath a chart's own: what changes each second is drawn on it, and the library has nothing to do. */
export class Sketch {
  #pen;
  #width = 0;
  #height = 0;

  constructor(canvas) {
    this.#pen = canvas.getContext("2d");
  }

  /** Takes the chart's size, and is empty. */
  resize(chart) {
    const density = window.devicePixelRatio;
    [this.#width, this.#height] = [chart.getWidth(), chart.getHeight()];
    [this.#pen.canvas.width, this.#pen.canvas.height] = [this.#width * density, this.#height * density];
    this.#pen.scale(density, density);
  }

  /** Draws anew what `sketch` draws, and gives what it gives. */
  draw(sketch, chart, colour) {
    this.#pen.clearRect(0, 0, this.#width, this.#height);
    return sketch({ pen: this.#pen, chart, colour });
  }
}

/** From values to pixels along a series's axes, which are linear: the library is asked for two places only. */
export function scale(chart, seriesId, [x0, y0], [x1, y1]) {
  const [left, floor] = chart.convertToPixel({ seriesId }, [x0, y0]);
  const [right, top] = chart.convertToPixel({ seriesId }, [x1, y1]);
  return {
    x: (value) => left + ((value - x0) / (x1 - x0)) * (right - left),
    y: (value) => floor + ((value - y0) / (y1 - y0)) * (top - floor),
  };
}
