package io.tidemark.launcher.optimise;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.backtester.search.OptimiseRequest;
import io.tidemark.kit.codec.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A search as a page: what its script reads, held against the result as JSON. */
class SearchPageTest {

  private static final String THREE =
      """
      objective: net_profit
      constraints: ["trades >= 60"]
      search: {method: grid}
      parameters:
        dip: {from: 5, to: 20, step: 5}
        exits.stop_loss_pct: {from: 1.0, to: 3.0, step: 1.0}
        exits.max_hold_time_minutes: [120, 720]
      """;

  @TempDir Path folder;
  private SearchFixture fixture;

  @BeforeEach
  void writeFiles() throws IOException {
    fixture = new SearchFixture(folder);
  }

  private JsonNode search(String space, List<String> heatMap) throws IOException {
    fixture.write("space.yaml", space);
    return fixture.optimise(
        new OptimiseRequest(
            fixture.search("hours.csv", SearchFixture.AS_WRITTEN, 2), null, false, heatMap),
        null);
  }

  private JsonNode page() throws IOException {
    String html = Files.readString(fixture.file("report.html"));
    String begin = "<script type=\"application/json\" id=\"data\">";
    int from = html.indexOf(begin) + begin.length();
    return Json.mapper().readTree(html.substring(from, html.indexOf("</script>", from)));
  }

  @Test
  void showsTheTwoParametersThatWereAskedForFirst() throws IOException {
    JsonNode result = search(THREE, List.of("exits.stop_loss_pct", "dip"));
    JsonNode surface = page().get("surface");
    JsonNode parameters = page().get("parameters");

    assertThat(parameters.path(surface.get("x").asInt()).asString())
        .isEqualTo("exits.stop_loss_pct");
    assertThat(parameters.path(surface.get("y").asInt()).asString()).isEqualTo("dip");
    assertThat(surface.get("maps")).hasSize(3);
    JsonNode map = mapOf(surface, surface.get("x").asInt(), surface.get("y").asInt());
    boolean turned = surface.get("x").asInt() > surface.get("y").asInt();
    for (int row = 0; row < 4; row++) {
      for (int column = 0; column < 3; column++) {
        JsonNode cell = turned ? map.at("/all/" + column + "/" + row) : map.at(at(row, column));
        JsonNode told = result.at("/heatMap/cells/%d/%d".formatted(row, column));
        assertThat(cell.get(0).asInt()).isEqualTo(told.get("trials").asInt()).isEqualTo(2);
        assertThat(cell.get(1).asInt()).isEqualTo(told.get("feasible").asInt());
        assertThat(cell.get(2).asDouble()).isEqualTo(told.get("mean").asDouble());
        assertThat(cell.get(3).asDouble()).isEqualTo(told.get("best").asDouble());
      }
    }
  }

  private static String at(int row, int column) {
    return "/all/%d/%d".formatted(row, column);
  }

  private static JsonNode mapOf(JsonNode surface, int one, int other) {
    for (JsonNode map : surface.get("maps")) {
      if (map.get("x").asInt() == Math.min(one, other)
          && map.get("y").asInt() == Math.max(one, other)) {
        return map;
      }
    }
    throw new AssertionError("no map of " + one + " and " + other);
  }

  /** On a grid, the third parameter at the best trial's value leaves one trial to each cell. */
  @Test
  void cutsTheSurfaceThroughTheBestTrial() throws IOException {
    JsonNode result = search(THREE, List.of());
    JsonNode surface = page().get("surface");
    List<String> parameters = new ArrayList<>();
    page().get("parameters").forEach(name -> parameters.add(name.asString()));
    int dip = parameters.indexOf("dip");
    int stop = parameters.indexOf("exits.stop_loss_pct");
    JsonNode map = mapOf(surface, dip, stop);

    JsonNode best = result.at("/best/parameters");
    int compared = 0;
    for (JsonNode trial : result.get("trials")) {
      JsonNode chosen = trial.get("parameters");
      if (chosen
          .get("exits.max_hold_time_minutes")
          .equals(best.get("exits.max_hold_time_minutes"))) {
        int byDip = chosen.get("dip").asInt() / 5 - 1;
        int byStop = chosen.get("exits.stop_loss_pct").asInt() - 1;
        JsonNode cell =
            dip < stop
                ? map.at("/near/%d/%d".formatted(byStop, byDip))
                : map.at("/near/%d/%d".formatted(byDip, byStop));
        assertThat(cell.get(0).asInt()).isEqualTo(1);
        assertThat(cell.get(3).asDouble()).isEqualTo(trial.get("value").asDouble());
        compared++;
      }
    }
    assertThat(compared).isEqualTo(12);
    assertThat(surface.get("bestBands").get(dip).asInt())
        .isEqualTo(best.get("dip").asInt() / 5 - 1);
  }

