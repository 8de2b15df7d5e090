package io.tidemark.backtester.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidemark.core.performance.EquityCurve;
import io.tidemark.core.performance.PerformanceReport;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PngReportTest {

  private static final int EQUITY = 0xff1769aa;
  private static final int DRAWDOWN = 0xffc0392b;

  @Test
  void drawsEquityFromTheLowerLeftToTheUpperRightAsItRises() throws IOException {
    BufferedImage image = picture(withEquity(100, 150, 200));

    assertThat(image.getWidth()).isEqualTo(1200);
    assertThat(image.getHeight()).isEqualTo(630);
    // the middle of the plot's width and height; the frame is from 110 to 1170 and 90 to 420
    assertThat(rowOf(image, EQUITY, 640)).isCloseTo(255, within(2));
    assertThat(rowOf(image, EQUITY, 120)).isGreaterThan(410);
    assertThat(rowOf(image, EQUITY, 1160)).isBetween(85, 100);
  }

  @Test
  void drawsTheDrawdownBelow() throws IOException {
    // deepest in the middle
    BufferedImage image = picture(withEquity(200, 100, 200));

    assertThat(lowestRowOf(image, DRAWDOWN, 640)).isCloseTo(569, within(3));
    assertThat(lowestRowOf(image, DRAWDOWN, 375)).isCloseTo(510, within(3));
  }

  @Test
  void drawsACurveThatDoesNotMove() throws IOException {
    assertThat(rowOf(picture(withEquity(100, 100, 100)), EQUITY, 640)).isCloseTo(255, within(2));
  }

  @Test
  void shortensATitleThatIsTooWide() throws IOException {
    BufferedImage image = picture(Reports.of(200, "W".repeat(400), "BTC/USD"));

    assertThat(IntStream.range(0, 50).map(row -> image.getRGB(1185, row)))
        .allMatch(pixel -> pixel == 0xffffffff);
  }

  @Test
  void writesTheSameBytesForTheSameData() throws IOException {
    assertThat(write(Reports.of(2_000, "trend", "BTC/USD")))
        .isEqualTo(write(Reports.of(2_000, "trend", "BTC/USD")));
  }

  private static ReportData withEquity(double initial, double... closes) {
    ReportData data = Reports.of(100, "trend", "BTC/USD");
    long[] times = new long[closes.length];
    for (int i = 0; i < times.length; i++) {
      times[i] = Reports.START.plus(Duration.ofDays(i + 1)).toEpochMilli();
    }
    EquityCurve equity = EquityCurve.ofBarCloses(Reports.START, initial, times, closes);
    return new ReportData(
        data.run(),
        data.parameters(),
        data.symbols(),
        List.of(),
        equity,
        null,
        PerformanceReport.of(equity, List.of(), null, null));
  }

  private static int rowOf(BufferedImage image, int color, int column) {
    return (int)
        IntStream.range(75, 440)
            .filter(row -> isLike(image.getRGB(column, row), color))
            .average()
            .orElse(-1);
  }

  private static int lowestRowOf(BufferedImage image, int color, int column) {
    return IntStream.range(440, 600)
        .filter(row -> isLike(image.getRGB(column, row), color))
        .max()
        .orElse(-1);
  }

  /** Whether a pixel is of a colour, or of the edge of a line in it. */
  private static boolean isLike(int pixel, int color) {
    int distance = 0;
    for (int shift = 0; shift < 24; shift += 8) {
      distance += Math.abs((pixel >> shift & 0xff) - (color >> shift & 0xff));
    }
    return distance < 150;
  }

  private static BufferedImage picture(ReportData data) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(write(data)));
  }

  private static byte[] write(ReportData data) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PngReport.write(data, out);
    return out.toByteArray();
  }
}
