package io.tidemark.kit.candles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tidemark.core.history.BarColumns;
import io.tidemark.model.Bar;
import io.tidemark.model.Timeframe;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What must hold of decimals and lines in every form. */
class CandleFileProperties {

  private static final Path NAME = Path.of("candles.csv");
  private static final String HEADER = "timestamp,open,high,low,close,volume\n";

  @Property(tries = 300, seed = "20180101")
  void decimalsOfAnySizeAreReadExactly(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder(HEADER);
    for (int row = 0; row < 40; row++) {
      BigDecimal low = decimal(random).add(BigDecimal.ONE.movePointLeft(random.nextInt(30)));
      BigDecimal high = random.nextInt(4) == 0 ? low : low.add(decimal(random));
      text.append(1704067200000L + row * 60_000L)
          .append(',')
          .append(written(random.nextBoolean() ? low : high, random))
          .append(',')
          .append(written(high, random))
          .append(',')
          .append(written(low, random))
          .append(',')
          .append(written(random.nextBoolean() ? low : high, random))
          .append(',')
          .append(written(decimal(random), random))
          .append('\n');
    }

    BarColumns columns = CandleRows.read(NAME, bytes(text)).columns(Timeframe.M1);

    List<Bar> expected = CandlesByText.read(bytes(text), Timeframe.M1);
    assertThat(columns.size()).isEqualTo(expected.size());
    for (int i = 0; i < expected.size(); i++) {
      Bar bar = expected.get(i);
      assertThat(columns.bar(i)).isEqualTo(bar);
      assertThat(columns.open(i)).isEqualTo(bar.open().toDouble());
      assertThat(columns.high(i)).isEqualTo(bar.high().toDouble());
      assertThat(columns.low(i)).isEqualTo(bar.low().toDouble());
      assertThat(columns.close(i)).isEqualTo(bar.close().toDouble());
      assertThat(columns.volume(i)).isEqualTo(bar.volume().toDouble());
    }
  }

  /** The same decimals, but any of them anywhere: most rows are no candle. */
  @Property(tries = 500, seed = "20180102")
  void aRowIsRefusedIfItsTextIsNoBar(@ForAll long seed) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder(HEADER).append(1704067200000L + random.nextInt(2));
    BigDecimal near = decimal(random);
    for (int i = 0; i < 5; i++) {
      BigDecimal step = BigDecimal.ONE.movePointLeft(random.nextInt(24));
      BigDecimal value = random.nextBoolean() ? near : near.add(step);
      text.append(',').append(random.nextInt(30) == 0 ? "-1" : written(value, random));
    }

    Throwable refused =
        catchThrowable(() -> CandleRows.read(NAME, bytes(text)).columns(Timeframe.M1));

    Throwable expected = catchThrowable(() -> CandlesByText.read(bytes(text), Timeframe.M1));
    if (expected == null) {
      assertThat(refused).isNull();
    } else {
      assertThat(refused).isInstanceOf(CandleFileException.class).hasMessageContaining(" line 2: ");
    }
  }

  @Property(tries = 300, seed = "20180103")
  void linesEndWhereAReadersDo(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(60); i > 0; i--) {
      text.append(
          switch (random.nextInt(5)) {
            case 0 -> "\n";
            case 1 -> "\r";
            case 2 -> "\r\n";
            default -> "x€".repeat(random.nextInt(8));
          });
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);

    List<String> lines = new ArrayList<>();
    LineReader reader = new LineReader(new InParts(bytes, random));
    while (reader.advance()) {
      lines.add(reader.text());
    }

    assertThat(lines)
        .isEqualTo(new BufferedReader(new StringReader(text.toString())).lines().toList());
  }

  private static BigDecimal decimal(Random random) {
    int bits = random.nextInt(4) == 0 ? 1 + random.nextInt(200) : 1 + random.nextInt(64);
    int scale = random.nextInt(4) == 0 ? random.nextInt(80) - 20 : random.nextInt(12);
    return new BigDecimal(new BigInteger(bits, random), scale);
  }

  /** One of the ways to write a decimal. */
  private static String written(BigDecimal value, Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> value.toString();
      case 1 -> value.toEngineeringString();
      case 2 -> " +" + value.toPlainString() + " ";
      case 3 -> "00" + value.toPlainString();
      case 4 -> value.setScale(Math.max(0, value.scale()) + random.nextInt(3)).toPlainString();
      default -> value.toPlainString();
    };
  }

  private static InputStream bytes(CharSequence text) {
    return new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Gives a few bytes at a time, as streams may. */
  private static final class InParts extends ByteArrayInputStream {

    private final Random random;

    InParts(byte[] bytes, Random random) {
      super(bytes);
      this.random = random;
    }

    @Override
    public synchronized int read(byte[] into, int offset, int length) {
      return super.read(into, offset, Math.min(length, 1 + random.nextInt(5)));
    }
  }
}
