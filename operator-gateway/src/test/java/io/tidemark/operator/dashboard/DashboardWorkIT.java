package io.tidemark.operator.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import io.tidemark.kit.codec.Json;
import io.tidemark.testkit.Dashboard;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.catalina.LifecycleException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/**
 * How long the browser works: until the first paint, and on each second's update with 200
 * instruments and 2,000 candles. For a machine that does nothing else.
 */
@EnabledIfSystemProperty(named = "tidemark.long", matches = "true")
class DashboardWorkIT {

  private static final int INSTRUMENTS = 200;
  private static final int WARM_UP = 10;
  private static final int UPDATES = 30;
  private static final int SLOWEST_PAINT_MILLIS = 1_000;
  private static final int MOST_WORK_MILLIS = 20;

  @TempDir private Path directory;
  private StandInSuite suite;
  private Dashboard dashboard;

  @BeforeEach
  void open() throws LifecycleException {
    Dashboard.require();
    suite = StandInSuite.start(directory);
    suite.live().instruments(INSTRUMENTS);
    dashboard = Dashboard.desktop();
  }

  @AfterEach
  void close() throws LifecycleException {
    dashboard.close();
    suite.close();
  }

  @Test
  void paintsFirstWithinASecond() {
    dashboard.show(suite.address(), "market");
    double[] paints = new double[5];
    for (int i = 0; i < paints.length; i++) {
      Page page = dashboard.show(suite.address(), i % 2 == 0 ? "overview" : "market");
      page.reload();
      page.waitForSelector("tm-header [data-fact=connection] .good");
      paints[i] =
          ((Number)
                  page.evaluate(
                      "() => performance.getEntriesByName('first-contentful-paint')[0].startTime"))
              .doubleValue();
    }

    System.out.printf("first contentful paint: %s ms%n", Arrays.toString(paints));
    assertThat(Arrays.stream(paints).max().orElseThrow()).isLessThan(SLOWEST_PAINT_MILLIS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"market", "scanner", "overview"})
  void worksLittleOnAnUpdate(String view) {
    Page page = dashboard.show(suite.address(), view);
    page.waitForTimeout(2_000);
    for (int i = 0; i < WARM_UP; i++) {
      update(page, i);
    }
    try (Metrics metrics = new Metrics(page, "timeTicks");
        Metrics processor = new Metrics(page, "threadTicks")) {
      double before = metrics.taskMillis();
      double processorBefore = processor.taskMillis();
      for (int i = 0; i < UPDATES; i++) {
        update(page, WARM_UP + i);
      }
      double each = (metrics.taskMillis() - before) / UPDATES;
      double worked = (processor.taskMillis() - processorBefore) / UPDATES;

      System.out.printf(
          "%s: %.1f ms of the main thread an update, %.1f ms of them on a processor%n",
          view, each, worked);
      assertThat(each).isLessThan(MOST_WORK_MILLIS);
    }
  }

  /** All quotes change, and of the market that is watched the bar, the book and five trades. */
  private void update(Page page, int tick) {
    ObjectNode changes = Json.mapper().createObjectNode();
    ObjectNode markets = changes.putObject("markets");
    for (int i = 0; i < INSTRUMENTS; i++) {
      markets.set("kraken|" + StandInMarket.symbol(i), StandInMarket.quote(i, tick));
    }
    suite.live().tell(changes);
    ObjectNode watched = Json.mapper().createObjectNode();
    String price = Integer.toString(91_400 + tick);
    watched.set(
        "forming", StandInMarket.bar("2026-11-20T14:00:00Z", "91400", "91510", "91390", price));
    watched.set("book", StandInMarket.book(91_400 + tick));
    for (int i = 0; i < 5; i++) {
      watched
          .withArray("trades")
          .addObject()
          .put("tradeId", "T%d-%d".formatted(tick, i))
          .put("price", price)
          .put("quantity", "0.25")
          .put("taker", i % 2 == 0 ? "BUY" : "SELL")
          .put("time", StandInMarket.LAST_OPEN.plusSeconds(60 + tick).toString());
    }
    suite.live().tellWatched(watched);
    page.waitForTimeout(1_000);
  }

  /** What the browser itself counts. */
  private record Metrics(CDPSession session) implements AutoCloseable {

    /**
     * @param clock what time is taken by: {@code timeTicks}, or {@code threadTicks}, which stands
     *     still while other programs have the processor
     */
    Metrics(Page page, String clock) {
      this(page.context().newCDPSession(page));
      JsonObject domain = new JsonObject();
      domain.addProperty("timeDomain", clock);
      session.send("Performance.enable", domain);
    }

    /** Time of all tasks of the main thread: scripts, styles, layout, paint. */
    double taskMillis() {
      for (JsonElement metric : session.send("Performance.getMetrics").getAsJsonArray("metrics")) {
        if (metric.getAsJsonObject().get("name").getAsString().equals("TaskDuration")) {
          return 1_000 * metric.getAsJsonObject().get("value").getAsDouble();
        }
      }
      throw new IllegalStateException("the browser does not count TaskDuration");
    }

    @Override
    public void close() {
      session.detach();
    }
  }
}
