package io.tidemark.backtester.job;

/** What a job is. */
enum JobKind {
  /** A strategy over recorded bars. */
  BACKTEST("backtest"),
  /** A search of a strategy's parameters. */
  OPTIMISATION("optimisation"),
  /** Searches that walk through time, each judged by what came after. */
  WALK_FORWARD("walk-forward");

  private final String title;

  JobKind(String title) {
    this.title = title;
  }

  /** As people and paths say it. */
  String title() {
    return title;
  }
}
