package io.tidemark.core.backtest;

import io.tidemark.core.exit.QuietSpell;
import io.tidemark.core.history.BarColumns;
import io.tidemark.core.portfolio.Position;
import io.tidemark.core.portfolio.PositionStage;
import io.tidemark.core.signal.ColumnScan;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.core.strategy.Verdict;
import io.tidemark.model.Bar;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.PositionSide;
import io.tidemark.model.SignalType;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.Prediction;
import io.tidemark.model.event.SignalRaised;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One instrument of a backtest: its scan, and which of its bars the account has to be told. Bars
 * that mean nothing to what is held are passed over, unless the account's limits look at each.
 */
final class Lane {

  private static final Verdict[] VERDICTS = Verdict.values();

  private final InstrumentId instrument;
  private final BarColumns columns;
  private final ColumnScan scan;
  private final TradingBus bus;
  private final Map<String, StrategyDefinition> strategies;
  private final boolean tellsAll;
  private final long length;
  private final ColumnScan.Interest interest = this::matters;
  private boolean more;
  private boolean told;
  private int lastTold = -1;
  private @Nullable BarsClosed unchecked;
  private @Nullable Position position;
  private boolean resting;
  private double quietAbove;
  private double quietBelow;
  private long quietUntil;
  private double held;
  private double lastClose = Double.NaN;
  private int last = -1;
  private final boolean[][] matters;

  /**
   * @param tellsAll whether every bar is told to the account while something is held
   */
  Lane(
      InstrumentId instrument,
      BarColumns columns,
      ColumnScan scan,
      TradingBus bus,
      Map<String, StrategyDefinition> strategies,
      boolean tellsAll) {
    this.instrument = instrument;
    this.columns = columns;
    this.scan = scan;
    this.bus = bus;
    this.strategies = strategies;
    this.tellsAll = tellsAll;
    this.length = columns.timeframe().nominalLength().toMillis();
    this.matters = new boolean[scan.strategies().size()][VERDICTS.length];
    this.more = scan.advance();
    look();
  }

  /** When its next bars close, in epoch milliseconds; {@code Long.MAX_VALUE} after the last. */
  long closeMillis() {
    return more ? scan.closeMillis() : Long.MAX_VALUE;
  }

  /** Whether an order is out, so that the next bar may do more than be held against exits. */
  boolean isStirred() {
    return position != null && !resting;
  }

  /**
   * Moves on to the bars of the instant.
   *
   * @return the bars that fill what was decided before, with which {@link #check} goes on; empty if
   *     they mean nothing
   */
  Optional<BarsClosed> open() {
    told = false;
    int index = scan.index();
    if (position != null && !isQuiet(index)) {
      told = true;
      unchecked = nextBars(index);
    }
    if (index >= 0) {
      last = index;
      lastClose = columns.close(index);
    }
    return Optional.ofNullable(unchecked);
  }

  /** Holds exits against the bars that were opened, once those of all instruments were. */
  void check() {
    BarsClosed opened = unchecked;
    if (opened != null) {
      unchecked = null;
      bus.check(opened);
      look();
    }
  }

  /**
   * Whether the bars of the instant mean nothing. A longer bar that closes alone, its last parts
   * missing, always counts: its close is of a bar that may have left the band.
   */
  private boolean isQuiet(int index) {
    return resting
        && index >= 0
        && scan.closeMillis() < quietUntil
        && columns.low(index) > quietAbove
        && columns.high(index) < quietBelow;
  }

  /** Tells the account the bars of the instant, if that has not been done. */
  void tell() {
    if (!told) {
      told = true;
      bus.market(nextBars(scan.index()));
      look();
    }
  }

  /** Tells the account what was foretold of the bars of the instant, after the bars themselves. */
  void tellPredictions() {
    for (Prediction prediction : scan.predictions()) {
      tell();
      bus.tell(prediction, prediction.eventTime());
      look();
    }
  }

  /** Where longer bars close alone, the last bar of the columns before must have been told. */
  private BarsClosed nextBars(int index) {
    if (index < 0) {
      tellLast();
    } else {
      lastTold = index;
    }
    return scan.bars();
  }

