package io.tidemark.core.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.model.Symbol;
import io.tidemark.model.Timeframe;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

/** Every indicator over blocks of any length against the same one bar by bar, to the last bit. */
class BlockProperties {

  private static final int BARS = 300;
  private static final int LONGEST_BLOCK = 64;

  /** One bar in so many lacks a field. */
  private static final int LACKING = 60;

  @Property(tries = 40, seed = "20240229")
  void blocksEqualSingleBars(
      @ForAll Market.Kind kind, @ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
    Market market = Market.of(kind, BARS, seed);
    lack(market, new Random(seed));
    IndicatorGraph single = new IndicatorGraph(Timeframe.H1);
    IndicatorGraph blocks = new IndicatorGraph(Timeframe.H1);
    List<Series> ofSingle = series(single);
    List<Series> ofBlocks = series(blocks);
    blocks.keepBlocks(LONGEST_BLOCK, null);

    Random random = new Random(seed);
    int first = 0;
    while (first < BARS) {
      int count = Math.min(1 + random.nextInt(LONGEST_BLOCK), BARS - first);
      Block block = new Block(market, first, count);
      blocks.step(block);
      for (int i = 0; i < count; i++) {
        single.step(block.bar(i));
        for (int j = 0; j < ofSingle.size(); j++) {
          double[] values = ofBlocks.get(j).blockValues();
          assertThat(Double.doubleToLongBits(values[ofBlocks.get(j).blockStart() + i]))
              .as("%s at bar %d", ofSingle.get(j), first + i)
              .isEqualTo(Double.doubleToLongBits(ofSingle.get(j).value()));
        }
      }
      first += count;
    }
  }

  private static void lack(Market market, Random random) {
    for (BarField field : BarField.values()) {
      double[] values = market.field(field);
      for (int i = 0; i < values.length; i++) {
        if (random.nextInt(LACKING) == 0) {
          values[i] = Double.NaN;
        }
      }
    }
  }

  private static List<Series> series(IndicatorGraph graph) {
    List<Series> all = new ArrayList<>();
    Sample.all()
        .filter(sample -> sample.definition().inputs().stream().noneMatch(BarField::isOfPeers))
        .forEach(
            sample -> {
              List<String> outputs = sample.definition().outputs();
              if (outputs.isEmpty()) {
                all.add(graph.indicator(sample.definition(), sample.arguments()));
              }
              for (String output : outputs) {
                all.add(graph.indicator(sample.definition(), null, output, sample.arguments()));
              }
            });
    return all.stream().distinct().toList();
  }

  /** Some bars of a market. */
  private record Block(Market market, int first, int count) implements BarBlock {

    BarValues bar(int index) {
      return new BarValues() {
        @Override
        public double of(BarField field) {
          return market.at(field, first + index);
        }

        @Override
        public double closeOf(Symbol symbol) {
          return Double.NaN;
        }
      };
    }

    @Override
    public void copy(BarField field, double[] to, int at) {
      System.arraycopy(market.field(field), first, to, at, count);
    }

    @Override
    public void copyClosesOf(Symbol symbol, double[] to, int at) {
      Arrays.fill(to, at, at + count, Double.NaN);
    }
  }
}
