package io.tidemark.kit.candles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.core.history.BarColumns;
import io.tidemark.model.Timeframe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CandleFilesTest {

  private static final String HEADER = "timestamp,open,high,low,close,volume\n";
  private static final long START = 1_704_067_200_000L;

  @TempDir Path folder;

  /** Minutes such as {@code 3:100}, whose prices are all the same. */
  private Path file(String name, String... minutes) throws IOException {
    StringBuilder text = new StringBuilder(HEADER);
    for (String minute : minutes) {
      String[] parts = minute.split(":", -1);
      text.append(START + 60_000L * Long.parseLong(parts[0]));
      text.append((",%s".formatted(parts[1])).repeat(4)).append(",1\n");
    }
    return Files.writeString(folder.resolve(name), text);
  }

  private static CandleFiles read(@Nullable Timeframe timeframe, Path... files) throws IOException {
    return CandleFiles.read(List.of(files), timeframe);
  }

  private static List<String> bars(BarColumns columns) {
    List<String> bars = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      assertThat(columns.close(i)).isEqualTo(columns.bar(i).close().toDouble());
      bars.add((columns.openMillis(i) - START) / 60_000 + ":" + columns.bar(i).close());
    }
    return bars;
  }

  @Test
  void joinsFilesInOrderOfTimeWhateverOrderTheyAreGivenIn() throws IOException {
    Path january = file("january.csv", "0:100", "1:101", "2:102");
    Path february = file("february.csv", "3:103", "4:104");
    Path april = file("april.csv", "9:109", "10:110");

    CandleFiles joined = read(null, april, january, february);

    assertThat(joined.columns().timeframe()).isEqualTo(Timeframe.M1);
    assertThat(bars(joined.columns()))
        .containsExactly("0:100", "1:101", "2:102", "3:103", "4:104", "9:109", "10:110");
    assertThat(joined.repeated()).isZero();
    assertThat(joined.sha256()).isEqualTo(read(null, january, february, april).sha256());
  }

  @Test
  void takesARowThatTwoFilesTellAlikeOnce() throws IOException {
    Path first = file("first.csv", "0:100", "1:101", "2:102", "3:103");
    Path second = file("second.csv", "2:102.0", "3:103", "4:104");

    CandleFiles joined = read(null, second, first);

    assertThat(bars(joined.columns())).containsExactly("0:100", "1:101", "2:102", "3:103", "4:104");
    assertThat(joined.repeated()).isEqualTo(2);
  }

  @Test
  void fillsTheGapsOfOneFileWithTheRowsOfAnother() throws IOException {
    Path holes = file("holes.csv", "0:100", "1:101", "5:105", "6:106");
    Path between = file("between.csv", "2:102", "3:103", "6:106", "7:107");

    assertThat(bars(read(null, holes, between).columns()))
        .containsExactly("0:100", "1:101", "2:102", "3:103", "5:105", "6:106", "7:107");
  }

  @Test
  void refusesABarThatTwoFilesTellDifferently() throws IOException {
    Path first = file("first.csv", "0:100", "1:101", "2:102");
    Path second = file("second.csv", "2:102.5", "3:103");

    assertThatThrownBy(() -> read(null, second, first))
        .isInstanceOf(CandleFileException.class)
        .hasMessage(
            "%s line 2: the bar of 2024-01-01T00:02:00Z is 102.5,102.5,102.5,102.5,1, in %s line 4 it is 102,102,102,102,1; leave one of the two out",
            second, first);
  }

  @Test
  void refusesFilesOfSeveralTimeframes() throws IOException {
    Path minutes = file("minutes.csv", "0:100", "1:101");
    Path longer = file("longer.csv", "5:100", "10:101");

    assertThatThrownBy(() -> read(null, longer, minutes))
        .isInstanceOf(CandleFileException.class)
        .hasMessage("%s is of 1m, %s of 5m; give files of one timeframe", minutes, longer);
  }

  @Test
  void namesTheFileOfARowThatIsNoCandle() throws IOException {
    Path fine = file("fine.csv", "0:100", "1:101");
    Path broken = file("broken.csv", "2:100", "3:0");

    assertThatThrownBy(() -> read(null, fine, broken))
        .isInstanceOf(CandleFileException.class)
        .hasMessageStartingWith(broken + " line 3:");
  }

  @Test
  void takesARowAloneForABarOfTheOthersTimeframe() throws IOException {
    Path many = file("many.csv", "0:100", "1:101");
    Path one = file("one.csv", "2:102");

    assertThat(bars(read(null, many, one).columns())).containsExactly("0:100", "1:101", "2:102");
    assertThatThrownBy(() -> read(null, one))
        .isInstanceOf(CandleFileException.class)
        .hasMessageContaining("no timeframe fits the steps between the rows");
  }

  /** The five minutes from 5 on are in both files. */
  @Test
  void putsALongerBarTogetherAcrossFiles() throws IOException {
    Path first = file("first.csv", "3:103", "4:104", "5:105", "6:106");
    Path second = file("second.csv", "7:107", "8:100", "9:109");

    BarColumns joined = read(Timeframe.M5, first, second).columns();

    assertThat(joined.size()).isEqualTo(2);
    assertThat(joined.bar(1).open()).hasToString("105");
    assertThat(joined.bar(1).low()).hasToString("100");
    assertThat(joined.bar(1).close()).hasToString("109");
    assertThat(joined.bar(1).volume()).hasToString("5");
  }

  /** A history cut into pieces that overlap by chance comes to the history, and its bars. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void comesToTheHistoryThatItWasCutFrom(long seed) throws IOException {
    Random random = new Random(seed);
    List<String> all = new ArrayList<>();
    for (int minute = 0; minute < 400; minute++) {
      if (random.nextInt(10) > 0) {
        all.add("%d:%d".formatted(minute, 90 + random.nextInt(20)));
      }
    }
    List<Path> pieces = new ArrayList<>();
    int cut = 0;
    long rows = 0;
    while (cut < all.size()) {
      int from = Math.max(0, cut - random.nextInt(30));
      cut = Math.min(all.size(), cut + 20 + random.nextInt(60));
      List<String> piece = all.subList(from, cut);
      rows += piece.size();
      pieces.add(
          random.nextInt(pieces.size() + 1), file(cut + ".csv", piece.toArray(String[]::new)));
    }

    CandleFiles joined = CandleFiles.read(pieces, Timeframe.M1);

    assertThat(bars(joined.columns())).isEqualTo(all);
    assertThat(joined.repeated()).isEqualTo(rows - all.size());
  }
}
