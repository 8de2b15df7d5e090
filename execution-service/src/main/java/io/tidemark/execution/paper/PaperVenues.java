package io.tidemark.execution.paper;

import io.tidemark.core.engine.PaperVenueConfiguration;
import io.tidemark.execution.lease.AccountLease;
import io.tidemark.execution.venue.OrderVenue;
import io.tidemark.kit.configuration.FillModel;
import io.tidemark.kit.configuration.SuiteConfiguration;
import io.tidemark.kit.connection.KafkaConnection;
import io.tidemark.kit.messaging.EventConsumers;
import io.tidemark.kit.time.SuiteClock;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.InstrumentRules;
import io.tidemark.model.Symbol;
import io.tidemark.model.Timeframe;
import io.tidemark.model.topic.Topic;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Opens the paper venue of an account. */
public final class PaperVenues {

  private static final BigDecimal PLENTY = BigDecimal.TEN.pow(18);

  /** Bars that are kept for orders that arrive late. */
  private static final int BARS_KEPT = 60;

  private final String account;
  private final SuiteConfiguration configuration;
  private final Timing timing;
  private final JdbcTemplate database;
  private final TransactionTemplate transactions;
  private final EventConsumers consumers;
  private final SuiteClock clock;
  private final Sources sources;

  /**
   * @param holdback how far behind the newest market event orders are matched
   * @param history how long market events are kept for orders that arrive late
   */
  public record Timing(Duration holdback, Duration history) {}

  /**
   * @param kafka where the market is
   * @param ingestor the address that tells the instruments
   */
  public record Sources(KafkaConnection kafka, String ingestor) {}

  public PaperVenues(
      String account,
      SuiteConfiguration configuration,
      Timing timing,
      JdbcTemplate database,
      TransactionTemplate transactions,
      EventConsumers consumers,
      SuiteClock clock,
      Sources sources) {
    this.account = account;
    this.configuration = configuration;
    this.timing = timing;
    this.database = database;
    this.transactions = transactions;
    this.consumers = consumers;
    this.clock = clock;
    this.sources = sources;
  }

  /** The venue; nothing is loaded yet. */
  public OrderVenue open(AccountLease lease) {
    PaperMarketplace marketplace =
        new PaperMarketplace(
            this::configuration,
            new PaperTables(database, account),
            new MarketRewind(sources.kafka),
            transactions);
    return new PaperOrderVenue(
        marketplace,
        new InstrumentClient(sources.ingestor),
        configuration.exchange().name(),
        consumers,
        isOnBars() ? List.of(Topic.MARKET_BAR) : List.of(Topic.MARKET_TRADE, Topic.MARKET_BOOK),
        clock);
  }

  /** What prices real orders by the paper model, with an account that never lacks money. */
  public PaperComparison comparison(Map<InstrumentId, InstrumentRules> listed) {
    Map<InstrumentId, InstrumentRules> traded = traded(listed);
    Map<String, BigDecimal> plenty = new HashMap<>();
    for (InstrumentId instrument : traded.keySet()) {
      plenty.put(instrument.symbol().base(), PLENTY);
      plenty.put(instrument.symbol().quote(), PLENTY);
    }
    return new PaperComparison(
        new PaperVenueConfiguration(
            account,
            traded,
            plenty,
            configuration.execution().fills(),
            configuration.execution().latency(),
            timing.holdback,
            timing.history,
            true));
  }

  private boolean isOnBars() {
    return configuration.execution().fillModel() == FillModel.BAR;
  }

  /** Only the configured symbols are followed. */
  private Map<InstrumentId, InstrumentRules> traded(Map<InstrumentId, InstrumentRules> listed) {
    return listed.entrySet().stream()
        .filter(entry -> configuration.symbols().contains(entry.getKey().symbol()))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private PaperVenueConfiguration configuration(Map<InstrumentId, InstrumentRules> listed) {
    Map<InstrumentId, InstrumentRules> traded = traded(listed);
    Map<String, BigDecimal> cash =
        configuration.symbols().stream()
            .map(Symbol::quote)
            .distinct()
            .collect(
                Collectors.toMap(code -> code, code -> configuration.portfolio().initialCash()));
    if (isOnBars()) {
      return PaperVenueConfiguration.onBars(
          account,
          traded,
          cash,
          configuration.execution().fills(),
          Timeframe.M1,
          BARS_KEPT,
          configuration.risk().allowShort());
    }
    return new PaperVenueConfiguration(
        account,
        traded,
        cash,
        configuration.execution().fills(),
        configuration.execution().latency(),
        timing.holdback,
        timing.history,
        configuration.risk().allowShort());
  }
}
