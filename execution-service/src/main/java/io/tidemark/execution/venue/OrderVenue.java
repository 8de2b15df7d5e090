package io.tidemark.execution.venue;

import io.tidemark.core.engine.ExecutionInput;
import io.tidemark.core.engine.ExecutionInput.OrderInput;
import io.tidemark.core.engine.ExecutionOrder;
import io.tidemark.core.engine.VenueCommand;
import io.tidemark.exchange.VenueReadException;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.InstrumentRules;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The venue of one account, as the execution stage sees it. Thread-safe. */
public interface OrderVenue extends AutoCloseable {

  /**
   * What it trades.
   *
   * @throws VenueReadException if it cannot be told now
   */
  Map<InstrumentId, InstrumentRules> instruments();

  /** Begins to tell of its own accord what becomes of orders. */
  void start(Reports reports);

  /**
   * Runs a command once, whatever happens.
   *
   * @param order which the command is about
   * @return what the stage is to take of the answer
   */
  List<ExecutionInput> run(VenueCommand command, ExecutionOrder order);

  /**
   * After which times since it took an order that should trade at once the venue is asked for its
   * fills, if they are not known by then; empty if it tells them reliably.
   */
  List<Duration> followUps();

  /**
   * Its working orders, and its fills since a moment.
   *
   * @throws VenueReadException if it cannot be told now
   */
  VenueBooks books(Instant fillsSince);

  /**
   * What the account holds, ordered by currency.
   *
   * @throws VenueReadException if it cannot be told now
   */
  List<VenueBalance> balances();

  /**
   * Its clock.
   *
   * @throws VenueReadException if it cannot be told now
   */
  Instant time();

  /**
   * What its key may not do, in words; empty if it may read the account and place and cancel
   * orders.
   *
   * @param probe an instrument that it trades
   */
  List<String> missingPermissions(InstrumentId probe);

  /** How it can be reached now. */
  VenueStatus status();

  /** Asks for a sign of life, so that {@link #status} is of now. */
  void check();

  /** Ends its reports and connections. */
  @Override
  void close();

  /** Hears what a venue tells of its own accord. */
  interface Reports {

    /** Something of an order; of other hands' orders, too. */
    void told(OrderInput input);

    /** Something may have been missed until now. */
    void connected();
  }

  /**
   * How a venue can be reached.
   *
   * @param reachable whether the last call was answered
   * @param detail of the last failure; empty if reachable
   * @param stream how its stream stands, in words
   */
  record VenueStatus(boolean reachable, String detail, String stream) {}
}
