package io.tidemark.core.indicator;

import io.tidemark.model.Symbol;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** What other instruments show at a bar. */
final class PeerNode implements Node {

  private static final double BASE = 100;

  private final Symbol[] members;
  private final boolean index;
  private final Series output;
  private final double[] closes;
  private final double[] previous;
  private double level = Double.NaN;

  private PeerNode(List<Symbol> members, boolean index, Series output) {
    this.members = members.toArray(Symbol[]::new);
    this.index = index;
    this.output = output;
    this.closes = new double[this.members.length];
    this.previous = new double[this.members.length];
    Arrays.fill(previous, Double.NaN);
  }

  /** The field of {@link BarField#isOfPeers}. */
  static PeerNode of(BarField field, Peers peers, Series output) {
    if (field == BarField.SECTOR_INDEX) {
      return new PeerNode(peers.sector(), true, output);
    }
    Symbol bitcoin = peers.bitcoin();
    return new PeerNode(bitcoin == null ? List.of() : List.of(bitcoin), false, output);
  }

  @Override
  public void step(BarValues values) {
    for (int i = 0; i < members.length; i++) {
      closes[i] = values.closeOf(members[i]);
    }
    output.add(value());
  }

  @Override
  public void step(BarBlock block) {
    int count = block.count();
    double[][] columns = new double[members.length][count];
    for (int i = 0; i < members.length; i++) {
      block.copyClosesOf(members[i], columns[i], 0);
    }
    double[] to = output.openBlock(count);
    int at = output.blockStart();
    for (int bar = 0; bar < count; bar++) {
      for (int i = 0; i < members.length; i++) {
        closes[i] = columns[i][bar];
      }
      to[at + bar] = Node.finite(value());
    }
  }

  /** The value at closes just taken. */
  private double value() {
    if (index) {
      return nextLevel();
    }
    return members.length == 0 ? Double.NaN : closes[0];
  }

  private double nextLevel() {
    double changes = 0;
    int known = 0;
    int compared = 0;
    for (int i = 0; i < members.length; i++) {
      double close = closes[i];
      if (!(close > 0)) {
        continue;
      }
      known++;
      if (!Double.isNaN(previous[i])) {
        changes += StrictMath.log(close / previous[i]);
        compared++;
      }
      previous[i] = close;
    }
    if (known == 0) {
      return Double.NaN;
    }
    level = Double.isNaN(level) ? BASE : level;
    level *= compared == 0 ? 1 : StrictMath.exp(changes / compared);
    return level;
  }

  @Override
  public List<Series> outputs() {
    return List.of(output);
  }

  @Override
  public void save(DataOutput out) throws IOException {
    Node.super.save(out);
    Numbers.save(previous, out);
    out.writeDouble(level);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    Node.super.restore(in);
    Numbers.restore(previous, in);
    level = in.readDouble();
  }
}
