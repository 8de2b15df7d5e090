package io.tidemark.launcher.monitoring;

import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A query as Grafana sends it: with the values of variables, and with its macros written out, as
 * its sources {@code postgres/macros.go} and {@code prometheus/models/query.go} do.
 */
final class GrafanaQuery {

  /** Of what is shown: all that was recorded. */
  private static final String FROM = "2009-01-03T00:00:00Z";

  private static final String TO = "2099-12-31T00:00:00Z";
  private static final String INTERVAL_SECONDS = "60";
  private static final String RATE_INTERVAL = "10s";

  private static final Pattern QUOTED_VARIABLE = Pattern.compile("\\$\\{(\\w+):sqlstring}");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{?([a-z]\\w*)}?");
  private static final Pattern TIME_FILTER = Pattern.compile("\\$__timeFilter\\(([^()]+)\\)");
  private static final Pattern TIME_GROUP =
      Pattern.compile("\\$__timeGroupAlias\\(([^(),]+),\\s*\\$__interval\\)");

  private static final Pattern LEFT_OVER = Pattern.compile("\\$(__|\\{|[a-z])");

  private GrafanaQuery() {}

  /**
   * SQL for Postgres.
   *
   * @throws IllegalArgumentException if something of Grafana's is left that is not known here
   */
  static String sql(String query, Map<String, String> variables) {
    String valued =
        QUOTED_VARIABLE
            .matcher(query)
            .replaceAll(name -> literally("'" + value(name, variables).replace("'", "''") + "'"));
    String filtered =
        TIME_FILTER.matcher(valued).replaceAll("$1 BETWEEN '" + FROM + "' AND '" + TO + "'");
    return complete(
        TIME_GROUP
            .matcher(filtered)
            .replaceAll(
                "floor(extract(epoch from $1)/%s)*%s AS \"time\""
                    .formatted(INTERVAL_SECONDS, INTERVAL_SECONDS)));
  }

  /**
   * PromQL.
   *
   * @throws IllegalArgumentException if something of Grafana's is left that is not known here
   */
  static String promQl(String query, Map<String, String> variables) {
    return complete(
        VARIABLE
            .matcher(query.replace("$__rate_interval", RATE_INTERVAL))
            .replaceAll(name -> literally(value(name, variables))));
  }

  private static String value(MatchResult name, Map<String, String> variables) {
    String value = variables.get(name.group(1));
    if (value == null) {
      throw new IllegalArgumentException(
          "the variable %s is none of the dashboard's %s"
              .formatted(name.group(), variables.keySet()));
    }
    return value;
  }

  private static String literally(String text) {
    return Matcher.quoteReplacement(text);
  }

  private static String complete(String query) {
    if (LEFT_OVER.matcher(query).find()) {
      throw new IllegalArgumentException("cannot be written out: " + query);
    }
    return query;
  }
}
