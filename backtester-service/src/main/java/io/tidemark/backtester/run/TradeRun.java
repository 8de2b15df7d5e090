package io.tidemark.backtester.run;

import io.tidemark.core.backtest.BacktestPlan;
import io.tidemark.core.backtest.BacktestResult;
import io.tidemark.core.backtest.MergedMarket;
import io.tidemark.core.backtest.PaperTerms;
import io.tidemark.core.backtest.TradeBacktest;
import io.tidemark.core.backtest.TradePlan;
import io.tidemark.core.history.BarColumns;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.core.strategy.StrategyDefinition.Market;
import io.tidemark.core.strategy.StrategyRegistry;
import io.tidemark.kit.configuration.SuiteConfiguration;
import io.tidemark.kit.trades.TradeFile;
import io.tidemark.model.Bar;
import io.tidemark.model.Ids;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Symbol;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.MarketEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A strategy over files of trades, read row by row, and recorded books where there are any; and the
 * bars that were built of the trades.
 */
public final class TradeRun {

  private static final double NANOS = 1e9;

  private final BacktestSettings settings;
  private final StrategyDefinition strategy;
  private final Timeframe timeframe;
  private final SortedMap<InstrumentId, Path> files = new TreeMap<>();
  private final SortedMap<InstrumentId, List<Path>> bookFiles = new TreeMap<>();
  private final BookRecording.Reader bookReader;
  private final SortedMap<InstrumentId, List<Bar>> bars = new TreeMap<>();
  private final Extent trades = new Extent();
  private final Extent books = new Extent();

  private TradeRun(
      BacktestSettings settings,
      StrategyDefinition strategy,
      SortedMap<Symbol, List<Path>> bySymbol,
      SortedMap<Symbol, List<Path>> booksBySymbol,
      BookRecording.Reader bookReader) {
    this.settings = settings;
    this.strategy = strategy;
    this.bookReader = bookReader;
    Timeframe wanted = settings.timeframe();
    this.timeframe =
        wanted == null
            ? PreparedBacktest.longestThatFits(PreparedBacktest.needed(strategy))
            : wanted;
    bySymbol.forEach(
        (symbol, ofSymbol) -> {
          InstrumentId instrument = new InstrumentId(strategy.market().exchange(), symbol);
          files.put(instrument, ofSymbol.getFirst());
          bars.put(instrument, new ArrayList<>());
        });
    booksBySymbol.forEach(
        (symbol, recorded) ->
            bookFiles.put(new InstrumentId(strategy.market().exchange(), symbol), recorded));
  }

  /**
   * Whether files are of trades.
   *
   * @throws IllegalArgumentException if only some are
   */
  public static boolean isOver(List<DataFile> data) throws IOException {
    int found = 0;
    for (DataFile each : data) {
      found += TradeFile.isOne(each.file()) ? 1 : 0;
    }
    if (found > 0 && found < data.size()) {
      throw new IllegalArgumentException(
          "--data must be files of candles or of trades, were of both");
    }
    return found > 0;
  }

  /**
   * Prepares a run.
   *
   * @param read the strategy as its file has it
   * @param books files of recorded books, in the order in which they go on one from the other; none
   *     to run over trades alone
   * @throws IllegalArgumentException if what was asked for does not fit together
   */
  public static TradeRun of(
      BacktestSettings settings,
      StrategyDefinition read,
      List<DataFile> books,
      BookRecording.Reader bookReader) {
    if (settings.suite() != null && settings.assumptions().slippageBps() != null) {
      throw new IllegalArgumentException(
          "over trades, give --slippage-bps or --config, whose execution section says it; not both");
    }
    Market market = StrategyAsRun.market(read, settings.exchange(), settings.symbols());
    SortedMap<Symbol, List<Path>> bySymbol =
        CandleFilesHistory.bySymbol(settings.data(), market.symbols());
    bySymbol.forEach(
        (symbol, ofSymbol) -> {
          if (ofSymbol.size() > 1) {
            throw new IllegalArgumentException(
                "--data must give one file of trades of a symbol, gave %d of %s; put them together"
                    .formatted(ofSymbol.size(), symbol));
          }
        });
    Market traded =
        new Market(
            market.exchange(),
            List.copyOf(bySymbol.keySet()),
            market.primaryTimeframe(),
            market.timeframes());
    return new TradeRun(
        settings,
        StrategyAsRun.of(read, traded, settings.assumptions()),
        bySymbol,
        booksBySymbol(books, traded.symbols()),
        bookReader);
  }

