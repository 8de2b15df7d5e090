package io.tidemark.core.indicator;

import io.tidemark.core.SharedData;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads the tables of Tulip Indicators: a name with its options, lines of inputs, of outputs. */
final class TulipTables {

  /** One calculation: its options, and all its arrays, inputs first. */
  record Table(String file, String name, double[] options, List<double[]> arrays) {
    @Override
    public String toString() {
      return file + " " + name + Arrays.toString(options);
    }
  }

  private TulipTables() {}

  static List<Table> read(String file) throws IOException {
    List<Table> tables = new ArrayList<>();
    StringBuilder open = new StringBuilder();
    for (String line : SharedData.lines("reference/tulip/" + file)) {
      String text = line.strip();
      if (text.isEmpty() || text.startsWith("#")) {
        continue;
      }
      if (!text.startsWith("{") && open.isEmpty()) {
        String[] words = text.split("\\s+");
        tables.add(
            new Table(
                file,
                words[0],
                Arrays.stream(words).skip(1).mapToDouble(Double::parseDouble).toArray(),
                new ArrayList<>()));
        continue;
      }
      text = text.endsWith(";") ? text.substring(0, text.length() - 1) : text;
      open.append(text);
      if (text.endsWith("}")) {
        tables.getLast().arrays().add(numbers(open.toString()));
        open.setLength(0);
      }
    }
    return tables;
  }

  private static double[] numbers(String braced) {
    String inner = braced.substring(1, braced.length() - 1);
    return Arrays.stream(inner.split(","))
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .mapToDouble(Double::parseDouble)
        .toArray();
  }
}