  /** Tells the account the last bar so far, if that has not been done. */
  void tellLast() {
    if (last > lastTold) {
      lastTold = last;
      Bar bar = columns.bar(last);
      bus.market(new BarsClosed(instrument, bar.closeTime(), List.of(bar), false, bar.closeTime()));
      look();
    }
  }

  /**
   * Tells the account its latest bar, if that has not been done, so that what is held is valued.
   */
  void tellLatest(long now) {
    if (closeMillis() == now) {
      tell();
    } else {
      tellLast();
    }
  }

  /** Looks at what is held and how long it rests. */
  void look() {
    PositionStage positions = bus.positions();
    List<Position> live = positions.livePositions(instrument);
    position = live.isEmpty() ? null : live.getFirst();
    held = position == null ? 0 : position.ledger().held().doubleValue();
    resting = false;
    if (position != null && !tellsAll) {
      positions.quietSpell(instrument).ifPresent(this::rest);
    }
    List<String> ids = scan.strategies();
    for (int i = 0; i < matters.length; i++) {
      for (Verdict verdict : VERDICTS) {
        matters[i][verdict.ordinal()] =
            matters(ids.get(i), verdict.type()) || matters(ids.get(i), verdict.exitFirst().type());
      }
    }
  }

  private void rest(QuietSpell spell) {
    resting = true;
    quietAbove = spell.band().low().toDouble();
    quietBelow = spell.band().high().toDouble();
    quietUntil = spell.until() == null ? Long.MAX_VALUE : spell.until().toEpochMilli();
  }

  /** The signals of the instant that may mean something to the account. */
  List<SignalRaised> signals() {
    return scan.signals(interest);
  }

  private boolean matters(String strategy, @Nullable SignalType type) {
    if (type == null) {
      return false;
    }
    Position live = position;
    boolean opens = type == SignalType.BUY || type == SignalType.SELL;
    if (live == null || !live.origin().strategy().equals(strategy)) {
      return live == null && opens;
    }
    PositionSide side = type == SignalType.SELL ? PositionSide.SHORT : PositionSide.LONG;
    StrategyDefinition definition = Objects.requireNonNull(strategies.get(strategy));
    return !opens || side != live.side() || definition.risk().maxEntries() != null;
  }

  /**
   * The first bar from the one it is at on that means something to the account, as far as that is
   * known by now; the one it is at if that may be.
   */
  int nextThatMatters() {
    int index = scan.index();
    boolean even = columns.timeframe() != Timeframe.MONTH1;
    if (index < 0 || !even || (position != null && !resting)) {
      return index;
    }
    int next = scan.nextThatMatters(matters);
    if (position == null) {
      return next;
    }
    int at = index;
    while (at < next
        && columns.low(at) > quietAbove
        && columns.high(at) < quietBelow
        && columns.openMillis(at) + length < quietUntil) {
      at++;
    }
    return at;
  }

  /** Goes on to a later bar; those before it meant nothing. */
  void passOverTo(int index) {
    last = index - 1;
    lastClose = columns.close(last);
    told = false;
    more = scan.moveTo(index);
  }

  /** What is held, at the close of a bar. */
  double valueAt(int index) {
    return held == 0 ? 0 : held * columns.close(index);
  }

  /** Whether something is held or wanted. */
  boolean isLive() {
    return position != null;
  }

  /** What is held, at the last close. */
  double value() {
    return held == 0 ? 0 : held * lastClose;
  }

  /** Moves on to the next bars. */
  void advance() {
    more = scan.advance();
  }

  InstrumentId instrument() {
    return instrument;
  }

  /** The bar that closes at its instant; -1 for none. */
  int index() {
    return scan.index();
  }

  /** The length of its bars in milliseconds. */
  long length() {
    return length;
  }

  /** Its last bar so far; -1 before the first. */
  int lastIndex() {
    return last;
  }

  BarColumns columns() {
    return columns;
  }
}
