package io.tidemark.operator.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The page while it lives: frames, drops, commands, the keyboard. */
class DashboardLiveIT {

  private static final String FOCUS = "() => document.activeElement.textContent.trim()";

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
    dashboard = Dashboard.light();
  }

  @AfterEach
  void close(TestInfo test) throws LifecycleException {
    dashboard.keep(test.getTestMethod().orElseThrow().getName());
    dashboard.close();
    suite.close();
  }

  private static ObjectNode thought(int number) {
    ObjectNode changes = Json.mapper().createObjectNode();
    ObjectNode thought = changes.putArray("thoughts").addObject();
    thought.put("id", "missed-" + number).put("time", "2026-11-20T14:01:0%dZ".formatted(number));
    thought.put("kind", "RISK").put("severity", "INFO").put("sentence", "Missed " + number + ".");
    thought.putObject("subjects");
    return changes;
  }

  @Test
  void goesOnAfterADropWithoutAReloadAndWithoutAGap() {
    Page page = dashboard.show(suite.address(), "overview");
    page.evaluate("() => (window.sameDocument = true)");
    suite.live().tell(thought(1));
    page.waitForSelector("text=Missed 1.");

    suite.live().dropConnections();
    page.waitForSelector("[data-fact=connection]:has-text('reconnecting')");
    suite.live().tell(thought(2));
    suite.live().tell(thought(3));
    suite.live().takeConnections();
    page.waitForSelector("[data-fact=connection]:has-text('live')");
    suite.live().tell(thought(4));
    page.waitForSelector("text=Missed 4.");

    assertThat(page.locator(".feed li").allInnerTexts().subList(0, 4))
        .satisfiesExactly(
            newest -> assertThat(newest).contains("Missed 4."),
            before -> assertThat(before).contains("Missed 3."),
            before -> assertThat(before).contains("Missed 2."),
            oldest -> assertThat(oldest).contains("Missed 1."));
    assertThat(page.evaluate("() => window.sameDocument")).isEqualTo(true);
    JsonNode resumed = suite.live().messages().getLast();
    assertThat(resumed.get("type").asString()).isEqualTo("resume");
    assertThat(resumed.get("sequence").asInt()).isEqualTo(1);
  }

  @Test
  void pauseNeedsTheKeyAndShowsWhenItWasInForce() {
    Page page = dashboard.show(suite.address(), "overview");
    page.click("[data-command=pause]");
    assertThat(page.locator("#confirm .effect").innerText())
        .contains("2 open positions", "short 0.11 ETH/USD", "long 0.00276 BTC/USD");
    page.fill("#confirm [name=reason]", "the venue is slow");
    page.click("#confirm button.primary");
    DashboardIT.signIn(page);

    page.waitForSelector("[data-outcome]:has-text('In force after 17 ms')");
    assertThat(page.locator("[data-outcome]").innerText()).contains("position-service: 17 ms");
    assertThat(page.locator("[data-waiting=ml-service]").innerText()).contains("is away");
    assertThat(suite.rest().writes()).hasSize(1);
    StandInRest.Write write = suite.rest().writes().getFirst();
    assertThat(write.path()).isEqualTo("control/pause");
    assertThat(write.body().get("reason").asString()).isEqualTo("the venue is slow");
    assertThat(write.idempotencyKey()).hasSize(32);
    assertThat(suite.rest().refused()).isEmpty();
    assertThat(dashboard.complaints()).isEmpty();
  }

  @Test
  void aWrongKeyIsToldAndNothingIsDone() {
    Page page = dashboard.show(suite.address(), "overview");
    page.click("[data-command=halt]");
    page.fill("#confirm [name=reason]", "try");
    page.click("#confirm button.danger");
    page.waitForSelector("#key[open]");
    page.fill("#key [name=key]", "guess");
    page.press("#key [name=key]", "Enter");
    page.waitForSelector("#key .problem:has-text('the key is wrong')");
    page.keyboard().press("Escape");

    page.waitForSelector("#confirm .problem:has-text('no key was given')");
    assertThat(suite.rest().writes()).isEmpty();
  }

  @Test
  void closeAllAndOnePositionAreClosedOnceEach() throws IOException {
    Page page = dashboard.show(suite.address(), "overview");
    page.click("[data-command=close-all]");
    page.fill("#confirm [name=reason]", "done for today");
    page.click("#confirm button.danger");
    DashboardIT.signIn(page);
    page.waitForSelector("[data-outcome]:has-text('In force')");
    page.click("#confirm button:has-text('Done')");
    page.click("[aria-label='Close BTC/USD']");
    page.fill("#confirm [name=reason]", "too long");
    page.click("#confirm button.danger");
    page.waitForSelector("[data-outcome]:has-text('In force')");

    String position =
        suite.rest().answer("positions").get("items").get(1).get("positionId").asString();
    assertThat(suite.rest().writes())
        .extracting(StandInRest.Write::path)
        .containsExactly("control/close-all", "control/close");
    assertThat(suite.rest().writes().getLast().body().get("positionId").asString())
        .isEqualTo(position);
  }

  @Test
  void sizesAreScaledByAFactorThatTheDialogAsksFor() {
    Page page = dashboard.show(suite.address(), "risk");
    page.click("main [data-command=size-scale]");
    page.fill("#confirm [name=reason]", "careful");
    page.fill("#confirm [name=factor]", "2");
    page.click("#confirm button.primary");
    assertThat(page.evaluate("() => document.querySelector('#confirm form').checkValidity()"))
        .as("2 is no factor")
        .isEqualTo(false);
    page.fill("#confirm [name=factor]", "0.25");
    page.click("#confirm button.primary");
    DashboardIT.signIn(page);

    page.waitForSelector("[data-outcome]:has-text('In force after 17 ms')");
    StandInRest.Write write = suite.rest().writes().getFirst();
    assertThat(suite.rest().writes()).hasSize(1);
    assertThat(write.path()).isEqualTo("control/size-scale");
    assertThat(write.body().get("factor").asString()).isEqualTo("0.25");
    assertThat(dashboard.complaints()).isEmpty();
  }

  @Test
  void oneTradeIsAllowedAndFilesAreReloadedFromTheRiskView() {
    Page page = dashboard.show(suite.address(), "risk");
    page.click("main [data-command=allow-next]");
    assertThat(page.locator("#confirm .effect").innerText()).contains("exactly one passes");
    page.fill("#confirm [name=reason]", "this one");
    page.click("#confirm button.primary");
    DashboardIT.signIn(page);
    page.waitForSelector("[data-outcome]:has-text('In force')");
    page.click("#confirm button:has-text('Done')");
    page.click("main [data-command=reload]");
    page.fill("#confirm [name=reason]", "a new strategy");
    page.click("#confirm button.primary");
    page.waitForSelector("[data-outcome]:has-text('In force')");

    assertThat(suite.rest().writes())
        .extracting(StandInRest.Write::path)
        .containsExactly("control/allow-next", "control/reload");
  }

  @Test
  void theDialogKeepsTheFocusAndGivesItBack() {
    Page page = dashboard.show(suite.address(), "overview");
    page.focus("[data-command=halt]");
    page.keyboard().press("Enter");
    page.waitForSelector("#confirm[open]");
    for (int i = 0; i < 6; i++) {
      page.keyboard().press("Tab");
      assertThat(
              page.evaluate(
                  "() => document.activeElement === document.body"
                      + " || document.activeElement.closest('#confirm') !== null"))
          .isEqualTo(true);
    }
    page.keyboard().press("Escape");

    await().until(() -> String.valueOf(page.evaluate(FOCUS)).contains("Halt"));
    assertThat(suite.rest().writes()).isEmpty();
  }

  @Test
  void theKeyboardComesByTheSkipLinkTheCommandsAndTheViews() {
    Page page = dashboard.show(suite.address(), "overview");
    List<String> stops =
        java.util.stream.IntStream.range(0, 9)
            .mapToObj(
                _ -> {
                  page.keyboard().press("Tab");
                  return String.valueOf(page.evaluate(FOCUS));
                })
            .toList();

    assertThat(stops.getFirst()).isEqualTo("Skip to the content");
    assertThat(stops.get(1)).contains("Pause");
    assertThat(stops.get(4)).contains("Halt");
    assertThat(stops).contains("Overview", "Market");
    assertThat(page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle"))
        .isEqualTo("solid");
  }

  @Test
  void theThemeIsTheSystemsUntilItIsSwitchedAndStaysSwitched() {
    Page page = dashboard.show(suite.address(), "overview");
    assertThat(page.getAttribute("html", "data-theme")).isEqualTo("light");
    page.click("text=Dark");
    assertThat(page.getAttribute("html", "data-theme")).isEqualTo("dark");
    page.reload();

    assertThat(page.getAttribute("html", "data-theme")).isEqualTo("dark");
  }
}
