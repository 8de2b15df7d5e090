package io.tidemark.backtester.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import javax.imageio.ImageIO;

/** The equity curve with its drawdown as a picture of 1200 by 630 pixels. */
public final class PngReport {

  private static final int WIDTH = 1200;
  private static final int HEIGHT = 630;
  private static final int LEFT = 110;
  private static final int RIGHT = 1170;
  private static final int TOP = 90;
  private static final int MIDDLE = 420;
  private static final int LOWER = 450;
  private static final int BOTTOM = 570;
  private static final int POINTS = 3_000;
  private static final double TEXT = 16;

  private static final Color BACKGROUND = Color.WHITE;
  private static final Color INK = new Color(0x1b2430);
  private static final Color MUTED = new Color(0x66717f);
  private static final Color GRID = new Color(0xe3e7ec);
  private static final Color EQUITY = new Color(0x1769aa);
  private static final Color BENCHMARK = new Color(0x9aa5b1);
  private static final Color DRAWDOWN = new Color(0xc0392b);

  private final ReportData data;
  private final EquityPoints points;
  private final Graphics2D graphics;
  private final Typeface typeface;

  private PngReport(ReportData data, Graphics2D graphics, Typeface typeface) {
    this.data = data;
    this.points = EquityPoints.of(data.equity(), data.benchmark(), POINTS);
    this.graphics = graphics;
    this.typeface = typeface;
  }

  /** Writes the picture. */
  public static void write(ReportData data, OutputStream out) throws IOException {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    try (Typeface typeface = Typeface.load()) {
      graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      graphics.setRenderingHint(
          RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
      new PngReport(data, graphics, typeface).draw();
    } finally {
      graphics.dispose();
    }
    if (!ImageIO.write(image, "png", out)) {
      throw new IllegalStateException("this Java cannot write PNG; use one with java.desktop");
    }
    out.flush();
  }

  private void draw() throws IOException {
    graphics.setColor(BACKGROUND);
    graphics.fill(new Rectangle2D.Double(0, 0, WIDTH, HEIGHT));
    graphics.setColor(INK);
    typeface.draw(graphics, fitting(data.run().title(), 24), 24, LEFT, 40);
    legend();
    AxisScale equity = AxisScale.of(lowest(), highest());
    AxisScale below = AxisScale.of(-100 * Arrays.stream(points.drawdown()).max().orElseThrow(), 0);
    DoubleUnaryOperator equityY = value -> equity.place(value, MIDDLE, TOP);
    DoubleUnaryOperator belowY = value -> below.place(value, BOTTOM, LOWER);
    for (double tick : equity.ticks()) {
      tick(equity.label(tick), equityY.applyAsDouble(tick));
    }
    for (double tick : below.ticks()) {
      tick(below.label(tick) + " %", belowY.applyAsDouble(tick));
    }
    times();
    double[] benchmark = points.benchmark();
    if (benchmark != null) {
      line(benchmark, equityY, BENCHMARK);
    }
    line(points.equity(), equityY, EQUITY);
    area(belowY);
  }

  private String fitting(String text, double size) throws IOException {
    String shown = text;
    while (typeface.width(shown, size) > RIGHT - LEFT) {
      shown = shown.substring(0, shown.length() - 2) + "\u2026";
    }
    return shown;
  }

  private double lowest() {
    double least = Arrays.stream(points.equity()).min().orElseThrow();
    double[] benchmark = points.benchmark();
    return benchmark == null
        ? least
        : Math.min(least, Arrays.stream(benchmark).min().orElseThrow());
  }

  private double highest() {
    double most = Arrays.stream(points.equity()).max().orElseThrow();
    double[] benchmark = points.benchmark();
    return benchmark == null ? most : Math.max(most, Arrays.stream(benchmark).max().orElseThrow());
  }

  private void legend() throws IOException {
    double at = entry("Equity in " + data.run().currency(), EQUITY, LEFT);
    if (points.benchmark() != null) {
      at = entry("Buy and hold", BENCHMARK, at);
    }
    entry("Drawdown", DRAWDOWN, at);
  }

  private double entry(String text, Color color, double x) throws IOException {
    graphics.setColor(color);
    graphics.fill(new Rectangle2D.Double(x, 60, 22, 4));
    graphics.setColor(MUTED);
    typeface.draw(graphics, text, TEXT, x + 30, 68);
    return x + 30 + typeface.width(text, TEXT) + 28;
  }

  private void tick(String label, double y) throws IOException {
    graphics.setColor(GRID);
    graphics.fill(new Rectangle2D.Double(LEFT, y - 0.5, RIGHT - LEFT, 1));
    graphics.setColor(MUTED);
    typeface.draw(graphics, label, TEXT, LEFT - 12 - typeface.width(label, TEXT), y + TEXT / 3);
  }

  private void times() throws IOException {
    long length = lastTime() - points.times()[0];
    boolean hours = length < 3 * 86_400_000L;
    DateTimeFormatter form =
        DateTimeFormatter.ofPattern(hours ? "MM-dd HH:mm" : "yyyy-MM-dd", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    graphics.setColor(MUTED);
    int steps = 6;
    for (int i = 0; i <= steps; i++) {
      long time = points.times()[0] + length * i / steps;
      String label = form.format(Instant.ofEpochMilli(time));
      double width = typeface.width(label, TEXT);
      double x = Math.clamp(x(time) - width / 2, LEFT - width / 2, RIGHT - width);
      typeface.draw(graphics, label, TEXT, x, BOTTOM + 30);
    }
  }

  private void line(double[] values, DoubleUnaryOperator y, Color color) {
    Path2D path = new Path2D.Double();
    path.moveTo(x(points.times()[0]), y.applyAsDouble(values[0]));
    for (int i = 1; i < values.length; i++) {
      path.lineTo(x(points.times()[i]), y.applyAsDouble(values[i]));
    }
    graphics.setColor(color);
    graphics.setStroke(new BasicStroke(2, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    graphics.draw(path);
  }

  private void area(DoubleUnaryOperator y) {
    Path2D path = new Path2D.Double();
    path.moveTo(LEFT, y.applyAsDouble(0));
    for (int i = 0; i < points.times().length; i++) {
      path.lineTo(x(points.times()[i]), y.applyAsDouble(-100 * points.drawdown()[i]));
    }
    path.lineTo(x(lastTime()), y.applyAsDouble(0));
    path.closePath();
    graphics.setColor(DRAWDOWN);
    graphics.fill(path);
  }

  private double x(long time) {
    long length = Math.max(1, lastTime() - points.times()[0]);
    return LEFT + (double) (RIGHT - LEFT) * (time - points.times()[0]) / length;
  }

  private long lastTime() {
    return points.times()[points.times().length - 1];
  }
}
