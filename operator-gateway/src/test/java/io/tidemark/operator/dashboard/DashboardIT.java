package io.tidemark.operator.dashboard;

import static java.util.Locale.ROOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.tidemark.kit.codec.Json;
import io.tidemark.testkit.Dashboard;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.catalina.LifecycleException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Each view says what REST says, without a complaint of the browser. */
class DashboardIT {

  private static final String POSITION = "a7c2d9e4-6b3f-5d21-8f60-4e9b1c0d7a02";
  private static final String ENTRY_ORDER = "c3e8f1b6-2d4a-5c93-b7e5-1f6a9d8c3b03";

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
    dashboard = Dashboard.desktop();
  }

  @AfterEach
  void closeWithoutComplaints(TestInfo test) throws LifecycleException {
    dashboard.keep(test.getTestMethod().orElseThrow().getName());
    List<String> complaints = List.copyOf(dashboard.complaints());
    dashboard.close();
    suite.close();
    assertThat(complaints).isEmpty();
  }

  private JsonNode rest(String path) throws IOException {
    return suite.rest().answer(path);
  }

  private JsonNode item(String path, int index) throws IOException {
    return rest(path).get("items").get(index);
  }

  private static String cell(Page page, String key, String column) {
    return page.locator("tr[data-key='%s'] td[data-column=%s]".formatted(key, column))
        .first()
        .innerText();
  }

  private static String text(JsonNode node, String name) {
    return node.get(name).asString();
  }

  @Test
  void theHeaderTellsStateModeAndMoney() throws IOException {
    Page page = dashboard.show(suite.address(), "overview");

    JsonNode standing = rest("risk").get("equity").get(0);
    assertThat(page.locator("[data-fact=state]").innerText()).contains("active");
    assertThat(page.locator("[data-fact=mode]").innerText()).isEqualTo("paper");
    assertThat(page.locator("[data-fact=equity]").innerText()).isEqualTo(text(standing, "equity"));
    assertThat(page.locator("[data-fact=day]").innerText()).isEqualTo("38.44431875");
  }

  @Test
  void theOverviewTellsMoneyAndPositionsAsRestDoes() throws IOException {
    Page page = dashboard.show(suite.address(), "overview");

    assertThat(page.locator("[data-tile=realised]").innerText())
        .isEqualTo(text(rest("risk").get("balances").get(0), "realisedPnl"));
    // 0.55143175 of the one and -1.17 of the other
    assertThat(page.locator("[data-tile=unrealised]").innerText()).isEqualTo("-0.61856825");
    for (JsonNode position : rest("positions").get("items")) {
      for (String column :
          List.of("quantity", "entryPrice", "stopPrice", "takeProfitPrice", "unrealisedPnl")) {
        assertThat(cell(page, text(position, "positionId"), column))
            .isEqualTo(text(position, column));
      }
    }
    assertThat(page.locator(".feed li")).satisfies(feed -> assertThat(feed.count()).isEqualTo(5));
    assertThat(page.locator(".feed li").first().innerText())
        .contains(text(item("thoughts", 0), "sentence"));
    assertThat(page.locator("[data-service]").count())
        .isEqualTo(rest("status").get("services").size());
    assertThat(page.locator("[data-health]").innerText()).contains("2 of 3 flow");
  }

  @Test
  void theMarketDrawsBarsMarksAndLevels() throws IOException {
    Page page =
        dashboard.show(suite.address(), "market?exchange=kraken&symbol=BTC/USD&timeframe=1m");
    page.waitForSelector("[data-chart=candles] canvas");

    await()
        .untilAsserted(
            () ->
                assertThat(suite.live().messages())
                    .anySatisfy(
                        message -> {
                          assertThat(text(message, "type")).isEqualTo("watch");
                          assertThat(text(message, "symbol")).isEqualTo("BTC/USD");
                        }));
    tellWatched("91500.5");
    page.waitForSelector("text=91500.5");
    assertThat(page.locator("tm-chart:has(.canvas canvas)").count()).isEqualTo(2);
    // tiers of 0.5, 1 and 2 percent above 91204.1
    assertThat(page.locator("main").innerText())
        .contains("Tiers at 91660.1205, 92116.141, 93028.182; 1 taken");
    assertThat(page.locator("[data-quote=last]").innerText()).isEqualTo("91404.20");
    assertThat(page.locator("ol.tape li").innerText().split("\\t"))
        .containsExactly("14:00:03", "▲ buy", "91500.5", "0.25");
  }

  private void tellWatched(String price) {
    ObjectNode watched = Json.mapper().createObjectNode();
    watched.set(
        "forming", StandInMarket.bar("2026-11-20T14:00:00Z", "91400", "91510", "91390", price));
    watched.set("book", StandInMarket.book(91_500));
    watched
        .putArray("trades")
        .addObject()
        .put("tradeId", "T1")
        .put("price", price)
        .put("quantity", "0.25")
        .put("taker", "BUY")
        .put("time", "2026-11-20T14:00:03Z");
    suite.live().tellWatched(watched);
  }

  @Test
  void theScannerTellsEachInstrumentWithVotesRegimeAndWhyItIsBlocked() {
    suite.live().instruments(200);
    Page page = dashboard.show(suite.address(), "scanner");

    assertThat(page.locator("tm-scanner tbody tr").count()).isEqualTo(200);
    Locator row = page.locator("tr[data-key='kraken|C042/USD|1m']");
    assertThat(row.textContent())
        .contains("ranging", "1 hold", "1 blocked", "below threshold", "confidence 0.41");
  }

  @Test
  void riskTellsDenialsAndCooldowns() throws IOException {
    Page page = dashboard.show(suite.address(), "risk");

    assertThat(cell(page, text(item("denials", 0), "denialId"), "reason"))
        .isEqualTo("max open positions");
    assertThat(page.locator("main").innerText())
        .contains("eth-complex-1m", "cooldownMinutes 15", "10.41568125");
    assertThat(cell(page, "|max_drawdown_pct|USD", "share")).isEqualTo("0.8626");
    assertThat(cell(page, "|max_drawdown_pct|USD", "state")).contains("near");
    assertThat(cell(page, "|max_correlation|", "state")).contains("not judged");
    assertThat(cell(page, "btc-rsi-reversion-1m|max_positions|", "state")).contains("reached");
    assertThat(page.locator("[data-setting=size-scale]").first().innerText())
        .isEqualTo("Sizes are multiplied by 0.5.");
    assertThat(page.locator("table[aria-label='Held back']").innerText()).contains("SOL/USD");
    assertThat(page.locator("td[data-column=totalPnl]").first().innerText())
        .isEqualTo(text(rest("performance").get("total").get(0), "totalPnl") + " USD");
  }

  @Test
  void dataTellsStreamsGapsAndCompleteness() throws IOException {
    Page page = dashboard.show(suite.address(), "data");

    for (JsonNode stream : rest("streams")) {
      String key = text(stream, "exchange") + text(stream, "symbol");
      assertThat(cell(page, key, "lag")).isEqualTo(text(stream, "ageSeconds"));
    }
    assertThat(cell(page, "krakenSOL/USD", "state")).contains("stalled");
    assertThat(cell(page, text(item("gaps", 0), "gapId"), "state")).contains("open");
    // 3 of 2000 bars are partial
    assertThat(page.locator("main").innerText()).contains("99.85 %", "before listing");
  }

  @Test
  void modelsTellChampionChallengerAndWhyOneIsTrained() throws IOException {
    Page page = dashboard.show(suite.address(), "models");

    assertThat(cell(page, text(item("models", 0), "id"), "state")).contains("challenger");
    assertThat(cell(page, text(item("models", 1), "id"), "state")).contains("champion");
    assertThat(page.locator("main").innerText())
        .contains(text(item("training-runs", 0), "reason"))
        .contains("better by 0.013 on the same hold-out");
    page.locator("tr[data-key='%s'] button".formatted(text(item("models", 1), "id")))
        .first()
        .click();
    page.waitForSelector("text=Hold-out");
    assertThat(page.locator("main").innerText()).contains("0.5601", "0.5002");
  }

  @Test
  void backtestsTellProgressAndResultAndBeginOne() throws IOException {
    Page page = dashboard.show(suite.address(), "backtests");
    assertThat(page.locator("main").innerText())
        .contains("27320 of 44640 bars", "212.0412", "no bar of BTC/USD is stored");
    assertThat(
            page.getByText("Report", new Page.GetByTextOptions().setExact(true))
                .getAttribute("href"))
        .isEqualTo("/api/v1/backtests/%s/report".formatted(text(item("backtests", 1), "id")));

    page.fill("[name=strategyId]", "btc-rsi-reversion-1m");
    page.fill("[name=cash]", "2500");
    page.click("text=Start >> nth=-1");
    signIn(page);

    await().until(() -> suite.rest().writes().size() == 1);
    StandInRest.Write write = suite.rest().writes().getFirst();
    assertThat(write.path()).isEqualTo("backtests");
    assertThat(write.body())
        .isEqualTo(
            Json.mapper()
                .readTree("{\"strategyId\": \"btc-rsi-reversion-1m\", \"cash\": \"2500\"}"));
  }

  @Test
  void configurationTellsHowTwoEditionsDiffer() {
    Page page = dashboard.show(suite.address(), "configuration");
    page.click("[aria-label='Compare from edition 7']");
    page.click("[aria-label='Compare to edition 12']");

    page.waitForSelector("td:has-text('entry.longRules[0]')");
    assertThat(page.locator("del").innerText()).contains("rsi(14) < 25");
    assertThat(page.locator("ins").first().innerText()).contains("rsi(14) < 30");
  }

  @Test
  void parityTellsTheVerdictOfEachService() throws IOException {
    Page page = dashboard.show(suite.address(), "parity");
    assertThat(cell(page, text(item("parity", 0), "id"), "verdict")).contains("equal");
    page.click("tm-parity tbody button");

    page.waitForSelector("text=scanner-service");
    assertThat(page.locator("main").innerText())
        .contains(text(item("parity", 0), "recordedSha256"));
  }

  @Test
  void auditTellsRefusalsAndHowFastCommandsWere() throws IOException {
    Page page = dashboard.show(suite.address(), "audit");

    assertThat(cell(page, "2", "outcome")).contains("refused", "401");
    assertThat(cell(page, text(item("control/commands", 0), "commandId"), "milliseconds"))
        .isEqualTo("21");
    String command = text(item("control/commands", 0), "commandId");
    assertThat(cell(page, command + "|scanner-service", "after")).isEqualTo("8");
    assertThat(cell(page, command + "|scanner-service", "answer")).contains("nothing to do");
    assertThat(cell(page, command + "|ml-service", "answer")).contains("down");
  }

  @Test
  void thoughtsTellSentencesNewestFirst() throws IOException {
    Page page = dashboard.show(suite.address(), "thoughts");

    List<String> shown = page.locator(".feed li").allInnerTexts();
    assertThat(shown).hasSize(rest("thoughts").get("items").size());
    for (int i = 0; i < shown.size(); i++) {
      assertThat(shown.get(i)).contains(text(item("thoughts", i), "sentence"));
    }
  }

  @Test
  void aClickOnAFillShowsTheChainBackToTheBar() {
    Page page = dashboard.show(suite.address(), "overview");
    page.locator("table[aria-label=Fills] a").last().click();

    page.waitForSelector("[data-schema=order-filled]");
    assertThat(page.url()).endsWith("#/why/order/" + ENTRY_ORDER);
    List<String> links =
        page.locator(".chain > li[data-schema]").all().stream()
            .map(link -> link.getAttribute("data-schema"))
            .toList();
    assertThat(links)
        .startsWith("bar", "decision", "signal-raised", "place-order", "position-changed")
        .contains("order-filled");
    // the bar that closed at 13:20
    assertThat(page.locator("[data-schema=bar] time").getAttribute("datetime"))
        .isEqualTo("2026-11-20T13:19:00Z");
    assertThat(page.locator(".picked").count()).isEqualTo(3);
  }

  @Test
  void aServiceThatIsAwayIsToldAndTheRestGoesOn() throws IOException {
    Page page = dashboard.show(suite.address(), "overview");
    ObjectNode changes = Json.mapper().createObjectNode();
    changes
        .putArray("unavailable")
        .addObject()
        .put("service", "execution-service")
        .put("since", "2026-11-20T14:00:13Z")
        .putArray("parts")
        .add("orders");
    ObjectNode risk = (ObjectNode) rest("risk").deepCopy();
    risk.put("state", "REDUCING");
    changes.set("risk", risk);
    suite.live().tell(changes);

    page.waitForSelector("[data-unavailable=execution-service]");
    page.waitForSelector("[data-fact=state]:has-text('reducing')");
    assertThat(page.locator("table[aria-label=Positions] tbody tr").count()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "overview",
        "market",
        "scanner",
        "thoughts",
        "risk",
        "data",
        "models",
        "backtests",
        "configuration",
        "parity",
        "audit",
        "why/position/" + POSITION
      })
  void fitsOnAPhoneIsLegibleAndStaysWhereItIs(String view) {
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      try (Dashboard phone = Dashboard.phone(scheme)) {
        Page page = phone.show(suite.address(), view);
        assertThat(page.evaluate("() => document.documentElement.scrollWidth"))
            .as("width in " + scheme)
            .isEqualTo(page.evaluate("() => document.documentElement.clientWidth"));
        phone.keep("phone-%s-%s".formatted(scheme, view.replaceAll("/.*", "")).toLowerCase(ROOT));
        assertThat(PageChecks.faint(page)).as("contrast in " + scheme).isEmpty();
        PageChecks.Shifts shifts = PageChecks.shifts(page);
        assertThat(shifts.sum())
            .as("layout shift in %s: %s", scheme, shifts.moved())
            .isLessThan(0.02);
        assertThat(PageChecks.nameless(page)).as("controls without a name").isEmpty();
        assertThat(phone.complaints()).isEmpty();
      }
    }
  }

  static void signIn(Page page) {
    page.waitForSelector("#key[open]");
    page.fill("#key [name=key]", StandInRest.KEY);
    page.press("#key [name=key]", "Enter");
  }
}
