package io.tidemark.kit.service;

/** The services of the suite: their names, ports and schemas. */
public enum TidemarkService {
  INGESTOR("ingestor-service", 8081, "market_data"),
  BACKFILLER("backfiller-service", 8082, "backfill"),
  SCANNER("scanner-service", 8083, "scanner"),
  POSITION("position-service", 8084, "positions"),
  EXECUTION("execution-service", 8085, "execution"),
  ML("ml-service", 8086, "ml"),
  BACKTESTER("backtester-service", 8087, "backtest"),
  OPERATOR_GATEWAY("operator-gateway", 8080, "operator");

  private final String serviceName;
  private final int port;
  private final String schema;

  TidemarkService(String serviceName, int port, String schema) {
    this.serviceName = serviceName;
    this.port = port;
    this.schema = schema;
  }

  /** The module's and the consumer group's name, such as {@code position-service}. */
  public String serviceName() {
    return serviceName;
  }

  /** The port it listens on unless told otherwise. */
  public int port() {
    return port;
  }

  /** The Postgres schema that it alone reads and writes. */
  public String schema() {
    return schema;
  }
}
