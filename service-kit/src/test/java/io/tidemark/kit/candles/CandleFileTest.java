package io.tidemark.kit.candles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.model.Bar;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Timeframe;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CandleFileTest {

  private static final String HEADER = "timestamp,open,high,low,close,volume\n";
  private static final String ROWS =
      HEADER + "1704067200000,10,12,9.5,11,3\n1704067260000,11,11,11,11,0\n";

  @TempDir Path folder;

  private Path file(String content) throws IOException {
    return Files.writeString(folder.resolve("candles.csv"), content);
  }

  @Test
  void readsRowsAsBarsOfTheStepBetweenThem() throws IOException {
    CandleFile candles = CandleFile.read(file(ROWS), null);

    assertThat(candles.timeframe()).isEqualTo(Timeframe.M1);
    assertThat(candles.bars()).hasSize(2);
    Bar first = candles.bars().getFirst();
    assertThat(first.openTime()).isEqualTo("2024-01-01T00:00:00Z");
    assertThat(first.low()).isEqualTo(Price.of("9.5"));
    assertThat(first.volume()).isEqualTo(Quantity.of("3"));
    assertThat(first.vwap()).isNull();
  }

  @Test
  void readsZippedFilesAndTellsTheHashOfTheirBytes() throws IOException {
    Path zipped = folder.resolve("candles.CSV.GZ");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
      out.write(ROWS.getBytes(StandardCharsets.UTF_8));
    }

    CandleFile candles = CandleFile.read(zipped, null);

    assertThat(candles.bars()).isEqualTo(CandleFile.read(file(ROWS), null).bars());
    assertThat(candles.sha256())
        .hasSize(64)
        .isNotEqualTo(CandleFile.read(file(ROWS), null).sha256());
  }

  @Test
  void takesTheShortestStepWhereThereAreGaps() throws IOException {
    String rows =
        HEADER + "1704067200000,1,1,1,1,1\n1704070800000,1,1,1,1,1\n1704071100000,1,1,1,1,1\n";

    assertThat(CandleFile.read(file(rows), null).timeframe()).isEqualTo(Timeframe.M5);
  }

  @Test
  void readsMonths() throws IOException {
    String rows = HEADER + "1704067200000,1,1,1,1,1\n1706745600000,1,1,1,1,1\n";

    assertThat(CandleFile.read(file(rows), null).timeframe()).isEqualTo(Timeframe.MONTH1);
  }

  @Test
  void namesTheLineOfWhatIsNoCandle() {
    refuses("time,price\n", "line 1: the header must be timestamp,open");
    refuses(HEADER, "line 1: there must be at least one row");
    refuses(HEADER + "1704067200000,1,1,1,1\n", "line 2: there must be 6 fields, were 5");
    refuses(HEADER + "1704067200000,1,x,1,1,1\n", "line 2: a field is no number");
    refuses(HEADER + "1704067200000,1,1,1,1,-1\n", "line 2: a field is no number in its range");
    refuses(
        HEADER + "1704067200000,5,4,3,5,1\n\n1704067260000,1,1,1,1,1\n", "line 2: high and low");
    refuses(ROWS + "1704067260000,1,1,1,1,1\n", "line 4: rows must be in order of time");
    refuses(
        HEADER + "1704067201000,1,1,1,1,1\n1704067261000,1,1,1,1,1\n", "line 2: openTime must lie");
    refuses(HEADER + "1704067200000,1,1,1,1,1\n", "name it, such as --timeframe 1m");
  }

  @Test
  void refusesRowsInTheirUsualFormWithTheSameWords() {
    refuses(
        HEADER + "1704067200000,NaN,1,1,1,1\n",
        "line 2: a field is no number in its range: '1704067200000,NaN,1,1,1,1'");
    refuses(HEADER + "1704067200000,0,1,1,1,1\n", "line 2: a field is no number in its range");
    refuses(HEADER + "1704067200000.5,1,1,1,1,1\n", "line 2: a field is no number in its range");
    refuses(HEADER + "1704067200000,1,1,1,1,1,\n", "line 2: there must be 6 fields, were 7");
    refuses(HEADER + "1704067200000,1.2.3,1,1,1,1\n", "line 2: a field is no number");
    refuses(HEADER + "1704067200000,,1,1,1,1\n", "line 2: a field is no number");
    refuses(ROWS + "1704067290000,1,1,1,1,1\n", "no timeframe fits the steps between the rows");
    refuses(
        "",
        "line 1: the header must be timestamp,open,high,low,close,volume, was absent: the file is empty");
  }

  @Test
  void namesAnOpenTimeOffTheGridOfTheTimeframe() throws IOException {
    Path file = file(ROWS + "1704067290000,1,1,1,1,1\n");

    assertThatThrownBy(() -> CandleFile.read(file, Timeframe.M1))
        .isInstanceOf(CandleFileException.class)
        .hasMessageContaining("line 4: openTime must lie on the 1m grid");
  }

  @Test
  void namesAFileThatIsNotThere() {
    assertThatThrownBy(() -> CandleFile.read(folder.resolve("none.csv"), null))
        .isInstanceOf(CandleFileException.class)
        .hasMessage("there is no file " + folder.resolve("none.csv"));
    assertThatThrownBy(() -> CandleFile.read(folder, null))
        .isInstanceOf(CandleFileException.class)
        .hasMessage(folder + " is a folder; give a file of candles");
  }

  @Test
  void namesAZippedFileThatIsNone() throws IOException {
    Path none = Files.writeString(folder.resolve("candles.csv.gz"), ROWS);
    assertThatThrownBy(() -> CandleFile.read(none, null))
        .isInstanceOf(CandleFileException.class)
        .hasMessageContaining("candles.csv.gz cannot be unzipped: Not in GZIP format");

    Path empty = Files.createFile(folder.resolve("empty.csv.gz"));
    assertThatThrownBy(() -> CandleFile.read(empty, null))
        .isInstanceOf(CandleFileException.class)
        .hasMessageContaining("empty.csv.gz cannot be unzipped: it ends early");
  }

  @Test
  void putsShorterRowsTogetherWhereALongerTimeframeIsAskedFor() throws IOException {
    String rows =
        HEADER
            + "1704067200000,10,12,9.5,11,3\n1704067260000,11,11,11,11,0\n"
            + "1704067440000,11,15,10,14,2\n1704067500000,14,14,14,14,1\n";

    CandleFiles candles = CandleFiles.read(List.of(file(rows)), Timeframe.M5);

    assertThat(candles.columns().timeframe()).isEqualTo(Timeframe.M5);
    assertThat(candles.columns().size()).as("the second one has not ended").isEqualTo(1);
    Bar bar = candles.columns().bar(0);
    assertThat(bar.high()).isEqualTo(Price.of("15"));
    assertThat(bar.close()).isEqualTo(Price.of("14"));
    assertThat(bar.volume()).isEqualTo(Quantity.of("5"));
    assertThat(CandleFiles.read(List.of(file(rows)), Timeframe.M1).columns().size()).isEqualTo(4);
  }

  @Test
  void readsMoreThanOneChunk() throws IOException {
    StringBuilder text = new StringBuilder(HEADER);
    for (int i = 0; i < 20_000; i++) {
      text.append(1704067200000L + i * 60_000L).append(",1.5,2,1,1.25,").append(i).append("\r\n");
    }

    CandleFile candles = CandleFile.read(file(text.toString()), null);

    assertThat(candles.columns().size()).isEqualTo(20_000);
    assertThat(candles.columns().bar(19_999).volume()).isEqualTo(Quantity.of("19999"));
    assertThat(candles.columns().close(12_345)).isEqualTo(1.25);
  }

  private void refuses(String content, String problem) {
    assertThatThrownBy(() -> CandleFile.read(file(content), null))
        .isInstanceOf(CandleFileException.class)
        .hasMessageContaining("candles.csv")
        .hasMessageContaining(problem);
  }
}
