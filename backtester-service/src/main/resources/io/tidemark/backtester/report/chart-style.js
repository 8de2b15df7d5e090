function isNarrow() {
  return window.innerWidth < 700;
}

function axisStyle() {
  return {
    axisLine: { lineStyle: { color: color("line") } },
    axisLabel: { color: color("muted") },
    axisTick: { show: false },
    splitLine: { lineStyle: { color: color("line") } },
  };
}

function tooltipStyle() {
  return {
    backgroundColor: color("card"),
    borderColor: color("line"),
    textStyle: { color: color("ink"), fontSize: 12 },
    confine: true,
    renderMode: "richText",
  };
}

function zoomStyle() {
  return { borderColor: color("line"), textStyle: { color: color("muted") }, height: 22, bottom: 8 };
}

/** Zooming by the wheel and dragging; not by a finger, which must be free to scroll the page. */
function insideZoom(axes) {
  const finger = window.matchMedia("(pointer: coarse)").matches;
  return { type: "inside", xAxisIndex: axes, zoomOnMouseWheel: "ctrl", disabled: finger };
}

function legend() {
  return {
    type: "scroll",
    top: 4,
    left: 0,
    right: 0,
    textStyle: { color: color("ink") },
    pageTextStyle: { color: color("muted") },
    pageIconColor: color("accent"),
    pageIconInactiveColor: color("line"),
    inactiveColor: color("muted"),
  };
}

function begin(chart, id) {
  if (chart) chart.dispose();
  return echarts.init(byId(id), null, { renderer: "canvas" });
}
