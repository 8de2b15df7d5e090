package io.tidemark.operator.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.tidemark.kit.codec.Json;
import io.tidemark.testkit.Dashboard;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.catalina.LifecycleException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** What an update draws again, counted: the same on every machine, unlike how long it takes. */
class DashboardRedrawIT {

  private static final int INSTRUMENTS = 200;

  /** The newest bar's body and wick, its volume, and the marks beside it. */
  private static final int MOST_STROKES = 20;

  private static final String COUNT_STROKES =
      """
      for (const name of ["fill", "fillRect", "stroke", "fillText"]) {
        const original = CanvasRenderingContext2D.prototype[name];
        CanvasRenderingContext2D.prototype[name] = function (...given) {
          this.canvas.strokes = (this.canvas.strokes ?? 0) + 1;
          return original.apply(this, given);
        };
      }
      """;

  /** Of the candles' chart: the newest bar, and what is drawn above it. */
  private static final String STROKES =
      """
      () => [...document.querySelectorAll("[data-chart=candles] canvas")]
        .map((canvas) => canvas.strokes ?? 0)
      """;

  private static final String FORGET_STROKES =
      """
      async () => {
        for (let i = 0; i < 5; i++) await new Promise(requestAnimationFrame);
        for (const canvas of document.querySelectorAll("canvas")) canvas.strokes = 0;
      }
      """;

  /** Which colour is at a price beside the wick of the newest bar; none where nothing is drawn. */
  private static final String COLOUR =
      """
      async (price) => {
        const { getInstanceByDom } = await import("echarts");
        const chart = getInstanceByDom(document.querySelector("[data-chart=candles] .canvas"));
        const last = chart.getOption().xAxis[0].data.length - 1;
        const place = (at) => chart.convertToPixel({ seriesId: "newest" }, [at, price]);
        const [[before], [x, y]] = [place(last - 1), place(last)];
        const canvas = document.querySelector("[data-chart=candles] canvas.sketch");
        const beside = Math.round(x + (x - before) / 6);
        const [red, green, , alpha] = canvas.getContext("2d").getImageData(beside, Math.round(y), 1, 1).data;
        return alpha < 128 ? "" : red > green ? "loss" : "gain";
      }
      """;

  private static final String GAIN = "gain";
  private static final String LOSS = "loss";

  @TempDir private Path directory;
  private StandInSuite suite;
  private Dashboard dashboard;

  @BeforeAll
  static void requireBrowser() {
    Dashboard.require();
  }

  @BeforeEach
  void open() throws LifecycleException {
    suite = StandInSuite.start(directory);
    suite.live().instruments(INSTRUMENTS);
    dashboard = Dashboard.light();
    dashboard.page().addInitScript(COUNT_STROKES);
  }

  @AfterEach
  void close() throws LifecycleException {
    dashboard.close();
    suite.close();
  }

  @Test
  void aPriceChangesTheTextOfItsCellAlone() {
    Page page = dashboard.show(suite.address(), "scanner");
    page.evaluate(
        """
        () => {
          window.changed = { prices: 0, others: [] };
          const isPrice = ({ target }) => target.parentElement?.closest("tr[data-key] td[data-column=last]");
          new MutationObserver((records) => {
            for (const record of records) {
              if (record.type === "characterData" && isPrice(record)) window.changed.prices++;
              else window.changed.others.push(`${record.type} of ${record.target.outerHTML ?? record.target.data}`);
            }
          }).observe(document.querySelector("tm-scanner"), { subtree: true, childList: true, characterData: true, attributes: true });
        }
        """);
    ObjectNode changes = Json.mapper().createObjectNode();
    ObjectNode markets = changes.putObject("markets");
    for (int i = 0; i < INSTRUMENTS; i++) {
      markets.set("kraken|" + StandInMarket.symbol(i), StandInMarket.quote(i, 50));
    }
    suite.live().tell(changes);
    page.waitForSelector(
        "tr[data-key='kraken|C199/USD|1m'] td[data-column=last]:has-text('205.02')");

    assertThat(page.evaluate("() => window.changed"))
        .isEqualTo(Map.of("prices", INSTRUMENTS, "others", List.of()));
  }

  @Test
  void aTickDrawsTheNewestBarAlone() {
    Page page = market();
    tick("91450");
    waitForColour(page, 91_440, GAIN);
    page.evaluate(FORGET_STROKES);

    tick("91410");
    waitForColour(page, 91_440, "");
    tick("91392");
    waitForColour(page, 91_396, LOSS);
    assertThat(strokes(page))
        .satisfiesExactly(
            newest -> assertThat(newest).isPositive().isLessThan(2 * MOST_STROKES),
            others -> assertThat(others).isZero());
  }

  @Test
  void aTickBeyondTheAxisDrawsTheChartAgain() {
    Page page = market();
    tick("91450");
    waitForColour(page, 91_440, GAIN);
    page.evaluate(FORGET_STROKES);

    tick("94000", "94100");
    waitForColour(page, 93_900, GAIN);
    assertThat(strokes(page).getLast()).isPositive();
  }

  @Test
  void theNewestBarMovesWithTheOthersWhereTheChartIsZoomed() {
    Page page = market();
    tick("91450");
    waitForColour(page, 91_440, GAIN);
    zoom(page, 0, 10);
    waitForColour(page, 91_440, "");

    zoom(page, 98, 100);
    waitForColour(page, 91_440, GAIN);
  }

  @Test
  void aChartOutOfSightIsDrawnOnceItIsSeen() {
    try (Dashboard phone = Dashboard.phone(ColorScheme.LIGHT)) {
      Page page = phone.show(suite.address(), "market");
      page.waitForSelector("[data-chart=candles] .canvas canvas");
      tick("91450");
      page.waitForSelector("tm-chart:not([data-chart])");
      page.evaluate(FORGET_STROKES);
      assertThat(page.locator("tm-chart:not([data-chart]) .canvas canvas").count()).isZero();

      page.locator("tm-chart:not([data-chart])").scrollIntoViewIfNeeded();
      page.waitForSelector("tm-chart:not([data-chart]) .canvas canvas");
      assertThat(phone.complaints()).isEmpty();
    }
  }

  private Page market() {
    Page page = dashboard.show(suite.address(), "market");
    page.waitForSelector("[data-chart=candles] .canvas canvas");
    return page;
  }

  private void tick(String price) {
    tick(price, "91510");
  }

  private void tick(String price, String high) {
    ObjectNode watched = Json.mapper().createObjectNode();
    watched.set(
        "forming", StandInMarket.bar("2026-11-20T14:00:00Z", "91400", high, "91390", price));
    watched.set("book", StandInMarket.book(91_400));
    suite.live().tellWatched(watched);
  }

  private static void waitForColour(Page page, double price, String colour) {
    await().untilAsserted(() -> assertThat(page.evaluate(COLOUR, price)).isEqualTo(colour));
  }

  private static void zoom(Page page, int start, int end) {
    page.evaluate(
        """
        async ([start, end]) => {
          const { getInstanceByDom } = await import("echarts");
          const canvas = document.querySelector("[data-chart=candles] .canvas");
          getInstanceByDom(canvas).dispatchAction({ type: "dataZoom", start, end });
        }
        """,
        List.of(start, end));
  }

  @SuppressWarnings("unchecked")
  private static List<Integer> strokes(Page page) {
    return (List<Integer>) page.evaluate(STROKES);
  }
}
