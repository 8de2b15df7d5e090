package io.tidemark.kit.candles;

import io.tidemark.core.history.BarColumns;
import io.tidemark.model.Bar;
import io.tidemark.model.Ids;
import io.tidemark.model.Timeframe;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The candles of several files of one instrument, such as one a month, joined in order of time. A
 * bar that several files tell alike is taken once; one that they tell differently is refused, as
 * nobody knows which is right. What lies between files and in none of them is a gap.
 *
 * @param columns as those of a {@link CandleFile}
 * @param sha256 of the bytes of a file alone; of several, of their hashes, a line each, in the
 *     order in which their bars begin
 * @param repeated rows that another file had told already
 */
public record CandleFiles(BarColumns columns, String sha256, long repeated) {

  /**
   * Reads files.
   *
   * @param files at least one, in any order, all of one timeframe
   * @param timeframe of the bars: that of the rows or a longer one, which they make up; null for
   *     that of the rows
   * @throws CandleFileException if there is no such file, a row is no candle, a timeframe cannot be
   *     told, they are of different ones, or two tell a bar differently
   * @throws IOException if a file cannot be read
   */
  public static CandleFiles read(List<Path> files, @Nullable Timeframe timeframe)
      throws IOException {
    List<Part> parts = new ArrayList<>();
    for (Path file : files) {
      parts.add(CandleFile.rows(file, Part::new));
    }
    parts.sort(Comparator.comparingLong(part -> part.rows.firstOpen()));
    Timeframe own = timeframe(parts, timeframe);
    Joined joined = new Joined(own, parts);
    parts.forEach(joined::add);
    BarColumns columns = joined.columns();
    return new CandleFiles(
        timeframe == null || timeframe == own ? columns : columns.composed(timeframe),
        parts.size() == 1
            ? parts.getFirst().sha256
            : Ids.sha256(
                parts.stream().map(part -> part.sha256 + "\n").collect(Collectors.joining())),
        joined.repeated);
  }

  /**
   * That of the rows; the one wanted where the rows cannot make it up, so that they are refused.
   */
  private static Timeframe timeframe(List<Part> parts, @Nullable Timeframe wanted) {
    Part first = null;
    Timeframe own = null;
    for (Part part : parts) {
      Optional<Timeframe> of = part.rows.timeframeOfSteps();
      if (of.isPresent() && first != null && of.get() != own) {
        throw new CandleFileException(
            "%s is of %s, %s of %s; give files of one timeframe"
                .formatted(first.rows.file(), own, part.rows.file(), of.get()));
      }
      if (of.isPresent() && first == null) {
        first = part;
        own = of.get();
      }
    }
    if (own != null && (wanted == null || own == wanted || own.fills(wanted))) {
      return own;
    }
    return wanted == null ? parts.getFirst().rows.timeframe() : wanted;
  }

  /** The rows of a file, and the SHA-256 of its bytes. */
  private record Part(CandleRows rows, String sha256) {}

  /** Bars of files one after the other; of each kept bar, where it stands. */
  private static final class Joined {

    private final Timeframe timeframe;
    private final List<Part> parts;
    private final List<BarColumns> read = new ArrayList<>();
    private long[] opens = new long[0];
    private int[] partOf = new int[0];
    private int[] rowOf = new int[0];
    private long repeated;

    private Joined(Timeframe timeframe, List<Part> parts) {
      this.timeframe = timeframe;
      this.parts = parts;
    }

    /** Puts the bars of the next file between those there are. */
    private void add(Part part) {
      BarColumns more = part.rows.columns(timeframe);
      int own = read.size();
      read.add(more);
      int room = opens.length + more.size();
      long[] times = new long[room];
      int[] from = new int[room];
      int[] rows = new int[room];
      int size = 0;
      int at = 0;
      for (int row = 0; row < more.size(); row++) {
        long time = more.openMillis(row);
        for (; at < opens.length && opens[at] < time; at++, size++) {
          times[size] = opens[at];
          from[size] = partOf[at];
          rows[size] = rowOf[at];
        }
        if (at < opens.length && opens[at] == time) {
          requireAlike(at, own, row);
          repeated++;
        } else {
          times[size] = time;
          from[size] = own;
          rows[size++] = row;
        }
      }
      int rest = opens.length - at;
      System.arraycopy(opens, at, times, size, rest);
      System.arraycopy(partOf, at, from, size, rest);
      System.arraycopy(rowOf, at, rows, size, rest);
      opens = Arrays.copyOf(times, size + rest);
      partOf = Arrays.copyOf(from, size + rest);
      rowOf = Arrays.copyOf(rows, size + rest);
    }

    private void requireAlike(int known, int part, int row) {
      Bar one = bar(known);
      Bar other = read.get(part).bar(row);
      if (!one.equals(other)) {
        throw new CandleFileException(
            "%s line %d: the bar of %s is %s, in %s line %d it is %s; leave one of the two out"
                .formatted(
                    parts.get(part).rows.file(),
                    parts.get(part).rows.line(row),
                    Instant.ofEpochMilli(opens[known]),
                    text(other),
                    parts.get(partOf[known]).rows.file(),
                    parts.get(partOf[known]).rows.line(rowOf[known]),
                    text(one)));
      }
    }

    private static String text(Bar bar) {
      return "%s,%s,%s,%s,%s"
          .formatted(bar.open(), bar.high(), bar.low(), bar.close(), bar.volume());
    }

    private Bar bar(int index) {
      return read.get(partOf[index]).bar(rowOf[index]);
    }

    private BarColumns columns() {
      if (read.size() == 1) {
        return read.getFirst();
      }
      int size = opens.length;
      double[][] values = new double[5][size];
      for (int i = 0; i < size; i++) {
        BarColumns of = read.get(partOf[i]);
        values[0][i] = of.open(rowOf[i]);
        values[1][i] = of.high(rowOf[i]);
        values[2][i] = of.low(rowOf[i]);
        values[3][i] = of.close(rowOf[i]);
        values[4][i] = of.volume(rowOf[i]);
      }
      return new BarColumns(
          timeframe,
          opens,
          values[0],
          values[1],
          values[2],
          values[3],
          values[4],
          new BitSet(),
          this::bar);
    }
  }
}
