package io.tidemark.launcher.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.RequestOptions;
import io.tidemark.kit.codec.Json;
import io.tidemark.testkit.Dashboard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * The dashboard of a running suite in a browser. Its commands are given by clicks and take effect
 * in the services; what its views show is held against what REST tells.
 */
final class DashboardOfASuite implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int FIRST_ROWS = 10;

  /** What a bar is on the chart: open, close, low, high. */
  private static final String CANDLE =
      """
      async (openTime) => {
        const { getInstanceByDom } = await import("echarts");
        const canvas = document.querySelector("[data-chart=candles] .canvas");
        const { xAxis, series } = getInstanceByDom(canvas).getOption();
        const at = xAxis[0].data.indexOf(openTime);
        return at < 0 ? [] : (series[0].data[at] ?? series[1].data[0].slice(1)).map(String);
      }
      """;

  /** So that it can be lost. */
  private static final String KEEP_THE_SOCKET =
      """
      const Socket = window.WebSocket;
      window.WebSocket = class extends Socket {
        constructor(...given) {
          super(...given);
          window.lastSocket = this;
        }
      };
      """;

  private final String gateway;
  private final String key;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Dashboard browser = Dashboard.desktop();

  /** Signed in with the suite's key. */
  DashboardOfASuite(URI gateway, String key) {
    this.gateway = gateway.toString();
    this.key = key;
    browser.page().addInitScript(KEEP_THE_SOCKET);
  }

  private void signIn() {
    APIResponse answer =
        browser
            .page()
            .context()
            .request()
            .post(gateway + "/api/v1/session", RequestOptions.create().setData(Map.of("key", key)));
    assertThat(answer.ok()).as(answer.text()).isTrue();
  }

  private JsonNode rest(String path) {
    try {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(URI.create(gateway + "/api/v1/" + path))
                  .header("X-API-Key", key)
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(path + ": " + answer.body()).isEqualTo(200);
      return Json.mapper().readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private List<JsonNode> items(String path) {
    JsonNode told = rest(path);
    return StreamSupport.stream((told.isArray() ? told : told.get("items")).spliterator(), false)
        .toList();
  }

  private static String text(JsonNode node, String name) {
    return node.get(name).asString();
  }

  private static List<String> texts(List<JsonNode> nodes, String name) {
    return nodes.stream().limit(FIRST_ROWS).map(node -> text(node, name)).toList();
  }

  /** While the market moves: loses the connection, pauses, resumes, closes all. */
  void operate() {
    signIn();
    Page page = browser.show(gateway, "overview");
    page.evaluate("() => (window.sameDocument = true)");
    page.evaluate("() => window.lastSocket.close()");
    page.waitForSelector("[data-fact=connection]:has-text('reconnecting')");
    page.waitForSelector("[data-fact=connection]:has-text('live')");

    command(page, "pause");
    awaitState(page, "REDUCING");
    awaitEveryService();
    command(page, "resume");
    awaitState(page, "ACTIVE");
    await().atMost(PATIENCE).until(() -> !openPositions().isEmpty());
    List<String> open = openPositions();
    command(page, "close-all");
    for (String position : open) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> assertThat(text(rest("positions/" + position), "status")).isEqualTo("CLOSED"));
    }
    assertThat(page.evaluate("() => window.sameDocument")).isEqualTo(true);
    assertThat(browser.complaints()).isEmpty();
  }

  private List<String> openPositions() {
    return items("positions").stream()
        .filter(one -> text(one, "status").equals("OPEN"))
        .map(one -> text(one, "positionId"))
        .toList();
  }

  private void command(Page page, String name) {
    page.click("[data-command=%s]".formatted(name));
    page.fill("#confirm [name=reason]", "to see whether it does");
    page.click("#confirm .choices button.primary, #confirm .choices button.danger");
    page.waitForSelector("[data-outcome]:has-text('In force')");
    page.click("#confirm button:has-text('Done')");
  }

  private void awaitState(Page page, String state) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(text(rest("risk"), "state")).isEqualTo(state));
    page.waitForSelector("[data-fact=state]:has-text('%s')".formatted(lower(state)));
  }

  /** Until each service has answered the latest command. */
  private void awaitEveryService() {
    Set<String> services = new HashSet<>();
    rest("status").get("services").forEach(service -> services.add(text(service, "service")));
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              JsonNode latest = items("control/commands").getFirst();
              Set<String> answered = new HashSet<>();
              latest.get("acknowledgements").forEach(one -> answered.add(text(one, "service")));
              assertThat(answered).isEqualTo(services);
            });
  }

  private static String lower(String constant) {
    return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** While the market stands still: each view shows what REST tells. */
  void compare() {
    overview();
    market();
    thoughts();
    scanner();
    data();
    audit();
    listed("risk", "denials", "denialId", "Denials");
    listed("models", "models", "id", "Models");
    listed("backtests", "backtests", "id", "Backtests");
    listed("parity", "parity", "id", "Certificates");
    configuration();
    why();
    assertThat(browser.complaints()).isEmpty();
  }

  /** The view as it is now: it is loaded anew. */
  private Page show(String view) {
    browser.page().navigate("about:blank");
    Page page = browser.show(gateway, view);
    browser.keep("suite-" + view.replaceAll("[/?].*", ""));
    return page;
  }

  private static List<String> keys(Page page, String table) {
    return page.locator("table[aria-label='%s'] tbody tr".formatted(table)).all().stream()
        .limit(FIRST_ROWS)
        .map(row -> row.getAttribute("data-key"))
        .toList();
  }

  private void overview() {
    Page page = show("overview");
    JsonNode risk = rest("risk");
    assertThat(page.locator("[data-fact=equity]").innerText())
        .isEqualTo(text(risk.get("equity").get(0), "equity"));
    assertThat(page.locator("[data-tile=realised]").innerText())
        .isEqualTo(text(risk.get("balances").get(0), "realisedPnl"));
    assertThat(page.locator("[data-tile=fees]").innerText())
        .isEqualTo(text(risk.get("balances").get(0), "fees"));
    assertThat(keys(page, "Fills")).isNotEmpty().isEqualTo(texts(items("fills"), "fillId"));
    for (String order : keys(page, "Orders")) {
      JsonNode told = rest("orders/" + order);
      assertThat(page.locator("tr[data-key='%s']".formatted(order)).innerText())
          .contains(lower(text(told, "status")), text(told, "quantity"));
    }
    assertThat(page.locator(".feed li").first().innerText())
        .contains(text(items("thoughts").getFirst(), "sentence"));
    for (JsonNode service : rest("status").get("services")) {
      assertThat(page.locator("[data-service=%s]".formatted(text(service, "service"))).innerText())
          .contains(lower(text(service, "state")));
    }
  }

  private void market() {
    Page page = show("market?exchange=kraken&symbol=BTC/USD&timeframe=1m");
    page.waitForSelector("[data-chart=candles] canvas");
    String asked = "exchange=kraken&symbol=BTC/USD&timeframe=1m";
    String last = text(rest("candles/coverage?" + asked).get(0), "last");
    JsonNode bar = items("candles?%s&from=%s".formatted(asked, last)).getFirst();
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(page.evaluate(CANDLE, text(bar, "openTime")))
                    .asInstanceOf(LIST)
                    .map(one -> Double.valueOf(String.valueOf(one)))
                    .isEqualTo(
                        List.of(
                            Double.valueOf(text(bar, "open")),
                            Double.valueOf(text(bar, "close")),
                            Double.valueOf(text(bar, "low")),
                            Double.valueOf(text(bar, "high")))));
  }

  private void thoughts() {
    Page page = show("thoughts");
    List<JsonNode> told = items("thoughts");
    for (int i = 0; i < Math.min(FIRST_ROWS, told.size()); i++) {
      assertThat(page.locator(".feed li").nth(i).innerText())
          .contains(text(told.get(i), "sentence"));
    }
  }

  private void scanner() {
    Page page = show("scanner");
    assertThat(items("strategies"))
        .isNotEmpty()
        .allSatisfy(
            strategy ->
                assertThat(page.locator("tm-scanner").textContent())
                    .contains(text(strategy, "id")));
  }

  private void data() {
    Page page = show("data");
    for (JsonNode stream : items("streams")) {
      String row =
          "tr[data-key='%s%s']".formatted(text(stream, "exchange"), text(stream, "symbol"));
      assertThat(page.locator(row + " td[data-column=state]").innerText())
          .contains(lower(text(stream, "state")));
      assertThat(page.locator(row + " td[data-column=gaps]").innerText())
          .isEqualTo(stream.get("gaps").asString());
    }
    assertThat(keys(page, "Gaps")).isEqualTo(texts(items("gaps"), "gapId"));
  }

  private void audit() {
    Page page = show("audit");
    assertThat(keys(page, "Commands"))
        .isNotEmpty()
        .isEqualTo(texts(items("control/commands"), "commandId"));
    assertThat(keys(page, "Audit")).isNotEmpty().isEqualTo(texts(items("audit"), "id"));
  }

  private void listed(String view, String path, String id, String table) {
    assertThat(keys(show(view), table)).as(view).isEqualTo(texts(items(path), id));
  }

  private void configuration() {
    Page page = show("configuration");
    for (JsonNode strategy : items("strategies")) {
      assertThat(page.locator("main").innerText()).contains(text(strategy, "id"));
    }
  }

  private void why() {
    Page page = show("why/fill/" + text(items("fills").getFirst(), "fillId"));
    for (String link : List.of("bar", "decision", "signal-raised", "place-order", "order-filled")) {
      page.waitForSelector("[data-schema=%s]".formatted(link));
    }
  }

  @Override
  public void close() {
    browser.close();
    http.close();
  }
}