  private static SortedMap<Symbol, List<Path>> booksBySymbol(
      List<DataFile> books, List<Symbol> traded) {
    SortedMap<Symbol, List<Path>> bySymbol = new TreeMap<>();
    for (DataFile each : books) {
      Symbol symbol = each.symbol();
      if (symbol == null && traded.size() > 1) {
        throw new SettingException(
            "books",
            "must say of which symbol each file is, such as %s=%s"
                .formatted(traded.getFirst(), each.file()));
      }
      Symbol of = symbol == null ? traded.getFirst() : symbol;
      if (!traded.contains(of)) {
        throw new SettingException(
            "books", "must be of %s, of which there are trades, was of %s".formatted(traded, of));
      }
      if (!Files.isRegularFile(each.file())) {
        throw new SettingException(
            "books", "must name files of recorded books, there is no file " + each.file());
      }
      bySymbol.computeIfAbsent(of, _ -> new ArrayList<>()).add(each.file());
    }
    return bySymbol;
  }

  /**
   * Runs it.
   *
   * @param bounds whether figures are drawn anew, to tell between what bounds they lie
   * @param goesOn asked now and then; false ends the run
   * @return empty if it was ended
   * @throws io.tidemark.kit.trades.TradeFileException if a file is not what it must be
   * @throws IOException if a file cannot be read
   */
  public Optional<BacktestOutcome> run(
      StrategyRegistry registry, boolean bounds, LongPredicate goesOn) throws IOException {
    BacktestRun.Watch watch = new BacktestRun.Watch(goesOn);
    long begun = System.nanoTime();
    SortedMap<InstrumentId, TradeFile> open = new TreeMap<>();
    try {
      for (Map.Entry<InstrumentId, Path> each : files.entrySet()) {
        open.put(each.getKey(), TradeFile.open(each.getValue(), each.getKey()));
      }
      RunAccount account = RunAccount.of(strategy, settings.suite());
      List<Iterator<? extends MarketEvent>> recordings = new ArrayList<>();
      open.values().forEach(file -> recordings.add(new Within<>(file, trades)));
      SortedMap<InstrumentId, BookRecording> recorded = recordedBooks();
      recorded.values().forEach(each -> recordings.add(new Within<>(each.books(), books)));
      BacktestResult result =
          TradeBacktest.run(
              plan(account), registry, new MergedMarket(recordings), watch, this::keep);
      double seconds = (System.nanoTime() - begun) / NANOS;
      if (watch.hasEnded()) {
        return Optional.empty();
      }
      requireBooksBesideTrades();
      return Optional.of(judge(account, history(open, recorded), result, seconds, bounds));
    } finally {
      open.values().forEach(TradeFile::close);
    }
  }

  private void requireBooksBesideTrades() {
    if (!bookFiles.isEmpty() && !books.touches(trades)) {
      throw new SettingException(
          "books",
          "must be of the time of the trades, which is %s, was %s".formatted(trades, books));
    }
  }

  private SortedMap<InstrumentId, BookRecording> recordedBooks() throws IOException {
    SortedMap<InstrumentId, BookRecording> recorded = new TreeMap<>();
    for (Map.Entry<InstrumentId, List<Path>> each : bookFiles.entrySet()) {
      recorded.put(each.getKey(), bookReader.read(each.getValue(), each.getKey()));
    }
    return recorded;
  }