  @Test
  void tellsTheTrialsInOrderWithTheBestSoFar() throws IOException {
    JsonNode result = search(THREE, List.of());
    JsonNode trials = page().get("trials");

    List<String> improvements = new ArrayList<>();
    double best = Double.NEGATIVE_INFINITY;
    int kept = 0;
    for (JsonNode trial : result.get("trials")) {
      boolean feasible = trial.get("feasible").asBoolean();
      double value = trial.get("value").asDouble();
      kept += feasible ? 1 : 0;
      if (feasible && value > best) {
        best = value;
        improvements.add("[%d,%s]".formatted(trial.get("number").asInt(), value));
      }
    }
    assertThat(kept).isBetween(1, 23);
    assertThat(trials.get("bestSoFar").toString())
        .isEqualTo("[" + String.join(",", improvements) + "]");
    assertThat(trials.get("rows")).hasSize(24);
    assertThat(trials.get("points")).hasSize(24);
    assertThat(trials.at("/rows/7/figures/0").asDouble())
        .isEqualTo(result.at("/trials/7/figures/netProfit").asDouble());
    assertThat(trials.at("/rows/7/figures/12").asInt())
        .isEqualTo(result.at("/trials/7/figures/totalTrades").asInt());
  }

  @Test
  void tellsWhatSpeaksAgainstItAndHowCompleteTheDataAre() throws IOException {
    String rows = Files.readString(fixture.file("hours.csv"));
    String without = rows.lines().skip(100).findFirst().orElseThrow() + "\n";
    fixture.write("hours.csv", rows.replace(without, ""));
    JsonNode result = search(THREE, List.of());
    JsonNode page = page();

    assertThat(page.at("/evidence/deflatedSharpe").asDouble())
        .isEqualTo(result.at("/evidence/deflatedSharpe").asDouble());
    assertThat(page.at("/evidence/overfitting").asDouble())
        .isEqualTo(result.at("/evidence/overfitting/probability").asDouble());
    assertThat(page.get("yaml").asString()).isEqualTo(Files.readString(fixture.file("best.yaml")));
    assertThat(page.at("/symbols/0/expectedBars").asInt()).isEqualTo(20 * 24);
    assertThat(page.at("/symbols/0/barCount").asInt()).isEqualTo(20 * 24 - 1);
    assertThat(page.at("/symbols/0/gaps/0/2").asInt()).isEqualTo(1);
  }

  @Test
  void showsOneParameterAloneAsARow() throws IOException {
    JsonNode result =
        search("objective: net_profit\nparameters: {dip: {from: 5, to: 20, step: 5}}\n", List.of());
    JsonNode surface = page().get("surface");

    assertThat(surface.has("y")).isFalse();
    assertThat(surface.at("/maps/0/all/0")).hasSize(4);
    for (JsonNode trial : result.get("trials")) {
      int band = trial.at("/parameters/dip").asInt() / 5 - 1;
      assertThat(surface.at("/maps/0/all/0/%d/3".formatted(band)).asDouble())
          .isEqualTo(trial.get("value").asDouble());
    }
  }

  @Test
  void writesTheSameBytesForTheSameSearch() throws IOException {
    search(THREE, List.of());
    byte[] first = Files.readAllBytes(fixture.file("report.html"));
    search(THREE, List.of());

    assertThat(Files.readAllBytes(fixture.file("report.html"))).isEqualTo(first);
  }

  @Test
  void holdsAllItNeedsAndLetsNoTextBreakOut() throws IOException {
    fixture.write(
        "dips.yaml",
        SearchFixture.STRATEGY.replace("{id: dips}", "{id: dips, name: '</script><b>x'}"));
    search(THREE, List.of());
    String html = Files.readString(fixture.file("report.html"));

    assertThat(html)
        .startsWith("<!DOCTYPE html>")
        .contains("default-src 'none'")
        .doesNotContain("</script><b>")
        .doesNotContain("{{")
        .contains("Search of &lt;/script&gt;&lt;b&gt;x");
    assertThat(page().get("yaml").asString()).contains("</script><b>x");
  }
}
