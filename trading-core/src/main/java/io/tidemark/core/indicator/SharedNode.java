package io.tidemark.core.indicator;

import java.util.List;

/** A node over blocks whose outputs are read from shared columns, if all of them are there. */
final class SharedNode {

  private final Node node;
  private final List<SharedOutput> outputs;
  private final boolean isThere;

  SharedNode(Node node, SeriesColumns columns) {
    this.node = node;
    this.outputs =
        node.outputs().stream()
            .filter(Series::isRead)
            .map(series -> new SharedOutput(series, columns))
            .toList();
    this.isThere = !outputs.isEmpty() && outputs.stream().allMatch(SharedOutput::isThere);
  }

  void step(BarBlock block) {
    if (isThere) {
      outputs.forEach(output -> output.read(block));
    } else {
      node.step(block);
      outputs.forEach(output -> output.note(block));
    }
  }
}