  private BacktestOutcome judge(
      RunAccount account,
      MarketHistory history,
      BacktestResult result,
      double seconds,
      boolean bounds) {
    BacktestPlan plan =
        new BacktestPlan(
            PreparedBacktest.RUN,
            history.bars(),
            List.of(strategy),
            Map.of(),
            account.cash(),
            account.limits(),
            account.shortsAllowed());
    return BacktestRun.judge(
        strategy,
        plan,
        history,
        result,
        new BacktestOutcome.Market(trades.count, books.count),
        seconds,
        bounds);
  }

  private TradePlan plan(RunAccount account) {
    return new TradePlan(
        PreparedBacktest.RUN,
        new TreeSet<>(files.keySet()),
        timeframe,
        settings.from(),
        List.of(strategy),
        Map.of(),
        account.cash(),
        account.limits(),
        account.shortsAllowed(),
        paper());
  }

  private PaperTerms paper() {
    SuiteConfiguration suite = settings.suite();
    if (suite == null) {
      return PaperTerms.of(List.of(strategy));
    }
    Duration latency = suite.execution().latency();
    Duration grace = suite.marketData().barGrace();
    return new PaperTerms(
        suite.execution().fills(), latency, latency.compareTo(grace) < 0 ? latency : grace);
  }

  private void keep(BarsClosed closed) {
    for (Bar bar : closed.bars()) {
      if (bar.timeframe() == timeframe) {
        bars.getOrDefault(closed.instrument(), new ArrayList<>()).add(bar);
      }
    }
  }

  private MarketHistory history(
      SortedMap<InstrumentId, TradeFile> open, SortedMap<InstrumentId, BookRecording> recorded) {
    SortedMap<InstrumentId, MarketHistory.Source> sources = new TreeMap<>();
    open.forEach(
        (instrument, file) -> {
          List<Bar> built = bars.getOrDefault(instrument, List.of());
          if (built.isEmpty()) {
            throw new IllegalArgumentException(
                "the trades of %s close no bar of %s; give more of them, or a shorter --timeframe"
                    .formatted(instrument.symbol(), timeframe));
          }
          file.forEachRemaining(_ -> {});
          BookRecording ofBooks = recorded.get(instrument);
          sources.put(
              instrument,
              new MarketHistory.Source(
                  BarColumns.of(timeframe, built),
                  ofBooks == null
                      ? file.sha256()
                      : Ids.sha256(file.sha256() + " " + ofBooks.sha256()),
                  0));
        });
    return MarketHistory.of(sources, false);
  }

  /** How many events were read, and from when to when. */
  private static final class Extent {

    private long count;
    private Instant first = Instant.MAX;
    private Instant last = Instant.MIN;

    void take(Instant time) {
      count++;
      first = time.isBefore(first) ? time : first;
      last = time.isAfter(last) ? time : last;
    }

    boolean touches(Extent other) {
      return count > 0 && !first.isAfter(other.last) && !last.isBefore(other.first);
    }

    @Override
    public String toString() {
      return count == 0 ? "empty" : "%s to %s".formatted(first, last);
    }
  }

  /** What of a recording happened in the time that was asked for. */
  private final class Within<E extends MarketEvent> implements Iterator<E> {

    private final Iterator<E> recording;
    private final Extent extent;
    private @Nullable E next;

    /**
     * @param extent takes note of each that happened then
     */
    private Within(Iterator<E> recording, Extent extent) {
      this.recording = recording;
      this.extent = extent;
      this.next = read();
    }

    private @Nullable E read() {
      Instant from = settings.from();
      Instant to = settings.to();
      while (recording.hasNext()) {
        E event = recording.next();
        if (to != null && !event.eventTime().isBefore(to)) {
          return null;
        }
        if (from == null || !event.eventTime().isBefore(from)) {
          extent.take(event.eventTime());
          return event;
        }
      }
      return null;
    }

    @Override
    public boolean hasNext() {
      return next != null;
    }

    @Override
    public E next() {
      E event = next;
      if (event == null) {
        throw new NoSuchElementException("nothing is left in the time that was asked for");
      }
      next = read();
      return event;
    }
  }
}
