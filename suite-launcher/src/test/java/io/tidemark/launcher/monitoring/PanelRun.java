package io.tidemark.launcher.monitoring;

import io.tidemark.launcher.monitoring.Dashboards.Dashboard;
import io.tidemark.launcher.monitoring.Dashboards.Panel;
import io.tidemark.launcher.monitoring.Dashboards.Target;
import io.tidemark.launcher.monitoring.Dashboards.Variable;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/** Asks what the panels ask, of a running suite, as Grafana does. */
public final class PanelRun {

  private static final Duration SHOWN = Duration.ofMinutes(1);

  private final JdbcTemplate database;
  private final @Nullable PrometheusServer prometheus;
  private final Set<Target> answered = new HashSet<>();

  /**
   * @param database as the role of Grafana
   * @param prometheus null where there is none; then its panels are passed over
   */
  public PanelRun(JdbcTemplate database, @Nullable PrometheusServer prometheus) {
    this.database = database;
    this.prometheus = prometheus;
  }

  /**
   * What came of a question.
   *
   * @param isEmpty whether it could be asked, and nothing came
   * @param problem empty if something came
   */
  private record Answer(boolean isEmpty, String problem) {

    static final Answer SOMETHING = new Answer(false, "");

    static Answer nothing(String what, String query) {
      return new Answer(true, what + ": " + query);
    }

    static Answer refused(@Nullable String why, String query) {
      return new Answer(false, why + ": " + query);
    }
  }

  /**
   * Asks everything that has not been answered before.
   *
   * @return by panel's key, what cannot be asked, and what shows nothing and is none of {@link
   *     EmptyPanels}
   */
  public SequencedMap<String, String> problems() {
    SequencedMap<String, String> problems = new TreeMap<>();
    for (Dashboard dashboard : Dashboards.all()) {
      Map<String, String> chosen = chosen(dashboard);
      for (Panel panel : dashboard.panels()) {
        boolean mayBeEmpty = EmptyPanels.REASONS.containsKey(panel.key());
        for (Target target : panel.targets()) {
          if (answered.contains(target)) {
            continue;
          }
          Answer answer = answer(target, chosen);
          if (answer.problem().isEmpty() || answer.isEmpty() && mayBeEmpty) {
            answered.add(target);
          } else {
            problems.merge(panel.key(), answer.problem(), (one, more) -> one + "\n" + more);
          }
        }
      }
    }
    return problems;
  }

  /** The first of what each variable offers; {@code none} of nothing. */
  private Map<String, String> chosen(Dashboard dashboard) {
    Map<String, String> chosen = new HashMap<>();
    for (Variable variable : dashboard.variables()) {
      if (variable.sql().isEmpty()) {
        chosen.put(variable.name(), variable.standard());
      } else {
        List<String> offered =
            database.queryForList(GrafanaQuery.sql(variable.sql(), chosen), String.class);
        chosen.put(variable.name(), offered.isEmpty() ? "none" : offered.getFirst());
      }
    }
    return chosen;
  }

  private Answer answer(Target target, Map<String, String> chosen) {
    return target.isSql()
        ? ofSql(GrafanaQuery.sql(target.query(), chosen), target.format())
        : ofPromQl(GrafanaQuery.promQl(target.query(), chosen));
  }

  private Answer ofSql(String sql, String format) {
    List<Map<String, Object>> rows;
    try {
      rows = database.queryForList(sql);
    } catch (DataAccessException e) {
      return Answer.refused(e.getMostSpecificCause().getMessage(), sql);
    }
    if (rows.isEmpty()) {
      return Answer.nothing("no row", sql);
    }
    if (format.equals("time_series") && rows.getFirst().get("time") == null) {
      return Answer.refused("no column time", sql);
    }
    return rows.stream().anyMatch(PanelRun::tells)
        ? Answer.SOMETHING
        : Answer.nothing("nothing but null", sql);
  }

  private static boolean tells(Map<String, Object> row) {
    return row.entrySet().stream()
        .anyMatch(cell -> !cell.getKey().equals("time") && cell.getValue() != null);
  }

  private Answer ofPromQl(String query) {
    if (prometheus == null) {
      return Answer.SOMETHING;
    }
    try {
      return prometheus.hasValue(query, SHOWN)
          ? Answer.SOMETHING
          : Answer.nothing("no value", query);
    } catch (IllegalArgumentException e) {
      return Answer.refused(e.getMessage(), query);
    }
  }
}
