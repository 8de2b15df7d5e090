package io.tidemark.launcher.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class GrafanaQueryTest {

  private static final Map<String, String> CHOSEN =
      Map.of("symbol", "BTC/USD", "strategy", "the bear's");

  @Test
  void quotesVariablesInSql() {
    assertThat(GrafanaQuery.sql("select 1 where a = ${strategy:sqlstring}", CHOSEN))
        .isEqualTo("select 1 where a = 'the bear''s'");
  }

  @Test
  void writesOutMacrosOfSql() {
    assertThat(
            GrafanaQuery.sql(
                "select $__timeGroupAlias(o.at, $__interval) from o where $__timeFilter(o.at)",
                CHOSEN))
        .isEqualTo(
            "select floor(extract(epoch from o.at)/60)*60 AS \"time\" from o"
                + " where o.at BETWEEN '2009-01-03T00:00:00Z' AND '2099-12-31T00:00:00Z'");
  }

  @Test
  void writesOutPromQl() {
    assertThat(
            GrafanaQuery.promQl(
                "rate(tidemark_trades_total{symbol=\"$symbol\"}[$__rate_interval])", CHOSEN))
        .isEqualTo("rate(tidemark_trades_total{symbol=\"BTC/USD\"}[10s])");
  }

  @Test
  void leavesAPatternOfPostgresAsItIs() {
    assertThat(GrafanaQuery.sql("select regexp_replace(a, '_[0-9]$', '')", CHOSEN))
        .isEqualTo("select regexp_replace(a, '_[0-9]$', '')");
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    assertThatThrownBy(() -> GrafanaQuery.sql("select $__unixEpochFilter(a)", CHOSEN))
        .hasMessage("cannot be written out: select $__unixEpochFilter(a)");
    assertThatThrownBy(() -> GrafanaQuery.promQl("up{service=\"$service\"}", CHOSEN))
        .hasMessageContaining("the variable $service is none of the dashboard's");
  }
}
