package io.tidemark.ingestor.store;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tidemark.exchange.InvalidData;
import io.tidemark.kit.candles.CandleSeries;
import io.tidemark.kit.candles.CorruptCandlesException;
import io.tidemark.kit.candles.PackedCandleReader;
import io.tidemark.kit.candles.RawCandle;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes closed bars in bulk, each upload in one transaction. Thread-safe. */
public final class CandleUploads {

  /** The most rows of one upload. */
  public static final int MOST_ROWS = 50_000;

  private static final Logger LOG = LoggerFactory.getLogger(CandleUploads.class);
  private static final int ATTEMPTS = 3;

  /**
   * What came of an upload; {@code received} is the sum of the others.
   *
   * @param inserted bars that were not there
   * @param amended bars of which another edition was there
   * @param unchanged bars that add nothing to what is there
   * @param quarantined rows that can be no bar
   */
  public record Receipt(int received, int inserted, int amended, int unchanged, int quarantined) {}

  /** An upload cannot be taken as it is; the message says why. */
  public static final class RefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
      super(message);
    }
  }

  private final CandleTable table;
  private final MonthlyPartitions partitions;
  private final TransactionTemplate transactions;
  private final InstantSource clock;
  private final QuarantineLog quarantine;
  private final Counter stored;
  private final Counter refused;

  public CandleUploads(
      JdbcTemplate database,
      TransactionTemplate transactions,
      InstantSource clock,
      QuarantineLog quarantine,
      MeterRegistry metrics) {
    this.table = new CandleTable(database);
    this.partitions = new MonthlyPartitions(database);
    this.transactions = transactions;
    this.clock = clock;
    this.quarantine = quarantine;
    this.stored = Counter.builder("tidemark_candles_uploaded_total").register(metrics);
    this.refused = Counter.builder("tidemark_candles_quarantined_total").register(metrics);
  }

  /**
   * Stores packed bars. Doing it again changes nothing.
   *
   * @param expected whose bars the caller said these are
   * @throws RefusedException if they are another's, too many, or not whole
   * @throws DataAccessException if the database does not take them; then none is stored
   */
  public Receipt take(CandleSeries expected, InputStream packed)
      throws IOException, RefusedException {
    CandleIntake intake = new CandleIntake(expected, clock.instant());
    int received = read(expected, packed, intake);
    List<Candle> bars = intake.bars();
    CandleTable.Outcome outcome =
        bars.isEmpty() ? new CandleTable.Outcome(0, 0) : store(bars, expected);
    List<InvalidData> invalid = intake.invalid();
    invalid.forEach(quarantine::record);
    refused.increment(invalid.size());
    stored.increment(outcome.inserted() + outcome.amended());
    Receipt receipt =
        new Receipt(
            received,
            outcome.inserted(),
            outcome.amended(),
            bars.size() - outcome.inserted() - outcome.amended(),
            invalid.size());
    LOG.info(
        "event=candles_uploaded series={} received={} inserted={} amended={} unchanged={} quarantined={}",
        expected,
        receipt.received,
        receipt.inserted,
        receipt.amended,
        receipt.unchanged,
        receipt.quarantined);
    return receipt;
  }

  private static int read(CandleSeries expected, InputStream packed, CandleIntake intake)
      throws IOException, RefusedException {
    int received = 0;
    try {
      PackedCandleReader reader = new PackedCandleReader(packed);
      if (!reader.series().equals(expected)) {
        throw new RefusedException(
            "the candles must be those of the request, %s, were of %s"
                .formatted(expected, reader.series()));
      }
      for (List<RawCandle> block = reader.block(); !block.isEmpty(); block = reader.block()) {
        received += block.size();
        if (received > MOST_ROWS) {
          throw new RefusedException(
              "an upload must hold at most %d candles; send the rest in others"
                  .formatted(MOST_ROWS));
        }
        block.forEach(intake::take);
      }
    } catch (CorruptCandlesException e) {
      throw new RefusedException(String.valueOf(e.getMessage()));
    }
    return received;
  }

  private CandleTable.Outcome store(List<Candle> bars, CandleSeries series) {
    for (int attempt = 1; ; attempt++) {
      try {
        var opens = bars.stream().map(candle -> candle.bar().openTime()).toList();
        partitions.cover("candle", opens);
        partitions.cover("candle_revision", opens);
        return Objects.requireNonNull(
            transactions.execute(status -> table.write(bars, CandleMerge.UPLOAD)));
      } catch (DataAccessException e) {
        if (attempt == ATTEMPTS || !mayPass(e)) {
          throw e;
        }
        partitions.forget();
        LOG.warn(
            "event=upload_repeated series={} attempt={} cause=\"{}\"",
            series,
            attempt,
            e.getMessage());
      }
    }
  }

  /** A deadlock or a serialization failure, or a partition that was dropped meanwhile. */
  private static boolean mayPass(DataAccessException e) {
    return e instanceof TransientDataAccessException
        || e instanceof DataIntegrityViolationException;
  }
}
