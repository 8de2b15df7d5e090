package io.tidemark.launcher.monitoring;

import io.tidemark.kit.codec.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The dashboards of {@code grafana/dashboards}. */
public final class Dashboards {

  /** The root of the repository. */
  static final Path ROOT = Path.of(System.getProperty("tidemark.root", ".."));

  private Dashboards() {}

  /**
   * A dashboard.
   *
   * @param name of its file, without its end
   * @param json all of it
   * @param variables that its user chooses, in the order they depend on each other
   */
  public record Dashboard(
      String name, JsonNode json, List<Variable> variables, List<Panel> panels) {}

  /**
   * What a user of a dashboard chooses, such as a symbol.
   *
   * @param sql what gives the choice; empty if the file does
   * @param standard what is chosen where the file gives the choice
   */
  public record Variable(String name, String sql, String standard) {}

  /** A panel of a dashboard, with what it asks. */
  public record Panel(String dashboard, int id, String title, JsonNode json, List<Target> targets) {

    /** {@code dashboard/title}. */
    public String key() {
      return dashboard + "/" + title;
    }

    @Override
    public String toString() {
      return key();
    }
  }

  /**
   * One question of a panel.
   *
   * @param datasource uid of who is asked
   * @param query PromQL or SQL, with Grafana's variables and macros in it
   * @param format how the answer is shown, such as {@code time_series}; empty for the usual
   */
  public record Target(String datasource, String query, String format) {

    /** Whether Postgres is asked, and not Prometheus. */
    public boolean isSql() {
      return datasource.equals("postgres");
    }
  }

  /** All, by the names of their files. */
  public static List<Dashboard> all() {
    try (Stream<Path> files = Files.list(ROOT.resolve("grafana/dashboards"))) {
      return files.sorted().map(Dashboards::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Dashboard read(Path file) {
    try {
      String name = file.getFileName().toString().replace(".json", "");
      JsonNode json = Json.mapper().readTree(Files.readString(file));
      List<Variable> variables = new ArrayList<>();
      for (JsonNode variable : json.path("templating").path("list")) {
        boolean queried = variable.path("type").asString("").equals("query");
        variables.add(
            new Variable(
                variable.path("name").asString(""),
                queried ? variable.path("query").asString("") : "",
                variable.path("current").path("value").asString("")));
      }
      List<Panel> panels = new ArrayList<>();
      for (JsonNode panel : json.path("panels")) {
        if (!panel.path("type").asString("").equals("row")) {
          panels.add(panel(name, panel));
        }
      }
      return new Dashboard(name, json, variables, panels);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }

  private static Panel panel(String dashboard, JsonNode json) {
    List<Target> targets = new ArrayList<>();
    for (JsonNode target : json.path("targets")) {
      String uid =
          target
              .path("datasource")
              .path("uid")
              .asString(json.path("datasource").path("uid").asString(""));
      targets.add(
          new Target(
              uid,
              target.path("rawSql").asString(target.path("expr").asString("")),
              target.path("format").asString("")));
    }
    return new Panel(
        dashboard, json.path("id").asInt(), json.path("title").asString(""), json, targets);
  }
}
