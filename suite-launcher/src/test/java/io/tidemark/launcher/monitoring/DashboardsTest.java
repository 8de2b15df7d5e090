package io.tidemark.launcher.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.launcher.monitoring.Dashboards.Dashboard;
import io.tidemark.launcher.monitoring.Dashboards.Panel;
import io.tidemark.launcher.monitoring.Dashboards.Target;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What Grafana would not say, or say only to the one who looks; {@code WholeSuiteIT} asks all. */
class DashboardsTest {

  private static final List<Panel> PANELS =
      Dashboards.all().stream().flatMap(dashboard -> dashboard.panels().stream()).toList();

  @Test
  void hasADashboardForEachSubject() {
    assertThat(Dashboards.all())
        .extracting(Dashboard::name)
        .containsExactly("data-quality", "decisions", "market", "ml", "platform", "trading");
    assertThat(Dashboards.all())
        .extracting(dashboard -> dashboard.json().path("uid").asString(""))
        .doesNotHaveDuplicates()
        .allMatch(uid -> uid.startsWith("tidemark-"));
  }

  @Test
  void refreshesEachHalfSecondToFive() {
    assertThat(Dashboards.all())
        .allSatisfy(
            dashboard ->
                assertThat(period(dashboard.json().path("refresh").asString("")))
                    .as(dashboard.name())
                    .isBetween(Duration.ofMillis(500), Duration.ofSeconds(5)));
  }

  private static Duration period(String text) {
    return text.endsWith("ms")
        ? Duration.ofMillis(Long.parseLong(text.replace("ms", "")))
        : Duration.ofSeconds(Long.parseLong(text.replace("s", "")));
  }

  @Test
  void tellsOfEachPanelWhatItIs() {
    assertThat(PANELS)
        .allSatisfy(
            panel -> {
              assertThat(panel.title()).isNotBlank();
              assertThat(panel.json().path("description").asString(""))
                  .as(panel.key())
                  .isNotBlank();
              assertThat(
                      panel.json().path("fieldConfig").path("defaults").path("unit").asString(""))
                  .as("unit of " + panel.key())
                  .isNotBlank();
            });
  }

  @Test
  void asksADatasourceThatIsProvisioned() {
    assertThat(PANELS)
        .allSatisfy(
            panel ->
                assertThat(panel.targets())
                    .as(panel.key())
                    .isNotEmpty()
                    .allSatisfy(target -> assertThat(target.query()).isNotBlank())
                    .extracting(Target::datasource)
                    .isSubsetOf("prometheus", "postgres"));
  }

  @Test
  void namesEachPanelOnce() {
    assertThat(PANELS).extracting(Panel::key).doesNotHaveDuplicates();
    assertThat(PANELS).extracting(panel -> panel.dashboard() + panel.id()).doesNotHaveDuplicates();
  }

  /** Two panels at the same place would be moved by Grafana, each time otherwise. */
  @Test
  void laysNoPanelOverAnother() {
    for (Panel one : PANELS) {
      for (Panel other : PANELS) {
        if (!one.key().equals(other.key()) && one.dashboard().equals(other.dashboard())) {
          assertThat(overlap(one, other)).as("%s and %s", one.key(), other.key()).isFalse();
        }
      }
    }
  }

  private static boolean overlap(Panel one, Panel other) {
    return at(one, "x") < at(other, "x") + at(other, "w")
        && at(other, "x") < at(one, "x") + at(one, "w")
        && at(one, "y") < at(other, "y") + at(other, "h")
        && at(other, "y") < at(one, "y") + at(one, "h");
  }

  private static int at(Panel panel, String what) {
    return panel.json().path("gridPos").path(what).asInt();
  }

  @Test
  void asksForNoMetricThatNobodyPublishes() {
    assertThat(PANELS)
        .allSatisfy(
            panel ->
                assertThat(panel.targets())
                    .filteredOn(target -> !target.isSql())
                    .allSatisfy(
                        target ->
                            assertThat(PublishedMetrics.unknown(target.query()))
                                .as(panel.key())
                                .isEmpty()));
  }

  @Test
  void excusesNoPanelThatIsNotThere() {
    assertThat(PANELS).extracting(Panel::key).containsAll(EmptyPanels.REASONS.keySet());
  }
}
