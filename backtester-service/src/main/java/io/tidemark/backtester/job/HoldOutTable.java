package io.tidemark.backtester.job;

import io.tidemark.backtester.search.HoldOutLedger;
import io.tidemark.backtester.search.HoldOutLine;
import io.tidemark.core.optimise.split.HoldOutOpening;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Every look at a hold-out that a job took, kept for good. */
@Component
class HoldOutTable implements HoldOutLedger {

  private final JdbcClient database;

  HoldOutTable(JdbcClient database) {
    this.database = database;
  }

  @Override
  public List<HoldOutOpening> openings() {
    return database
        .sql("select opening from hold_out_opening order by sequence")
        .query(String.class)
        .list()
        .stream()
        .map(HoldOutLine::parse)
        .toList();
  }

  @Override
  public void add(HoldOutOpening opening) {
    database
        .sql("insert into hold_out_opening (opening) values (?::json)")
        .param(HoldOutLine.text(opening))
        .update();
  }
}
